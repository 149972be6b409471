import type { Draft, Stage } from './draft.ts';
import { linkInputKey, writingInputKey } from './input-key.ts';
import { areLinksEqual, linkOf, standingOf } from './link.ts';
import type { Job, JobLink } from './model.ts';
import { MAX_LINK_REMOVALS } from './policy.ts';

/**
 * How a job's link stands once the operations planned so far are done.
 *
 * - `confirmed`: guests may be invited
 * - `pending`: in a moment
 * - `blocked`: it cannot be written or confirmed now
 * - `theirs`: another ReadyMeet's
 */
export type LinkPlan = 'confirmed' | 'pending' | 'blocked' | 'theirs';

/** Plans the link of a job whose meeting exists or is planned. */
export function planLink(draft: Draft, job: Job, stage: Stage): LinkPlan {
  const { record, policy } = draft;
  if (draft.operations.some((operation) => operation.kind === 'create-meeting')) {
    draft.add({ kind: 'write-link', inputKey: '' });
    draft.add({ kind: 'confirm-link' });
    return 'confirmed';
  }
  if (record.meeting.state !== 'made') return 'blocked';
  const wanted = linkOf(record.meeting.meeting, policy.reference);
  const standing = standingOf(job, record, policy.reference);
  switch (record.link.state) {
    case 'none':
      if (standing === 'shared') return addYielding(draft);
      return planWriting(draft, job, wanted, stage);
    case 'writing':
    case 'written':
      if (standing === 'shared') return addYielding(draft);
      // The meeting has been replaced since: its own link follows at once.
      if (!areLinksEqual(record.link.link, wanted)) return planWriting(draft, job, wanted, stage);
      if (standing === 'ours' && job.link.url === record.link.link.url)
        return planConfirming(draft, record.link.atMs);
      if (record.link.state === 'writing' || standing === 'ours')
        return planWriting(draft, job, wanted, stage);
      return planRewriting(draft, job, wanted, stage);
    case 'confirmed':
      if (standing === 'blank') return planRewriting(draft, job, wanted, stage);
      // After an update the meeting may have another passcode or dial-in: the info follows.
      return areLinksEqual(record.link.link, wanted) ? 'confirmed' : planWriting(draft, job, wanted, stage);
    case 'clearing':
    case 'deleted':
      return planWriting(draft, job, wanted, stage);
    case 'yielded':
      return 'theirs';
  }
}

function addYielding(draft: Draft): 'theirs' {
  draft.add({ kind: 'yield-link' });
  return 'theirs';
}

function planConfirming(draft: Draft, writtenAtMs: number): LinkPlan {
  const { policy, record } = draft;
  const confirmableMs = writtenAtMs + policy.confirmAfterMs;
  if (draft.nowMs < confirmableMs) {
    draft.waitUntil(confirmableMs);
    return 'pending';
  }
  if (record.link.state === 'none') return 'blocked';
  const isAdded = draft.addUnlessTroubled(
    { kind: 'confirm-link' },
    record.linkTrouble,
    linkInputKey(record.link.link),
  );
  return isAdded ? 'confirmed' : 'blocked';
}

/** Our link was there and is gone: written again, but not for ever, for somebody may mean it. */
function planRewriting(draft: Draft, job: Job, wanted: JobLink, stage: Stage): LinkPlan {
  if (stage === 'waiting') return 'blocked';
  const { link, linkRemovals } = draft.record;
  // A person has started ReadyMeet since, and may have found out who clears the fields: one more try.
  const hasRestarted = link.state !== 'none' && link.atMs < draft.policy.retryProblemsBeforeMs;
  if (linkRemovals >= MAX_LINK_REMOVALS && !hasRestarted) {
    draft.attention(
      'link-keeps-vanishing',
      `The link of ${job.name} was removed ${String(linkRemovals + 1)} times after ReadyMeet wrote it. It is not written again; the meeting still exists.`,
      'Find out who or what clears the virtual meeting fields of this job. ReadyMeet writes the link once more when it is started again.',
    );
    return 'blocked';
  }
  draft.add({ kind: 'forget-link', why: 'blanked' });
  return planWriting(draft, job, wanted, stage);
}

function planWriting(draft: Draft, job: Job, wanted: JobLink, stage: Stage): LinkPlan {
  if (stage === 'waiting') return 'blocked';
  if (job.isLocked) {
    draft.attention(
      'job-locked',
      `${job.name} is locked in Skedulo, so its link cannot be written. The meeting exists.`,
      'Unlock the job in Skedulo; the link is written with the next look.',
    );
    return 'blocked';
  }
  const inputKey = writingInputKey(wanted, job);
  if (!draft.addUnlessTroubled({ kind: 'write-link', inputKey }, draft.record.linkTrouble, inputKey)) {
    return 'blocked';
  }
  draft.add({ kind: 'confirm-link' });
  return 'confirmed';
}
