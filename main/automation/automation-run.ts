import type { Logger } from 'pino';
import type { Log } from '../log/logger.ts';
import type { RefreshTurns } from '../providers/oauth.ts';
import type { EngineEvent } from '../sync/engine.ts';
import { bugFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Ledger, Random, Tenant } from '../sync/ports.ts';
import { Alarm } from './alarm.ts';
import { Askers } from './askers.ts';
import { assemble } from './assemble.ts';
import type { Assembly } from './assemble.ts';
import type { AutomationSetup, AutomationStatus } from './automation.ts';
import { clockNotice } from './clock-notice.ts';
import { findTenant } from './find-tenant.ts';
import { Holds } from './holds.ts';
import type { JobBoard } from './job-board.ts';
import {
  endedFailure,
  isUnreachable,
  notConnectedYet,
  pausedFailure,
  waitAfterFailureMs,
} from './outcomes.ts';
import { PartyWatch } from './party-watch.ts';

export interface AutomationRunOptions {
  readonly setup: AutomationSetup;
  readonly pausedUntilMs: number | null;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly board: JobBoard;
  readonly refreshTurns: RefreshTurns;
  /** Told after every change of `status`. */
  readonly onChange: () => void;
  /** Told once Skedulo has said whose data it is, before the first look. */
  readonly onTenant: (tenantId: string) => Promise<void>;
}

/** How long a stop waits for steps that are under way. */
const STOP_DEADLINE_MS = 10_000;
/** A pass asked for by something that has become due comes no sooner than this after the last one. */
const SHORTEST_WAIT_MS = 1_000;
/** After a sleep the network takes a moment: being unreachable is no news for so long. */
const WAKING_MS = 20_000;

/** Automation from one start to its stop: connects, then looks again and again. */
export class AutomationRun {
  private readonly options: AutomationRunOptions;
  private readonly log: Logger;
  private readonly alarm: Alarm;
  private readonly holds: Holds;
  private readonly parties: PartyWatch;
  private readonly askers = new Askers();
  private readonly aborting = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private assembly: Assembly | null = null;
  private tenant: Tenant | null = null;
  private isStopping = false;
  private isLooking = false;
  private isEngineHeld = false;
  private isAsked = false;
  private lastPassMs: number | null = null;
  private nextPassMs: number | null = null;
  private coveredUpToMs: number | null = null;
  private offlineSinceMs: number | null = null;
  private firstUnreachableMs: number | null = null;
  private wakingUntilMs = Number.NEGATIVE_INFINITY;
  private failuresInARow = 0;

  constructor(options: AutomationRunOptions) {
    const { board, clock, log, onChange, pausedUntilMs } = options;
    this.options = options;
    this.log = log.forRoom('automation');
    this.alarm = new Alarm(clock);
    this.holds = new Holds(clock, pausedUntilMs);
    this.parties = new PartyWatch({ board, clock, log: this.log, signal: this.aborting.signal, onChange });
  }

  /** Begins to connect and to look. To be called once. */
  begin(): void {
    this.loop = this.work();
  }

  /** Begins nothing new, lets what is under way finish within a deadline, and lets go of everything. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.options.onChange();
    // A connection that is only being made has nothing to finish.
    if (this.assembly === null) this.aborting.abort();
    this.alarm.ring();
    await this.assembly?.engine.stop(STOP_DEADLINE_MS);
    this.aborting.abort();
    await this.loop;
    await this.parties.settled();
    await this.assembly?.close();
    this.askers.take()(failed(endedFailure()));
  }

  pause(untilMs: number): void {
    this.holds.pause(untilMs);
    this.askers.take()(failed(pausedFailure()));
    this.hold();
  }

  resume(): void {
    if (!this.holds.resume()) return;
    this.lookSoon();
  }

  sleep(): void {
    this.holds.sleep();
    this.hold();
  }

  wake(): void {
    if (!this.holds.wake()) return;
    this.wakingUntilMs = this.options.clock.nowMs() + WAKING_MS;
    this.failuresInARow = 0;
    this.lookSoon();
  }

  /** Looks now; the result is that of the first look that begins after this. */
  async lookNow(signal: AbortSignal): Promise<Result<void>> {
    if (this.isStopping) return failed(endedFailure());
    if (this.holds.pausedUntilMs !== null) return failed(pausedFailure());
    const result = this.askers.wait(signal);
    this.lookSoon();
    return result;
  }

