import { cancelledFailure, failed } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';

export interface LimiterOptions {
  /** How many tasks may run at once. */
  readonly concurrency: number;
  /** How many tasks may begin a second; null for no pace. */
  readonly perSecond: number | null;
  readonly clock: Clock;
}

/** Lets tasks begin in the order they came, so many at once and so many a second. */
export interface Limiter {
  /** Runs the task when its turn comes; `cancelled` when the signal fires before that. */
  run<T>(task: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>>;
  /** Tasks that wait for their turn. */
  readonly waitingCount: number;
}

/** A timer that fires late is made up for, up to this much; an idle time is not, so that no burst follows it. */
const CATCH_UP_MS = 100;

/** Makes a limiter. Beginnings are spaced evenly: 2 a second means one every 500 ms. */
export function createLimiter({ concurrency, perSecond, clock }: LimiterOptions): Limiter {
  const intervalMs = perSecond === null ? 0 : 1000 / perSecond;
  const waiting = new Set<() => void>();
  let runningCount = 0;
  /** When the next task may begin. */
  let dueMs = -Infinity;
  let isTimerSet = false;

  const pace = (wasWaitedFor: boolean): void => {
    const nowMs = clock.nowMs();
    dueMs = Math.max(dueMs, wasWaitedFor ? nowMs - CATCH_UP_MS : nowMs) + intervalMs;
  };

  const startWhatMay = (wasWaitedFor: boolean): void => {
    for (const begin of waiting) {
      if (runningCount >= concurrency) return;
      const waitMs = dueMs - clock.nowMs();
      if (waitMs > 0 && waitMs <= intervalMs + CATCH_UP_MS) {
        setTimer(waitMs);
        return;
      }
      // A wait longer than any interval means that the machine's clock was set back.
      if (waitMs > 0) dueMs = clock.nowMs();
      waiting.delete(begin);
      runningCount += 1;
      pace(wasWaitedFor);
      begin();
    }
  };

  const setTimer = (waitMs: number): void => {
    if (isTimerSet) return;
    isTimerSet = true;
    void clock.sleep(Math.ceil(waitMs)).then(() => {
      isTimerSet = false;
      startWhatMay(true);
    });
  };

  const waitForTurn = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = (): void => {
        waiting.delete(begin);
        resolve(false);
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(begin);
      startWhatMay(waiting.size > 1);
    });

  return {
    async run(task, signal) {
      if (signal.aborted || !(await waitForTurn(signal))) return failed(cancelledFailure('provider', false));
      try {
        return await task();
      } finally {
        runningCount -= 1;
        startWhatMay(true);
      }
    },
    get waitingCount() {
      return waiting.size;
    },
  };
}
