import type { Clock } from '../../../main/sync/ports.ts';

/** A clock that only moves when told. */
export interface ManualClock extends Clock {
  /** Moves on, waking sleepers in order, each `latenessMs` after its time. */
  advance(durationMs: number, latenessMs?: number): Promise<void>;
  /** Sets the clock without waking anybody, as a person or a time server does. */
  setNow(nowMs: number): void;
}

export function createManualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  /** Time since the start that no setting of the clock changes. */
  let elapsedMs = 0;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    sleep: (durationMs) =>
      new Promise((resolve) => {
        sleepers.push({ atMs: elapsedMs + durationMs, wake: resolve });
      }),
    setNow(next) {
      nowMs = next;
    },
    async advance(durationMs, latenessMs = 0) {
      const endMs = elapsedMs + durationMs;
      for (;;) {
        await settle();
        const next = sleepers.toSorted((left, right) => left.atMs - right.atMs)[0];
        if (next === undefined || next.atMs + latenessMs > endMs) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        const step = Math.max(0, next.atMs + latenessMs - elapsedMs);
        nowMs += step;
        elapsedMs += step;
        next.wake();
      }
      nowMs += endMs - elapsedMs;
      elapsedMs = endMs;
      await settle();
    },
  };
}

/** Lets everything run that waits for promises only. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