  async retryJob(jobId: string, signal: AbortSignal): Promise<Result<void>> {
    if (this.holds.pausedUntilMs !== null) return failed(pausedFailure());
    if (this.assembly === null) return failed(notConnectedYet());
    const result = await this.assembly.engine.retry(jobId, AbortSignal.any([signal, this.aborting.signal]));
    this.tellWhenIdle(this.assembly);
    return result;
  }

  async resend(
    jobId: string,
    address: string | null,
    actor: string,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    if (this.assembly === null) return failed(notConnectedYet());
    const sending = this.assembly.engine.resend(jobId, { address, actor }, signal);
    this.options.onChange();
    const result = await sending;
    this.tellWhenIdle(this.assembly);
    if (result.ok) this.log.info({ jobId, actor }, 'invitation sent again');
    else this.log.warn({ jobId, actor, code: result.failure.code }, result.failure.message);
    return result;
  }

  get status(): AutomationStatus {
    const { assembly, tenant } = this;
    const { pausedUntilMs } = this.holds;
    const running = tenant === null ? 'starting' : 'running';
    return {
      phase: this.isStopping ? 'stopping' : pausedUntilMs === null ? running : 'paused',
      isLooking: this.isLooking,
      isWorking: assembly?.engine.isBusy ?? false,
      lastPassMs: this.lastPassMs,
      nextPassMs: this.nextPassMs,
      coveredUpToMs: this.coveredUpToMs,
      pausedUntilMs,
      offlineSinceMs: this.offlineSinceMs,
      jobsSeen: assembly?.engine.jobsSeen ?? 0,
      tenant,
      account: this.parties.account,
      troubles: this.parties.list(assembly?.engine ?? null, this.nextPassMs),
      notices: [...(assembly?.notices ?? []), ...clockNotice(assembly?.clock.correctionMs ?? 0)],
    };
  }

  private async work(): Promise<void> {
    while (!this.isStopping) {
      const heldForMs = this.holds.leftMs();
      if (heldForMs !== null) {
        await this.alarm.wait(heldForMs);
        this.options.onChange();
        continue;
      }
      const settle = this.askers.take();
      const result = await this.lookOnce();
      // A look that was broken off by a hold says nothing.
      const saysNothing = this.isStopping || (!result.ok && this.holds.leftMs() !== null);
      if (!saysNothing) this.nextPassMs = this.options.clock.nowMs() + this.takeIn(result);
      // Its end and what follows are told together: there is no moment at which no look is under way and none to come.
      this.isLooking = false;
      this.options.onChange();
      settle(result);
      if (saysNothing) continue;
      await this.waitForNextPass();
      this.nextPassMs = null;
      this.options.onChange();
    }
  }

  /** Waits until the next pass is due, which may become sooner meanwhile, or somebody wants something else. */
  private async waitForNextPass(): Promise<void> {
    while (!this.isStopping && !this.isAsked && this.holds.leftMs() === null) {
      const leftMs = (this.nextPassMs ?? 0) - this.options.clock.nowMs();
      if (leftMs <= 0) return;
      await this.alarm.wait(leftMs);
    }
  }

  /** Connects where that is still to be done, and looks; leaves `isLooking` true. Never rejects. */
  private async lookOnce(): Promise<Result<void>> {
    const { isAsked } = this;
    this.isAsked = false;
    this.isLooking = true;
    this.options.onChange();
    try {
      const connected = this.assembly === null ? await this.connect() : success(this.assembly);
      if (!connected.ok) return connected;
      // Held or stopped while it connected.
      if (this.isStopping || this.holds.leftMs() !== null) return failed(endedFailure());
      return await this.pass(connected.value, isAsked);
    } catch (error) {
      this.log.error({ err: error }, 'an error inside ReadyMeet');
      return failed(bugFailure('skedulo', error));
    }
  }

  private async pass(assembly: Assembly, isAsked: boolean): Promise<Result<void>> {
    const { clock } = this.options;
    const { engine } = assembly;
    const beganMs = clock.nowMs();
    const wasHeld = this.isEngineHeld;
    this.isEngineHeld = false;
    const passed = await (wasHeld ? engine.resume() : engine.pass(isAsked));
    if (!passed.ok) return passed;
    this.lastPassMs = clock.nowMs();
    this.coveredUpToMs = beganMs + assembly.clock.correctionMs;
    this.parties.check(assembly, isAsked || wasHeld);
    // Where nothing is to be done the end of the look says so.
    if (engine.isBusy) this.tellWhenIdle(assembly);
    return passed;
  }

