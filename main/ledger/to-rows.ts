import type { MeetingDetails } from '../sync/model.ts';
import { isActive } from '../sync/record.ts';
import type { InvitationRecord, JobRecord, LinkState, MeetingState, Trouble } from '../sync/record.ts';
import type { InvitationsTable, JobsTable } from './schema.ts';

/** The row of a record, without its invitations. Every column is named, so that an update leaves nothing old behind. */
export function toJobRow(record: JobRecord): JobsTable {
  const times = record.content ?? detailsOf(record.meeting);
  const meetingTrouble = toProblem(record.meetingTrouble);
  const linkTrouble = toProblem(record.linkTrouble);
  return {
    tenant_id: record.tenantId,
    job_id: record.jobId,
    job_name: record.jobName,
    is_active: isActive(record) ? 1 : 0,
    start_ms: times?.startMs ?? null,
    end_ms: times?.endMs ?? null,
    ...meetingColumns(record.meeting),
    meeting_attempts: meetingTrouble.attempts,
    meeting_problem: meetingTrouble.code,
    meeting_problem_message: meetingTrouble.message,
    meeting_problem_mend: meetingTrouble.mend,
    meeting_problem_at_ms: meetingTrouble.atMs,
    meeting_problem_is_temporary: meetingTrouble.isTemporary,
    meeting_retry_at_ms: meetingTrouble.retryAtMs,
    meeting_tried_inputs: meetingTrouble.inputKey,
    ...linkColumns(record.link),
    link_removals: record.linkRemovals,
    link_attempts: linkTrouble.attempts,
    link_problem: linkTrouble.code,
    link_problem_message: linkTrouble.message,
    link_problem_mend: linkTrouble.mend,
    link_problem_at_ms: linkTrouble.atMs,
    link_problem_is_temporary: linkTrouble.isTemporary,
    link_retry_at_ms: linkTrouble.retryAtMs,
    link_tried_inputs: linkTrouble.inputKey,
    series: record.series,
    content_json: toJson(record.content),
    released_at_ms: record.releasedAtMs,
    meeting_checked_at_ms: record.meetingCheckedAtMs,
    leftovers_json: record.leftovers.length === 0 ? null : toJson(record.leftovers),
  };
}

/** The row of one guest's invitation. */
export function toInvitationRow(record: JobRecord, invitation: InvitationRecord): InvitationsTable {
  const trouble = toProblem(invitation.trouble);
  return {
    tenant_id: record.tenantId,
    job_id: record.jobId,
    address: invitation.address,
    email: invitation.email,
    name: invitation.name,
    invitation_state: invitationStateOf(invitation),
    sent_json: toJson(invitation.sent),
    sending_json: toJson(invitation.sending),
    invitation_attempts: trouble.attempts,
    invitation_problem: trouble.code,
    invitation_problem_message: trouble.message,
    invitation_problem_mend: trouble.mend,
    invitation_problem_at_ms: trouble.atMs,
    invitation_problem_is_temporary: trouble.isTemporary,
    invitation_retry_at_ms: trouble.retryAtMs,
    invitation_tried_inputs: trouble.inputKey,
  };
}

function invitationStateOf(invitation: InvitationRecord): string {
  if (invitation.sending !== null) return 'sending';
  if (invitation.sent === null) return 'waiting';
  return invitation.sent.method === 'REQUEST' ? 'invited' : 'withdrawn';
}

function detailsOf(meeting: MeetingState): MeetingDetails | null {
  return 'details' in meeting ? meeting.details : null;
}

type MeetingColumns = Pick<
  JobsTable,
  | 'meeting_state'
  | 'meeting_generation'
  | 'meeting_key'
  | 'meeting_was_asked'
  | 'meeting_asked_provider'
  | 'meeting_reason'
  | 'meeting_at_ms'
  | 'meeting_details_json'
  | 'meeting_json'
>;

const NO_MEETING: MeetingColumns = {
  meeting_state: 'none',
  meeting_generation: null,
  meeting_key: null,
  meeting_was_asked: null,
  meeting_asked_provider: null,
  meeting_reason: null,
  meeting_at_ms: null,
  meeting_details_json: null,
  meeting_json: null,
};

function meetingColumns(meeting: MeetingState): MeetingColumns {
  if (meeting.state === 'none') return NO_MEETING;
  const known = { ...NO_MEETING, meeting_state: meeting.state, meeting_generation: meeting.generation };
  switch (meeting.state) {
    case 'cancelled':
    case 'lost':
      return { ...known, meeting_at_ms: meeting.atMs };
    case 'left':
      return { ...known, meeting_at_ms: meeting.atMs, meeting_reason: meeting.reason };
    case 'creating':
      return {
        ...known,
        meeting_key: meeting.key,
        meeting_was_asked: meeting.wasAsked ? 1 : 0,
        meeting_asked_provider: meeting.askedProvider,
        meeting_at_ms: meeting.sinceMs,
        meeting_details_json: toJson(meeting.details),
      };
    case 'made':
    case 'cancelling':
      return {
        ...known,
        meeting_key: meeting.key,
        meeting_reason: meeting.state === 'cancelling' ? meeting.reason : null,
        meeting_at_ms: meeting.state === 'cancelling' ? meeting.sinceMs : meeting.atMs,
        meeting_details_json: toJson(meeting.details),
        meeting_json: toJson(meeting.meeting),
      };
  }
}

type LinkColumns = Pick<
  JobsTable,
  'link_state' | 'link_url' | 'link_id' | 'link_info' | 'link_replaces_json' | 'link_at_ms'
>;

const NO_LINK: LinkColumns = {
  link_state: 'none',
  link_url: null,
  link_id: null,
  link_info: null,
  link_replaces_json: null,
  link_at_ms: null,
};

function linkColumns(link: LinkState): LinkColumns {
  if (link.state === 'none') return NO_LINK;
  return {
    link_state: link.state,
    link_url: link.link.url,
    link_id: link.link.id,
    link_info: link.link.info,
    link_replaces_json: 'replaces' in link ? toJson(link.replaces) : null,
    link_at_ms: link.atMs,
  };
}

const NO_PROBLEM = {
  attempts: 0,
  code: null,
  message: null,
  mend: null,
  atMs: null,
  isTemporary: null,
  retryAtMs: null,
  inputKey: null,
} as const;

type Problem = Omit<Trouble, 'isTemporary'> & { readonly isTemporary: number };

function toProblem(trouble: Trouble | null): Problem | typeof NO_PROBLEM {
  return trouble === null ? NO_PROBLEM : { ...trouble, isTemporary: trouble.isTemporary ? 1 : 0 };
}

function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
