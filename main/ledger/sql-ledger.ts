import type { Kysely, Transaction } from 'kysely';
import { cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { HistoryEntry, Ledger, LedgerChange } from '../sync/ports.ts';
import type { JobRecord } from '../sync/record.ts';
import { fromRows } from './from-rows.ts';
import { newestTenant, readActionsSince } from './history-queries.ts';
import type { HistoryReader } from './history-reader.ts';
import { activeInvitations, activeJobIds, activeJobs, historyOf, invitationsOf, jobsOf } from './queries.ts';
import type { LedgerTables } from './schema.ts';
import { addToCounter, createChangeWriter } from './writes.ts';
import { createWriteQueue } from './write-queue.ts';

export interface SqlLedgerOptions {
  readonly db: Kysely<LedgerTables>;
  readonly reference: string;
  /** Says what an error of this database means. */
  readonly describe: (error: unknown) => Failure;
  /** Says that the record of a job cannot be understood. */
  readonly unreadable: (jobName: string) => Failure;
}

const MOST_IDS_A_QUERY = 500;

/** The ledger over any SQL database whose tables stand. Closing it closes the database. */
export function createSqlLedger({
  db,
  reference,
  describe,
  unreadable,
}: SqlLedgerOptions): Ledger & HistoryReader {
  const queue = createWriteQueue({
    transact: (work) => db.transaction().execute(work),
    describe,
  });
  const writeChange = createChangeWriter(db);
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;

  /** Runs one call, unless the ledger is closed, so that closing can wait for it. */
  async function call<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    if (closing !== null) return failed(cancelledFailure('ledger', false));
    const promise = work();
    running.add(promise);
    try {
      return await promise;
    } catch (error) {
      return failed(describe(error));
    } finally {
      running.delete(promise);
    }
  }

  /** Reads jobs and invitations in one transaction, so that both are of the same moment. */
  async function readRecords(
    read: (transaction: Transaction<LedgerTables>) => Promise<ReturnType<typeof fromRows>>,
  ): Promise<Result<readonly JobRecord[]>> {
    const records = await db.transaction().execute(read);
    return 'unreadableJobName' in records ? failed(unreadable(records.unreadableJobName)) : success(records);
  }

  return {
    reference,
    activeJobIds: (tenantId) =>
      call(async () => {
        const rows = await activeJobIds(db, tenantId).execute();
        return success(rows.map((row) => row.job_id));
      }),
    activeRecords: (tenantId) =>
      call(() =>
        readRecords(async (transaction) =>
          fromRows(
            await activeJobs(transaction, tenantId).execute(),
            await activeInvitations(transaction, tenantId).execute(),
          ),
        ),
      ),
    recordsOf: (tenantId, jobIds) =>
      call(async () => {
        const records: JobRecord[] = [];
        const ids = [...new Set(jobIds)];
        for (let start = 0; start < ids.length; start += MOST_IDS_A_QUERY) {
          const chunk = ids.slice(start, start + MOST_IDS_A_QUERY);
          const result = await readRecords(async (transaction) =>
            fromRows(
              await jobsOf(transaction, tenantId, chunk).execute(),
              await invitationsOf(transaction, tenantId, chunk).execute(),
            ),
          );
          if (!result.ok) return result;
          records.push(...result.value);
        }
        return success(records);
      }),
    commit: (change: LedgerChange) =>
      call(() => queue.submit((transaction) => writeChange(transaction, change))),
    addToCounter: (name, window, by) =>
      call(() => queue.submit((transaction) => addToCounter(transaction, name, window, by))),
    readCounter: (name, window) =>
      call(async () => {
        const row = await db
          .selectFrom('counters')
          .select('value')
          .where('name', '=', name)
          .where('time_window', '=', window)
          .executeTakeFirst();
        return success(row?.value ?? 0);
      }),
    history: (tenantId, jobId, limit) =>
      call(async () => {
        const rows = await historyOf(db, tenantId, jobId, limit).execute();
        const entries: HistoryEntry[] = rows.map((row) => ({
          atMs: row.at_ms,
          tenantId: row.tenant_id,
          jobId: row.job_id,
          jobName: row.job_name,
          actor: row.actor,
          action: row.action,
          detail: row.detail,
        }));
        return success(entries);
      }),
    actionsSince: (sinceMs) => call(async () => success(await readActionsSince(db, sinceMs))),
    lastTenantId: () =>
      call(async () => success((await newestTenant(db).executeTakeFirst())?.tenant_id ?? null)),
    activeElsewhere: (tenantId) =>
      call(async () => {
        const row = await db
          .selectFrom('jobs')
          .select((builder) => builder.fn.countAll<number>().as('count'))
          .where('is_active', '=', (builder) => builder.lit(1))
          .where('tenant_id', '<>', tenantId)
          .executeTakeFirstOrThrow();
        return success(row.count);
      }),
    close() {
      closing ??= (async () => {
        await queue.drain();
        await Promise.allSettled(running);
        await db.destroy();
      })();
      return closing;
    },
  };
}
