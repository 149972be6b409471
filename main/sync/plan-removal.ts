import type { Draft } from './draft.ts';

/**
 * Plans the removal of a meeting that exists or may exist. A meeting of a provider that is no longer connected can
 * only be left where it is.
 * @returns whether the meeting is gone once the operations planned here are done
 */
export function planRemoval(draft: Draft, reason: string): boolean {
  const { record, policy } = draft;
  switch (record.meeting.state) {
    case 'creating':
      if (!draft.addUnlessTroubled({ kind: 'find-meeting' }, record.meetingTrouble, 'find-meeting'))
        return false;
      draft.add({ kind: 'cancel-meeting', reason });
      return true;
    case 'made':
    case 'cancelling':
      if (record.meeting.meeting.providerKind !== policy.providerKind) {
        draft.add({ kind: 'leave-meeting' });
        return true;
      }
      return draft.addUnlessTroubled({ kind: 'cancel-meeting', reason }, record.meetingTrouble, 'cancel');
    case 'lost':
      draft.add({ kind: 'leave-meeting' });
      return true;
    case 'none':
    case 'cancelled':
    case 'left':
      return true;
  }
}
