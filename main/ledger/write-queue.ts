import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { bugFailure, failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { LedgerTables } from './schema.ts';

/** Work done inside a transaction that it may share with others. */
export type Write<T> = (transaction: Transaction<LedgerTables>) => Promise<T>;

export interface WriteQueueOptions {
  /** Runs the work in one transaction; throws when it was rolled back. */
  readonly transact: (work: Write<void>) => Promise<void>;
  readonly describe: (error: unknown) => Failure;
}

/** Lets writes made at about the same time share one transaction, so that they wait for the disk once together. */
export interface WriteQueue {
  /** Resolves when the write is on the disk or has failed. Order is kept. */
  submit<T>(write: Write<T>): Promise<Result<T>>;
  /** Resolves when nothing waits any more. */
  drain(): Promise<void>;
}

interface PendingWrite {
  readonly run: Write<void>;
  readonly settle: (failure: Failure | null) => void;
}

/** Bounds how long one transaction can hold up everything else. */
const MOST_WRITES_TOGETHER = 256;

/**
 * The least time between two transactions, in milliseconds. A lone write never waits; under load, writes gather while
 * the disk rests, and the many small waits for the disk, which hold up everything else, become few.
 */
const GATHERING_MS = 10;

/** Makes a queue. A write that fails by its own fault takes no other with it: the rest is then written one by one. */
export function createWriteQueue({ transact, describe }: WriteQueueOptions): WriteQueue {
  let pending: PendingWrite[] = [];
  let flushing: Promise<void> | null = null;
  let writtenAtMs = Number.NEGATIVE_INFINITY;

  async function flush(): Promise<void> {
    while (pending.length > 0) {
      // Whatever the other sides answer meanwhile comes along.
      const restMs = writtenAtMs + GATHERING_MS - performance.now();
      await (restMs > 0 ? wait(restMs) : nextTurn());
      const batch = pending.slice(0, MOST_WRITES_TOGETHER);
      pending = pending.slice(MOST_WRITES_TOGETHER);
      await writeTogether(batch);
      writtenAtMs = performance.now();
    }
    flushing = null;
  }

  async function writeTogether(batch: readonly PendingWrite[]): Promise<void> {
    const failure = await tryToWrite(batch);
    // A full disk or a broken file fails every write alike; only a fault of the program may be one write's own.
    if (failure === null || failure.kind !== 'bug' || batch.length === 1) {
      for (const write of batch) write.settle(failure);
      return;
    }
    for (const write of batch) write.settle(await tryToWrite([write]));
  }

  async function tryToWrite(batch: readonly PendingWrite[]): Promise<Failure | null> {
    try {
      await transact(async (transaction) => {
        for (const write of batch) await write.run(transaction);
      });
      return null;
    } catch (error) {
      return describe(error);
    }
  }

  return {
    submit<T>(write: Write<T>): Promise<Result<T>> {
      const { promise, resolve } = Promise.withResolvers<Result<T>>();
      let written: Result<T> = failed(bugFailure('ledger', 'a write was settled without having run'));
      pending.push({
        run: async (transaction) => {
          written = success(await write(transaction));
        },
        settle: (failure) => {
          resolve(failure === null ? written : failed(failure));
        },
      });
      flushing ??= flush();
      return promise;
    },
    async drain() {
      // The flush goes on until nothing waits, whatever has come in the meantime.
      await flushing;
    },
  };
}
