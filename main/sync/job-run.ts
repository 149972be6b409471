import type { Finding, Plan } from './draft.ts';
import type { Failure } from './failure.ts';
import type { HistoryNote } from './history.ts';
import type { Lane } from './lane.ts';
import { MOST_WAITING } from './lanes.ts';
import { recordFor } from './look.ts';
import type { Sighting } from './model.ts';
import { laneOf } from './operation.ts';
import type { Lane as LaneName, Operation, SendInvitation, SingleOperation } from './operation.ts';
import { perform } from './perform.ts';
import type { Outcome, Workbench } from './perform.ts';
import { planJob } from './plan.ts';
import { endOf } from './record.ts';
import type { JobRecord } from './record.ts';
import { sendInvitations } from './send-invitations.ts';
import { startOf } from './sighting.ts';

/** Waits up to this long are waited out within a run; longer ones end it. */
const SHORT_WAIT_MS = 2_000;
/** A job that changes under our hands this often in one run is left for a moment. */
const MAX_SUPERSEDED = 5;
/** A step that is confirmed and planned again this often for the same look is a mistake: no guest gets ten copies. */
const MAX_REPEATS = 5;

/** A place in a lane, until it is left. Leaving it twice is the same as once. */
interface Place {
  readonly lane: Lane;
  readonly leave: () => void;
}

export interface JobRunContext {
  /** Asked for anew each time: the policy may change between steps. */
  readonly bench: () => Workbench;
  readonly lanes: Readonly<Record<Exclude<LaneName, 'none'>, Lane>>;
  readonly clock: { nowMs(): number; sleep(durationMs: number, signal?: AbortSignal): Promise<void> };
  /** Fires when nothing new may be begun. */
  readonly stopSignal: AbortSignal;
  /** Fires when what is under way must be broken off. */
  readonly abortSignal: AbortSignal;
  readonly mayBegin: () => boolean;
  /** Counts upwards: tells what came before what, whatever the clocks do. */
  readonly nextOrder: () => number;
  readonly onDone: (record: JobRecord, operation: Operation, notes: readonly HistoryNote[]) => void;
  readonly onFailed: (record: JobRecord, operation: Operation, failure: Failure) => void;
  readonly onHalt: (failure: Failure) => void;
}

/**
 * The work on one job from a sighting until nothing is left to do now: its operations run in order, one at a time.
 * Only messages to its guests go out several at a time, as far as the mail server has places that nobody else needs.
 */
export class JobRun {
  private readonly context: JobRunContext;
  private sighting: Sighting;
  private hasNewSighting = false;
  private superseded = 0;
  private readonly repeats = new Map<string, number>();
  /** Whether the run was broken off because its steps led nowhere. */
  isStuck = false;
  /** Whether the run ended because only messages are left to send and the mail server is busy. */
  isParked = false;
  private hasSent = false;
  record: JobRecord;
  findings: readonly Finding[] = [];
  /** When the run may go on; null when nothing waits for time alone. */
  dueMs: number | null = null;
  /** The order number of our newest own look at the job, or change of its link: an older look says nothing. */
  private freshSince: number;

  constructor(
    context: JobRunContext,
    sighting: Sighting,
    record: JobRecord,
    freshSince = Number.NEGATIVE_INFINITY,
  ) {
    this.context = context;
    this.sighting = sighting;
    this.record = record;
    this.freshSince = freshSince;
  }

  /**
   * Gives the run a newer look at its job; it is planned again before the next step.
   * @param beganAt the order number of the moment at which the look began
   */
  see(sighting: Sighting, beganAt: number): void {
    if (beganAt <= this.freshSince) return;
    if (lastModifiedOf(sighting) !== lastModifiedOf(this.sighting)) this.repeats.clear();
    this.sighting = sighting;
    this.hasNewSighting = true;
  }

  /** The newest look at the job. */
  get seen(): Sighting {
    return this.sighting;
  }

