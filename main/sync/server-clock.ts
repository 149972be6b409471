import type { Clock } from './ports.ts';

/** A smaller difference is the way of ordinary networks and clocks. */
const TOLERATED_MS = 2 * 60_000;

/**
 * A clock that follows Skedulo's where this machine's is plainly wrong: with a clock a day ahead, today's jobs would
 * count as ended and their customers would stand there without a link.
 */
export class ServerClock implements Clock {
  private readonly local: Clock;
  private offsetMs = 0;

  constructor(local: Clock) {
    this.local = local;
  }

  nowMs(): number {
    return this.local.nowMs() + this.offsetMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return this.local.sleep(durationMs, signal);
  }

  /** Takes in what the other side's clock showed just now. */
  follow(serverTimeMs: number): void {
    const differenceMs = serverTimeMs - this.local.nowMs();
    // Answers take their time: a correction that still fits is kept as it is.
    if (Math.abs(differenceMs - this.offsetMs) <= TOLERATED_MS) return;
    this.offsetMs = Math.abs(differenceMs) > TOLERATED_MS ? differenceMs : 0;
  }

  /** How far the machine's clock is behind the true time (negative: ahead), in milliseconds; 0 when it is right. */
  get correctionMs(): number {
    return this.offsetMs;
  }
}
