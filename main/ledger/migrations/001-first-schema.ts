import { sql } from 'kysely';
import type { CreateTableBuilder } from 'kysely';
import type { Migration } from '../migration.ts';

/** Adds the columns that hold the last problem of one part of a job. */
function withProblem<Columns extends string>(
  table: CreateTableBuilder<string, Columns>,
  part: string,
): CreateTableBuilder<string, string> {
  return table
    .addColumn(`${part}_attempts`, 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn(`${part}_problem`, 'text')
    .addColumn(`${part}_problem_message`, 'text')
    .addColumn(`${part}_problem_mend`, 'text')
    .addColumn(`${part}_problem_at_ms`, 'bigint')
    .addColumn(`${part}_problem_is_temporary`, 'integer')
    .addColumn(`${part}_retry_at_ms`, 'bigint')
    .addColumn(`${part}_tried_inputs`, 'text');
}

/** Jobs, invitations, history, counters. */
export const firstSchema: Migration = {
  version: 1,
  async apply(db, dialect) {
    await db.schema
      .createTable('meta')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();

    const jobs = db.schema
      .createTable('jobs')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('job_id', 'text', (column) => column.notNull())
      .addColumn('job_name', 'text', (column) => column.notNull())
      .addColumn('is_active', 'integer', (column) => column.notNull())
      .addColumn('start_ms', 'bigint')
      .addColumn('end_ms', 'bigint')
      .addColumn('meeting_state', 'text', (column) => column.notNull())
      .addColumn('meeting_generation', 'integer')
      .addColumn('meeting_key', 'text')
      .addColumn('meeting_was_asked', 'integer')
      .addColumn('meeting_reason', 'text')
      .addColumn('meeting_at_ms', 'bigint')
      .addColumn('meeting_details_json', 'text')
      .addColumn('meeting_json', 'text')
      .addColumn('link_state', 'text', (column) => column.notNull())
      .addColumn('link_url', 'text')
      .addColumn('link_id', 'text')
      .addColumn('link_info', 'text')
      .addColumn('link_replaces_json', 'text')
      .addColumn('link_at_ms', 'bigint')
      .addColumn('link_removals', 'integer', (column) => column.notNull())
      .addColumn('series', 'integer', (column) => column.notNull())
      .addColumn('content_json', 'text')
      .addColumn('released_at_ms', 'bigint')
      .addPrimaryKeyConstraint('jobs_key', ['tenant_id', 'job_id']);
    await withProblem(withProblem(jobs, 'meeting'), 'link').execute();

    // Partial: a pass costs by what is looked after, however many jobs were done before.
    await db.schema
      .createIndex('jobs_active')
      .on('jobs')
      .columns(['tenant_id', 'start_ms', 'job_id'])
      .where(sql<boolean>`is_active = 1`)
      .execute();

    const invitations = db.schema
      .createTable('invitations')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('job_id', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('email', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('invitation_state', 'text', (column) => column.notNull())
      .addColumn('sent_json', 'text')
      .addColumn('sending_json', 'text')
      .addPrimaryKeyConstraint('invitations_key', ['tenant_id', 'job_id', 'address'])
      .addForeignKeyConstraint('invitations_job', ['tenant_id', 'job_id'], 'jobs', ['tenant_id', 'job_id']);
    await withProblem(invitations, 'invitation').execute();

    await dialect
      .addNumberedKey(db.schema.createTable('history'), 'id')
      .addColumn('at_ms', 'bigint', (column) => column.notNull())
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('job_id', 'text', (column) => column.notNull())
      .addColumn('job_name', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('history_by_job')
      .on('history')
      .columns(['tenant_id', 'job_id', 'id'])
      .execute();
    await dialect.makeAppendOnly(db, 'history');

    await db.schema
      .createTable('counters')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('time_window', 'text', (column) => column.notNull())
      .addColumn('value', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('counters_key', ['name', 'time_window'])
      .execute();
  },
};
