import type { Finding } from './draft.ts';
import { failed, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import type { HistoryNote } from './history.ts';
import { JobRun, lastModifiedOf } from './job-run.ts';
import type { JobRunContext } from './job-run.ts';
import { Lane } from './lane.ts';
import type { Closure } from './lane.ts';
import type { Sighting } from './model.ts';
import type { Operation } from './operation.ts';
import type { Workbench } from './perform.ts';
import { planJob } from './plan.ts';
import type { JobSource, Ledger, Observation } from './ports.ts';
import { emptyRecord } from './record.ts';
import type { JobRecord } from './record.ts';
import type { ServerClock } from './server-clock.ts';
import { countNote, NO_TOTALS } from './totals.ts';
import type { Totals } from './totals.ts';

export interface EngineOptions extends Omit<Workbench, 'jobs' | 'ledger' | 'clock'> {
  readonly tenantId: string;
  readonly jobs: JobSource;
  readonly ledger: Ledger;
  readonly clock: ServerClock;
  /** How many jobs may be at one outside party at the same time. */
  readonly concurrency: number;
  /** Told after each step, once it is on the disk. */
  readonly announce?: (event: EngineEvent) => void;
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

interface Standing extends JobReport {
  readonly dueMs: number | null;
}

/**
 * How many jobs may record their intent while `concurrency` others are being answered: the provider, which limits
 * requests itself, never waits for the disk. Each may have to be looked up after a crash, so they are few.
 */
const READY_TO_ASK = 8;

/** Of a link's steps at Skedulo two in three are reads, and reads made at about the same time share one request. */
const READS_TO_A_WRITE = 3;

/** Runs that may wait for their turn at a party; more would only hold memory. */
const MOST_WAITING = 32;

type PartyName = 'provider' | 'skedulo' | 'mail';

/**
 * The engine: looks at the jobs, plans, and carries plans out. A pass starts a run for every job that needs one; runs
 * of an earlier pass that are still under way are given the newer look instead.
 */
export class Engine {
  private readonly options: EngineOptions;
  private readonly context: JobRunContext;
  private bench: Workbench;
  private readonly lanes: Readonly<Record<PartyName, Lane>>;
  private readonly runs = new Map<string, { readonly run: JobRun; readonly ended: Promise<void> }>();
  private readonly standings = new Map<string, Standing>();
  /** Order numbers at which runs ended: what was read before says nothing of the job any more. */
  private readonly endedAt = new Map<string, number>();
  private order = 0;
  private hasLooked = false;
  /** Jobs whose steps led nowhere, with their last change then: left alone until they change. */
  private readonly stuck = new Map<string, number | null>();
  /** Jobs that need a run and have none yet, latest start first: the next one is the last. */
  private backlog: { readonly sighting: Sighting; readonly record: JobRecord }[] = [];
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private isPaused = false;
  private halt: Failure | null = null;
  private counted: Totals = NO_TOTALS;
  private seenCount = 0;

  constructor(options: EngineOptions) {
    this.options = options;
    this.bench = options;
    const { clock, random, concurrency } = options;
    this.lanes = {
      provider: new Lane(concurrency + READY_TO_ASK, clock, random),
      skedulo: new Lane(concurrency * READS_TO_A_WRITE, clock, random),
      mail: new Lane(concurrency, clock, random),
    };
    this.context = {
      bench: () => this.bench,
      lanes: this.lanes,
      clock,
      stopSignal: this.stopping.signal,
      abortSignal: this.aborting.signal,
      mayBegin: () => !this.isPaused && this.halt === null,
      nextOrder: () => (this.order += 1),
      onDone: (record, operation, notes) => {
        for (const note of notes) this.counted = countNote(this.counted, note);
        options.announce?.({ record, operation, notes, failure: null });
        this.startNext();
      },
      onFailed: (record, operation, failure) => {
        options.announce?.({ record, operation, notes: [], failure });
        this.startNext();
      },
      onHalt: (failure) => {
        this.halt ??= failure;
      },
    };
  }

  /**
   * Looks at every job once and starts what is to be done; `idle` tells when that is finished. Fails when Skedulo
   * cannot be read or the ledger cannot be used; nothing is changed then.
   */
  async pass(): Promise<Result<void>> {
    // Room may have been made on the disk meanwhile: what could not be recorded was not done either.
    if (this.halt !== null && this.isBusy) return failed(this.halt);
    this.halt = null;
    for (const lane of Object.values(this.lanes)) lane.tryAgain();
    const look = await this.look();
    if (!look.ok) return look;
    const { records, sightings, beganAt } = look.value;
    this.seenCount = sightings.filter((sighting) => sighting.kind === 'present').length;
    this.forgetUnseen(sightings);
    this.backlog = [];
    for (const sighting of [...sightings].sort(latestFirst)) {
      this.consider(sighting, records, beganAt);
    }
    this.startNext();
    return success(undefined);
  }

  /** Plans every job without doing anything. */
  async simulate(): Promise<Result<readonly PlannedJob[]>> {
    const look = await this.look();
    if (!look.ok) return look;
    const { records, sightings } = look.value;
    return success(
      [...sightings].sort(soonestFirst).map((sighting) => {
        const record = this.recordFor(sighting, records);
        const { policy } = this.bench;
        const { clock } = this.options;
        const { operations, findings } = planJob({ sighting, record, policy, nowMs: clock.nowMs() });
        return { jobId: record.jobId, jobName: record.jobName, operations, findings };
      }),
    );
  }

  /** Resolves when no run is under way and none waits to be started. */
  async idle(): Promise<void> {
    while (this.runs.size > 0) {
      await Promise.all([...this.runs.values()].map(({ ended }) => ended));
    }
  }

  /** Begins nothing new until `resume`; what is under way is finished. */
  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.startNext();
  }

  /** Begins nothing new, waits for what is under way, and breaks it off after the deadline. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    this.backlog = [];
    for (const lane of Object.values(this.lanes)) lane.stop();
    const deadline = new AbortController();
    await Promise.race([
      this.idle().finally(() => {
        deadline.abort();
      }),
      this.options.clock.sleep(deadlineMs, deadline.signal),
    ]);
    this.aborting.abort();
    await this.idle();
  }

  get totals(): Totals {
    return this.counted;
  }

  /** How many jobs the last pass could see. */
  get jobsSeen(): number {
    return this.seenCount;
  }

  /** Why nothing can be recorded any more; null while all is well. */
  get haltedBy(): Failure | null {
    return this.halt;
  }

  /** Whether runs are under way. */
  get isBusy(): boolean {
    return this.runs.size > 0;
  }

  /** Jobs of which there is something to say, in no order. */
  reports(): readonly JobReport[] {
    return [...this.standings.values()].filter(({ findings }) => findings.length > 0);
  }

  /** Parties that cannot be used now, with how many jobs wait for each. */
  closures(): readonly { readonly party: PartyName; readonly closure: Closure }[] {
    const parties: readonly PartyName[] = ['skedulo', 'provider', 'mail'];
    return parties.flatMap((party) => {
      const { closure } = this.lanes[party];
      return closure === null ? [] : [{ party, closure }];
    });
  }

  /** When the next job may go on; null when none waits for time alone. */
  nextDueMs(): number | null {
    const dues = [...this.standings.values()].flatMap(({ dueMs }) => (dueMs === null ? [] : [dueMs]));
    return dues.length === 0 ? null : dues.reduce((left, right) => Math.min(left, right));
  }

  private async look(): Promise<
    Result<{
      readonly records: ReadonlyMap<string, JobRecord>;
      readonly sightings: readonly Sighting[];
      readonly beganAt: number;
    }>
  > {
    const { ledger, tenantId } = this.options;
    this.order += 1;
    const beganAt = this.order;
    const active = await ledger.activeRecords(tenantId);
    if (!active.ok) return active;
    const records = new Map(active.value.map((record) => [record.jobId, record]));
    const observed = await this.observe([...records.keys()]);
    if (!observed.ok) return observed;
    if (!this.hasLooked) {
      // By the corrected clock: what was noted before this start gets one more try.
      const policy = { ...this.bench.policy, retryProblemsBeforeMs: this.options.clock.nowMs() };
      this.bench = { ...this.bench, policy };
      this.hasLooked = true;
    }
    const unknown = observed.value.sightings.map(jobIdOf).filter((jobId) => !records.has(jobId));
    if (unknown.length > 0) {
      const earlier = await ledger.recordsOf(tenantId, unknown);
      if (!earlier.ok) return earlier;
      for (const record of earlier.value) records.set(record.jobId, record);
    }
    return success({ records, sightings: observed.value.sightings, beganAt });
  }

  /** Observes, and once more when the answer shows that the clock, by which jobs are chosen, was wrong. */
  private async observe(trackedJobIds: readonly string[]): Promise<Result<Observation>> {
    const { jobs, clock } = this.options;
    for (let looks = 1; ; looks += 1) {
      const { correctionMs } = clock;
      const observed = await jobs.observe(trackedJobIds, clock.nowMs(), this.aborting.signal);
      if (!observed.ok) return observed;
      if (observed.value.serverTimeMs !== null) clock.follow(observed.value.serverTimeMs);
      if (clock.correctionMs === correctionMs || looks === 2) return observed;
    }
  }

  private forgetUnseen(sightings: readonly Sighting[]): void {
    const seen = new Set(sightings.map(jobIdOf));
    for (const jobId of this.standings.keys()) {
      if (!seen.has(jobId) && !this.runs.has(jobId)) this.standings.delete(jobId);
    }
    for (const jobId of this.endedAt.keys()) {
      if (!seen.has(jobId)) this.endedAt.delete(jobId);
    }
    for (const jobId of this.stuck.keys()) {
      if (!seen.has(jobId)) this.stuck.delete(jobId);
    }
  }

  private consider(sighting: Sighting, records: ReadonlyMap<string, JobRecord>, beganAt: number): void {
    const jobId = jobIdOf(sighting);
    const underWay = this.runs.get(jobId);
    if (underWay !== undefined) {
      underWay.run.see(sighting, beganAt);
      return;
    }
    // The record was read before the run ended: planning by it could do a step twice. The next pass looks again.
    if ((this.endedAt.get(jobId) ?? 0) > beganAt) return;
    this.endedAt.delete(jobId);
    if (this.stuck.get(jobId) === lastModifiedOf(sighting)) return;
    this.stuck.delete(jobId);
    const record = this.recordFor(sighting, records);
    const { policy } = this.bench;
    const { clock } = this.options;
    const plan = planJob({ sighting, record, policy, nowMs: clock.nowMs() });
    if (plan.operations.length === 0) {
      this.note(jobId, record.jobName, plan.findings, plan.dueMs);
      return;
    }
    this.backlog.push({ sighting, record });
    this.note(jobId, record.jobName, plan.findings, null);
  }

  /**
   * Starts runs from the backlog, soonest meeting first, while there is room. Jobs that only wait their turn cost no
   * more than what was seen of them; one that has become urgent is ahead of them after the next pass.
   */
  private startNext(): void {
    while (this.hasRoom()) {
      const next = this.backlog.pop();
      if (next === undefined) return;
      this.start(new JobRun(this.context, next.sighting, next.record));
    }
  }

  private hasRoom(): boolean {
    if (this.stopping.signal.aborted || !this.context.mayBegin()) return false;
    const { provider, skedulo } = this.lanes;
    return provider.waitingCount < MOST_WAITING && skedulo.waitingCount < MOST_WAITING;
  }

  private start(run: JobRun): void {
    const { jobId } = run.record;
    const ended = run
      .finish()
      .catch((error: unknown) => {
        // A run reports every expected failure as a value: what comes here is a bug, and must not pass unnoticed.
        const message = error instanceof Error ? error.message : String(error);
        run.findings = [{ kind: 'attention', code: 'bug', message: `An error inside ReadyMeet: ${message}` }];
      })
      .finally(() => {
        this.runs.delete(jobId);
        this.order += 1;
        this.endedAt.set(jobId, this.order);
        if (run.isStuck) this.stuck.set(jobId, run.lastModifiedMs);
        this.note(jobId, run.record.jobName, run.findings, run.dueMs);
        this.startNext();
      });
    this.runs.set(jobId, { run, ended });
    // What was due has begun; a time that has passed would call for one pass after the other.
    this.note(jobId, run.record.jobName, run.findings, null);
  }

  private note(jobId: string, jobName: string, findings: readonly Finding[], dueMs: number | null): void {
    if (findings.length === 0 && dueMs === null) {
      this.standings.delete(jobId);
    } else {
      this.standings.set(jobId, { jobId, jobName, findings, dueMs });
    }
  }

  private recordFor(sighting: Sighting, records: ReadonlyMap<string, JobRecord>): JobRecord {
    const jobId = jobIdOf(sighting);
    const known = records.get(jobId);
    if (known === undefined) {
      const jobName = sighting.kind === 'present' ? sighting.job.name : jobId;
      return emptyRecord(this.options.tenantId, jobId, jobName);
    }
    return sighting.kind === 'present' && known.jobName !== sighting.job.name
      ? { ...known, jobName: sighting.job.name }
      : known;
  }
}

function jobIdOf(sighting: Sighting): string {
  return sighting.kind === 'present' ? sighting.job.id : sighting.jobId;
}

function soonestFirst(left: Sighting, right: Sighting): number {
  return startOf(left) - startOf(right);
}

function latestFirst(left: Sighting, right: Sighting): number {
  return soonestFirst(right, left);
}

function startOf(sighting: Sighting): number {
  return sighting.kind === 'present' ? (sighting.job.startMs ?? 0) : 0;
}
