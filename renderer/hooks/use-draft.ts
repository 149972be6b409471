import { useCallback } from 'react';
import { useApp, useAppContext } from '../store/context.tsx';
import type { Drafts } from '../store/drafts.ts';

/**
 * One form as it is being filled in, how to change it (null forgets what was typed), and how to change what is there
 * by then: after waiting for an answer a person may have typed on.
 */
export function useDraft<Key extends keyof Drafts>(
  key: Key,
): readonly [
  typed: Drafts[Key],
  setDraft: (draft: Drafts[Key]) => void,
  updateDraft: (change: (typed: Drafts[Key]) => Drafts[Key]) => void,
] {
  const { store } = useAppContext();
  const draft = useApp((state) => state.drafts[key]);
  const updateDraft = useCallback(
    (change: (typed: Drafts[Key]) => Drafts[Key]) => {
      store.setState((state) => ({
        ...state,
        drafts: { ...state.drafts, [key]: change(state.drafts[key]) },
      }));
    },
    [store, key],
  );
  const setDraft = useCallback(
    (changed: Drafts[Key]) => {
      updateDraft(() => changed);
    },
    [updateDraft],
  );
  return [draft, setDraft, updateDraft];
}
