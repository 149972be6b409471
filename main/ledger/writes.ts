import type { Kysely, Transaction } from 'kysely';
import type { HistoryEntry, LedgerChange } from '../sync/ports.ts';
import type { JobRecord } from '../sync/record.ts';
import { createRowWriter } from './row-writer.ts';
import type { LedgerTables } from './schema.ts';
import { toInvitationRow, toJobRow } from './to-rows.ts';

/** Writes the record, the invitations named as changed, and the history's new lines. */
export type ChangeWriter = (transaction: Transaction<LedgerTables>, change: LedgerChange) => Promise<void>;

/** Makes a writer of changes for one database. */
export function createChangeWriter(db: Kysely<LedgerTables>): ChangeWriter {
  const writeJob = createRowWriter(db, 'jobs', ['tenant_id', 'job_id']);
  const writeInvitation = createRowWriter(db, 'invitations', ['tenant_id', 'job_id', 'address']);
  const addHistory = createRowWriter(db, 'history', []);

  return async (transaction, { record, changedAddresses, history }) => {
    await writeJob(transaction, toJobRow(record));
    for (const address of new Set(changedAddresses)) {
      const invitation = record.invitations.get(address);
      if (invitation === undefined) await removeInvitation(transaction, record, address);
      else await writeInvitation(transaction, toInvitationRow(record, invitation));
    }
    for (const entry of history) await addHistory(transaction, toHistoryRow(entry));
  };
}

async function removeInvitation(
  transaction: Transaction<LedgerTables>,
  { tenantId, jobId }: JobRecord,
  address: string,
): Promise<void> {
  await transaction
    .deleteFrom('invitations')
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .where('address', '=', address)
    .execute();
}

function toHistoryRow(entry: HistoryEntry) {
  return {
    at_ms: entry.atMs,
    tenant_id: entry.tenantId,
    job_id: entry.jobId,
    job_name: entry.jobName,
    actor: entry.actor,
    action: entry.action,
    detail: entry.detail,
  };
}

/** Adds to a counter that starts at nothing and returns its new value. */
export async function addToCounter(
  transaction: Transaction<LedgerTables>,
  name: string,
  window: string,
  by: number,
): Promise<number> {
  const row = await transaction
    .insertInto('counters')
    .values({ name, time_window: window, value: by })
    .onConflict((conflict) =>
      conflict.columns(['name', 'time_window']).doUpdateSet((builder) => ({
        value: builder('counters.value', '+', builder.ref('excluded.value')),
      })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return row.value;
}
