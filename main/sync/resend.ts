import * as apply from './apply.ts';
import { cancelledFailure, failed, inputFailure, isTroubleOfJob, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import { calendarUid, messageIdAgain } from './identity.ts';
import type { Lane } from './lane.ts';
import type { InvitationContent } from './model.ts';
import type { SendInvitation } from './operation.ts';
import type { HistoryEntry } from './ports.ts';
import type { InvitationRecord, JobRecord } from './record.ts';
import type { Workbench } from './workbench.ts';

/** What a person asks for: the last accepted message once more. */
export interface ResendRequest {
  /** Lower-cased; null means every guest. */
  readonly address: string | null;
  /** Who asks, as the history is to name them. */
  readonly actor: string;
}

export interface ResendContext {
  readonly bench: Workbench;
  /** The way to the mail server. */
  readonly lane: Lane;
  readonly signal: AbortSignal;
  /** Told after each change, once it is on the disk. */
  readonly onRecord: (record: JobRecord) => void;
}

/**
 * Sends the last message to one guest or all of them again: same UID, SEQUENCE and content, a newer DTSTAMP and a
 * Message-ID of its own, so that calendars keep one entry and mail systems do not fold it away as a copy (RFC 5546
 * section 3.2.2 allows a REQUEST with the same SEQUENCE). Intent before effect: after a crash the message is in doubt
 * like any other, and is sent once more under the same Message-ID.
 *
 * Fails with `nothing-sent`, `meeting-over`, `unknown-guest`, `meeting-changing`, `newer-invitation`, `mail-off`, or
 * as sending and recording fail. Sent before a failure stays sent.
 */
export async function resendInvitations(
  record: JobRecord,
  request: ResendRequest,
  context: ResendContext,
): Promise<Result<void>> {
  const chosen = chooseInvitations(record, request.address, context.bench.clock.nowMs());
  if (!chosen.ok) return chosen;
  let current = record;
  for (const { address } of chosen.value) {
    const step = await resendOne(current, address, request.actor, context);
    current = step.record;
    if (!step.result.ok) return step.result;
  }
  return success(undefined);
}

/** Picks whose last message can go out again, or says in plain words why none can. Pure. */
export function chooseInvitations(
  record: JobRecord,
  address: string | null,
  nowMs: number,
): Result<readonly InvitationRecord[]> {
  const { content, jobName } = record;
  if (address !== null && !record.invitations.has(address)) {
    return failed(refusal('unknown-guest', `${address} is not among the guests of ${jobName}.`));
  }
  const withMessage = [...record.invitations.values()].filter(
    (invitation) => lastOf(invitation) !== null && (address === null || invitation.address === address),
  );
  const [first] = withMessage;
  if (content === null || first === undefined) return failed(nothingSent(record, address));
  if (content.endMs <= nowMs) {
    return failed(
      refusal('meeting-over', `The meeting of ${jobName} is over, so nothing is sent about it any more.`),
    );
  }
  const invited = withMessage.filter((invitation) => lastOf(invitation)?.method === 'REQUEST');
  // Whoever was taken off does not hear of the meeting again because all are written to.
  const chosen = invited.length > 0 ? invited : withMessage;
  const sendable = chosen.filter((invitation) => isCurrent(record, content, invitation));
  if (sendable.length > 0) return success(sendable);
  return failed(
    record.meeting.state === 'made'
      ? refusal(
          'newer-invitation',
          `The meeting of ${jobName} has changed since the last message to ${(chosen[0] ?? first).email}. The newer one goes out by itself.`,
        )
      : refusal(
          'meeting-changing',
          `The meeting of ${jobName} is being removed or made anew, so its last invitation no longer holds. The guests hear of the change by themselves.`,
        ),
  );
}

function lastOf({ sending, sent }: InvitationRecord): InvitationRecord['sent'] {
  return sending ?? sent;
}

/** Whether the last message still says what holds; a cancellation does. */
function isCurrent(record: JobRecord, content: InvitationContent, invitation: InvitationRecord): boolean {
  const last = lastOf(invitation);
  if (last?.method === 'CANCEL') return true;
  return record.meeting.state === 'made' && last?.version === content.version;
}

async function resendOne(
  before: JobRecord,
  address: string,
  actor: string,
  context: ResendContext,
): Promise<{ readonly record: JobRecord; readonly result: Result<void> }> {
  const { bench, lane, signal } = context;
  const invitation = before.invitations.get(address);
  const last = invitation === undefined ? null : lastOf(invitation);
  const { content } = before;
  if (invitation === undefined || last === null || content === null) {
    return { record: before, result: failed(nothingSent(before, address)) };
  }
  const { mailer, digest, clock } = bench;
  if (mailer === null) return { record: before, result: failed(mailOff()) };
  lane.tryAgain(true);
  // Somebody waits for it: ahead of everything else.
  const entry = await lane.enter(Number.NEGATIVE_INFINITY);
  if (entry.kind === 'closed') return { record: before, result: failed(entry.closure.failure) };
  if (entry.kind === 'stopped' || signal.aborted) {
    if (entry.kind === 'entered') entry.leave();
    return { record: before, result: failed(cancelledFailure('mail', false)) };
  }
  let record = before;
  const commit = async (after: JobRecord, history: readonly HistoryEntry[]): Promise<Result<void>> => {
    const committed = await bench.ledger.commit({ record: after, changedAddresses: [address], history });
    if (committed.ok) {
      record = after;
      context.onRecord(after);
    }
    return committed;
  };
  const line = (action: string, detail: string): HistoryEntry => {
    const { tenantId, jobId, jobName } = before;
    return { atMs: clock.nowMs(), tenantId, jobId, jobName, actor, action, detail };
  };
  try {
    const { email, name, sending } = invitation;
    const { method, version, series, sequence, isUpdate } = last;
    // One in doubt is the same message still; one that was accepted goes out as another.
    const messageId =
      sending?.messageId ??
      messageIdAgain({ messageId: last.messageId, atMs: clock.nowMs(), domain: mailer.senderDomain, digest });
    const operation: SendInvitation = {
      kind: 'send-invitation',
      address,
      email,
      name,
      method,
      version,
      series,
      sequence,
      resendOf: messageId,
    };
    const intended = await commit(
      apply.beginSending(before, operation, { messageId, isUpdate, nowMs: clock.nowMs() }),
      [],
    );
    if (!intended.ok) return { record, result: intended };
    const kind = method === 'CANCEL' ? 'cancellation' : isUpdate ? 'update' : 'request';
    const guest = { address, email, name };
    const uid = calendarUid(before, series, digest);
    const sent = await mailer.send(
      { method, kind, guest, content, uid, sequence, messageId, atMs: clock.nowMs() },
      signal,
    );
    if (sent.ok) {
      lane.noteAnswer();
      const what = kind === 'request' ? 'invitation' : kind;
      const told = line(
        'invitation-sent-again',
        `Sent the ${what} to ${email} again. Message-ID ${messageId}`,
      );
      return { record, result: await commit(apply.finishSending(record, address, clock.nowMs()), [told]) };
    }
    const { failure } = sent;
    lane.noteFailure(failure);
    const after = failure.mayHaveHappened
      ? apply.noteTrouble(record, operation, failure, { ...bench, nowMs: clock.nowMs() })
      : apply.undoSending(record, address, sending);
    const noted = await commit(
      after,
      isTroubleOfJob(failure) ? [line('resend-invitation-failed', failure.message)] : [],
    );
    return { record, result: noted.ok ? sent : noted };
  } finally {
    entry.leave();
  }
}

function nothingSent(record: JobRecord, address: string | null): Failure {
  const whom = address === null ? '' : ` to ${address}`;
  return refusal(
    'nothing-sent',
    `No invitation has been sent${whom} for ${record.jobName} yet, so none can be sent again.`,
  );
}

function mailOff(): Failure {
  return refusal(
    'mail-off',
    'Invitations are switched off, so none can be sent again.',
    'Switch on "Send ICS to recipients" and set up the mail server.',
  );
}

function refusal(code: string, message: string, mend?: string): Failure {
  return inputFailure({ party: 'mail', code, message, ...(mend === undefined ? {} : { mend }) });
}
