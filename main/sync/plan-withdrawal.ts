import type { Draft } from './draft.ts';
import { linkInputKey } from './input-key.ts';
import { BLANK_LINK, standingOf } from './link.ts';
import type { Job } from './model.ts';
import { planCancellation } from './plan-invitations.ts';
import { planRemoval } from './plan-removal.ts';
import { endOf, isActive } from './record.ts';

/**
 * Plans the end of everything that was done for a job: meeting, link and invitations, each on its own, so that one
 * that fails does not keep back the others.
 * @param job null when the job was deleted
 */
export function planWithdrawal(draft: Draft, job: Job | null, reason: string): void {
  const { record } = draft;
  if (!isActive(record)) return;
  const endMs = endOf(record);
  if (endMs !== null && endMs <= draft.nowMs) {
    // Nothing is ever sent or undone about a meeting that has ended.
    draft.letGo();
    return;
  }
  withdrawMeeting(draft, reason);
  withdrawLink(draft, job);
  if (!draft.policy.sendIcsToRecipients) {
    // Nobody is to be written to, so nothing is left to look after once meeting and link are undone.
    if (!draft.hasFindings) draft.letGo();
    return;
  }
  for (const invitation of record.invitations.values()) planCancellation(draft, invitation);
}

function withdrawMeeting(draft: Draft, reason: string): void {
  if (draft.record.link.state === 'yielded') {
    // The other ReadyMeet, which wrote the link, looks after the meeting we share with it.
    draft.add({ kind: 'leave-meeting', reason });
  } else {
    planRemoval(draft, reason, true);
  }
}

function withdrawLink(draft: Draft, job: Job | null): void {
  const { record, policy } = draft;
  if (record.link.state === 'none') return;
  if (job === null) {
    if (record.link.state !== 'deleted') draft.add({ kind: 'forget-link', why: 'deleted' });
    return;
  }
  switch (standingOf(job, record, policy.reference)) {
    case 'blank':
      draft.add({ kind: 'forget-link', why: 'blanked' });
      break;
    case 'foreign':
    case 'shared':
      draft.add({ kind: 'forget-link', why: 'replaced' });
      break;
    case 'ours':
      if (job.isLocked) {
        draft.attention(
          'link-left-on-locked-job',
          `${job.name} is locked in Skedulo, so its meeting link cannot be cleared and stays on the job. Everything else is undone as usual.`,
          'Unlock the job in Skedulo to have the link cleared, or leave it.',
        );
      } else {
        draft.addUnlessTroubled({ kind: 'clear-link' }, record.linkTrouble, linkInputKey(BLANK_LINK));
      }
      break;
  }
}
