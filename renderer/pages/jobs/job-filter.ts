import type { JobRow } from '../../../preload/contract/jobs.ts';
import { dayKey } from '../../format/time.ts';

export const JOB_FILTERS = ['all', 'needs-you', 'today', 'upcoming', 'waiting', 'left-alone'] as const;
export type JobFilter = (typeof JOB_FILTERS)[number];

const DAY_MS = 86_400_000;

/** The filters as they are written on their buttons. */
export const FILTER_NAMES: Readonly<Record<JobFilter, string>> = {
  all: 'All',
  'needs-you': 'Needs you',
  today: 'Today',
  upcoming: 'Upcoming',
  waiting: 'Waiting',
  'left-alone': 'Left alone',
};

/** Makes the question whether a row passes a filter at an instant. Days are those of this computer's calendar. */
export function filterBy(filter: JobFilter, nowMs: number): (row: JobRow) => boolean {
  switch (filter) {
    case 'all':
      return () => true;
    case 'needs-you':
      return ({ standing }) => standing === 'attention';
    case 'waiting':
      return ({ standing }) => standing === 'waiting';
    case 'left-alone':
      return ({ standing }) => standing === 'left-alone';
    case 'upcoming':
      return ({ startMs }) => startMs !== null && startMs > nowMs;
    case 'today': {
      const today = dayKey(nowMs, null);
      // Far away: spares asking the calendar ten thousand times.
      return ({ startMs }) =>
        startMs !== null && Math.abs(startMs - nowMs) < 2 * DAY_MS && dayKey(startMs, null) === today;
    }
  }
}

/** How many rows pass each filter. */
export function countByFilter(rows: readonly JobRow[], nowMs: number): Readonly<Record<JobFilter, number>> {
  const count = (filter: JobFilter): number => rows.filter(filterBy(filter, nowMs)).length;
  return {
    all: rows.length,
    'needs-you': count('needs-you'),
    today: count('today'),
    upcoming: count('upcoming'),
    waiting: count('waiting'),
    'left-alone': count('left-alone'),
  };
}
