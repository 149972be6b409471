import type { Meeting, MeetingDetails } from '../../sync/model.ts';
import type { MeetingRequest } from '../../sync/ports.ts';
import type { ZoomMeeting } from './zoom-schemas.ts';
import { zoomTopic } from './zoom-topic.ts';

/**
 * What a lost meeting is found again by: the very start of its agenda, since lists show only 250 characters of it
 * and Zoom has no other field for a key.
 */
export function zoomMarker(key: string): string {
  return `[ReadyMeet ${key}]`;
}

/**
 * Topic and times as Zoom takes them. The start goes in UTC with `Z`, which leaves no doubt, without milliseconds,
 * which Zoom refuses; `timezone` is only for display. A meeting without `start_time` would begin at once.
 */
export function zoomTimes(details: MeetingDetails): Readonly<Record<string, unknown>> {
  return {
    topic: zoomTopic(details.topic),
    type: 2,
    start_time: new Date(details.startMs).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    duration: Math.max(1, Math.ceil((details.endMs - details.startMs) / 60_000)),
    timezone: details.timeZone,
  };
}

/** The body of `POST /users/me/meetings`. */
export function zoomCreateBody(request: MeetingRequest): Readonly<Record<string, unknown>> {
  return {
    ...zoomTimes(request.details),
    agenda: `${zoomMarker(request.key)}\nMade by ReadyMeet from a Skedulo job. Please keep the first line.`,
    ...(request.password === null ? {} : { password: request.password }),
    settings: {
      use_pmi: false,
      // Guests must not stand before a closed door. An account may drop this silently; then its own rule holds.
      join_before_host: true,
      approval_type: 2,
      audio: 'both',
      // ReadyMeet invites the guests; Zoom's own mails would only confuse the host.
      email_notification: false,
    },
  };
}

/** Keeps what guests need of Zoom's answer. */
export function toMeeting(held: ZoomMeeting): Meeting {
  const numbers = held.settings?.global_dial_in_numbers ?? [];
  return {
    providerKind: 'zoom',
    id: held.id,
    joinUrl: held.join_url,
    passcode: held.password === '' ? null : (held.password ?? null),
    dialIn: numbers.flatMap((entry) =>
      entry === null
        ? []
        : [{ number: entry.number, label: labelOf(entry.country_name, entry.city), code: held.id }],
    ),
  };
}

function labelOf(country: string | null | undefined, city: string | null | undefined): string | null {
  const parts = [city, country].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}
