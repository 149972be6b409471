import type { Clock } from '../../../../main/sync/ports.ts';

/** A clock whose sleeps end at once and move its time on. */
export function createSteppingClock(startMs: number): Clock & { readonly sleepsMs: readonly number[] } {
  const sleepsMs: number[] = [];
  let nowMs = startMs;
  return {
    sleepsMs,
    nowMs: () => nowMs,
    sleep(durationMs) {
      sleepsMs.push(durationMs);
      nowMs += durationMs;
      return Promise.resolve();
    },
  };
}