  /** When the job was last changed, as far as the run knows. */
  get lastModifiedMs(): number | null {
    return lastModifiedOf(this.sighting);
  }

  /** Works until nothing is left to do now. Never rejects. */
  async finish(): Promise<void> {
    try {
      await this.work();
    } catch (error) {
      // A run reports every expected failure as a value: what comes here is a bug, and must not pass unnoticed.
      const message = error instanceof Error ? error.message : String(error);
      this.findings = [{ kind: 'attention', code: 'bug', message: `An error inside ReadyMeet: ${message}` }];
    }
  }

  private async work(): Promise<void> {
    while (!this.context.stopSignal.aborted && this.context.mayBegin()) {
      const plan = this.plan();
      const operation = plan.operations[0];
      if (operation === undefined) {
        if (!(await this.waitShortly())) return;
      } else if (!(await this.step(operation, plan))) {
        return;
      }
    }
  }

  private plan(): Plan {
    this.hasNewSighting = false;
    // A job may be renamed while it is worked on: guests read the name that the job has now.
    this.record = recordFor(this.record.tenantId, { sighting: this.sighting, record: this.record });
    const { policy } = this.context.bench();
    const plan = planJob({
      sighting: this.sighting,
      record: this.record,
      policy,
      nowMs: this.context.clock.nowMs(),
    });
    this.findings = plan.findings;
    this.dueMs = plan.dueMs;
    return plan;
  }

  private async waitShortly(): Promise<boolean> {
    const { clock, stopSignal } = this.context;
    if (this.dueMs === null) return false;
    const waitMs = this.dueMs - clock.nowMs();
    if (waitMs > SHORT_WAIT_MS) return false;
    await clock.sleep(Math.max(0, waitMs), stopSignal);
    return true;
  }

  /** @returns whether to go on with the job */
  private async step(operation: Operation, plan: Plan): Promise<boolean> {
    if (this.isGoingRoundInCircles(operation)) return false;
    const name = laneOf(operation);
    if (name === 'none') return this.carryOut(operation, plan, null);
    const lane = this.context.lanes[name];
    if (name === 'mail' && !this.hasSent && lane.waitingCount >= MOST_WAITING) {
      this.isParked = true;
      return false;
    }
    const entry = await lane.enter(endOf(this.record) ?? startOf(this.sighting));
    switch (entry.kind) {
      case 'stopped':
        return false;
      case 'closed': {
        const { failure, untilMs } = entry.closure;
        this.findings = [
          ...this.findings,
          { kind: 'retrying', code: failure.code, message: failure.message },
        ];
        this.dueMs = untilMs;
        return false;
      }
      case 'entered':
        break;
    }
    try {
      if (this.context.stopSignal.aborted || !this.context.mayBegin()) return false;
      // What was planned before a wait may no longer be what the job needs: time has passed, the job may have changed.
      const current = entry.hadToWait ? this.plan() : plan;
      if (JSON.stringify(current.operations[0]) !== JSON.stringify(operation)) return true;
      this.hasSent ||= name === 'mail';
      return await this.carryOut(operation, current, { lane, leave: entry.leave });
    } finally {
      entry.leave();
    }
  }

  private async carryOut(operation: Operation, plan: Plan, place: Place | null): Promise<boolean> {
    if (operation.kind === 'send-invitation') return this.sendTogether(operation, plan, place);
    return this.take(operation, await this.perform(operation), place?.lane ?? null);
  }

