import type { JobRow } from '../../preload/contract/jobs.ts';
import type { PushPayload } from '../../preload/contract/pushes.ts';

/** All rows the program has sent, by job id. */
export interface Jobs {
  /** False until all rows have come once. */
  readonly isLoaded: boolean;
  /** -1 while the next whole list is to be taken, whatever its revision. */
  readonly revision: number;
  readonly rows: ReadonlyMap<string, JobRow>;
}

export const NO_JOBS: Jobs = { isLoaded: false, revision: -1, rows: new Map() };

/** Takes in new, changed and removed rows. Gives the same object back when the push is older than what is known. */
export function takeJobs(jobs: Jobs, push: PushPayload<'jobs'>): Jobs {
  if (push.revision < jobs.revision) return jobs;
  // Changes to a list that has not come yet would look like all there is.
  if (jobs.revision < 0 && !push.isWhole) return jobs;
  const rows = new Map(push.isWhole ? [] : jobs.rows);
  for (const row of push.rows) rows.set(row.jobId, row);
  for (const jobId of push.removed) rows.delete(jobId);
  return { isLoaded: true, revision: push.revision, rows };
}
