import { isDeepStrictEqual } from 'node:util';
import type { JobRow } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import type { InvitationPolicy } from './guest-marks.ts';
import { canRetry } from './job-details.ts';
import { bySoonest, needOf } from './job-needs.ts';
import type { JobNeed } from './job-needs.ts';
import { jobRow } from './job-row.ts';

/** Which jobs are to be looked at again. */
export type DirtyJobs = 'whole' | ReadonlySet<string>;

/** What changed in the jobs table. */
export interface JobsDelta {
  readonly rows: readonly JobRow[];
  readonly removed: readonly string[];
}

/** The jobs table as it was last shown, and what differs after the next look. */
export class JobProjection {
  private readonly shown = new Map<string, { readonly row: JobRow; readonly need: JobNeed | null }>();
  private sortedNeeds: readonly JobNeed[] | null = null;

  /** Projects the jobs anew. A row that comes out alike is not among the changes. */
  apply(dirty: DirtyJobs, jobs: ReadonlyMap<string, JobSituation>, policy: InvitationPolicy): JobsDelta {
    const ids = dirty === 'whole' ? new Set([...this.shown.keys(), ...jobs.keys()]) : dirty;
    const rows: JobRow[] = [];
    const removed: string[] = [];
    for (const jobId of ids) {
      const before = this.shown.get(jobId);
      const situation = jobs.get(jobId);
      if (situation === undefined) {
        if (before === undefined) continue;
        this.shown.delete(jobId);
        removed.push(jobId);
      } else {
        const row = jobRow(situation, policy);
        const need = needOf(situation, canRetry(situation));
        if (before !== undefined && isDeepStrictEqual(before, { row, need })) continue;
        this.shown.set(jobId, { row, need });
        if (before === undefined || !isDeepStrictEqual(before.row, row)) rows.push(row);
      }
      this.sortedNeeds = null;
    }
    return { rows, removed };
  }

  get rows(): readonly JobRow[] {
    return [...this.shown.values()].map(({ row }) => row);
  }

  /** Jobs that need a person, soonest first. */
  get needs(): readonly JobNeed[] {
    this.sortedNeeds ??= [...this.shown.values()].flatMap(({ need }) => need ?? []).sort(bySoonest);
    return this.sortedNeeds;
  }
}
