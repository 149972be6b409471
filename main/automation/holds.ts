import type { Clock } from '../sync/ports.ts';

/** Timers stand still while a machine sleeps, and not every machine tells when it is awake: a pause is looked at this often. */
const PAUSE_CHECK_MS = 60_000;
const UNTIL_WAKE_MS = 24 * 60 * 60_000;

/** Why nothing new is begun now: a pause with an end, or a machine that sleeps. */
export class Holds {
  private readonly clock: Pick<Clock, 'nowMs'>;
  private untilMs: number | null;
  private isAsleep = false;

  constructor(clock: Pick<Clock, 'nowMs'>, pausedUntilMs: number | null) {
    this.clock = clock;
    this.untilMs = pausedUntilMs;
  }

  /** When the pause ends; null where there is none. */
  get pausedUntilMs(): number | null {
    return this.untilMs !== null && this.untilMs > this.clock.nowMs() ? this.untilMs : null;
  }

  /** How long to wait before looking at this again; null where nothing is held. */
  leftMs(): number | null {
    if (this.isAsleep) return UNTIL_WAKE_MS;
    const { pausedUntilMs } = this;
    return pausedUntilMs === null ? null : Math.min(PAUSE_CHECK_MS, pausedUntilMs - this.clock.nowMs());
  }

  pause(untilMs: number): void {
    this.untilMs = untilMs;
  }

  /** @returns whether there was a pause */
  resume(): boolean {
    const wasPaused = this.pausedUntilMs !== null;
    this.untilMs = null;
    return wasPaused;
  }

  sleep(): void {
    this.isAsleep = true;
  }

  /** @returns whether it slept */
  wake(): boolean {
    const slept = this.isAsleep;
    this.isAsleep = false;
    return slept;
  }
}
