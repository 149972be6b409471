import type { InvitationRecord, JobRecord } from '../sync/record.ts';
import { invitationSchema, recordSchema } from './record-schema.ts';
import type { InvitationsTable, JobsTable } from './schema.ts';

/** Said instead of thrown: a row that does not hold what it must. */
export interface UnreadableRow {
  readonly unreadableJobName: string;
}

/** Puts records together from their rows, in the order of the job rows. */
export function fromRows(
  jobRows: readonly JobsTable[],
  invitationRows: readonly InvitationsTable[],
): readonly JobRecord[] | UnreadableRow {
  const rowsByJob = Map.groupBy(invitationRows, (row) => row.job_id);
  const records: JobRecord[] = [];
  for (const row of jobRows) {
    const record = fromJobRow(row, rowsByJob.get(row.job_id) ?? []);
    if (record === null) return { unreadableJobName: row.job_name };
    records.push(record);
  }
  return records;
}

function fromJobRow(row: JobsTable, invitationRows: readonly InvitationsTable[]): JobRecord | null {
  const json = [
    row.meeting_details_json,
    row.meeting_json,
    row.content_json,
    row.link_replaces_json,
    row.leftovers_json,
  ].map(parseJson);
  const [details, meeting, content, replaces, leftovers] = json;
  if (json.includes(UNREADABLE)) return null;
  const parsed = recordSchema.safeParse({
    tenantId: row.tenant_id,
    jobId: row.job_id,
    jobName: row.job_name,
    meeting: {
      state: row.meeting_state,
      generation: row.meeting_generation,
      key: row.meeting_key,
      details,
      meeting,
      reason: row.meeting_reason,
      wasAsked: row.meeting_was_asked === 1,
      askedProvider: row.meeting_asked_provider,
      sinceMs: row.meeting_at_ms,
      atMs: row.meeting_at_ms,
    },
    meetingTrouble: troubleOf({
      code: row.meeting_problem,
      message: row.meeting_problem_message,
      mend: row.meeting_problem_mend,
      attempts: row.meeting_attempts,
      atMs: row.meeting_problem_at_ms,
      isTemporary: row.meeting_problem_is_temporary === 1,
      retryAtMs: row.meeting_retry_at_ms,
      inputKey: row.meeting_tried_inputs,
    }),
    link: {
      state: row.link_state,
      link: { url: row.link_url, id: row.link_id, info: row.link_info },
      replaces,
      atMs: row.link_at_ms,
    },
    linkTrouble: troubleOf({
      code: row.link_problem,
      message: row.link_problem_message,
      mend: row.link_problem_mend,
      attempts: row.link_attempts,
      atMs: row.link_problem_at_ms,
      isTemporary: row.link_problem_is_temporary === 1,
      retryAtMs: row.link_retry_at_ms,
      inputKey: row.link_tried_inputs,
    }),
    linkRemovals: row.link_removals,
    series: row.series,
    content,
    releasedAtMs: row.released_at_ms,
    meetingCheckedAtMs: row.meeting_checked_at_ms,
    leftovers: leftovers ?? [],
  });
  if (!parsed.success) return null;
  const invitations = new Map<string, InvitationRecord>();
  for (const invitationRow of invitationRows) {
    const invitation = fromInvitationRow(invitationRow);
    if (invitation === null) return null;
    invitations.set(invitation.address, invitation);
  }
  return { ...parsed.data, invitations };
}

function fromInvitationRow(row: InvitationsTable): InvitationRecord | null {
  const sent = parseJson(row.sent_json);
  const sending = parseJson(row.sending_json);
  if (sent === UNREADABLE || sending === UNREADABLE) return null;
  const parsed = invitationSchema.safeParse({
    address: row.address,
    email: row.email,
    name: row.name,
    sent,
    sending,
    trouble: troubleOf({
      code: row.invitation_problem,
      message: row.invitation_problem_message,
      mend: row.invitation_problem_mend,
      attempts: row.invitation_attempts,
      atMs: row.invitation_problem_at_ms,
      isTemporary: row.invitation_problem_is_temporary === 1,
      retryAtMs: row.invitation_retry_at_ms,
      inputKey: row.invitation_tried_inputs,
    }),
  });
  return parsed.success ? parsed.data : null;
}

/** No problem is told by its missing code. */
function troubleOf<Columns extends { readonly code: unknown }>(columns: Columns): Columns | null {
  return columns.code === null ? null : columns;
}

const UNREADABLE = Symbol('unreadable');

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return UNREADABLE;
  }
}
