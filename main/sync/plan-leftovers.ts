import type { Draft } from './draft.ts';

/**
 * Plans another try at removing meetings that were set aside, and tells of those that still stand. It comes after
 * everything else: the job's next meeting does not wait for it.
 */
export function planLeftovers(draft: Draft): void {
  const { record, policy } = draft;
  let isAnyLeft = false;
  for (const { meeting, endMs, reason, trouble } of record.leftovers) {
    if (endMs <= draft.nowMs) continue;
    const isReachable = meeting.providerKind === policy.providerKind;
    if (isReachable && draft.mayTry(trouble, 'cancel')) {
      draft.add({ kind: 'cancel-leftover', meetingId: meeting.id });
      continue;
    }
    isAnyLeft = true;
    draft.attention(
      'meeting-left-behind',
      [
        `An earlier meeting of ${record.jobName} (${meeting.id}) still stands at the provider, although it was to be removed. ${reason}`,
        isReachable ? trouble?.message : 'It was made with another provider than the one connected now.',
      ].join(' '),
      'Remove that meeting at the provider by hand.',
    );
    const retryAtMs = trouble?.retryAtMs ?? null;
    if (isReachable && retryAtMs !== null) draft.waitUntil(retryAtMs);
  }
  if (draft.isOver && !isAnyLeft) draft.add({ kind: 'release' });
}
