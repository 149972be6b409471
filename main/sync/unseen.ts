import { dropLeftover, leaveMeeting } from './apply.ts';
import type { HistoryNote } from './history.ts';
import type { Policy } from './policy.ts';
import type { JobRecord, Leftover, Trouble } from './record.ts';

/*
 * What becomes of meetings that the connected account cannot see, as pure changes of a job's record: they may stand
 * with another provider or in another account, and are not lost sight of.
 */

/** The provider or account was changed before it was known whether a meeting had been made: one may stand there. */
export function doubtCreation(record: JobRecord, policy: Policy, nowMs: number): JobRecord {
  if (record.meeting.state !== 'creating') return record;
  const { key, details, askedProvider } = record.meeting;
  const meeting = {
    providerKind: askedProvider ?? policy.providerKind,
    id: key,
    joinUrl: '',
    passcode: null,
    dialIn: [],
  };
  const reason = 'The account was changed before an answer came.';
  return withLeftover(record, { meeting, endMs: details.endMs, reason, code: 'creation-in-doubt', nowMs });
}

/** The account connected now cannot see the meeting, which another one may have made. */
export function loseSight(record: JobRecord, reason: string, nowMs: number): JobRecord {
  if (record.meeting.state !== 'made' && record.meeting.state !== 'cancelling') return record;
  const { meeting, details } = record.meeting;
  return withLeftover(leaveMeeting(record, reason, nowMs), {
    meeting,
    endMs: details.endMs,
    reason,
    code: 'out-of-sight',
    nowMs,
  });
}

/** The same of a meeting that was set aside. */
export function loseSightOfLeftover(record: JobRecord, meetingId: string, nowMs: number): JobRecord {
  const leftover = record.leftovers.find(({ meeting }) => meeting.id === meetingId);
  if (leftover === undefined) return record;
  const { meeting, endMs, reason } = leftover;
  return withLeftover(dropLeftover(record, meetingId), {
    meeting,
    endMs,
    reason,
    code: 'out-of-sight',
    nowMs,
  });
}

function withLeftover(
  record: JobRecord,
  left: Pick<Leftover, 'meeting' | 'endMs' | 'reason'> & {
    readonly code: UnseenCode;
    readonly nowMs: number;
  },
): JobRecord {
  const { meeting, endMs, reason, code, nowMs } = left;
  const trouble: Trouble = {
    code,
    message: UNSEEN[code],
    mend: null,
    attempts: 1,
    atMs: nowMs,
    isTemporary: false,
    retryAtMs: null,
    inputKey: 'cancel',
  };
  return { ...record, leftovers: [...record.leftovers, { meeting, endMs, reason, trouble }] };
}

type UnseenCode = 'creation-in-doubt' | 'out-of-sight';

const UNSEEN: Readonly<Record<UnseenCode, string>> = {
  'creation-in-doubt': 'It was asked for, and the account was changed before an answer came.',
  'out-of-sight': 'The account connected now cannot see it; another account may have made it.',
};

/** Whether a meeting was set aside because nobody can tell whether it still stands. */
export function isUnseen(trouble: Trouble | null): boolean {
  return trouble !== null && Object.hasOwn(UNSEEN, trouble.code);
}

/** Whether an unfinished creation was asked of a provider that is no longer connected. */
export function wasAskedOfOther({ meeting }: JobRecord, policy: Policy): boolean {
  if (meeting.state !== 'creating' || !meeting.wasAsked || meeting.askedProvider === null) return false;
  return meeting.askedProvider !== policy.providerKind;
}

/** Whether an unfinished creation may have gone to an account that the one connected now cannot see into. */
export function wasAskedElsewhere(record: JobRecord, policy: Policy): boolean {
  const { meeting } = record;
  if (meeting.state !== 'creating' || !meeting.wasAsked) return false;
  return wasAskedOfOther(record, policy) || meeting.sinceMs < policy.accountSinceMs;
}

/** What the history says of the meeting that a new creation takes the place of. */
export function notesOfNewCreation(before: JobRecord, isInDoubt: boolean): readonly HistoryNote[] {
  if (isInDoubt) return [{ action: 'creation-in-doubt' }];
  // It was made with a provider that is no longer connected.
  return before.meeting.state === 'made' ? [{ action: 'meeting-left' }] : [];
}
