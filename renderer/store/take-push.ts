import type { Push } from '../../preload/contract/pushes.ts';
import { takeJobs } from './jobs.ts';
import { goTo } from './navigation.ts';
import type { AppState } from './state.ts';

/** More lines than anybody reads, and few enough to be drawn and searched at once. */
const KEPT_LOG_LINES = 5000;

/** Takes in what the program says. Gives the same object back when it is old news. */
export function takePush(state: AppState, push: Push): AppState {
  switch (push.name) {
    case 'view':
      if (state.view !== null && push.payload.revision < state.view.revision) return state;
      return { ...state, view: push.payload };
    case 'jobs': {
      const jobs = takeJobs(state.jobs, push.payload);
      return jobs === state.jobs ? state : { ...state, jobs };
    }
    case 'job-details':
      // The drawer may have moved on to another job since.
      return push.payload.jobId === state.openJobId ? { ...state, watchedJob: push.payload } : state;
    case 'letter-template':
      return { ...state, letterTemplate: push.payload };
    case 'letter-preview':
      return { ...state, letterPreview: push.payload };
    case 'log': {
      const lines = push.payload.isWhole ? push.payload.lines : [...state.log, ...push.payload.lines];
      return { ...state, log: lines.slice(-KEPT_LOG_LINES) };
    }
    case 'diagnostics':
      return { ...state, diagnostics: push.payload };
    case 'navigate':
      return goTo(state, push.payload.page, push.payload.jobId);
  }
}

/**
 * Takes in whether the program can be reached. What is shown stays; but a program that was started anew counts its
 * revisions from the start, so the next view and the next whole list are taken whatever their revision.
 */
export function takeConnection(state: AppState, isConnected: boolean, nowMs: number): AppState {
  if (isConnected) return { ...state, isConnected, lostAtMs: null };
  return {
    ...state,
    isConnected,
    lostAtMs: state.lostAtMs ?? nowMs,
    view: state.view === null ? null : { ...state.view, revision: -1 },
    jobs: { ...state.jobs, revision: -1 },
  };
}
