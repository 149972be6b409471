import { createHash } from 'node:crypto';
import * as apply from '../../../main/sync/apply.ts';
import { networkFailure, remoteFailure } from '../../../main/sync/failure.ts';
import { messageIdOf } from '../../../main/sync/identity.ts';
import { BLANK_LINK } from '../../../main/sync/link.ts';
import type { JobLink, Meeting, Sighting } from '../../../main/sync/model.ts';
import type { Operation } from '../../../main/sync/operation.ts';
import type { Policy } from '../../../main/sync/policy.ts';
import type { JobRecord } from '../../../main/sync/record.ts';

export interface State {
  readonly sighting: Sighting;
  readonly record: JobRecord;
}

function meetingFor(generation: number, policy: Policy): Meeting {
  const id = `${policy.providerKind}-${String(generation)}`;
  return {
    providerKind: policy.providerKind,
    id,
    joinUrl: `https://meet.test/${id}`,
    passcode: null,
    dialIn: [],
  };
}

export function withLink(sighting: Sighting, link: JobLink): Sighting {
  return sighting.kind === 'present' ? { kind: 'present', job: { ...sighting.job, link } } : sighting;
}

export function shownBy(sighting: Sighting): JobLink {
  return sighting.kind === 'present' ? sighting.job.link : BLANK_LINK;
}

/**
 * The pure effect of one operation that succeeds: what perform would record, and what the job then shows.
 * @param isFound whether a meeting is there where one is looked for
 */
export function carryOut(
  { sighting, record }: State,
  operation: Operation,
  policy: Policy,
  nowMs: number,
  isFound = false,
): State {
  switch (operation.kind) {
    case 'create-meeting': {
      const asked = apply.beginCreation(record, operation, {
        key: `key-${String(operation.generation)}`,
        askedProvider: policy.providerKind,
        nowMs,
      });
      const made = meetingFor(operation.generation, policy);
      return { sighting, record: apply.finishCreation(asked, made, operation.details, nowMs) };
    }
    case 'find-meeting': {
      const { meeting } = record;
      if (!isFound || meeting.state !== 'creating' || !meeting.wasAsked) {
        return { sighting, record: apply.abandonCreation(record, operation.reason, nowMs) };
      }
      const found = meetingFor(meeting.generation, policy);
      return { sighting, record: apply.finishCreation(record, found, meeting.details, nowMs) };
    }
    case 'update-meeting': {
      if (record.meeting.state !== 'made') return { sighting, record };
      return {
        sighting,
        record: apply.finishUpdate(record, record.meeting.meeting, operation.details, nowMs),
      };
    }
    case 'cancel-meeting': {
      const asked = apply.beginCancellation(record, operation.reason, nowMs);
      return { sighting, record: apply.finishCancellation(asked, nowMs) };
    }
    case 'check-meeting':
      return { sighting, record: apply.noteCheck(record, nowMs) };
    case 'leave-meeting':
      return { sighting, record: apply.leaveMeeting(record, operation.reason, nowMs) };
    case 'set-aside-meeting':
      return { sighting, record: apply.setAsideMeeting(record, nowMs) };
    case 'cancel-leftover':
      return { sighting, record: apply.dropLeftover(record, operation.meetingId) };
    case 'write-link': {
      const written = apply.finishWriting(
        apply.beginWriting(record, shownBy(sighting), policy, nowMs),
        nowMs,
      );
      const link = written.link.state === 'written' ? written.link.link : BLANK_LINK;
      return { sighting: withLink(sighting, link), record: written };
    }
    case 'confirm-link':
      return { sighting, record: apply.confirmLink(record, nowMs) };
    case 'clear-link':
      return {
        sighting: withLink(sighting, BLANK_LINK),
        record: apply.forgetLink(apply.beginClearing(record, shownBy(sighting), nowMs), 'cleared', nowMs),
      };
    case 'forget-link':
      return { sighting, record: apply.forgetLink(record, operation.why, nowMs) };
    case 'yield-link':
      return { sighting, record: apply.yieldLink(record, policy, nowMs) };
    case 'send-invitation': {
      const begun = beginSending(record, operation, nowMs);
      return { sighting, record: apply.finishSending(begun, operation.address, nowMs) };
    }
    case 'release':
      return { sighting, record: apply.release(record, nowMs) };
    case 'resume':
      return { sighting, record: apply.resume(record) };
  }
}

