import { backoffMs } from './backoff.ts';
import type { Failure } from './failure.ts';
import type { Clock, Random } from './ports.ts';

/** Why nothing may go through a lane now. `untilMs` is null when waiting alone does not help. */
export interface Closure {
  readonly failure: Failure;
  readonly untilMs: number | null;
}

export type Entry =
  | { readonly kind: 'entered'; readonly hadToWait: boolean; readonly leave: () => void }
  | { readonly kind: 'closed'; readonly closure: Closure }
  | { readonly kind: 'stopped' };

/** After so many failures in a row without an answer the whole party counts as out of reach. */
const UNANSWERED_BEFORE_CLOSING = 3;

interface Waiter {
  readonly priority: number;
  hadToWait: boolean;
  readonly settle: (entry: Entry) => void;
}

/**
 * The way to one outside party: lets a number of steps through at once, soonest meeting first, and closes when the
 * party as a whole refuses or cannot be reached, so that a thousand jobs do not all run into the same wall. After a
 * closure one step goes ahead to try; its success opens the lane again.
 */
export class Lane {
  private readonly capacity: number;
  private readonly clock: Pick<Clock, 'nowMs'>;
  private readonly random: Random;
  private readonly waiters: Waiter[] = [];
  private inside = 0;
  private closed: Closure | null = null;
  private isTrying = false;
  private failuresInARow = 0;
  private closuresInARow = 0;
  private isStopped = false;

  constructor(capacity: number, clock: Pick<Clock, 'nowMs'>, random: Random) {
    this.capacity = capacity;
    this.clock = clock;
    this.random = random;
  }

  /** Why the lane is closed; null while it is open. */
  get closure(): Closure | null {
    if (this.closed !== null && this.closed.untilMs !== null && this.closed.untilMs <= this.clock.nowMs()) {
      this.isTrying = true;
      this.closed = null;
    }
    return this.closed;
  }

  /** How many steps wait for a place. */
  get waitingCount(): number {
    return this.waiters.length;
  }

  /** Waits for a place. Resolves at once when the lane is closed or stopped, also for those already waiting. */
  enter(priority: number): Promise<Entry> {
    if (this.isStopped) return Promise.resolve({ kind: 'stopped' });
    const { closure } = this;
    if (closure !== null) return Promise.resolve({ kind: 'closed', closure });
    return new Promise((settle) => {
      const index = this.waiters.findLastIndex((waiter) => waiter.priority <= priority);
      const waiter = { priority, hadToWait: false, settle };
      this.waiters.splice(index + 1, 0, waiter);
      this.admit();
      waiter.hadToWait = true;
    });
  }

  /** Takes a place that nobody needs now; null when there is none. @returns how to leave it */
  enterIfFree(): (() => void) | null {
    if (this.isStopped || this.closure !== null || this.waiters.length > 0 || !this.hasPlace) return null;
    this.inside += 1;
    return this.leaveOnce();
  }

  /** Notes an answer from the party, whatever it said of the one job. */
  noteAnswer(): void {
    this.failuresInARow = 0;
    this.closuresInARow = 0;
    this.isTrying = false;
    this.admit();
  }

  /** Notes a failure; closes the lane when it is one of the whole party. */
  noteFailure(failure: Failure): void {
    if (failure.kind === 'cancelled') return;
    if (failure.scope === 'job' && !isUnanswered(failure)) {
      this.noteAnswer();
      return;
    }
    // What was still under way when the lane closed says nothing new.
    if (this.closed !== null) return;
    this.failuresInARow += 1;
    const isOutOfReach =
      failure.scope === 'party' || this.isTrying || this.failuresInARow >= UNANSWERED_BEFORE_CLOSING;
    if (!isOutOfReach) return;
    this.isTrying = false;
    this.closuresInARow += 1;
    const waitMs = backoffMs(this.closuresInARow, this.random, failure.retryAfterMs);
    this.closed = { failure, untilMs: failure.isTemporary ? this.clock.nowMs() + waitMs : null };
    this.dismiss({ kind: 'closed', closure: this.closed });
  }

  /**
   * Lets one step try again although a person was asked: something may have been mended.
   * @param isAsked a person wants it now: waits of our own are cut short as well, those the other side asked for are not
   */
  tryAgain(isAsked = false): void {
    if (this.closed === null) return;
    const { failure, untilMs } = this.closed;
    if (untilMs !== null && !(isAsked && failure.retryAfterMs === undefined)) return;
    this.closed = null;
    this.isTrying = true;
  }

  /** Lets nobody in any more. */
  stop(): void {
    this.isStopped = true;
    this.dismiss({ kind: 'stopped' });
  }

  private get hasPlace(): boolean {
    return this.inside < (this.isTrying ? 1 : this.capacity);
  }

  private dismiss(entry: Entry): void {
    for (const waiter of this.waiters.splice(0)) waiter.settle(entry);
  }

  private admit(): void {
    while (this.hasPlace) {
      const waiter = this.waiters.shift();
      if (waiter === undefined) return;
      this.inside += 1;
      waiter.settle({ kind: 'entered', hadToWait: waiter.hadToWait, leave: this.leaveOnce() });
    }
  }

  private leaveOnce(): () => void {
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.inside -= 1;
      this.admit();
    };
  }
}

/** A server that is broken for the moment says as little of the one job as one that says nothing. */
function isUnanswered(failure: Failure): boolean {
  if (failure.kind === 'network') return true;
  return failure.kind === 'remote' && failure.isTemporary && (failure.httpStatus ?? 0) >= 500;
}
