import { z } from 'zod';
import type { JobRow, Mark } from '../../../preload/contract/jobs.ts';

export const JOB_COLUMNS = ['job', 'start', 'contact', 'meeting', 'link', 'invitations'] as const;
export type JobColumn = (typeof JOB_COLUMNS)[number];

const sortSchema = z.strictObject({ column: z.enum(JOB_COLUMNS), isDescending: z.boolean() });
export type JobSort = z.infer<typeof sortSchema>;

export const FIRST_SORT: JobSort = { column: 'start', isDescending: false };
const KEY = 'jobs-sort';

/** Failed ones first: whoever sorts by a mark looks for trouble. */
const MARK_ORDER: readonly Mark['state'][] = ['failed', 'not-yet', 'confirmed', 'not-meant'];

/** The rows in order. Rows without a value come last either way; equal ones by their start, then their number. */
export function sortRows(rows: readonly JobRow[], { column, isDescending }: JobSort): readonly JobRow[] {
  // One collator for all comparisons: making one is what is slow.
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const texts = (left: string | null, right: string | null): number =>
    missingLast(left, right) ?? direction * collator.compare(left ?? '', right ?? '');
  const numbers = (left: number | null, right: number | null): number =>
    missingLast(left, right) ?? direction * ((left ?? 0) - (right ?? 0));
  const marks = (left: Mark, right: Mark): number =>
    direction * (MARK_ORDER.indexOf(left.state) - MARK_ORDER.indexOf(right.state));
  const direction = isDescending ? -1 : 1;

  const compare: Readonly<Record<JobColumn, (left: JobRow, right: JobRow) => number>> = {
    job: (left, right) => texts(left.jobName, right.jobName),
    start: (left, right) => numbers(left.startMs, right.startMs),
    contact: (left, right) => texts(left.contact, right.contact),
    meeting: (left, right) => marks(left.meeting, right.meeting),
    link: (left, right) => marks(left.link, right.link),
    invitations: (left, right) => marks(left.invitations, right.invitations),
  };
  return [...rows].sort(
    (left, right) =>
      compare[column](left, right) ||
      (left.startMs ?? 0) - (right.startMs ?? 0) ||
      collator.compare(left.jobName, right.jobName),
  );
}

/** Sorting by a column: by the one that is sorted by already, the other way round. */
export function toggleSort(sort: JobSort, column: JobColumn): JobSort {
  return { column, isDescending: sort.column === column ? !sort.isDescending : false };
}

/** The order that was chosen last on this computer. */
export function recallSort(storage: Storage): JobSort {
  const stored = storage.getItem(KEY);
  if (stored === null) return FIRST_SORT;
  try {
    return sortSchema.parse(JSON.parse(stored));
  } catch {
    // Written by another version, or by hand: the order is no loss.
    return FIRST_SORT;
  }
}

export function rememberSort(storage: Storage, sort: JobSort): void {
  storage.setItem(KEY, JSON.stringify(sort));
}

function missingLast(left: unknown, right: unknown): number | null {
  if (left === null && right === null) return 0;
  if (left === null) return 1;
  return right === null ? -1 : null;
}
