import type { Clock } from '../../main/sync/ports.ts';

/** The machine's clock, with a way to skip time: whoever sleeps until then wakes at once. */
export interface SkippingClock extends Clock {
  advance(durationMs: number): void;
  /** How many sleep now. */
  readonly sleeperCount: number;
}

export function createSkippingClock(): SkippingClock {
  let skippedMs = 0;
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  const nowMs = (): number => Date.now() + skippedMs;
  return {
    nowMs,
    get sleeperCount() {
      return sleepers.size;
    },
    sleep(durationMs, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (signal?.aborted === true) return Promise.resolve();
      const timer = setTimeout(wake, Math.min(durationMs, 2 ** 31 - 1));
      const sleeper = { atMs: nowMs() + durationMs, wake };
      function wake(): void {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        sleepers.delete(sleeper);
        resolve();
      }
      sleepers.add(sleeper);
      signal?.addEventListener('abort', wake, { once: true });
      return promise;
    },
    advance(durationMs) {
      skippedMs += durationMs;
      for (const sleeper of sleepers) if (sleeper.atMs <= nowMs()) sleeper.wake();
    },
  };
}
