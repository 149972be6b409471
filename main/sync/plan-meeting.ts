import { areDetailsEqual } from './details.ts';
import type { Draft, Stage } from './draft.ts';
import { meetingInputKey } from './input-key.ts';
import { standingOf } from './link.ts';
import type { Job, MeetingDetails } from './model.ts';
import { planRemoval } from './plan-removal.ts';
import { URGENT_BEFORE_START_MS } from './policy.ts';
import { generationOf, isWithdrawn } from './record.ts';

/**
 * Plans the meeting of a job that is to have one.
 * @returns whether the link may be planned now: a meeting exists or will after the operations planned here
 */
export function planMeeting(draft: Draft, job: Job, details: MeetingDetails, stage: Stage): boolean {
  const { record } = draft;
  const standing = standingOf(job, record, draft.policy.reference);
  const isTaken = standing === 'foreign';
  switch (record.meeting.state) {
    case 'none':
    case 'cancelled':
    case 'left':
    case 'lost':
      if (isTaken) return reportTaken(draft, job);
      if (record.link.state === 'yielded' && standing === 'shared') return reportYielded(draft, job);
      return stage !== 'waiting' && planCreation(draft, job, details);
    case 'creating':
      if (isTaken) {
        planRemoval(draft, TAKEN, false);
        return reportTaken(draft, job);
      }
      if (stage === 'waiting') {
        const settling = { kind: 'find-meeting', reason: null } as const;
        draft.addUnlessTroubled(settling, record.meetingTrouble, 'find-meeting');
        return false;
      }
      return planCreation(draft, job, details);
    case 'cancelling': {
      const isGone = planRemoval(draft, record.meeting.reason, true);
      if (stage === 'waiting' || isTaken) return false;
      if (isGone || job.isLocked) return planCreation(draft, job, details);
      // A refusal that waiting does not end must not keep the job from its next meeting.
      if (record.meetingTrouble?.isTemporary !== false) return false;
      draft.add({ kind: 'set-aside-meeting' });
      return planCreation(draft, job, details);
    }
    case 'made':
      return isTaken ? planTaken(draft, job) : planMade(draft, job, details, stage, record.meeting.details);
  }
}

const TAKEN = 'Another meeting link appeared on the job first.';

function reportTaken(draft: Draft, job: Job): boolean {
  if (draft.record.link.state === 'confirmed') return reportReplaced(draft, job);
  draft.skipped(
    'has-other-link',
    `${job.name} already carries a meeting link that ReadyMeet did not write; it is left alone.`,
  );
  return false;
}

function reportReplaced(draft: Draft, job: Job): boolean {
  draft.attention(
    'link-replaced',
    `Somebody replaced the meeting link of ${job.name}. Their link is kept on the job; what ReadyMeet made and sent is left as it is.`,
    'Decide which link is right: clear the link fields of the job to have ReadyMeet write its link again, or tell the guests about the other one.',
  );
  return false;
}

function reportYielded(draft: Draft, job: Job): boolean {
  draft.skipped('another-ready-meet', `Another ReadyMeet looks after ${job.name}.`);
  return false;
}

function planTaken(draft: Draft, job: Job): boolean {
  switch (draft.record.link.state) {
    case 'confirmed':
    case 'clearing':
      return reportReplaced(draft, job);
    case 'yielded':
      draft.add({ kind: 'leave-meeting', reason: null });
      draft.add({ kind: 'forget-link', why: 'replaced' });
      return reportYielded(draft, job);
    case 'none':
    case 'writing':
    case 'written':
    case 'deleted':
      if (hasInvited(draft)) return reportReplaced(draft, job);
      // The race for an empty field was lost: nobody was told of our meeting, so it goes.
      planRemoval(draft, TAKEN, false);
      if (draft.record.link.state !== 'none') draft.add({ kind: 'forget-link', why: 'replaced' });
      draft.skipped(
        'has-other-link',
        `${job.name} got another meeting link while ReadyMeet was making one; ReadyMeet's meeting is withdrawn.`,
      );
      return false;
  }
}

function hasInvited(draft: Draft): boolean {
  return [...draft.record.invitations.values()].some(
    ({ sending, sent }) => (sending ?? sent)?.method === 'REQUEST',
  );
}

function planMade(
  draft: Draft,
  job: Job,
  details: MeetingDetails,
  stage: Stage,
  current: MeetingDetails,
): boolean {
  const { record, policy } = draft;
  if (record.meeting.state !== 'made') return false;
  if (record.link.state === 'yielded') {
    const isBlank = standingOf(job, record, policy.reference) === 'blank';
    if (!isBlank || stage !== 'ready') return reportYielded(draft, job);
    if (job.isLocked) return planCreation(draft, job, details);
    // The other ReadyMeet took its link away and with it, as far as we know, the meeting we shared.
    draft.add({ kind: 'leave-meeting', reason: null });
    draft.add({ kind: 'forget-link', why: 'blanked' });
    return planCreation(draft, job, details);
  }
  if (stage === 'under-way' || areDetailsEqual(details, current)) return true;
  if (record.meeting.meeting.providerKind !== policy.providerKind) {
    // The old meeting cannot be moved; it is let go in the same step in which the new one is begun, never before.
    return stage !== 'ready' || planCreation(draft, job, details);
  }
  const settledMs = (job.lastModifiedMs ?? 0) + policy.foldChangesMs;
  const isUrgent = Math.min(details.startMs, current.startMs) - draft.nowMs < URGENT_BEFORE_START_MS;
  if (settledMs > draft.nowMs && settledMs - draft.nowMs <= policy.foldChangesMs && !isUrgent) {
    draft.waitUntil(settledMs);
    draft.waiting('settling', `${job.name} has just changed; the change is passed on in a moment.`);
    return false;
  }
  return draft.addUnlessTroubled(
    { kind: 'update-meeting', details },
    record.meetingTrouble,
    meetingInputKey(details, policy),
  );
}

function planCreation(draft: Draft, job: Job, details: MeetingDetails): boolean {
  const { record, policy } = draft;
  if (job.isLocked) {
    draft.attention(
      'job-locked',
      `${job.name} is locked in Skedulo, so no link can be written onto it. A meeting is made once it is unlocked.`,
      'Unlock the job in Skedulo; its meeting is made with the next look.',
    );
    return false;
  }
  const isResumed = record.meeting.state === 'creating';
  const generation = generationOf(record) + (isResumed ? 0 : 1);
  const startsNewSeries = record.series === 0 || isWithdrawn(record);
  return draft.addUnlessTroubled(
    {
      kind: 'create-meeting',
      generation,
      series: isResumed || !startsNewSeries ? Math.max(1, record.series) : record.series + 1,
      details,
    },
    record.meetingTrouble,
    meetingInputKey(details, policy),
  );
}
