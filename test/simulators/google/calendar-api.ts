import { randomBytes } from 'node:crypto';
import type { SimulatorAnswer, SimulatorRequest } from '../kit/http-simulator.ts';
import type { OAuthUser } from '../kit/oauth-simulator.ts';
import type { CalendarBook, Conference, StoredEvent } from './calendar-book.ts';
import { describeEvent, isKnownTimeZone, readEventBody, readInstant } from './event-body.ts';
import type { EventBody } from './event-body.ts';
import { googleError } from './google-errors.ts';

/** What can be changed while the simulator runs. */
export interface GoogleSettings {
  /** How many reads show a new conference as pending before it is ready. */
  pendingReads: number;
  /** How many of the next conferences fail. */
  conferenceFailures: number;
  /** Whether account and calendar can make Meet meetings at all. */
  canMakeMeet: boolean;
  hasPhoneEntryPoints: boolean;
  /** Whether the user ticked the box for the calendar. */
  isCalendarScopeGranted: boolean;
  /** Whether the Calendar API is switched on for the client id. */
  isCalendarApiOn: boolean;
  /** Google has been seen to refuse changes to deleted events instead of answering with them. */
  refusesChangeOfDeleted: boolean;
  /** Answers requests beyond this many a second with 403. */
  perSecondLimit: number;
}

export interface CalendarContext {
  readonly user: OAuthUser;
  readonly settings: GoogleSettings;
  readonly book: CalendarBook;
  /** Called with `sendUpdates` whenever Google itself would write to attendees. */
  readonly noteMail: (sendUpdates: string) => void;
}

const EVENTS = '/calendar/v3/calendars/primary/events';

/** Answers one signed-in request to the Calendar API; null for any other path. */
export function answerCalendar(request: SimulatorRequest, context: CalendarContext): SimulatorAnswer | null {
  const { pathname } = request.url;
  if (pathname !== EVENTS && !pathname.startsWith(`${EVENTS}/`)) return null;
  if (pathname === EVENTS) {
    if (request.method === 'POST') return insert(request, context);
    // Enough for somebody who wants to know whether there is a calendar.
    return request.method === 'GET'
      ? { status: 200, body: { accessRole: 'owner' } }
      : googleError(404, 'notFound', 'Not Found');
  }
  const event = context.book.find(context.user.id, decodeURIComponent(pathname.slice(EVENTS.length + 1)));
  if (event === null) return googleError(404, 'notFound', 'Not Found');
  switch (request.method) {
    case 'GET':
      return show(read(event, context), context);
    case 'PATCH':
      return patch(request, event, context);
    case 'DELETE':
      if (event.isDeleted) return googleError(410, 'deleted', 'Resource has been deleted');
      context.book.put({ ...event, isDeleted: true });
      noteMail(request, event, context);
      return { status: 204 };
    default:
      return googleError(404, 'notFound', 'Not Found');
  }
}

/** A pending conference is a little nearer to its end with every read. */
function read(event: StoredEvent, { book }: CalendarContext): StoredEvent {
  const { conference } = event;
  if (conference === null || conference.readsLeft === 0) return event;
  return book.put({ ...event, conference: { ...conference, readsLeft: conference.readsLeft - 1 } });
}

function insert(request: SimulatorRequest, context: CalendarContext): SimulatorAnswer {
  const body = readEventBody(request);
  if (body === null) return googleError(400, 'parseError', 'Parse Error');
  const id = body.id ?? randomBytes(13).toString('hex');
  if (!/^[a-v0-9]{5,1024}$/.test(id)) return googleError(400, 'invalid', 'Invalid resource id value.');
  if (body.start === undefined || body.end === undefined) {
    return googleError(400, 'required', 'Missing end time.');
  }
  if (context.book.find(context.user.id, id) !== null) {
    return googleError(409, 'duplicate', 'The requested identifier already exists.');
  }
  const blank: StoredEvent = {
    id,
    userId: context.user.id,
    summary: '',
    description: '',
    startMs: 0,
    endMs: 0,
    timeZone: null,
    attendees: [],
    privateProperties: {},
    conference: null,
    isDeleted: false,
    version: 0,
  };
  return applyBody(request, body, blank, context);
}

function patch(request: SimulatorRequest, event: StoredEvent, context: CalendarContext): SimulatorAnswer {
  const body = readEventBody(request);
  if (body === null) return googleError(400, 'parseError', 'Parse Error');
  if (event.isDeleted && body.status !== 'confirmed' && context.settings.refusesChangeOfDeleted) {
    return googleError(403, 'forbidden', 'Forbidden');
  }
  return applyBody(request, body, event, context);
}

/** Changes what the body names and leaves the rest; nothing is changed where any part is refused. */
function applyBody(
  request: SimulatorRequest,
  body: EventBody,
  event: StoredEvent,
  context: CalendarContext,
): SimulatorAnswer {
  const startMs = body.start === undefined ? event.startMs : readInstant(body.start);
  const endMs = body.end === undefined ? event.endMs : readInstant(body.end);
  if (startMs === null || endMs === null) return googleError(400, 'invalid', 'Invalid start or end time.');
  const timeZone = body.start?.timeZone ?? event.timeZone;
  if (timeZone !== null && !isKnownTimeZone(timeZone)) {
    return googleError(400, 'invalid', 'Invalid time zone definition for start time.');
  }
  if (endMs <= startMs) {
    return googleError(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
  }
  const conference = conferenceAfter(request, body, event, context);
  if (conference === 'refused') return googleError(400, 'invalid', 'Invalid conference type value.');
  const stored = context.book.put({
    ...event,
    summary: body.summary ?? event.summary,
    description: body.description ?? event.description,
    startMs,
    endMs,
    timeZone,
    attendees: body.attendees?.map(({ email }) => email) ?? event.attendees,
    privateProperties: body.extendedProperties?.private ?? event.privateProperties,
    conference,
    isDeleted: event.isDeleted && body.status !== 'confirmed',
  });
  noteMail(request, stored, context);
  return show(stored, context);
}

function conferenceAfter(
  request: SimulatorRequest,
  body: EventBody,
  event: StoredEvent,
  { settings, book }: CalendarContext,
): Conference | null | 'refused' {
  const wanted = body.conferenceData?.createRequest;
  // Version 0, the default, ignores the conference without a word.
  if (wanted === undefined || request.url.searchParams.get('conferenceDataVersion') !== '1')
    return event.conference;
  // A request id that was used before is ignored.
  if (event.conference?.requestId === wanted.requestId) return event.conference;
  if (!settings.canMakeMeet || wanted.conferenceSolutionKey?.type !== 'hangoutsMeet') return 'refused';
  const isFailing = settings.conferenceFailures > 0;
  if (isFailing) settings.conferenceFailures -= 1;
  return book.newConference(wanted.requestId, settings.pendingReads, isFailing);
}

function noteMail(request: SimulatorRequest, event: StoredEvent, context: CalendarContext): void {
  const sendUpdates = request.url.searchParams.get('sendUpdates') ?? 'none';
  if (sendUpdates !== 'none' && event.attendees.length > 0) context.noteMail(sendUpdates);
}

function show(event: StoredEvent, { user, settings }: CalendarContext): SimulatorAnswer {
  return { status: 200, body: describeEvent(event, user.email, settings.hasPhoneEntryPoints) };
}
