import type { Result } from '../sync/failure.ts';
import type { Asked } from './facts.ts';
import type { Scheduler } from './ports.ts';

/** One connection as it is asked by itself, whether automation runs or not. */
export interface ConnectionCheck<T> {
  /** Asks in the background. An earlier question is dropped. */
  check(): void;
  /** Takes over what somebody else has just found out (null: there is no connection); a question under way is dropped. */
  settle(result: Result<T> | null): void;
  /** Resolves when nothing is being asked. */
  idle(): Promise<void>;
  stop(): void;
}

export interface ConnectionCheckOptions<T> {
  /** Null where there is nothing to ask. */
  readonly ask: (signal: AbortSignal) => Promise<Result<T> | null>;
  readonly learn: (asked: Asked<T>) => void;
  readonly scheduler: Scheduler;
}

/** An outage is looked at again after this long. */
const AGAIN_AFTER_MS = 5 * 60_000;

export function createConnectionCheck<T>(options: ConnectionCheckOptions<T>): ConnectionCheck<T> {
  const { ask, learn, scheduler } = options;
  const running = new Set<Promise<void>>();
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
      cancelNext = scheduler.after(AGAIN_AFTER_MS, check);
    }
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    const result = await ask(signal);
    if (!signal.aborted) take(result);
  };

  function check(): void {
    if (isStopped) return;
    drop();
    asking = new AbortController();
    learn({ kind: 'asking' });
    const work = run(asking.signal).finally(() => running.delete(work));
    running.add(work);
  }

  return {
    check,
    settle(result) {
      if (isStopped) return;
      drop();
      take(result);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
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
