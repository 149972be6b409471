import { retryAtMs } from './backoff.ts';
import { areDetailsEqual } from './details.ts';
import type { Failure } from './failure.ts';
import { invitationInputKey, linkInputKey, meetingInputKey } from './input-key.ts';
import { BLANK_LINK, linkOf } from './link.ts';
import type { InvitationContent, JobLink, Meeting, MeetingDetails, ProviderKind } from './model.ts';
import type { Operation, SendInvitation } from './operation.ts';
import type { Policy } from './policy.ts';
import type { Random } from './ports.ts';
import type { Dispatch, InvitationRecord, JobRecord, LinkState, Trouble } from './record.ts';

/*
 * What each step does to a job's record: pure functions, one for each kind of outcome. Intents are recorded before the
 * effect, results after it; nothing here asks the outside world.
 */

interface BegunCreation {
  readonly key: string;
  readonly askedProvider: ProviderKind;
  readonly nowMs: number;
}

/** The intent: the provider is about to be asked under this key. */
export function beginCreation(
  record: JobRecord,
  operation: Extract<Operation, { kind: 'create-meeting' }>,
  { key, askedProvider, nowMs }: BegunCreation,
): JobRecord {
  const { generation, details, series } = operation;
  return {
    ...record,
    series,
    releasedAtMs: null,
    meeting: { state: 'creating', generation, key, details, sinceMs: nowMs, askedProvider, wasAsked: true },
  };
}

/** The provider made the meeting, or it was found under the key it was asked for with. */
export function finishCreation(
  record: JobRecord,
  meeting: Meeting,
  details: MeetingDetails,
  nowMs: number,
): JobRecord {
  if (record.meeting.state !== 'creating') return record;
  const { generation, key } = record.meeting;
  return withContent({
    ...record,
    meeting: { state: 'made', generation, key, details, meeting, atMs: nowMs },
    meetingTrouble: null,
  });
}

/** No meeting was made, for certain; the same generation is tried again. */
export function undoCreation(record: JobRecord): JobRecord {
  if (record.meeting.state !== 'creating') return record;
  return { ...record, meeting: { ...record.meeting, wasAsked: false } };
}

/**
 * The creation is given up: whatever becomes of the job, its next meeting is a new generation.
 * @param reason why the job is to have no meeting; null where it only can wait
 */
export function abandonCreation(record: JobRecord, reason: string | null, nowMs: number): JobRecord {
  if (record.meeting.state !== 'creating') return record;
  const { generation } = record.meeting;
  return { ...record, meeting: { state: 'left', generation, atMs: nowMs, reason }, meetingTrouble: null };
}

/** The provider was asked whether the meeting still stands, and did not say that it is gone. */
export function noteCheck(record: JobRecord, nowMs: number): JobRecord {
  return { ...record, meetingCheckedAtMs: nowMs };
}

/** The provider confirmed the change. */
export function finishUpdate(
  record: JobRecord,
  meeting: Meeting,
  details: MeetingDetails,
  nowMs: number,
): JobRecord {
  if (record.meeting.state !== 'made') return record;
  return withContent({
    ...record,
    releasedAtMs: null,
    meeting: { ...record.meeting, meeting, details, atMs: nowMs },
    meetingTrouble: null,
  });
}

/** The provider says that the meeting no longer exists. */
export function loseMeeting(record: JobRecord, nowMs: number): JobRecord {
  if (record.meeting.state === 'none') return record;
  const { generation } = record.meeting;
  return { ...record, meeting: { state: 'lost', generation, atMs: nowMs }, meetingTrouble: null };
}

/** The intent: the meeting is to go, whatever happens next. */
export function beginCancellation(record: JobRecord, reason: string, nowMs: number): JobRecord {
  if (record.meeting.state !== 'made') return record;
  const { generation, key, details, meeting } = record.meeting;
  return {
    ...record,
    meeting: { state: 'cancelling', generation, key, details, meeting, reason, sinceMs: nowMs },
    meetingTrouble: null,
  };
}

/** The provider confirmed that the meeting is gone. */
export function finishCancellation(record: JobRecord, nowMs: number): JobRecord {
  if (record.meeting.state !== 'cancelling') return record;
  const { generation } = record.meeting;
  return { ...record, meeting: { state: 'cancelled', generation, atMs: nowMs }, meetingTrouble: null };
}

/**
 * Nobody can or need ask for the meeting any more; it stays where it is.
 * @param reason why the job is to have no meeting; null where it is only to have another
 */
export function leaveMeeting(record: JobRecord, reason: string | null, nowMs: number): JobRecord {
  if (record.meeting.state === 'none') return record;
  const { generation } = record.meeting;
  return {
    ...record,
    meeting: { state: 'left', generation, atMs: nowMs, reason },
    meetingTrouble: null,
    // What another ReadyMeet wrote for that meeting concerns us no longer either.
    link: record.link.state === 'yielded' ? { state: 'none' } : record.link,
  };
}

