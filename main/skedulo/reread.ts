import { bugFailure, cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';

const MOST_IDS = 100;

/** Reads these jobs afresh, one sighting each, by job id. */
export type ReadBatch = (
  jobIds: readonly string[],
  signal: AbortSignal,
) => Promise<Result<ReadonlyMap<string, Sighting>>>;

interface Waiter {
  readonly jobId: string;
  settle(result: Result<Sighting>): void;
}

/** Reads one job afresh, in one request with others that are wanted at about the same time. */
export type Reread = (jobId: string, signal: AbortSignal) => Promise<Result<Sighting>>;

/**
 * Gathers calls for `coalesceMs`, and those that come while a request is under way for the next one. A call never
 * joins a request that was sent before it: that answer may be older than what the caller needs to see.
 */
export function createReread(readBatch: ReadBatch, coalesceMs: number): Reread {
  const waiting = new Set<Waiter>();
  let isGathering = false;
  let isUnderWay = false;
  let stop = new AbortController();
  let current: ReadonlySet<Waiter> = new Set();

  const run = async (): Promise<void> => {
    while (waiting.size > 0) {
      const batch = takeBatch(waiting);
      current = batch;
      stop = new AbortController();
      const results = await readSafely(readBatch, batch, stop.signal);
      current = new Set();
      for (const waiter of batch) waiter.settle(results(waiter.jobId));
    }
    // In the same breath as the look at the queue: a caller that is woken by this batch may ask again at once.
    isUnderWay = false;
  };
  const start = (): void => {
    if (isGathering || isUnderWay) return;
    isGathering = true;
    setTimeout(() => {
      isGathering = false;
      isUnderWay = true;
      void run();
    }, coalesceMs);
  };

  return (jobId, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve(failed(cancelledFailure('skedulo', false)));
        return;
      }
      const giveUp = (): void => {
        waiting.delete(waiter);
        waiter.settle(failed(cancelledFailure('skedulo', false)));
        if (current.has(waiter)) {
          current = new Set([...current].filter((other) => other !== waiter));
          // Nobody wants the answer any more.
          if (current.size === 0) stop.abort();
        }
      };
      const waiter: Waiter = {
        jobId,
        settle(result) {
          signal.removeEventListener('abort', giveUp);
          resolve(result);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.add(waiter);
      start();
    });
}

/** Takes the waiters of at most 100 different jobs out of the queue. */
function takeBatch(waiting: Set<Waiter>): Set<Waiter> {
  const batch = new Set<Waiter>();
  const ids = new Set<string>();
  for (const waiter of waiting) {
    if (!ids.has(waiter.jobId) && ids.size >= MOST_IDS) continue;
    ids.add(waiter.jobId);
    batch.add(waiter);
    waiting.delete(waiter);
  }
  return batch;
}

/** Never rejects: a bug in one batch must not leave its callers waiting for ever. */
async function readSafely(
  readBatch: ReadBatch,
  batch: ReadonlySet<Waiter>,
  signal: AbortSignal,
): Promise<(jobId: string) => Result<Sighting>> {
  try {
    const answer = await readBatch([...new Set([...batch].map((waiter) => waiter.jobId))], signal);
    if (!answer.ok) return () => answer;
    return (jobId) => {
      const sighting = answer.value.get(jobId);
      return sighting === undefined
        ? failed(bugFailure('skedulo', new Error('A job that was asked for has no answer.')))
        : success(sighting);
    };
  } catch (error) {
    return () => failed(bugFailure('skedulo', error));
  }
}