  private async connect(): Promise<Result<Assembly>> {
    const { setup, ledger, log, clock, random, board, refreshTurns } = this.options;
    const { signal } = this.aborting;
    const tenant = await findTenant(setup.skedulo, clock, signal);
    if (!tenant.ok) return tenant;
    await this.options.onTenant(tenant.value.tenantId);
    const assembled = await assemble({
      setup,
      tenant: tenant.value,
      ledger,
      tokens: setup.tokens,
      refreshTurns,
      log,
      localClock: clock,
      random,
      isReadOnly: false,
      findAccountSinceMs: () => Promise.resolve(setup.accountSinceMs),
      isPatient: false,
      signal,
      observer: board,
      announce: (event) => {
        this.hear(event);
      },
    });
    if (!assembled.ok) return assembled;
    this.assembly = assembled.value;
    this.tenant = tenant.value;
    return assembled;
  }

  /** Tells now that there may be work, and when it has ended. */
  private tellWhenIdle(assembly: Assembly): void {
    this.options.onChange();
    void assembly.engine.idle().then(() => {
      this.lookWhenDue(assembly);
      this.options.onChange();
    });
  }

  /** Work that has ended may have left something to be tried again before the next pass was to be. */
  private lookWhenDue({ engine, clock }: Assembly): void {
    const dueMs = engine.nextDueMs();
    if (dueMs === null || this.nextPassMs === null) return;
    const atMs = this.options.clock.nowMs() + Math.max(SHORTEST_WAIT_MS, dueMs - clock.nowMs());
    if (atMs >= this.nextPassMs) return;
    this.nextPassMs = atMs;
    this.alarm.ring();
  }

  /** Takes in how a look ended. @returns how long to wait for the next one */
  private takeIn(result: Result<void>): number {
    const { assembly } = this;
    const { setup, random, clock } = this.options;
    const pollMs = setup.sync.pollSeconds * 1000;
    const nowMs = clock.nowMs();
    if (result.ok) {
      this.log.info('passed');
      this.failuresInARow = 0;
      this.wakingUntilMs = Number.NEGATIVE_INFINITY;
      this.firstUnreachableMs = null;
      this.offlineSinceMs = null;
      this.parties.looked();
      const dueMs = assembly?.engine.nextDueMs() ?? null;
      if (assembly === null || dueMs === null) return pollMs;
      return Math.min(pollMs, Math.max(SHORTEST_WAIT_MS, dueMs - assembly.clock.nowMs()));
    }
    const { failure } = result;
    const isOffline = isUnreachable(failure);
    const isWaking = isOffline && nowMs < this.wakingUntilMs;
    this.failuresInARow += 1;
    const leastMs = isWaking || assembly === null ? 0 : pollMs;
    const waitMs = waitAfterFailureMs(failure, this.failuresInARow, leastMs, random);
    this.log.warn({ code: failure.code, nextTryMs: waitMs }, failure.message);
    this.firstUnreachableMs = isOffline ? (this.firstUnreachableMs ?? nowMs) : null;
    // What was known before a sleep stays until there is news.
    if (isWaking) return waitMs;
    this.offlineSinceMs = this.firstUnreachableMs;
    const retryAtMs = failure.isTemporary ? nowMs + waitMs : null;
    this.parties.lookFailed(failure, this.firstUnreachableMs ?? nowMs, retryAtMs);
    return waitMs;
  }

  private hear(event: EngineEvent): void {
    const { record, operation, notes, failure } = event;
    const job = record.jobName;
    if (failure !== null) {
      this.log.warn({ job, step: operation.kind, code: failure.code }, failure.message);
    }
    for (const { action } of notes) this.log.info({ job }, action);
    this.parties.hear(event);
    this.options.onChange();
  }

  private lookSoon(): void {
    this.isAsked = true;
    this.nextPassMs = null;
    this.alarm.ring();
    this.options.onChange();
  }

  /** Lets the loop see that it is held, and the engine begin nothing new. */
  private hold(): void {
    if (this.assembly !== null && this.holds.leftMs() !== null) {
      this.isEngineHeld = true;
      this.assembly.engine.pause();
    }
    this.nextPassMs = null;
    this.alarm.ring();
    this.options.onChange();
  }
}
