import type { HistoryNote } from './history.ts';

/** What was confirmed since the engine was made. */
export interface Totals {
  readonly meetingsCreated: number;
  readonly meetingsUpdated: number;
  readonly meetingsCancelled: number;
  readonly linksWritten: number;
  readonly emailsSent: number;
}

/** Nothing yet. */
export const NO_TOTALS: Totals = {
  meetingsCreated: 0,
  meetingsUpdated: 0,
  meetingsCancelled: 0,
  linksWritten: 0,
  emailsSent: 0,
};

/** Counts what a confirmed step did. */
export function countNote(totals: Totals, note: HistoryNote): Totals {
  switch (note.action) {
    case 'meeting-created':
    case 'meeting-found':
      return { ...totals, meetingsCreated: totals.meetingsCreated + 1 };
    case 'meeting-updated':
      return { ...totals, meetingsUpdated: totals.meetingsUpdated + 1 };
    case 'meeting-cancelled':
      return { ...totals, meetingsCancelled: totals.meetingsCancelled + 1 };
    case 'link-written':
      return { ...totals, linksWritten: totals.linksWritten + 1 };
    case 'invitation-sent':
      return { ...totals, emailsSent: totals.emailsSent + 1 };
    case 'meeting-lost':
    case 'meeting-left':
    case 'meeting-set-aside':
    case 'link-gone':
    case 'link-cleared':
    case 'link-yielded':
    case 'released':
    case 'resumed':
    case 'creation-given-up':
    case 'creation-in-doubt':
    case 'meeting-out-of-sight':
    case 'failed':
      return totals;
  }
}
