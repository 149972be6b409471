import type {
  Automation,
  AutomationChange,
  AutomationSetup,
  AutomationStatus,
  DailyCount,
  JobSituation,
} from '../../../main/automation/automation.ts';
import type { PlannedJob } from '../../../main/sync/engine.ts';
import { failed, inputFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { HistoryEntry } from '../../../main/sync/ports.ts';

export const STOPPED_STATUS: AutomationStatus = {
  phase: 'stopped',
  isLooking: false,
  isWorking: false,
  lastPassMs: null,
  nextPassMs: null,
  coveredUpToMs: null,
  pausedUntilMs: null,
  offlineSinceMs: null,
  jobsSeen: 0,
  tenant: null,
  account: null,
  troubles: [],
  notices: [],
};

/** Automation that does what the test says, and remembers what it was told. */
export class FakeAutomation implements Automation {
  status: AutomationStatus = STOPPED_STATUS;
  readonly jobs = new Map<string, JobSituation>();
  /** What was asked of it, such as `start`, `stop`, `retry job-1`. */
  readonly calls: string[] = [];
  readonly setups: AutomationSetup[] = [];
  readonly simulateSignals: AbortSignal[] = [];
  readonly entries: HistoryEntry[] = [];
  plans: Result<readonly PlannedJob[]> = success([]);
  counts: Result<readonly DailyCount[]> = success([]);
  countsAsked = 0;
  /** What every request ends with. */
  outcome: Result<void> = success(undefined);
  /** Resolves before a request ends: lets a test look while it is under way. */
  gate: Promise<unknown> = Promise.resolve();
  private readonly listeners = new Set<(change: AutomationChange) => void>();

  subscribe(listener: (change: AutomationChange) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Changes the status and tells it. */
  become(changes: Partial<AutomationStatus>): void {
    this.status = { ...this.status, ...changes };
    this.tell({ kind: 'status' });
  }

  /** Changes jobs and tells it. */
  putJobs(...situations: readonly JobSituation[]): void {
    for (const situation of situations) this.jobs.set(situation.jobId, situation);
    this.tell({ kind: 'jobs', jobIds: situations.map(({ jobId }) => jobId) });
  }

  removeJob(jobId: string): void {
    this.jobs.delete(jobId);
    this.tell({ kind: 'jobs', jobIds: [jobId] });
  }

  tell(change: AutomationChange): void {
    for (const listener of this.listeners) listener(change);
  }

  async start(setup: AutomationSetup, pausedUntilMs: number | null): Promise<void> {
    await Promise.resolve();
    this.calls.push(pausedUntilMs === null ? 'start' : `start paused until ${String(pausedUntilMs)}`);
    this.setups.push(setup);
    this.become({ phase: pausedUntilMs === null ? 'starting' : 'paused', pausedUntilMs });
  }

  async stop(): Promise<void> {
    await Promise.resolve();
    this.calls.push('stop');
    this.status = STOPPED_STATUS;
    this.tell({ kind: 'whole' });
  }

  pause(untilMs: number): void {
    this.calls.push(`pause until ${String(untilMs)}`);
    this.become({ phase: 'paused', pausedUntilMs: untilMs });
  }

  resume(): void {
    this.calls.push('resume');
    this.become({ phase: 'running', pausedUntilMs: null });
  }

  syncNow(signal: AbortSignal): Promise<Result<void>> {
    return this.answer('sync', signal);
  }

  sleep(): void {
    this.calls.push('sleep');
  }

  wake(): void {
    this.calls.push('wake');
  }

  retryJob(jobId: string, signal: AbortSignal): Promise<Result<void>> {
    return this.answer(`retry ${jobId}`, signal);
  }

  resendInvitation(
    jobId: string,
    address: string | null,
    actor: string,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    return this.answer(`resend ${jobId} to ${address ?? 'all'} for ${actor}`, signal);
  }

  async simulate(setup: AutomationSetup, signal: AbortSignal): Promise<Result<readonly PlannedJob[]>> {
    this.calls.push('simulate');
    this.simulateSignals.push(signal);
    this.setups.push(setup);
    await this.gate;
    return this.plans;
  }

  async history(jobId: string, limit: number): Promise<Result<readonly HistoryEntry[]>> {
    await Promise.resolve();
    return success(this.entries.filter((entry) => entry.jobId === jobId).slice(0, limit));
  }

  async dailyCounts(): Promise<Result<readonly DailyCount[]>> {
    this.countsAsked += 1;
    await Promise.resolve();
    return this.counts;
  }

  meetingsLookedAfter(): number {
    return [...this.jobs.values()].filter(({ record }) => record?.meeting.state === 'made').length;
  }

  private async answer(call: string, signal?: AbortSignal): Promise<Result<void>> {
    this.calls.push(call);
    await this.gate;
    if (signal?.aborted === true) {
      return failed(inputFailure({ party: 'ledger', code: 'cancelled', message: 'Stopped.' }));
    }
    return this.outcome;
  }
}
