import type { Scheduler } from '../../../main/admin/ports.ts';
import type { Clock } from '../../../main/sync/ports.ts';

/** Time that passes only when told, for clocks and timers alike. */
export class ManualTime implements Scheduler, Clock {
  private atMs: number;
  private timers: { readonly dueMs: number; readonly run: () => void }[] = [];

  constructor(startMs: number) {
    this.atMs = startMs;
  }

  nowMs(): number {
    return this.atMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.atMs + delayMs, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.after(durationMs, resolve);
      signal?.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }

  /** Moves on, running what becomes due in order, and lets everything settle after each. */
  async pass(durationMs: number): Promise<void> {
    const endMs = this.atMs + durationMs;
    await settle();
    for (;;) {
      const next = this.timers.toSorted((left, right) => left.dueMs - right.dueMs)[0];
      if (next === undefined || next.dueMs > endMs) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.atMs = Math.max(this.atMs, next.dueMs);
      next.run();
      await settle();
    }
    this.atMs = endMs;
    await settle();
  }

  get timerCount(): number {
    return this.timers.length;
  }
}

/** Lets everything run that waits for promises only. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
