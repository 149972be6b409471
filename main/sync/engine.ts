import { notNow, readAfresh, untilFired, withTroublesDue } from './by-hand.ts';
import type { Finding } from './draft.ts';
import type { EngineEvent, EngineOptions, JobReport, PlannedJob } from './engine-options.ts';
import { cancelledFailure, failed, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import { JobRun, lastModifiedOf } from './job-run.ts';
import type { JobRunContext } from './job-run.ts';
import { closuresOf, createLanes, MOST_WAITING } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import { knownAmong, lookAtJobs, recordFor, showAndCompare, withRecords } from './look.ts';
import type { Seen } from './look.ts';
import type { Sighting } from './model.ts';
import type { Workbench } from './perform.ts';
import { laneOf } from './operation.ts';
import type { Operation } from './operation.ts';
import { ParkedJobs } from './parked-jobs.ts';
import { planJob } from './plan.ts';
import { emptyRecord } from './record.ts';
import { resendInvitations } from './resend.ts';
import type { ResendRequest } from './resend.ts';
import { jobIdOf, latestFirst } from './sighting.ts';
import { Runs } from './runs.ts';
import { simulateJobs } from './simulate.ts';
import { Standings } from './standings.ts';
import { countNote, NO_TOTALS } from './totals.ts';
import type { Totals } from './totals.ts';

export type { EngineEvent, EngineOptions, JobReport, PlannedJob };

/**
 * The engine: looks at the jobs, plans, and carries plans out. A pass starts a run for every job that needs one; runs
 * of an earlier pass that are still under way are given the newer look instead.
 */
export class Engine {
  private readonly options: EngineOptions;
  private readonly context: JobRunContext;
  private bench: Workbench;
  private readonly lanes: Lanes;
  private readonly runs = new Runs();
  private readonly standings = new Standings();
  private hasLooked = false;
  /** Jobs whose steps led nowhere, with their last change then: left alone until they change. */
  private readonly stuck = new Map<string, number | null>();
  /** Jobs that need a run and have none yet, latest start first: the next one is the last. */
  private backlog: Seen[] = [];
  private readonly parked = new ParkedJobs();
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private isPaused = false;
  /** How often it was paused: what was seen before the last time may no longer be so. */
  private pauses = 0;
  private isStartingParked = false;
  /** The passes asked for so far: the next one waits for them. */
  private passing: Promise<unknown> = Promise.resolve();
  private halt: Failure | null = null;
  private counted: Totals = NO_TOTALS;
  private seenCount = 0;

  constructor(options: EngineOptions) {
    this.options = options;
    this.bench = options;
    const { clock, random, concurrency } = options;
    this.lanes = createLanes(concurrency, clock, random);
    this.context = {
      bench: () => this.bench,
      lanes: this.lanes,
      clock,
      stopSignal: this.stopping.signal,
      abortSignal: this.aborting.signal,
      mayBegin: () => !this.isPaused && this.halt === null,
      nextOrder: () => this.runs.nextOrder(),
      onDone: (record, operation, notes) => {
        for (const note of notes) this.counted = countNote(this.counted, note);
        options.announce?.({ record, operation, notes, failure: null });
        options.observer?.recorded(record);
        this.startNext();
      },
      onFailed: (record, operation, failure) => {
        options.announce?.({ record, operation, notes: [], failure });
        options.observer?.recorded(record);
        this.startNext();
      },
      onHalt: (failure) => {
        this.halt ??= failure;
      },
    };
  }

  /**
   * Looks at every job once and starts what is to be done; `idle` tells when that is finished. Fails when Skedulo
   * cannot be read or the ledger cannot be used; nothing is begun then. Two passes never look at the same time.
   * @param isAsked whether a person wants it now: see `Lane.tryAgain`
   */
  pass(isAsked = false): Promise<Result<void>> {
    const pass = this.passing.then(() => this.passNow(isAsked));
    // Whoever asked hears of a bug; the next pass does not.
    this.passing = pass.catch(() => undefined);
    return pass;
  }

  private async passNow(isAsked: boolean): Promise<Result<void>> {
    // Room may have been made on the disk meanwhile: what could not be recorded was not done either.
    if (this.halt !== null && this.isBusy) return failed(this.halt);
    this.halt = null;
    for (const lane of Object.values(this.lanes)) lane.tryAgain(isAsked);
    const { pauses } = this;
    // At the start nothing is under way yet that could go on meanwhile, and meetings wait to be made.
    const isUnhurried = this.hasLooked;
    const look = await this.look();
    if (!look.ok) return look;
    const { sightings, beganAt } = look.value;
    this.seenCount = sightings.filter((sighting) => sighting.kind === 'present').length;
    this.forgetUnseen(sightings);
    // Nothing is started before all are compared: no job may stand both on an old list and on a new one.
    const isNewerKnown = (jobId: string): boolean => this.runs.isNewerKnown(jobId, beganAt);
    this.backlog = [];
    // Runs that ended since the look began left their messages here, and are not looked at below.
    this.parked.keepOnly(isNewerKnown);
    const waiting: Seen[] = [];
    const withMailOnly: Sighting[] = [];
    sightings.sort(latestFirst);
    const compared = await showAndCompare(
      { ...this.options, isUnhurried },
      sightings,
      isNewerKnown,
      (seen) => {
        const next = this.consider(seen, beganAt);
        if (next !== null && laneOf(next) === 'mail') withMailOnly.push(seen.sighting);
        else if (next !== null) waiting.push(seen);
      },
    );
    if (!compared.ok) return compared;
    if (pauses !== this.pauses) return success(undefined); // Resuming looks again.
    this.backlog = waiting.filter(({ sighting }) => !isNewerKnown(jobIdOf(sighting)));
    this.parked.addAll(withMailOnly.filter((sighting) => !isNewerKnown(jobIdOf(sighting))));
    this.startNext();
    return success(undefined);
  }

  /** Plans every job without doing anything. */
  async simulate(): Promise<Result<readonly PlannedJob[]>> {
    const look = await this.look();
    if (!look.ok) return look;
    return simulateJobs(this.options, look.value.sightings, this.bench.policy, this.options.clock.nowMs());
  }

  /**
   * A person asks for another try at one job: it is read afresh, and its troubles are due at once. Resolves when the
   * work has begun. Fails as the reading fails, and while nothing may be begun.
   */
  async retry(jobId: string, signal: AbortSignal): Promise<Result<void>> {
    if (!this.mayStart()) return failed(this.halt ?? notNow());
    for (const lane of Object.values(this.lanes)) lane.tryAgain(true);
    const fresh = await this.byHand(jobId, signal, (both) => readAfresh(this.options, jobId, both));
    if (!fresh.ok) return fresh;
    // Somebody else asked as well, and their run has begun.
    if (this.runs.has(jobId)) return success(undefined);
    if (!this.mayStart()) return failed(this.halt ?? notNow());
    const record = recordFor(this.options.tenantId, fresh.value);
    this.stuck.delete(jobId);
    const { clock } = this.options;
    this.start(new JobRun(this.context, fresh.value.sighting, withTroublesDue(record, clock.nowMs())));
    return success(undefined);
  }

  /** Sends the last message of a job to its guests again, see `resendInvitations`; after a run that is under way. */
  resend(jobId: string, request: ResendRequest, signal: AbortSignal): Promise<Result<void>> {
    return this.byHand(jobId, signal, async (both) => {
      const { ledger, tenantId, observer } = this.options;
      const records = await ledger.recordsOf(tenantId, [jobId]);
      if (!records.ok) return records;
      return resendInvitations(records.value[0] ?? emptyRecord(tenantId, jobId, 'this job'), request, {
        bench: this.bench,
        lane: this.lanes.mail,
        signal: both,
        onRecord: (record) => observer?.recorded(record),
      });
    });
  }

  /** Works on one job while no run of it is under way; none is begun until that is done. */
  private async byHand<T>(
    jobId: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const both = AbortSignal.any([signal, this.stopping.signal]);
    for (let other = this.runs.get(jobId); other !== undefined; other = this.runs.get(jobId)) {
      await Promise.race([other.ended, untilFired(both)]);
      if (both.aborted) break;
    }
    if (both.aborted) return failed(cancelledFailure('ledger', false));
    const working = work(AbortSignal.any([signal, this.aborting.signal]));
    const ended = working.then(
      () => undefined,
      () => undefined,
    );
    this.runs.begin(jobId, { run: null, ended });
    try {
      return await working;
    } finally {
      this.runs.end(jobId);
      // What was planned for the job before goes by an old record; the next pass plans it again.
      this.backlog = this.backlog.filter(({ sighting }) => jobIdOf(sighting) !== jobId);
      this.parked.remove(jobId);
      this.startNext();
    }
  }

  /** Resolves when no run is under way and none waits to be started. */
  idle(): Promise<void> {
    return this.runs.idle();
  }

  /** Begins nothing new until `resume`; what is under way is finished. */
  pause(): void {
    this.isPaused = true;
    this.pauses += 1;
  }

  /**
   * Goes on, with a look at once: what the pause broke off would else wait for the next pass, and what was seen before
   * may no longer be so. Fails as the look fails; the next pass goes on then.
   */
  resume(): Promise<Result<void>> {
    if (!this.isPaused || this.stopping.signal.aborted) return Promise.resolve(success(undefined));
    this.isPaused = false;
    this.dropBacklog();
    return this.pass(true);
  }

  /** Begins nothing new, waits for what is under way, and breaks it off after the deadline. */
  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort();
    this.dropBacklog();
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
    return this.standings.reports();
  }

  /** Parties that cannot be used now, with how many jobs wait for each. */
  closures(): ReturnType<typeof closuresOf> {
    return closuresOf(this.lanes);
  }

  /** When the next job may go on; null when none waits for time alone. */
  nextDueMs(): number | null {
    return this.standings.nextDueMs();
  }

  private async look(): Promise<Result<{ readonly sightings: Sighting[]; readonly beganAt: number }>> {
    const beganAt = this.runs.nextOrder();
    const waiting = this.backlog.map(({ sighting }) => sighting).concat(this.parked.all);
    const look = await lookAtJobs(this.options, this.aborting.signal, knownAmong(waiting));
    if (!look.ok) return look;
    if (!this.hasLooked) {
      // By the corrected clock: what was noted before this start gets one more try.
      const policy = { ...this.bench.policy, retryProblemsBeforeMs: this.options.clock.nowMs() };
      this.bench = { ...this.bench, policy };
      this.hasLooked = true;
    }
    return success({ sightings: look.value, beganAt });
  }

  private forgetUnseen(sightings: readonly Sighting[]): void {
    const seen = new Set(sightings.map(jobIdOf));
    this.standings.forgetUnless((jobId) => seen.has(jobId) || this.runs.has(jobId));
    this.runs.forgetEndsUnless((jobId) => seen.has(jobId));
    for (const jobId of this.stuck.keys()) {
      if (!seen.has(jobId)) this.stuck.delete(jobId);
    }
  }

  private dropBacklog(): void {
    this.backlog = [];
    this.parked.keepOnly(() => false);
  }

  /** @returns the first step of the job where it needs a run and has none; else null */
  private consider(seen: Seen, beganAt: number): Operation | null {
    const { sighting } = seen;
    const jobId = jobIdOf(sighting);
    const underWay = this.runs.get(jobId);
    if (underWay !== undefined) {
      underWay.run?.see(sighting, beganAt);
      return null;
    }
    // The sighting may be from before the run ended: planning by it could do a step twice. The next pass looks again.
    if (this.runs.isNewerKnown(jobId, beganAt)) return null;
    this.runs.forgetEnd(jobId);
    if (this.stuck.get(jobId) === lastModifiedOf(sighting)) return null;
    this.stuck.delete(jobId);
    const record = recordFor(this.options.tenantId, seen);
    const nowMs = this.options.clock.nowMs();
    const plan = planJob({ sighting, record, policy: this.bench.policy, nowMs });
    const next = plan.operations[0] ?? null;
    this.note(jobId, record.jobName, plan.findings, next === null ? plan.dueMs : null);
    return next;
  }

  /**
   * Starts runs from the backlog, soonest meeting first, while there is room. Jobs that only wait their turn cost no
   * more than what was seen of them; one that has become urgent is ahead of them after the next pass.
   */
  private startNext(): void {
    while (this.hasRoom()) {
      const next = this.backlog.pop();
      if (next === undefined) break;
      if (!this.runs.has(jobIdOf(next.sighting))) this.start(this.runFor(next));
    }
    this.startParked();
  }

  /** Lets parked jobs go on, several at a time, once half of those who waited at the mail server are through. */
  private startParked(): void {
    const { mail } = this.lanes;
    if (!this.mayStart() || this.isStartingParked) return;
    if (this.parked.count === 0 || mail.waitingCount > MOST_WAITING / 2) return;
    const sightings = this.parked
      .take(MOST_WAITING - mail.waitingCount)
      .filter((sighting) => !this.runs.has(jobIdOf(sighting)));
    const seen: Seen[] = [];
    this.isStartingParked = true;
    const ended = withRecords(this.options, [...sightings], (each) => seen.push(each)).then((read) => {
      this.isStartingParked = false;
      for (const sighting of sightings) this.runs.drop(jobIdOf(sighting));
      if (!read.ok) this.halt ??= read.failure;
      // A run that may not begin would only take away what is said of its job.
      if (this.mayStart()) for (const each of seen) this.start(this.runFor(each));
      this.startNext();
    });
    for (const sighting of sightings) this.runs.begin(jobIdOf(sighting), { run: null, ended });
  }

  private runFor(seen: Seen): JobRun {
    const record = recordFor(this.options.tenantId, seen);
    // What was seen before an earlier run ended says nothing to this one either.
    return new JobRun(this.context, seen.sighting, record, this.runs.endOf(record.jobId));
  }

  private mayStart(): boolean {
    return !this.stopping.signal.aborted && this.context.mayBegin();
  }

  private hasRoom(): boolean {
    if (!this.mayStart()) return false;
    const { provider, skedulo } = this.lanes;
    return provider.waitingCount < MOST_WAITING && skedulo.waitingCount < MOST_WAITING;
  }

  private start(run: JobRun): void {
    const { jobId } = run.record;
    const ended = run.finish().finally(() => {
      this.runs.end(jobId);
      if (run.isStuck) this.stuck.set(jobId, run.lastModifiedMs);
      if (run.isParked && !this.stopping.signal.aborted) this.parked.add(run.seen);
      this.note(jobId, run.record.jobName, run.findings, run.dueMs);
      this.startNext();
    });
    this.runs.begin(jobId, { run, ended });
    // What was due has begun; a time that has passed would call for one pass after the other.
    this.note(jobId, run.record.jobName, run.findings, null);
  }

  private note(jobId: string, jobName: string, findings: readonly Finding[], dueMs: number | null): void {
    this.standings.note(jobId, jobName, findings, dueMs);
    this.options.observer?.found(jobId, findings);
  }
}
