import type { Finding } from '../sync/draft.ts';
import type { Failure } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import type { EngineObserver } from '../sync/observer.ts';
import { endOf } from '../sync/record.ts';
import type { JobRecord } from '../sync/record.ts';
import { jobIdOf } from '../sync/sighting.ts';
import type { JobSituation } from './automation.ts';
import { isSame } from './is-same.ts';

/** Told which jobs differ from before; null means all of them. Only real differences are told. */
export type BoardListener = (jobIds: readonly string[] | null) => void;

/** What is known of every job that is Ready or looked after, kept from what the engine tells. */
export class JobBoard implements EngineObserver {
  private readonly situations = new Map<string, JobSituation>();
  private readonly onChange: BoardListener;

  constructor(onChange: BoardListener) {
    this.onChange = onChange;
  }

  get jobs(): ReadonlyMap<string, JobSituation> {
    return this.situations;
  }

  /** Shows what the ledger looks after, until the first look tells more. Replaces everything. */
  show(records: readonly JobRecord[]): void {
    this.situations.clear();
    for (const record of records) {
      const { jobId } = record;
      this.situations.set(jobId, { jobId, job: null, record, findings: [] });
    }
    this.onChange(null);
  }

  /** Automation has ended: what was to be said holds no more, and jobs that nothing was done for are of no concern. */
  rest(): void {
    for (const [jobId, situation] of this.situations) {
      if (situation.record === null) this.situations.delete(jobId);
      else this.situations.set(jobId, { ...situation, findings: [] });
    }
    this.onChange(null);
  }

  looked(sightings: readonly Sighting[], recordOf: (jobId: string) => JobRecord | null | undefined): void {
    const changed: string[] = [];
    const seen = new Set<string>();
    for (const sighting of sightings) {
      const jobId = jobIdOf(sighting);
      seen.add(jobId);
      const record = recordOf(jobId);
      const isChanged = this.change(jobId, {
        job: sighting.kind === 'present' ? sighting.job : null,
        ...(record === undefined ? {} : { record }),
      });
      if (isChanged) changed.push(jobId);
    }
    for (const jobId of this.situations.keys()) {
      if (seen.has(jobId)) continue;
      this.situations.delete(jobId);
      changed.push(jobId);
    }
    if (changed.length > 0) this.onChange(changed);
  }

  recorded(record: JobRecord): void {
    if (this.change(record.jobId, { record })) this.onChange([record.jobId]);
  }

  found(jobId: string, findings: readonly Finding[]): void {
    // A run of a job that is not looked after any more may end after the look that did not show the job.
    if (!this.situations.has(jobId)) return;
    if (this.change(jobId, { findings })) this.onChange([jobId]);
  }

  /** How many jobs wait because of this very failure. */
  waitingFor(failure: Failure): number {
    let count = 0;
    for (const { findings } of this.situations.values()) {
      if (findings.some(({ code, message }) => code === failure.code && message === failure.message)) {
        count += 1;
      }
    }
    return count;
  }

  private change(jobId: string, changes: Partial<Omit<JobSituation, 'jobId'>>): boolean {
    const before = this.situations.get(jobId);
    const after: JobSituation = {
      jobId,
      job: kept(before?.job, changes.job) ?? null,
      record: kept(before?.record, changes.record) ?? null,
      findings: kept(before?.findings, changes.findings) ?? [],
    };
    const isChanged =
      before === undefined ||
      after.job !== before.job ||
      after.record !== before.record ||
      after.findings !== before.findings;
    if (isChanged) this.situations.set(jobId, after);
    return isChanged;
  }
}

/** The old value where nothing new came, or the new one is just like it: what is alike is one object. */
function kept<T>(before: T | undefined, after: T | undefined): T | undefined {
  return after === undefined || isSame(before, after) ? before : after;
}

/** How many jobs have a meeting that is not over. */
export function countMeetings(jobs: ReadonlyMap<string, JobSituation>, nowMs: number): number {
  let count = 0;
  for (const { record } of jobs.values()) {
    if (record === null || record.releasedAtMs !== null) continue;
    const { state } = record.meeting;
    const exists = state === 'creating' || state === 'made' || state === 'cancelling';
    if (exists && (endOf(record) ?? 0) > nowMs) count += 1;
  }
  return count;
}
