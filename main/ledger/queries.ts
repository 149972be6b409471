import type { Kysely, SelectQueryBuilder, Selectable } from 'kysely';
import type { HistoryTable, InvitationsTable, JobsTable, LedgerTables } from './schema.ts';

type Db = Kysely<LedgerTables>;
type Query<Table extends keyof LedgerTables, Row> = SelectQueryBuilder<LedgerTables, Table, Row>;

/** Jobs that are looked after, soonest start first. The literal 1 lets databases use the partial index. */
export function activeJobs(db: Db, tenantId: string): Query<'jobs', Selectable<JobsTable>> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('is_active', '=', (builder) => builder.lit(1))
    .where('tenant_id', '=', tenantId)
    .orderBy('start_ms', (order) => order.asc().nullsLast())
    .orderBy('job_id');
}

/** The ids of those jobs, in the same order. */
export function activeJobIds(db: Db, tenantId: string): Query<'jobs', { readonly job_id: string }> {
  return db
    .selectFrom('jobs')
    .select('job_id')
    .where('is_active', '=', (builder) => builder.lit(1))
    .where('tenant_id', '=', tenantId)
    .orderBy('start_ms', (order) => order.asc().nullsLast())
    .orderBy('job_id');
}

/** The invitations of all those jobs, in one query; a list of ids leads databases to the key of each job. */
export function activeInvitations(
  db: Db,
  tenantId: string,
): Query<'invitations', Selectable<InvitationsTable>> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('job_id', 'in', (builder) =>
      builder
        .selectFrom('jobs')
        .select('jobs.job_id')
        .where('jobs.is_active', '=', builder.lit(1))
        .where('jobs.tenant_id', '=', tenantId),
    );
}

/** Jobs by id, whether looked after or not. */
export function jobsOf(
  db: Db,
  tenantId: string,
  jobIds: readonly string[],
): Query<'jobs', Selectable<JobsTable>> {
  return db
    .selectFrom('jobs')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('job_id', 'in', jobIds)
    .orderBy('start_ms', (order) => order.asc().nullsLast())
    .orderBy('job_id');
}

/** The invitations of jobs by id. */
export function invitationsOf(
  db: Db,
  tenantId: string,
  jobIds: readonly string[],
): Query<'invitations', Selectable<InvitationsTable>> {
  return db
    .selectFrom('invitations')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('job_id', 'in', jobIds);
}

/** Lines of one job's history, newest first: by the order in which they were written, since clocks are set back. */
export function historyOf(
  db: Db,
  tenantId: string,
  jobId: string,
  limit: number,
): Query<'history', Selectable<HistoryTable>> {
  return db
    .selectFrom('history')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('job_id', '=', jobId)
    .orderBy('id', 'desc')
    .limit(limit);
}