function beginSending(
  record: JobRecord,
  operation: Extract<Operation, { kind: 'send-invitation' }>,
  nowMs: number,
): JobRecord {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { address, sequence, method } = operation;
  const content = { joinUrl: '', startMs: 0, endMs: 0 };
  const messageId =
    operation.resendOf ??
    messageIdOf({ uid: 'u', address, sequence, method, content, domain: 'office.test', digest });
  return apply.beginSending(record, operation, { messageId, isUpdate: false, nowMs });
}

/**
 * How a step ends that does not succeed.
 *
 * - `refused`: for good, nothing happened
 * - `unanswered`: it may have happened
 * - `killed`: the process ended after the intent was recorded
 * - `gone`: the provider no longer has the meeting; like `refused` where there is none to be gone
 */
export type Mishap = 'refused' | 'unanswered' | 'killed' | 'gone';

/** What is recorded of a step that does not succeed. */
export function fail(
  { sighting, record }: State,
  operation: Operation,
  policy: Policy,
  nowMs: number,
  mishap: Mishap,
): State {
  if (mishap === 'gone' && (operation.kind === 'update-meeting' || operation.kind === 'check-meeting')) {
    return { sighting, record: apply.loseMeeting(record, nowMs) };
  }
  const intended = intend({ sighting, record }, operation, policy, nowMs);
  if (mishap === 'killed') return { sighting, record: intended };
  const details = { party: operation.kind === 'send-invitation' ? 'mail' : 'provider', code: 'x' } as const;
  if (mishap === 'unanswered') {
    const failure = networkFailure({ ...details, message: 'No answer.' });
    const noted = apply.noteTrouble(intended, operation, failure, { policy, nowMs, random: () => 0.5 });
    return { sighting, record: noted };
  }
  const failure = remoteFailure({ ...details, message: 'Refused.' });
  const undone =
    operation.kind === 'send-invitation'
      ? apply.undoSending(
          intended,
          operation.address,
          record.invitations.get(operation.address)?.sending ?? null,
        )
      : apply.undoCreation(intended);
  const noted = apply.noteTrouble(undone, operation, failure, { policy, nowMs, random: () => 0.5 });
  return { sighting, record: noted };
}

/** What is on the disk when the effect begins. */
function intend({ sighting, record }: State, operation: Operation, policy: Policy, nowMs: number): JobRecord {
  switch (operation.kind) {
    case 'create-meeting':
      return apply.beginCreation(record, operation, {
        key: `key-${String(operation.generation)}`,
        askedProvider: policy.providerKind,
        nowMs,
      });
    case 'cancel-meeting':
      return apply.beginCancellation(record, operation.reason, nowMs);
    case 'write-link':
      return apply.beginWriting(record, shownBy(sighting), policy, nowMs);
    case 'clear-link':
      return apply.beginClearing(record, shownBy(sighting), nowMs);
    case 'send-invitation':
      return beginSending(record, operation, nowMs);
    case 'find-meeting':
    case 'update-meeting':
    case 'check-meeting':
    case 'leave-meeting':
    case 'set-aside-meeting':
    case 'cancel-leftover':
    case 'confirm-link':
    case 'forget-link':
    case 'yield-link':
    case 'release':
    case 'resume':
      return record;
  }
}

/** A person has asked for every last message once more, and whether it left is in doubt. */
export function resendInDoubt(record: JobRecord, nowMs: number): JobRecord {
  let after = record;
  for (const { address, email, name, sending, sent } of record.invitations.values()) {
    const last = sending ?? sent;
    if (last === null) continue;
    const messageId = sending?.messageId ?? `<again-${String(nowMs)}@office.test>`;
    const operation = {
      ...last,
      kind: 'send-invitation',
      address,
      email,
      name,
      resendOf: messageId,
    } as const;
    after = apply.beginSending(after, operation, { messageId, isUpdate: false, nowMs });
  }
  return after;
}
