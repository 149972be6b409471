import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../sync/ports.ts';

/** The machine's clock and timers. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  async sleep(durationMs, signal) {
    try {
      await wait(durationMs, undefined, signal === undefined ? {} : { signal });
    } catch {
      // The only error is that `signal` fired, and then the sleep is simply over.
    }
  },
};
