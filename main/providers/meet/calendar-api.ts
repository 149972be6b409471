import { parseJsonBody } from '../../http/http-client.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import { failed, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { MeetingDetails } from '../../sync/model.ts';
import type { Clock, MeetingRequest } from '../../sync/ports.ts';
import type { ApiClient, ApiRequest } from '../api-client.ts';
import { calendarEventSchema } from './calendar-event.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { meetFailure, meetUnexpectedAnswer } from './meet-errors.ts';
import type { MeetAction } from './meet-errors.ts';

const EVENTS = '/calendar/v3/calendars/primary/events';

/**
 * Google keeps silent towards everybody (`sendUpdates=none`): guests hear of the meeting from ReadyMeet alone, and
 * two inviters would leave two entries in their calendars. Without `conferenceDataVersion=1` on every change Google
 * ignores the conference without saying so.
 */
const CHANGE_PARAMETERS = 'conferenceDataVersion=1&sendUpdates=none';

/** The five Calendar v3 calls that are needed, with every answer read and every refusal put into plain words. */
export interface CalendarApi {
  insert(request: MeetingRequest, signal: AbortSignal): Promise<Result<CalendarEvent>>;
  read(eventId: string, signal: AbortSignal): Promise<Result<CalendarEvent>>;
  change(eventId: string, details: MeetingDetails, signal: AbortSignal): Promise<Result<CalendarEvent>>;
  /** Asks for a conference on an event that has none; a `requestId` that was used before is ignored by Google. */
  requestConference(eventId: string, requestId: string, signal: AbortSignal): Promise<Result<CalendarEvent>>;
  remove(eventId: string, signal: AbortSignal): Promise<Result<void>>;
}

/** Makes the calls on the signed-in account's own calendar. */
export function createCalendarApi(api: ApiClient, clock: Clock): CalendarApi {
  const eventOf = async (action: MeetAction, request: ApiRequest, signal: AbortSignal) => {
    const answer = await askGoogle(api, clock, action, request, signal);
    return answer.ok ? readEvent(answer.value, action) : answer;
  };
  return {
    insert: (request, signal) =>
      eventOf(
        'make',
        { method: 'POST', path: `${EVENTS}?${CHANGE_PARAMETERS}`, body: newEvent(request) },
        signal,
      ),
    read: (eventId, signal) => eventOf('read', { method: 'GET', path: pathOf(eventId) }, signal),
    change: (eventId, details, signal) =>
      eventOf(
        'change',
        { method: 'PATCH', path: `${pathOf(eventId)}?${CHANGE_PARAMETERS}`, body: describeEvent(details) },
        signal,
      ),
    requestConference: (eventId, requestId, signal) =>
      eventOf(
        'change',
        {
          method: 'PATCH',
          path: `${pathOf(eventId)}?${CHANGE_PARAMETERS}`,
          body: { conferenceData: conferenceRequest(requestId) },
        },
        signal,
      ),
    async remove(eventId, signal) {
      const path = `${pathOf(eventId)}?sendUpdates=none`;
      const answer = await askGoogle(api, clock, 'remove', { method: 'DELETE', path }, signal);
      if (!answer.ok) return answer;
      // 204 without a body; a text is somebody else's answer, such as a proxy's page.
      return answer.value.text.trim() === ''
        ? success(undefined)
        : failed(meetUnexpectedAnswer(answer.value.status, true));
    },
  };
}

/** Sends one request; any answer but 2xx becomes a failure in plain words. */
export async function askGoogle(
  api: ApiClient,
  clock: Clock,
  action: MeetAction,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<Result<HttpAnswer>> {
  const answer = await api.send(request, signal);
  if (!answer.ok) return answer;
  const isDone = answer.value.status >= 200 && answer.value.status < 300;
  return isDone ? answer : failed(meetFailure(answer.value, action, clock.nowMs()));
}

function pathOf(eventId: string): string {
  return `${EVENTS}/${encodeURIComponent(eventId)}`;
}

/** Our key serves as the event's id: it is made of letters and digits that Google allows (base32hex, lower case). */
function newEvent({ key, details }: MeetingRequest): Readonly<Record<string, unknown>> {
  return {
    id: key,
    ...describeEvent(details),
    description:
      'Made by ReadyMeet for a job in Skedulo. To move or cancel it, change the job: ReadyMeet keeps this entry up to date.',
    conferenceData: conferenceRequest(key),
    extendedProperties: { private: { readyMeetKey: key } },
  };
}

function describeEvent(details: MeetingDetails): Readonly<Record<string, unknown>> {
  return {
    summary: details.topic.replaceAll(/\s+/gu, ' ').trim(),
    start: { dateTime: new Date(details.startMs).toISOString(), timeZone: details.timeZone },
    end: { dateTime: new Date(details.endMs).toISOString(), timeZone: details.timeZone },
  };
}

function conferenceRequest(requestId: string): Readonly<Record<string, unknown>> {
  return { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
}

function readEvent(answer: HttpAnswer, action: MeetAction): Result<CalendarEvent> {
  const mayHaveHappened = action !== 'read';
  const body = parseJsonBody(answer, 'provider', 'Google', mayHaveHappened);
  if (!body.ok) return body;
  const parsed = calendarEventSchema.safeParse(body.value);
  if (parsed.success) return success(parsed.data);
  return failed(meetUnexpectedAnswer(answer.status, mayHaveHappened));
}
