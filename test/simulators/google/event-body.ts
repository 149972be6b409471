import * as z from 'zod';
import type { SimulatorRequest } from '../kit/http-simulator.ts';
import type { Conference, StoredEvent } from './calendar-book.ts';

const timeSchema = z.object({ dateTime: z.string(), timeZone: z.string().optional() });
const eventBodySchema = z.object({
  id: z.string().optional(),
  status: z.string().optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  start: timeSchema.optional(),
  end: timeSchema.optional(),
  attendees: z.array(z.object({ email: z.string() })).optional(),
  conferenceData: z
    .object({
      createRequest: z
        .object({
          requestId: z.string(),
          conferenceSolutionKey: z.object({ type: z.string() }).optional(),
        })
        .optional(),
    })
    .optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
});
export type EventBody = z.infer<typeof eventBodySchema>;

/** Reads what a request wants of an event; null when it is not that. */
export function readEventBody(request: SimulatorRequest): EventBody | null {
  try {
    const parsed = eventBodySchema.safeParse(JSON.parse(request.body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Reads an RFC 3339 instant that carries its offset; null otherwise. */
export function readInstant(time: z.infer<typeof timeSchema>): number | null {
  return z.iso.datetime({ offset: true }).safeParse(time.dateTime).success ? Date.parse(time.dateTime) : null;
}

export function isKnownTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** An event as the Calendar shows it; a deleted one stays readable. */
export function describeEvent(event: StoredEvent, organizer: string, hasPhoneEntryPoints: boolean) {
  const conference = event.conference;
  const isReady = conference !== null && conference.readsLeft === 0 && !conference.isFailing;
  return {
    kind: 'calendar#event',
    etag: `"${String(event.version)}"`,
    id: event.id,
    status: event.isDeleted ? 'cancelled' : 'confirmed',
    htmlLink: `https://www.google.com/calendar/event?eid=${event.id}`,
    summary: event.summary,
    description: event.description,
    creator: { email: organizer, self: true },
    organizer: { email: organizer, self: true },
    start: { dateTime: new Date(event.startMs).toISOString(), timeZone: event.timeZone ?? 'UTC' },
    end: { dateTime: new Date(event.endMs).toISOString(), timeZone: event.timeZone ?? 'UTC' },
    iCalUID: `${event.id}@google.com`,
    sequence: event.version,
    ...(event.attendees.length === 0 ? {} : { attendees: event.attendees.map((email) => ({ email })) }),
    extendedProperties: { private: event.privateProperties },
    reminders: { useDefault: true },
    eventType: 'default',
    ...(isReady ? { hangoutLink: `https://meet.google.com/${conference.code}` } : {}),
    ...(conference === null ? {} : { conferenceData: describeConference(conference, hasPhoneEntryPoints) }),
  };
}

function describeConference(conference: Conference, hasPhoneEntryPoints: boolean) {
  const createRequest = {
    requestId: conference.requestId,
    conferenceSolutionKey: { type: 'hangoutsMeet' },
    status: {
      statusCode: conference.readsLeft > 0 ? 'pending' : conference.isFailing ? 'failure' : 'success',
    },
  };
  if (conference.readsLeft > 0 || conference.isFailing) return { createRequest };
  const phone = [
    {
      entryPointType: 'phone',
      uri: 'tel:+61-2-8015-6011',
      label: '+61 2 8015 6011',
      pin: '490217385',
      regionCode: 'AU',
    },
    {
      entryPointType: 'more',
      uri: `https://tel.meet/${conference.code}?pin=7310942658813`,
      pin: '7310942658813',
    },
  ];
  return {
    createRequest,
    entryPoints: [
      {
        entryPointType: 'video',
        uri: `https://meet.google.com/${conference.code}`,
        label: `meet.google.com/${conference.code}`,
      },
      ...(hasPhoneEntryPoints ? phone : []),
    ],
    conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
    conferenceId: conference.code,
  };
}
