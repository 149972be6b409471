import type { Result } from '../sync/failure.ts';
import type { Asked } from './facts.ts';
import type { InBackground } from './in-background.ts';
import type { Scheduler } from './ports.ts';

/** One connection as it is asked by itself, whether automation runs or not. */
export interface ConnectionCheck<T> {
  /** Asks in the background, and shows that it does. An earlier question is dropped. */
  check(): void;
  /** Asks in the background; what was known before stays shown until the answer is there. */
  checkAgain(): void;
  /** Takes over what somebody else has just found out (null: there is no connection); a question under way is dropped. */
  settle(result: Result<T> | null): void;
  stop(): void;
}

export interface ConnectionCheckOptions<T> {
  /** Null where there is nothing to ask. */
  readonly ask: (signal: AbortSignal) => Promise<Result<T> | null>;
  readonly learn: (asked: Asked<T>) => void;
  readonly scheduler: Scheduler;
  readonly inBackground: InBackground;
}

/** An outage is looked at again after this long. */
const AGAIN_AFTER_MS = 5 * 60_000;

export function createConnectionCheck<T>(options: ConnectionCheckOptions<T>): ConnectionCheck<T> {
  const { inBackground, learn, scheduler } = options;
  let asking: AbortController | null = null;
  let cancelNext: (() => void) | null = null;
  let isStopped = false;

  const drop = (): void => {
    asking?.abort();
    asking = null;
    cancelNext?.();
    cancelNext = null;
  };

  const take = (result: Result<T> | null): void => {
    asking = null;
    learn(askedOf(result));
    if (result !== null && !result.ok && result.failure.isTemporary) {
      cancelNext = scheduler.after(AGAIN_AFTER_MS, ask);
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    const result = await options.ask(signal);
    if (!signal.aborted) take(result);
  };

  /** What was known before stays shown meanwhile. */
  function ask(): void {
    if (isStopped) return;
    drop();
    asking = new AbortController();
    inBackground(run(asking.signal));
  }

  return {
    check() {
      if (isStopped) return;
      learn({ kind: 'asking' });
      ask();
    },
    checkAgain: ask,
    settle(result) {
      if (isStopped) return;
      drop();
      take(result);
    },
    stop() {
      isStopped = true;
      drop();
    },
  };
}

function askedOf<T>(result: Result<T> | null): Asked<T> {
  if (result === null) return { kind: 'never' };
  return result.ok ? { kind: 'passed', value: result.value } : { kind: 'failed', failure: result.failure };
}
