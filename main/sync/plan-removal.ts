import type { Draft } from './draft.ts';

/**
 * Plans the removal of a meeting that exists or may exist. A meeting of a provider that is no longer connected can
 * only be left where it is.
 * @param isForGood whether the job is to have no meeting any more, in contrast to another one
 * @returns whether the meeting is gone once the operations planned here are done
 */
export function planRemoval(draft: Draft, reason: string, isForGood: boolean): boolean {
  const { record, policy } = draft;
  const leaving = { kind: 'leave-meeting', reason: isForGood ? reason : null } as const;
  switch (record.meeting.state) {
    case 'creating':
      if (
        !draft.addUnlessTroubled(
          { kind: 'find-meeting', reason: leaving.reason },
          record.meetingTrouble,
          'find-meeting',
        )
      )
        return false;
      draft.add({ kind: 'cancel-meeting', reason });
      return true;
    case 'made':
    case 'cancelling':
      if (record.meeting.meeting.providerKind !== policy.providerKind) {
        draft.add(leaving);
        return true;
      }
      return draft.addUnlessTroubled({ kind: 'cancel-meeting', reason }, record.meetingTrouble, 'cancel');
    case 'lost':
      draft.add(leaving);
      return true;
    case 'left':
      // It was left for another one; now there is to be none, and the rest of the job's things follow.
      if (isForGood && record.meeting.reason === null) draft.add(leaving);
      return true;
    case 'none':
    case 'cancelled':
      return true;
  }
}
