import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWriteQueue } from '../../../main/ledger/write-queue.ts';
import { connectSqlite } from '../../../main/ledger/sqlite.ts';
import type { SqliteConnection } from '../../../main/ledger/sqlite.ts';
import { bugFailure, localFailure } from '../../../main/sync/failure.ts';
import type { Failure } from '../../../main/sync/failure.ts';

describe('the write queue', () => {
  let connection: SqliteConnection;
  let transactionCount: number;

  beforeEach(() => {
    connection = connectSqlite(':memory:', 0);
    transactionCount = 0;
  });

  afterEach(async () => {
    await connection.db.destroy();
    if (connection.database.isOpen) connection.database.close();
  });

  function queueWith(describe: (error: unknown) => Failure) {
    return createWriteQueue({
      transact: async (work) => {
        transactionCount += 1;
        await connection.db.transaction().execute(work);
      },
      describe,
    });
  }

  it('writes what comes at about the same time in one transaction, in order', async () => {
    const queue = queueWith((error) => bugFailure('ledger', error));
    const order: number[] = [];
    const results = await Promise.all(
      [1, 2, 3].map((number) =>
        queue.submit(() => {
          order.push(number);
          return Promise.resolve(number * 10);
        }),
      ),
    );
    expect(results.map((result) => result.ok && result.value)).toEqual([10, 20, 30]);
    expect(order).toEqual([1, 2, 3]);
    expect(transactionCount).toBe(1);
  });

  it('collects what comes while a transaction runs for the next one', async () => {
    const queue = queueWith((error) => bugFailure('ledger', error));
    const later: Promise<unknown>[] = [];
    await queue.submit(() => {
      later.push(
        queue.submit(() => Promise.resolve()),
        queue.submit(() => Promise.resolve()),
      );
      return Promise.resolve();
    });
    await Promise.all(later);
    expect(later).toHaveLength(2);
    expect(transactionCount).toBe(2);
  });

  it('loses no write to the fault of another one', async () => {
    const queue = queueWith((error) => bugFailure('ledger', error));
    const results = await Promise.all([
      queue.submit(() => Promise.resolve('first')),
      queue.submit(() => Promise.reject(new Error('one too many'))),
      queue.submit(() => Promise.resolve('third')),
    ]);
    expect(results.map((result) => (result.ok ? result.value : result.failure.code))).toEqual([
      'first',
      'bug',
      'third',
    ]);
    expect(transactionCount).toBe(4);
  });

  it('does not try one by one what fails alike', async () => {
    const full = localFailure({ party: 'ledger', code: 'disk-full', message: 'Full.' });
    const queue = queueWith(() => full);
    const results = await Promise.all([
      queue.submit(() => Promise.resolve()),
      queue.submit(() => Promise.reject(new Error('full'))),
    ]);
    expect(results.map((result) => !result.ok && result.failure.code)).toEqual(['disk-full', 'disk-full']);
    expect(transactionCount).toBe(1);
  });

  it('drains what waits, and at once when nothing does', async () => {
    const queue = queueWith((error) => bugFailure('ledger', error));
    await queue.drain();
    let isWritten = false;
    void queue.submit(() => {
      isWritten = true;
      return Promise.resolve();
    });
    await queue.drain();
    expect(isWritten).toBe(true);
  });
});

describe('the statement cache', () => {
  it('answers right however many different statements there are', async () => {
    const { db } = connectSqlite(':memory:', 0);
    for (const round of [1, 2]) {
      for (let count = 1; count <= 150; count += 1) {
        const names = Array.from({ length: count }, (_, index) => `n${String(index)}`);
        const query = db
          .selectNoFrom((builder) => builder.val(round * count).as('answer'))
          .where((builder) => builder(builder.val('n0'), 'in', names));
        expect((await query.executeTakeFirst())?.answer).toBe(round * count);
      }
    }
    await db.destroy();
  });
});
