import type { Finding } from './draft.ts';
import type { JobReport } from './engine-options.ts';

interface Standing extends JobReport {
  readonly dueMs: number | null;
}

/** What is to be said of jobs, and when they may go on. Jobs of which there is neither take no room. */
export class Standings {
  private readonly byJob = new Map<string, Standing>();

  note(jobId: string, jobName: string, findings: readonly Finding[], dueMs: number | null): void {
    if (findings.length === 0 && dueMs === null) this.byJob.delete(jobId);
    else this.byJob.set(jobId, { jobId, jobName, findings, dueMs });
  }

  forgetUnless(isKept: (jobId: string) => boolean): void {
    for (const jobId of this.byJob.keys()) if (!isKept(jobId)) this.byJob.delete(jobId);
  }

  /** Jobs of which there is something to say, in no order. */
  reports(): readonly JobReport[] {
    return [...this.byJob.values()].filter(({ findings }) => findings.length > 0);
  }

  /** When the next job may go on; null when none waits for time alone. */
  nextDueMs(): number | null {
    let next: number | null = null;
    for (const { dueMs } of this.byJob.values()) {
      if (dueMs !== null && (next === null || dueMs < next)) next = dueMs;
    }
    return next;
  }
}
