import type { Theme } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useMedia } from '../hooks/use-media.ts';
import { hasReadableAccent, themeFor } from './theme.ts';

/** The theme that fits the system, also when the system changes. */
export function useTheme(): Theme {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  return useMemo(() => themeFor(isDark, hasReadableAccent()), [isDark]);
}
