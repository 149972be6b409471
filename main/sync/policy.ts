import type { ProviderKind } from './model.ts';

/** The settings and constants that plans are made by. */
export interface Policy {
  readonly providerKind: ProviderKind;
  /** Changes whenever the meeting password changes; tells nothing of it. */
  readonly passwordKey: string;
  readonly enableAttendees: boolean;
  readonly sendIcsToRecipients: boolean;
  /** Tells our links from those of another ReadyMeet: see `Ledger.reference`. */
  readonly reference: string;
  /**
   * How long to wait between writing a link and reading it back. Two PCs that write at the same moment both see the
   * last writer's link when they look again after this time, so only one of them invites.
   */
  readonly confirmAfterMs: number;
  /** How long a job must have been left alone before a change of it is passed on: folds a burst into one update. */
  readonly foldChangesMs: number;
  /** Problems older than this instant get one more try: a person has started or mended something since. */
  readonly retryProblemsBeforeMs: number;
  /**
   * Since when the connected account makes the meetings. Earlier ones may be another account's, which this one cannot
   * see: they are not looked up, or each would seem to be gone and be made anew.
   */
  readonly accountSinceMs: number;
}

/** Built-in waiting times. */
export const DEFAULT_WAITS = { confirmAfterMs: 250, foldChangesMs: 5_000 } as const;

/** A change to a meeting that starts sooner than this is passed on at once. */
export const URGENT_BEFORE_START_MS = 15 * 60_000;

/** Whether a meeting still stands is asked from this long before its start. */
export const CHECK_FROM_BEFORE_START_MS = 24 * 60 * 60_000;

/** It is not asked again sooner than this … */
export const CHECK_AGAIN_AFTER_MS = 8 * 60 * 60_000;

/** … but once more when the start is this near. */
export const LAST_CHECK_BEFORE_START_MS = 60 * 60_000;

/** How often a link that somebody blanks is written again before a person is asked. */
export const MAX_LINK_REMOVALS = 3;
