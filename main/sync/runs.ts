import type { JobRun } from './job-run.ts';

/** Work on one job: by a run, or (`run` is null) by hand. */
export interface Work {
  readonly run: JobRun | null;
  readonly ended: Promise<void>;
}

/** The jobs being worked on, and when work on others ended: in an order of its own, whatever the clocks do. */
export class Runs {
  private readonly byJob = new Map<string, Work>();
  /** Order numbers at which work ended: what was read before says nothing of the job any more. */
  private readonly endedAt = new Map<string, number>();
  private order = 0;
  private idling: Promise<void> | null = null;

  get size(): number {
    return this.byJob.size;
  }

  has(jobId: string): boolean {
    return this.byJob.has(jobId);
  }

  get(jobId: string): Work | undefined {
    return this.byJob.get(jobId);
  }

  begin(jobId: string, work: Work): void {
    this.byJob.set(jobId, work);
  }

  /** Work on the job has ended, and may have changed what is known of it. */
  end(jobId: string): void {
    this.byJob.delete(jobId);
    this.endedAt.set(jobId, this.nextOrder());
  }

  /** Work on the job has ended without having begun. */
  drop(jobId: string): void {
    this.byJob.delete(jobId);
  }

  nextOrder(): number {
    this.order += 1;
    return this.order;
  }

  /** Whether the job is being worked on, or was after a look that began then. */
  isNewerKnown(jobId: string, beganAt: number): boolean {
    return this.byJob.has(jobId) || (this.endedAt.get(jobId) ?? 0) > beganAt;
  }

  /** When work on the job ended last; undefined where that is of no concern any more. */
  endOf(jobId: string): number | undefined {
    return this.endedAt.get(jobId);
  }

  forgetEnd(jobId: string): void {
    this.endedAt.delete(jobId);
  }

  forgetEndsUnless(isKept: (jobId: string) => boolean): void {
    for (const jobId of this.endedAt.keys()) if (!isKept(jobId)) this.endedAt.delete(jobId);
  }

  /** Resolves when nothing is being worked on. All who wait share one wait: work that goes on for hours has many. */
  idle(): Promise<void> {
    if (this.byJob.size === 0) return Promise.resolve();
    this.idling ??= this.untilIdle();
    return this.idling;
  }

  private async untilIdle(): Promise<void> {
    while (this.byJob.size > 0) {
      await Promise.all([...this.byJob.values()].map(({ ended }) => ended));
    }
    this.idling = null;
  }
}
