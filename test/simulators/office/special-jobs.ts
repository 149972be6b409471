import type { NewAttendee, NewJob } from '../skedulo/office.ts';
import { firstClockChange } from './clock-change.ts';
import { localMs } from './visits.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What is to become of a job. */
export type Fate = 'meeting' | 'locked' | 'other-link' | 'nothing';

export interface SpecialJob {
  readonly job: NewJob;
  readonly fate: Fate;
}

/** The jobs that are out of the ordinary, each for one reason. */
export function specialJobs(nowMs: number): readonly SpecialJob[] {
  return [...unusualReadyJobs(nowMs), ...jobsToLeaveAlone(nowMs), ...jobsThatAreNotReady(nowMs)];
}

function unusualReadyJobs(nowMs: number): readonly SpecialJob[] {
  const change = firstClockChange(['Europe/Berlin', 'America/New_York'], nowMs + 2 * HOUR_MS);
  const quarterHourMs = 15 * MINUTE_MS;
  return [
    {
      fate: 'meeting',
      job: {
        type: 'Night watch while the clocks change',
        timezone: change.timeZone,
        startMs: change.atMs - HOUR_MS,
        durationMinutes: 180,
        contact: { name: 'Noor Jansen', email: 'noor.jansen@clients.test' },
      },
    },
    {
      fate: 'meeting',
      job: {
        type: 'Group class: falls prevention',
        timezone: 'Australia/Brisbane',
        startMs: localMs(nowMs, 'Australia/Brisbane', 3, '10:00'),
        durationMinutes: 90,
        isGroupEvent: true,
        contact: { name: 'Grace Community Centre', email: 'grace@community.test' },
        attendees: groupAttendees(),
      },
    },
    {
      // An individual's job whose attendees must not be written to: it is no group event.
      fate: 'meeting',
      job: {
        type: 'Hearing test',
        timezone: 'America/New_York',
        startMs: localMs(nowMs, 'America/New_York', 2, '15:00'),
        contact: { name: 'Ruth Adler', email: 'ruth.adler@clients.test' },
        attendees: [{ name: 'Not Invited', email: 'not.invited@clients.test' }],
      },
    },
    {
      fate: 'meeting',
      job: {
        type: 'Telehealth consultation',
        timezone: 'Asia/Kolkata',
        startMs: localMs(nowMs, 'Asia/Kolkata', 3, '9:00'),
        contact: { name: 'Gopal Without-Address', email: null },
      },
    },
    {
      fate: 'meeting',
      job: {
        type: 'Urgent call',
        timezone: 'Europe/Berlin',
        startMs: Math.ceil((nowMs + 2 * HOUR_MS) / quarterHourMs) * quarterHourMs,
        durationMinutes: 30,
        contact: { name: 'Jürgen Eilig', email: 'juergen.eilig@clients.test' },
      },
    },
  ];
}

function jobsToLeaveAlone(nowMs: number): readonly SpecialJob[] {
  return [
    {
      fate: 'other-link',
      job: {
        type: 'Board meeting',
        timezone: 'Europe/Berlin',
        startMs: localMs(nowMs, 'Europe/Berlin', 2, '18:00'),
        contact: { name: 'Paula Vorstand', email: 'paula.vorstand@clients.test' },
        link: {
          url: 'https://elsewhere.test/j/96228647552',
          id: 'Zoom:96228647552',
          info: 'Passcode: theirs',
        },
      },
    },
    {
      fate: 'locked',
      job: {
        type: 'Signed-off visit',
        timezone: 'America/New_York',
        startMs: localMs(nowMs, 'America/New_York', 1, '14:00'),
        isLocked: true,
        contact: { name: 'Lou Locke', email: 'lou.locke@clients.test' },
      },
    },
    {
      fate: 'nothing',
      job: {
        type: 'Yesterday’s visit, never closed',
        timezone: 'Asia/Kolkata',
        startMs: nowMs - 26 * HOUR_MS,
        contact: { name: 'Old Friend', email: 'old.friend@clients.test' },
      },
    },
  ];
}

function jobsThatAreNotReady(nowMs: number): readonly SpecialJob[] {
  const statuses = ['Queued', 'Pending Allocation', 'Dispatched', 'Complete', 'Cancelled'];
  return statuses.map((status, index) => ({
    fate: 'nothing',
    job: {
      status,
      type: 'Telehealth consultation',
      timezone: 'Australia/Brisbane',
      startMs: status === 'Queued' ? null : localMs(nowMs, 'Australia/Brisbane', index + 1, '12:00'),
      isLocked: status === 'Cancelled',
      contact: {
        name: `Not Ready ${String(index + 1)}`,
        email: `not.ready${String(index + 1)}@clients.test`,
      },
    },
  }));
}

const ATTENDEE_NAMES = [
  'Olga Ångström, Peter Novák, Fatima al-Sayed, 김민수, Björk Jónsdóttir, Tom Baker, Lucía Fernández',
  'Wei Zhang, Élodie Dubois, Dmitri Иванов, Kofi Mensah, Sara Cohen, Hiroshi 田中, Ingrid Bø, Marek Šťastný',
  'Amara Okafor, Paul Meyer, Rosa Silva, Yusuf Demir, Emma Brown',
].flatMap((line) => line.split(', '));

/** 25 people: three cancelled, one has no address, and one is the contact, whose address is written in another way. */
function groupAttendees(): readonly NewAttendee[] {
  const invited = ATTENDEE_NAMES.map((name, index) => ({
    name,
    email: `attendee${String(index + 1)}@group.test`,
    status: index % 7 === 6 ? 'Absent' : 'Attended',
  }));
  const cancelled = ['Carla Cancelled', 'Carl Cancelled', 'Carol Cancelled'].map((name, index) => ({
    name,
    email: `cancelled${String(index + 1)}@group.test`,
    status: 'Cancelled',
  }));
  return [
    ...invited,
    ...cancelled,
    { name: 'Nora No-Mail', email: null },
    { name: 'Grace Community Centre', email: 'Grace@Community.test' },
  ];
}
