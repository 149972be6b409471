import type { Clock } from '../sync/ports.ts';

/** A wait that can be cut short. Ringing while nobody waits cuts the next wait short. */
export class Alarm {
  private readonly clock: Pick<Clock, 'sleep'>;
  private waiting: AbortController | null = null;
  private hasRung = false;

  constructor(clock: Pick<Clock, 'sleep'>) {
    this.clock = clock;
  }

  /** Resolves after the time, or as soon as it rings. */
  async wait(durationMs: number): Promise<void> {
    if (!this.hasRung) {
      const waiting = new AbortController();
      this.waiting = waiting;
      await this.clock.sleep(durationMs, waiting.signal);
      this.waiting = null;
    }
    this.hasRung = false;
  }

  ring(): void {
    this.hasRung = true;
    this.waiting?.abort();
  }
}
