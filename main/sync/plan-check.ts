import type { Draft } from './draft.ts';
import { CHECK_AGAIN_AFTER_MS, CHECK_FROM_BEFORE_START_MS, LAST_CHECK_BEFORE_START_MS } from './policy.ts';

/**
 * Plans a look at a meeting that starts soon, after everything else that is to be done for the job: somebody may have
 * deleted it at the provider. The provider is asked at most three times in the day before the start and once in the
 * last hour.
 */
export function planCheck(draft: Draft): void {
  const { record, policy, nowMs } = draft;
  const { meeting } = record;
  if (meeting.state !== 'made') return;
  // Making or changing it tells as much.
  if (draft.operations.some(({ kind }) => kind === 'create-meeting' || kind === 'update-meeting')) return;
  if (meeting.meeting.providerKind !== policy.providerKind || record.link.state === 'yielded') return;
  if (meeting.atMs < policy.accountSinceMs) return;
  const { startMs } = meeting.details;
  if (nowMs >= startMs || nowMs < startMs - CHECK_FROM_BEFORE_START_MS) return;
  // An answer of the provider to anything else tells as much.
  const lastSeenMs = Math.max(meeting.atMs, record.meetingCheckedAtMs ?? 0);
  const lastCheckMs = startMs - LAST_CHECK_BEFORE_START_MS;
  const isLastDue = nowMs >= lastCheckMs && lastSeenMs < lastCheckMs;
  if (isLastDue || nowMs - lastSeenMs >= CHECK_AGAIN_AFTER_MS) draft.add({ kind: 'check-meeting' });
}
