import type { Finding } from './draft.ts';
import type { Failure } from './failure.ts';
import type { HistoryNote } from './history.ts';
import type { EngineObserver } from './observer.ts';
import type { Operation } from './operation.ts';
import type { JobSource, Ledger } from './ports.ts';
import type { JobRecord } from './record.ts';
import type { ServerClock } from './server-clock.ts';
import type { Workbench } from './workbench.ts';

export interface EngineOptions extends Omit<Workbench, 'jobs' | 'ledger' | 'clock'> {
  readonly tenantId: string;
  readonly jobs: JobSource;
  readonly ledger: Ledger;
  readonly clock: ServerClock;
  /** How many jobs may be at one outside party at the same time. */
  readonly concurrency: number;
  /** Told after each step, once it is on the disk. */
  readonly announce?: (event: EngineEvent) => void;
  /** Told what is known of each job; nothing is kept for it where it is left out. */
  readonly observer?: EngineObserver;
}

export interface EngineEvent {
  readonly record: JobRecord;
  readonly operation: Operation;
  /** What was confirmed; empty when the step failed. */
  readonly notes: readonly HistoryNote[];
  readonly failure: Failure | null;
}

/** What is to be said of one job. */
export interface JobReport {
  readonly jobId: string;
  readonly jobName: string;
  readonly findings: readonly Finding[];
}

/** One job of a simulated pass. */
export interface PlannedJob extends JobReport {
  readonly operations: readonly Operation[];
}
