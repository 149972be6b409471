import { cancelledFailure, failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { Meeting } from '../../sync/model.ts';
import type { Clock } from '../../sync/ports.ts';
import type { CalendarApi } from './calendar-api.ts';
import { isCancelled, isConferencePending, readMeeting } from './calendar-event.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { meetingGoneFailure } from './meet-errors.ts';

/** Google mostly has the conference ready at once or within a second; after these waits, some 20 s, we come back later. */
const POLL_WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000];

/**
 * Brings an event to the point where people can join: waits while Google makes the conference, and where there is
 * none, because it failed or somebody removed it, asks once for another under a new request id.
 *
 * Fails with `meeting-gone` where the event was deleted, `conference-pending` (temporary) where Google takes too long
 * and `conference-failed` where the second request failed as well. In the last two the event exists.
 */
export async function settleConference(
  calendar: CalendarApi,
  clock: Clock,
  firstSeen: CalendarEvent,
  signal: AbortSignal,
): Promise<Result<Meeting>> {
  let event = firstSeen;
  let pollCount = 0;
  let hasAskedAgain = false;
  for (;;) {
    if (isCancelled(event)) return failed(meetingGoneFailure());
    const meeting = readMeeting(event);
    if (meeting !== null) return success(meeting);

    let next: Result<CalendarEvent>;
    if (isConferencePending(event)) {
      const waitMs = POLL_WAITS_MS[pollCount];
      if (waitMs === undefined) return failed(conferencePending());
      pollCount += 1;
      await clock.sleep(waitMs, signal);
      if (signal.aborted) return failed(cancelledFailure('provider', true));
      next = await calendar.read(event.id, signal);
    } else {
      if (hasAskedAgain) return failed(conferenceFailed());
      hasAskedAgain = true;
      next = await calendar.requestConference(event.id, newRequestId(event, clock), signal);
    }
    if (!next.ok) return next;
    event = next.value;
  }
}

/** Differs from every earlier one: the first request carries the bare event id, later ones their instant. */
function newRequestId(event: CalendarEvent, clock: Clock): string {
  const requestId = `${event.id}-${String(clock.nowMs())}`;
  return event.conferenceData?.createRequest?.requestId === requestId ? `${requestId}-2` : requestId;
}

function conferencePending() {
  return remoteFailure({
    party: 'provider',
    code: 'conference-pending',
    message: 'Google is still making the Meet link.',
    isTemporary: true,
    mayHaveHappened: true,
  });
}

function conferenceFailed() {
  return remoteFailure({
    party: 'provider',
    code: 'conference-failed',
    message: 'Google made the calendar entry but twice failed to add a Meet link to it.',
    mend: 'Check that Google Meet is switched on for the connected account, then try again.',
    mayHaveHappened: true,
  });
}
