import { useCallback } from 'react';
import { useApp, useAppContext } from '../store/context.tsx';
import type { Drafts } from '../store/drafts.ts';

/** One form as it is being filled in, and how to change it; null forgets what was typed. */
export function useDraft<Key extends keyof Drafts>(
  key: Key,
): readonly [Drafts[Key], (draft: Drafts[Key]) => void] {
  const { store } = useAppContext();
  const draft = useApp((state) => state.drafts[key]);
  const setDraft = useCallback(
    (changed: Drafts[Key]) => {
      store.setState((state) => ({ ...state, drafts: { ...state.drafts, [key]: changed } }));
    },
    [store, key],
  );
  return [draft, setDraft];
}