  /** Sends a message, and as many of those planned next as there are places that nobody else needs. */
  private async sendTogether(first: SendInvitation, plan: Plan, place: Place | null): Promise<boolean> {
    const lane = place?.lane ?? null;
    const together = [first];
    // A place is left with its message: a slow one keeps no more than its own from others.
    const leaves = new Map(place === null ? [] : [[first, place.leave]]);
    for (const next of plan.operations.slice(1)) {
      if (next.kind !== 'send-invitation' || this.hasComeUpTooOften(next)) break;
      if (together.some(({ address }) => address === next.address)) break;
      const leave = lane?.enterIfFree() ?? null;
      if (leave === null) break;
      leaves.set(next, leave);
      together.push(next);
    }
    try {
      const { abortSignal } = this.context;
      const sent = await sendInvitations(
        together,
        this.record,
        this.context.bench(),
        abortSignal,
        (operation) => leaves.get(operation)?.(),
      );
      // Each is taken in, whatever became of the one before it.
      return sent.map(({ operation, outcome }) => this.take(operation, outcome, lane)).every(Boolean);
    } finally {
      for (const leave of leaves.values()) leave();
    }
  }

  private hasComeUpTooOften(operation: Operation): boolean {
    return (this.repeats.get(nameOf(operation)) ?? 0) >= MAX_REPEATS;
  }

  private isGoingRoundInCircles(operation: Operation): boolean {
    if (!this.hasComeUpTooOften(operation)) return false;
    this.isStuck = true;
    this.findings = [
      ...this.findings,
      {
        kind: 'attention',
        code: 'going-round-in-circles',
        message: `ReadyMeet stopped working on ${this.record.jobName}: the same step (${operation.kind}) came up again and again.`,
        mend: 'Send the log to whoever looks after ReadyMeet, and look after this job by hand.',
      },
    ];
    this.dueMs = null;
    return true;
  }

  private async perform(operation: SingleOperation): Promise<Outcome> {
    const touchesLink = operation.kind === 'write-link' || operation.kind === 'clear-link';
    // While the link is being changed no look at the job can be told to be older or newer than the change.
    if (touchesLink) this.freshSince = Number.POSITIVE_INFINITY;
    const outcome = await perform(operation, this.record, this.context.bench(), this.context.abortSignal);
    if (touchesLink || hasFreshLook(outcome)) this.freshSince = this.context.nextOrder();
    return outcome;
  }

  private take(operation: Operation, outcome: Outcome, lane: Lane | null): boolean {
    switch (outcome.kind) {
      case 'done': {
        const key = nameOf(operation);
        this.repeats.set(key, (this.repeats.get(key) ?? 0) + 1);
        this.record = outcome.record;
        if (outcome.sighting !== null && !this.hasNewSighting) this.sighting = outcome.sighting;
        lane?.noteAnswer();
        this.context.onDone(outcome.record, operation, outcome.notes);
        return true;
      }
      case 'superseded':
        this.record = outcome.record;
        if (!this.hasNewSighting) this.sighting = outcome.sighting;
        lane?.noteAnswer();
        this.superseded += 1;
        if (this.superseded < MAX_SUPERSEDED) return true;
        this.dueMs = this.context.clock.nowMs() + SHORT_WAIT_MS;
        return false;
      case 'failed': {
        this.record = outcome.record;
        lane?.noteFailure(outcome.failure);
        this.context.onFailed(outcome.record, operation, outcome.failure);
        if (!outcome.failure.isTemporary || outcome.failure.kind === 'bug') {
          // The plan will not ask for it again for long; should it, this run does not.
          this.repeats.set(nameOf(operation), (this.repeats.get(nameOf(operation)) ?? 0) + 1);
        }
        return outcome.failure.kind !== 'cancelled';
      }
      case 'halted':
        this.context.onHalt(outcome.failure);
        return false;
    }
  }
}

function hasFreshLook(outcome: Outcome): boolean {
  return (outcome.kind === 'done' && outcome.sighting !== null) || outcome.kind === 'superseded';
}

/** When the job was last changed, as far as a sighting tells. */
export function lastModifiedOf(sighting: Sighting): number | null {
  return sighting.kind === 'present' ? sighting.job.lastModifiedMs : null;
}

function nameOf(operation: Operation): string {
  if (operation.kind === 'cancel-leftover') return `${operation.kind} ${operation.meetingId}`;
  return operation.kind === 'send-invitation'
    ? `${operation.kind} ${operation.method} ${operation.address}`
    : operation.kind;
}
