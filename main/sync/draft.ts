import type { Operation } from './operation.ts';
import type { Policy } from './policy.ts';
import { hasOpenLeftover } from './record.ts';
import type { JobRecord, Trouble } from './record.ts';

/**
 * Something to say of a job besides what is done for it.
 *
 * - `skipped`: nothing is meant to be done, and why
 * - `attention`: a person is needed
 * - `waiting`: nothing is wrong; it goes on when the time has come
 * - `retrying`: it failed, and is tried again by itself
 */
export interface Finding {
  readonly kind: 'skipped' | 'attention' | 'waiting' | 'retrying';
  readonly code: string;
  readonly message: string;
  readonly mend?: string;
}

export interface Plan {
  /** In the order in which they are to be carried out. */
  readonly operations: readonly Operation[];
  readonly findings: readonly Finding[];
  /** When something held back may go on; null when nothing waits for time alone. */
  readonly dueMs: number | null;
}

/**
 * - `ready`: everything is brought up to date
 * - `under-way`: what was begun is finished; the meeting's time and name are not changed any more
 * - `waiting`: the job left Ready; only a changed time or name is passed on
 */
export type Stage = 'ready' | 'under-way' | 'waiting';

const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** A plan while it is being made. */
export class Draft {
  readonly operations: Operation[] = [];
  private readonly findings: Finding[] = [];
  private dueMs: number | null = null;
  /** Whether the job is to have a meeting at all, now or later. */
  isWanted = false;
  /** Whether only meetings that were set aside keep the job from being let go. */
  isOver = false;
  readonly record: JobRecord;
  readonly policy: Policy;
  readonly nowMs: number;

  constructor(record: JobRecord, policy: Policy, nowMs: number) {
    this.record = record;
    this.policy = policy;
    this.nowMs = nowMs;
  }

  add(operation: Operation): void {
    this.operations.push(operation);
  }

  /** Lets go of the job: at once, or once every meeting is removed that was set aside and still lies ahead. */
  letGo(): void {
    if (hasOpenLeftover(this.record, this.nowMs)) this.isOver = true;
    else this.add({ kind: 'release' });
  }

  skipped(code: string, message: string): void {
    this.findings.push({ kind: 'skipped', code, message });
  }

  attention(code: string, message: string, mend?: string): void {
    this.findings.push({ kind: 'attention', code, message, ...(mend === undefined ? {} : { mend }) });
  }

  waiting(code: string, message: string): void {
    this.findings.push({ kind: 'waiting', code, message });
  }

  /** Notes that nothing more can be done before `atMs`. */
  waitUntil(atMs: number): void {
    this.dueMs = this.dueMs === null ? atMs : Math.min(this.dueMs, atMs);
  }

  /**
   * Adds the operation unless its last failure says to wait or to ask a person; then that is noted instead.
   * @param inputKey what is tried: another input is tried at once
   * @returns whether the operation was added
   */
  addUnlessTroubled(operation: Operation, trouble: Trouble | null, inputKey: string): boolean {
    if (trouble === null || this.mayTry(trouble, inputKey)) {
      this.add(operation);
      return true;
    }
    if (trouble.isTemporary) {
      this.findings.push({ kind: 'retrying', code: trouble.code, message: trouble.message });
    } else {
      this.attention(trouble.code, trouble.message, trouble.mend ?? undefined);
    }
    if (trouble.retryAtMs !== null) this.waitUntil(trouble.retryAtMs);
    return false;
  }

  /** Whether something was held back or is to be said. */
  get hasFindings(): boolean {
    return this.findings.length > 0;
  }

  /**
   * Whether something may be tried (again), by its last failure.
   * @param inputKey what is tried: another input is tried at once
   */
  mayTry(trouble: Trouble | null, inputKey: string): boolean {
    return trouble === null || trouble.inputKey !== inputKey || this.isRetryDue(trouble);
  }

  private isRetryDue(trouble: Trouble): boolean {
    // Noted while the clock was ahead: its times mean nothing.
    if (trouble.atMs > this.nowMs + CLOCK_TOLERANCE_MS) return true;
    if (trouble.retryAtMs !== null && this.nowMs >= trouble.retryAtMs) return true;
    return !trouble.isTemporary && trouble.atMs < this.policy.retryProblemsBeforeMs;
  }

  finish(): Plan {
    return { operations: this.operations, findings: this.findings, dueMs: this.dueMs };
  }
}
