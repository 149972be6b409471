import { useAnnounce } from '@fluentui/react-components';
import { useCallback } from 'react';

/** Tells a screen reader something that others see. */
export function useAnnounceWords(): (words: string) => void {
  const { announce } = useAnnounce();
  return useCallback(
    (words) => {
      announce(words, { polite: true });
    },
    [announce],
  );
}
