import { useCallback } from 'react';
import type { Page } from '../../preload/contract/primitives.ts';
import { useAppContext } from '../store/context.tsx';
import { goTo } from '../store/navigation.ts';

/** Shows a page and, on it, the drawer of a job or none. */
export type Navigate = (page: Page, jobId?: string | null) => void;

export function useNavigate(): Navigate {
  const { store } = useAppContext();
  return useCallback(
    (page, jobId = null) => {
      store.setState((state) => goTo(state, page, jobId));
    },
    [store],
  );
}
