import { DateTime, IANAZone } from 'luxon';
import * as z from 'zod';

/** A meeting as the simulated Zoom holds it. */
export interface ZoomSimulatorMeeting {
  /** Digits; every second one lies beyond 2^53. */
  readonly id: string;
  readonly hostId: string;
  topic: string;
  agenda: string;
  /** 1 instant, 2 scheduled. */
  type: number;
  startMs: number;
  durationMinutes: number;
  timeZone: string;
  password: string;
  settings: Readonly<Record<string, unknown>>;
  readonly createdAtMs: number;
  isDeleted: boolean;
  isRunning: boolean;
}

export const meetingBodySchema = z.object({
  topic: z.string().optional(),
  type: z.number().optional(),
  start_time: z.string().optional(),
  duration: z.number().optional(),
  timezone: z.string().optional(),
  agenda: z.string().optional(),
  password: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
export type MeetingBody = z.infer<typeof meetingBodySchema>;

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Says which fields Zoom would refuse. `minPasswordLength` is the account's own passcode rule. */
export function invalidFields(body: MeetingBody, minPasswordLength: number): readonly FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (field: string, message = 'Invalid field.'): void => {
    errors.push({ field, message });
  };
  if ((body.topic ?? '').length > 200) refuse('topic');
  if ((body.agenda ?? '').length > 2000) refuse('agenda');
  if (body.duration !== undefined && (!Number.isInteger(body.duration) || body.duration < 1))
    refuse('duration');
  if (body.timezone !== undefined && !IANAZone.isValidZone(body.timezone)) refuse('timezone');
  if (body.start_time !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?$/.test(body.start_time))
    refuse('start_time');
  if (body.password !== undefined) {
    if (!/^[a-zA-Z0-9@\-_*!#]{1,10}$/.test(body.password)) refuse('password');
    else if (body.password.length < minPasswordLength) {
      refuse('password', `Passcode must have at least ${String(minPasswordLength)} characters.`);
    }
  }
  return errors;
}

/** With `Z` it is UTC; without, the local time of the zone named beside it. */
export function startOf(startTime: string, timeZone: string): number {
  return DateTime.fromISO(startTime, { zone: startTime.endsWith('Z') ? 'utc' : timeZone }).toMillis();
}

/** 11 digits and 19 digits in turn, so that no program may count on either. */
export function meetingIdAt(index: number): string {
  const base = index % 2 === 0 ? 85_746_065_001n : 9_007_199_254_740_993n * 1000n;
  return String(base + BigInt(index) * 7n);
}

const DIAL_IN = [
  { country: 'AU', country_name: 'Australia', city: 'Sydney', number: '+61 2 8015 6011', type: 'toll' },
  { country: 'US', country_name: 'US', number: '+1 646 558 8656', type: 'toll' },
];

/** The meeting as `POST` and `GET` answer it. `int64:` marks what must be a bare number in the JSON text. */
export function meetingView(
  meeting: ZoomSimulatorMeeting,
  host: { readonly email: string },
): Record<string, unknown> {
  return {
    uuid: `uuid-${meeting.id}==`,
    id: `int64:${meeting.id}`,
    host_id: meeting.hostId,
    host_email: host.email,
    topic: meeting.topic,
    type: meeting.type,
    status: meeting.isRunning ? 'started' : 'waiting',
    start_time: zoomInstant(meeting.startMs),
    duration: meeting.durationMinutes,
    timezone: meeting.timeZone,
    agenda: meeting.agenda,
    created_at: zoomInstant(meeting.createdAtMs),
    creation_source: 'open_api',
    start_url: `https://zoom.test/s/${meeting.id}?zak=host-credential-${meeting.id}`,
    join_url: `https://zoom.test/j/${meeting.id}?pwd=joining${meeting.id.slice(-5)}`,
    password: meeting.password,
    h323_password: '123456',
    pstn_password: '123456',
    encrypted_password: `joining${meeting.id.slice(-5)}`,
    settings: { ...meeting.settings, global_dial_in_numbers: DIAL_IN },
  };
}

/** The meeting as a list shows it: the agenda cut to 250 characters, no password, no settings. */
export function listItem(meeting: ZoomSimulatorMeeting): Record<string, unknown> {
  return {
    uuid: `uuid-${meeting.id}==`,
    id: `int64:${meeting.id}`,
    host_id: meeting.hostId,
    topic: meeting.topic,
    type: meeting.type,
    start_time: zoomInstant(meeting.startMs),
    duration: meeting.durationMinutes,
    timezone: meeting.timeZone,
    agenda: meeting.agenda.slice(0, 250),
    created_at: zoomInstant(meeting.createdAtMs),
    join_url: `https://zoom.test/j/${meeting.id}?pwd=joining${meeting.id.slice(-5)}`,
  };
}

/** JSON text in which ids are bare numbers of any length. */
export function zoomJson(value: unknown): string {
  return JSON.stringify(value).replace(/"int64:(\d+)"/g, '$1');
}

function zoomInstant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