/** The provider refuses to remove the meeting: it makes room for the next one and is not lost sight of. */
export function setAsideMeeting(record: JobRecord, nowMs: number): JobRecord {
  if (record.meeting.state !== 'cancelling') return record;
  const { generation, meeting, details, reason } = record.meeting;
  const leftover = { meeting, endMs: details.endMs, reason, trouble: record.meetingTrouble };
  return {
    ...record,
    meeting: { state: 'left', generation, atMs: nowMs, reason },
    meetingTrouble: null,
    leftovers: [...record.leftovers, leftover],
  };
}

/** The provider confirmed that a meeting that was set aside is gone. */
export function dropLeftover(record: JobRecord, meetingId: string): JobRecord {
  return { ...record, leftovers: record.leftovers.filter(({ meeting }) => meeting.id !== meetingId) };
}

/** The intent: our link is about to be written in place of what the job shows, which is blank or an earlier one of ours. */
export function beginWriting(record: JobRecord, shown: JobLink, policy: Policy, nowMs: number): JobRecord {
  if (record.meeting.state !== 'made') return record;
  const link = linkOf(record.meeting.meeting, policy.reference);
  const replaces = shown.url === null && shown.id === null ? null : shown;
  return { ...record, link: { state: 'writing', link, replaces, atMs: nowMs } };
}

/** Skedulo accepted the link. */
export function finishWriting(record: JobRecord, nowMs: number): JobRecord {
  if (record.link.state !== 'writing') return record;
  return { ...record, link: { ...record.link, state: 'written', atMs: nowMs }, linkTrouble: null };
}

/** The link was read back from the job. */
export function confirmLink(record: JobRecord, nowMs: number): JobRecord {
  if (record.link.state !== 'written' && record.link.state !== 'writing') return record;
  return { ...record, link: { state: 'confirmed', link: record.link.link, atMs: nowMs }, linkTrouble: null };
}

/** The intent: our link, as the job shows it, is about to be cleared. */
export function beginClearing(record: JobRecord, shown: JobLink, nowMs: number): JobRecord {
  if (record.link.state === 'none') return record;
  return { ...record, link: { state: 'clearing', link: shown, atMs: nowMs } };
}

const REMOVALS_REMEMBERED_MS = 24 * 60 * 60_000;

/** The job no longer shows our link. */
export function forgetLink(
  record: JobRecord,
  why: 'cleared' | 'blanked' | 'deleted' | 'replaced',
  nowMs: number,
): JobRecord {
  // A link that stood for a day and is removed now is a new story.
  const earlierRemovals =
    record.link.state !== 'none' && nowMs - record.link.atMs > REMOVALS_REMEMBERED_MS
      ? 0
      : record.linkRemovals;
  const wasRemovedByOthers =
    why === 'blanked' && (record.link.state === 'confirmed' || record.link.state === 'written');
  return {
    ...record,
    link: why === 'deleted' ? linkOfDeleted(record.link, nowMs) : { state: 'none' },
    linkTrouble: null,
    linkRemovals: wasRemovedByOthers && record.meeting.state === 'made' ? earlierRemovals + 1 : 0,
  };
}

/** A job that counts as deleted may only be out of sight: what it shows of ours is remembered. */
function linkOfDeleted(link: LinkState, nowMs: number): LinkState {
  switch (link.state) {
    case 'none':
    case 'deleted':
      return link;
    case 'yielded':
      return { state: 'none' };
    case 'writing':
    case 'written':
      return { state: 'deleted', link: link.link, replaces: link.replaces, atMs: nowMs };
    case 'confirmed':
    case 'clearing':
      return { state: 'deleted', link: link.link, replaces: null, atMs: nowMs };
  }
}

/** Another ReadyMeet wrote the link of the meeting we share with it: it looks after the job. */
export function yieldLink(record: JobRecord, policy: Policy, nowMs: number): JobRecord {
  if (record.meeting.state !== 'made') return record;
  const link = linkOf(record.meeting.meeting, policy.reference);
  return { ...record, link: { state: 'yielded', link, atMs: nowMs }, linkTrouble: null };
}

/** The intent: the message is about to be handed over. */
export function beginSending(
  record: JobRecord,
  operation: SendInvitation,
  { messageId, isUpdate, nowMs }: Pick<Dispatch, 'messageId' | 'isUpdate'> & { readonly nowMs: number },
): JobRecord {
  const { address, email, name, method, version, series, sequence } = operation;
  const sending: Dispatch = { method, version, series, sequence, messageId, isUpdate, atMs: nowMs };
  const before = record.invitations.get(address) ?? { sent: null, trouble: null };
  return withInvitation(record, {
    address,
    email,
    name,
    sent: before.sent,
    sending,
    trouble: before.trouble,
  });
}

