import type { HistoryReader } from '../ledger/history-reader.ts';
import type { Log } from '../log/logger.ts';
import type { RefreshTurns } from '../providers/oauth.ts';
import { failed } from '../sync/failure.ts';
import type { Clock, Ledger, Random } from '../sync/ports.ts';
import type { Automation, AutomationChange, AutomationStatus } from './automation.ts';
import { AutomationRun } from './automation-run.ts';
import { createDailyCounts } from './daily-counts.ts';
import { countMeetings, JobBoard } from './job-board.ts';
import { stoppedFailure } from './outcomes.ts';
import { simulate } from './simulate.ts';

export interface CreateAutomationOptions {
  /** Opened, and closed after `stop`, by the caller. */
  readonly ledger: Ledger & HistoryReader;
  readonly log: Log;
  /** The machine's clock. */
  readonly clock: Clock;
  readonly random: Random;
  /** Shared with the checks: both refresh the same tokens. A run that was stopped may still be at it when the next begins. */
  readonly refreshTurns: RefreshTurns;
  /** IANA name of the zone in which days begin; the computer's own unless told. */
  readonly timeZone?: string;
}

const STOPPED: AutomationStatus = {
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

/** Makes automation that is stopped; the jobs the ledger looks after are shown as soon as they are read. */
export function createAutomation(options: CreateAutomationOptions): Automation {
  const { ledger, log, clock, random, refreshTurns, timeZone = 'local' } = options;
  const listeners = new Set<(change: AutomationChange) => void>();
  const board = new JobBoard(noteJobs);
  const counts = createDailyCounts({ history: ledger, nowMs: () => clock.nowMs(), timeZone });
  let run: AutomationRun | null = null;
  let status: AutomationStatus | null = STOPPED;
  let turn: Promise<void> = Promise.resolve();
  let shownTenantId: string | null = null;

  // Changes made at about the same time are told together.
  let isTelling = false;
  let isWhole = false;
  const changedJobs = new Set<string>();

  function noteJobs(jobIds: readonly string[] | null): void {
    if (jobIds === null) isWhole = true;
    else for (const jobId of jobIds) changedJobs.add(jobId);
    noteChange();
  }

  function noteChange(): void {
    status = null;
    if (isTelling) return;
    isTelling = true;
    queueMicrotask(tell);
  }

  function tell(): void {
    isTelling = false;
    const jobIds = [...changedJobs];
    const changes: AutomationChange[] = isWhole
      ? [{ kind: 'whole' }]
      : [...(jobIds.length > 0 ? [{ kind: 'jobs' as const, jobIds }] : []), { kind: 'status' }];
    isWhole = false;
    changedJobs.clear();
    for (const listener of listeners) for (const change of changes) listener(change);
  }

  /** Shows what the ledger looks after for a team, unless that is shown already. */
  async function showRecords(tenantId: string): Promise<void> {
    if (tenantId === shownTenantId) return;
    const records = await ledger.activeRecords(tenantId);
    if (!records.ok) {
      // Every look asks the ledger the same, and shows the failure as a trouble.
      log.forRoom('automation').warn({ code: records.failure.code }, records.failure.message);
      return;
    }
    shownTenantId = tenantId;
    board.show(records.value);
  }

  async function showLastTenant(): Promise<void> {
    const last = await ledger.lastTenantId();
    if (last.ok && last.value !== null && shownTenantId === null) await showRecords(last.value);
  }

  /** One after another, so that a start never meets a stop half done. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = turn.then(work);
    // Whoever asked hears of a bug; what comes next does not.
    turn = done.catch(() => undefined);
    return done;
  }

  async function stopRun(): Promise<void> {
    if (run === null) return;
    await run.stop();
    run = null;
    board.rest();
    noteChange();
  }

  void inTurn(showLastTenant);

  return {
    get status() {
      status ??= run?.status ?? STOPPED;
      return status;
    },
    get jobs() {
      return board.jobs;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start: (setup, pausedUntilMs) =>
      inTurn(async () => {
        await run?.stop();
        const beginning = new AutomationRun({
          setup,
          pausedUntilMs,
          ledger,
          log,
          clock,
          random,
          board,
          refreshTurns,
          onChange: noteChange,
          onTenant: showRecords,
        });
        run = beginning;
        beginning.begin();
        noteChange();
      }),
    stop: () => inTurn(stopRun),
    pause(untilMs) {
      run?.pause(untilMs);
    },
    resume() {
      run?.resume();
    },
    syncNow: (signal) => run?.lookNow(signal) ?? Promise.resolve(failed(stoppedFailure())),
    sleep() {
      run?.sleep();
    },
    wake() {
      run?.wake();
    },
    retryJob: (jobId, signal) => run?.retryJob(jobId, signal) ?? Promise.resolve(failed(stoppedFailure())),
    resendInvitation: (jobId, address, actor, signal) =>
      run?.resend(jobId, address, actor, signal) ?? Promise.resolve(failed(stoppedFailure())),
    simulate: (setup, signal) => simulate({ setup, ledger, log, clock, random }, signal),
    async history(jobId, limit) {
      const known = board.jobs.get(jobId)?.record?.tenantId ?? run?.status.tenant?.tenantId ?? shownTenantId;
      if (known !== null) return ledger.history(known, jobId, limit);
      const last = await ledger.lastTenantId();
      if (!last.ok) return last;
      return last.value === null ? { ok: true, value: [] } : ledger.history(last.value, jobId, limit);
    },
    dailyCounts: (sinceMs) => counts.since(sinceMs),
    meetingsLookedAfter: () => countMeetings(board.jobs, clock.nowMs()),
  };
}
