import type { Generated } from 'kysely';

/**
 * The ledger's tables as the query builder knows them. Instants are milliseconds since 1970, UTC; switches are 0 or 1;
 * columns ending in `_json` hold nested values and nothing that one would search by.
 */
export interface LedgerTables {
  readonly meta: MetaTable;
  readonly jobs: JobsTable;
  readonly invitations: InvitationsTable;
  readonly history: HistoryTable;
  readonly counters: CountersTable;
}

export interface MetaTable {
  name: string;
  value: string;
}

/** The last problem of one part of a job. All but `attempts` are null while there is none. */
type ProblemColumns<Part extends string> = Record<`${Part}_attempts`, number> &
  Record<`${Part}_problem` | `${Part}_problem_message` | `${Part}_problem_mend`, string | null> &
  Record<`${Part}_problem_at_ms` | `${Part}_problem_is_temporary` | `${Part}_retry_at_ms`, number | null> &
  Record<`${Part}_tried_inputs`, string | null>;

export type JobsTable = {
  tenant_id: string;
  job_id: string;
  job_name: string;
  /** 1 while ReadyMeet looks after the job: it must be looked at in every pass. */
  is_active: number;
  start_ms: number | null;
  end_ms: number | null;
  meeting_state: string;
  meeting_generation: number | null;
  meeting_key: string | null;
  meeting_was_asked: number | null;
  /** The provider that was asked for a meeting of which no answer has come. */
  meeting_asked_provider: string | null;
  meeting_reason: string | null;
  /** When the meeting came into its state. */
  meeting_at_ms: number | null;
  meeting_details_json: string | null;
  meeting_json: string | null;
  link_state: string;
  link_url: string | null;
  link_id: string | null;
  link_info: string | null;
  /** Our earlier link that this one takes the place of. */
  link_replaces_json: string | null;
  link_at_ms: number | null;
  link_removals: number;
  series: number;
  content_json: string | null;
  released_at_ms: number | null;
  /** When the provider was last asked whether the meeting still stands. */
  meeting_checked_at_ms: number | null;
  /** Earlier meetings that the provider refuses to remove; null where there are none. */
  leftovers_json: string | null;
} & ProblemColumns<'meeting'> &
  ProblemColumns<'link'>;

export type InvitationsTable = {
  tenant_id: string;
  job_id: string;
  address: string;
  email: string;
  name: string;
  /** `waiting`, `sending`, `invited` or `withdrawn`: told from the two messages below, for reading with plain SQL. */
  invitation_state: string;
  sent_json: string | null;
  sending_json: string | null;
} & ProblemColumns<'invitation'>;

export interface HistoryTable {
  /** Given by the database, rising. */
  id: Generated<number>;
  at_ms: number;
  tenant_id: string;
  job_id: string;
  job_name: string;
  actor: string;
  action: string;
  detail: string;
}

export interface CountersTable {
  name: string;
  time_window: string;
  value: number;
}

const PROBLEM_COLUMNS = [
  'attempts',
  'problem',
  'problem_message',
  'problem_mend',
  'problem_at_ms',
  'problem_is_temporary',
  'retry_at_ms',
  'tried_inputs',
] as const;

/** Columns that every file of the newest version has, by table: what is missing tells a damaged file. */
export const EXPECTED_COLUMNS: Readonly<Record<keyof LedgerTables, readonly string[]>> = {
  meta: ['name', 'value'],
  jobs: [
    'tenant_id',
    'job_id',
    'job_name',
    'is_active',
    'start_ms',
    'end_ms',
    'meeting_state',
    'meeting_generation',
    'meeting_key',
    'meeting_was_asked',
    'meeting_reason',
    'meeting_at_ms',
    'meeting_details_json',
    'meeting_json',
    'link_state',
    'link_url',
    'link_id',
    'link_info',
    'link_replaces_json',
    'link_at_ms',
    'link_removals',
    'series',
    'content_json',
    'released_at_ms',
    'meeting_checked_at_ms',
    'leftovers_json',
    'meeting_asked_provider',
    ...PROBLEM_COLUMNS.map((column) => `meeting_${column}`),
    ...PROBLEM_COLUMNS.map((column) => `link_${column}`),
  ],
  invitations: [
    'tenant_id',
    'job_id',
    'address',
    'email',
    'name',
    'invitation_state',
    'sent_json',
    'sending_json',
    ...PROBLEM_COLUMNS.map((column) => `invitation_${column}`),
  ],
  history: ['id', 'at_ms', 'tenant_id', 'job_id', 'job_name', 'actor', 'action', 'detail'],
  counters: ['name', 'time_window', 'value'],
};
