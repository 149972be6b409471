import type { Answer } from '../../preload/contract/contract.ts';
import type { JobDetails } from '../../preload/contract/jobs.ts';
import type { LetterPreview, LetterTemplate } from '../../preload/contract/letters.ts';
import type { Page } from '../../preload/contract/primitives.ts';
import type { Diagnostics, LogLine } from '../../preload/contract/pushes.ts';
import type { View } from '../../preload/contract/view.ts';
import { NO_JOBS } from './jobs.ts';
import { NO_DRAFTS } from './drafts.ts';
import type { Drafts } from './drafts.ts';
import type { Jobs } from './jobs.ts';

/** A problem as a command is answered with: it may name the field it is about. */
export type CommandProblem = Extract<Answer, { ok: false }>['problem'];

/** How the last call of a command went, kept here so that leaving its page loses nothing. */
export interface CommandState {
  /** When the call under way began; null while there is none. */
  readonly sinceMs: number | null;
  readonly problem: CommandProblem | null;
  /** When the last call succeeded; null when it did not, or there was none. */
  readonly succeededAtMs: number | null;
  /** What that call was answered with. */
  readonly id: string | null;
}

export const IDLE_COMMAND: CommandState = { sinceMs: null, problem: null, succeededAtMs: null, id: null };

/** Details as last pushed: null details mean that there is no such job any more. */
export interface WatchedJob {
  readonly jobId: string;
  readonly details: JobDetails | null;
}

/** Who gets the focus: the heading of a page one has come to, or the search box. The first page takes it from nobody. */
export interface FocusRequest {
  /** Rises with every request; 0 before the first. */
  readonly count: number;
  readonly target: 'heading' | 'search';
}

/** Everything the page knows. What comes from the program is never changed here, only replaced. */
export interface AppState {
  /** Null until it is known for the first time. */
  readonly isConnected: boolean | null;
  /** When the connection was lost; null while it stands. */
  readonly lostAtMs: number | null;
  readonly view: View | null;
  readonly jobs: Jobs;
  readonly watchedJob: WatchedJob | null;
  /** The template in use; null until it has come. */
  readonly letterTemplate: LetterTemplate | null;
  readonly letterPreview: LetterPreview | null;
  /** The diagnostics this page asked for last; null before that. */
  readonly diagnostics: Diagnostics | null;
  /** Oldest first. */
  readonly log: readonly LogLine[];
  readonly page: Page;
  /** The job whose drawer is open. */
  readonly openJobId: string | null;
  readonly focus: FocusRequest;
  /** By name, or name and key. */
  readonly commands: ReadonlyMap<string, CommandState>;
  readonly drafts: Drafts;
}

export function firstState(page: Page): AppState {
  return {
    isConnected: null,
    lostAtMs: null,
    view: null,
    jobs: NO_JOBS,
    watchedJob: null,
    letterTemplate: null,
    letterPreview: null,
    diagnostics: null,
    log: [],
    page,
    openJobId: null,
    focus: { count: 0, target: 'heading' },
    commands: new Map(),
    drafts: NO_DRAFTS,
  };
}