/** The mail server accepted the message. */
export function finishSending(record: JobRecord, address: string, nowMs: number): JobRecord {
  const invitation = record.invitations.get(address);
  if (invitation === undefined || invitation.sending === null) return record;
  const sent = { ...invitation.sending, atMs: nowMs };
  return withInvitation(record, { ...invitation, sent, sending: null, trouble: null });
}

/** The message was not handed over, for certain. One that was in doubt before stays in doubt. */
export function undoSending(record: JobRecord, address: string, inDoubt: Dispatch | null): JobRecord {
  const invitation = record.invitations.get(address);
  return invitation === undefined ? record : withInvitation(record, { ...invitation, sending: inDoubt });
}

/** Nothing is done for the job any more unless it comes back. */
export function release(record: JobRecord, nowMs: number): JobRecord {
  return { ...record, releasedAtMs: nowMs };
}

/** A job that was let go has come back. */
export function resume(record: JobRecord): JobRecord {
  return { ...record, releasedAtMs: null };
}

/** Notes a failure at the part of the record that the operation is about. */
export function noteTrouble(
  record: JobRecord,
  operation: Operation,
  failure: Failure,
  context: { readonly policy: Policy; readonly nowMs: number; readonly random: Random },
): JobRecord {
  const key = inputKeyOf(record, operation, context.policy);
  const trouble = (before: Trouble | null): Trouble => {
    const attempts = before !== null && before.inputKey === key ? before.attempts + 1 : 1;
    return {
      code: failure.code,
      message: failure.message,
      mend: failure.mend ?? null,
      attempts,
      atMs: context.nowMs,
      isTemporary: failure.isTemporary,
      retryAtMs: retryAtMs(failure, attempts, context.nowMs, context.random),
      inputKey: key,
    };
  };
  switch (operation.kind) {
    case 'create-meeting':
    case 'find-meeting':
    case 'update-meeting':
    case 'cancel-meeting':
      return { ...record, meetingTrouble: trouble(record.meetingTrouble) };
    case 'write-link':
    case 'confirm-link':
    case 'clear-link':
      return { ...record, linkTrouble: trouble(record.linkTrouble) };
    case 'send-invitation': {
      const invitation = record.invitations.get(operation.address) ?? newInvitation(operation);
      return withInvitation(record, { ...invitation, trouble: trouble(invitation.trouble) });
    }
    case 'cancel-leftover':
      return {
        ...record,
        leftovers: record.leftovers.map((leftover) =>
          leftover.meeting.id === operation.meetingId
            ? { ...leftover, trouble: trouble(leftover.trouble) }
            : leftover,
        ),
      };
    case 'check-meeting':
    case 'leave-meeting':
    case 'set-aside-meeting':
    case 'forget-link':
    case 'yield-link':
    case 'release':
    case 'resume':
      return record;
  }
}

function inputKeyOf(record: JobRecord, operation: Operation, policy: Policy): string {
  switch (operation.kind) {
    case 'create-meeting':
    case 'update-meeting':
      return meetingInputKey(operation.details, policy);
    case 'write-link':
      return operation.inputKey;
    case 'confirm-link':
      return record.link.state === 'none' ? operation.kind : linkInputKey(record.link.link);
    case 'clear-link':
      return linkInputKey(BLANK_LINK);
    case 'send-invitation':
      return invitationInputKey(operation);
    case 'cancel-meeting':
    case 'cancel-leftover':
      return 'cancel';
    case 'find-meeting':
    case 'check-meeting':
    case 'leave-meeting':
    case 'set-aside-meeting':
    case 'forget-link':
    case 'yield-link':
    case 'release':
    case 'resume':
      return operation.kind;
  }
}

function newInvitation(operation: SendInvitation): InvitationRecord {
  const { address, email, name } = operation;
  return { address, email, name, sent: null, sending: null, trouble: null };
}

function withInvitation(record: JobRecord, invitation: InvitationRecord): JobRecord {
  const invitations = new Map(record.invitations);
  invitations.set(invitation.address, invitation);
  return { ...record, invitations };
}

/** Keeps what guests are to be told in step with the meeting: any difference is a new version. */
function withContent(record: JobRecord): JobRecord {
  if (record.meeting.state !== 'made') return record;
  const { details, meeting } = record.meeting;
  const content: InvitationContent = {
    version: record.content?.version ?? 0,
    ...details,
    jobName: record.jobName,
    joinUrl: meeting.joinUrl,
    passcode: meeting.passcode,
    dialIn: meeting.dialIn,
  };
  if (record.content !== null && isSameContent(record.content, content)) return record;
  return { ...record, content: { ...content, version: content.version + 1 } };
}

function isSameContent(left: InvitationContent, right: InvitationContent): boolean {
  return (
    areDetailsEqual(left, right) &&
    left.joinUrl === right.joinUrl &&
    left.passcode === right.passcode &&
    left.dialIn.length === right.dialIn.length &&
    left.dialIn.every(
      (dialIn, index) =>
        dialIn.number === right.dialIn[index]?.number && dialIn.code === right.dialIn[index]?.code,
    )
  );
}
