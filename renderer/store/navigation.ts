import type { Page } from '../../preload/contract/primitives.ts';
import type { AppState } from './state.ts';

/** Shows a page and, on it, the drawer of a job or none. */
export function goTo(state: AppState, page: Page, jobId: string | null = null): AppState {
  const moves = state.page !== page;
  return {
    ...state,
    page,
    openJobId: jobId,
    watchedJob: state.watchedJob?.jobId === jobId ? state.watchedJob : null,
    focus: moves ? { count: state.focus.count + 1, target: 'heading' } : state.focus,
  };
}

/** Shows the jobs with the focus in their search box. */
export function goToSearch(state: AppState): AppState {
  return { ...goTo(state, 'jobs'), focus: { count: state.focus.count + 1, target: 'search' } };
}
