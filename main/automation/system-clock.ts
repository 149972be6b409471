import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../sync/ports.ts';

/** Timers of Node beyond this fire at once (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock and timers. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(durationMs, signal) {
    try {
      await wait(Math.min(durationMs, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
    } catch {
      // The only error is that `signal` fired, and then the sleep is simply over.
    }
  },
};
