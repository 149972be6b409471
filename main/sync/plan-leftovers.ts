import type { Draft } from './draft.ts';
import type { Leftover } from './record.ts';
import { isUnseen } from './unseen.ts';

/**
 * Plans another try at removing meetings that were set aside, and tells of those that still stand. It comes after
 * everything else: the job's next meeting does not wait for it.
 */
export function planLeftovers(draft: Draft): void {
  const { record, policy } = draft;
  let isAnyLeft = false;
  for (const leftover of record.leftovers) {
    const { meeting, endMs, trouble } = leftover;
    if (endMs <= draft.nowMs) continue;
    const isReachable = meeting.providerKind === policy.providerKind && trouble?.code !== 'creation-in-doubt';
    if (isReachable && draft.mayTry(trouble, 'cancel')) {
      draft.add({ kind: 'cancel-leftover', meetingId: meeting.id });
      continue;
    }
    isAnyLeft = true;
    draft.attention(
      'meeting-left-behind',
      wordsOf(record.jobName, leftover, isReachable),
      isUnseen(trouble)
        ? 'Look for that meeting in the account that was connected before, and remove it there by hand.'
        : 'Remove that meeting at the provider by hand.',
    );
    const retryAtMs = trouble?.retryAtMs ?? null;
    if (isReachable && retryAtMs !== null) draft.waitUntil(retryAtMs);
  }
  if (draft.isOver && !isAnyLeft) draft.add({ kind: 'release' });
}

function wordsOf(jobName: string, { meeting, reason, trouble }: Leftover, isReachable: boolean): string {
  if (isUnseen(trouble)) {
    return `An earlier meeting of ${jobName} may still stand at the provider; whether it does is not known. ${trouble?.message ?? ''}`;
  }
  return [
    `An earlier meeting of ${jobName} (${meeting.id}) still stands at the provider, although it was to be removed. ${reason}`,
    isReachable ? trouble?.message : 'It was made with another provider than the one connected now.',
  ].join(' ');
}
