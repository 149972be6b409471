import type { StandInMeeting } from '../world/provider-stand-in.ts';
import type { DemoJob } from './demo-office.ts';

/** As much of a message as is looked at. */
export interface OfficeMessage {
  readonly to: readonly string[];
  readonly calendars: readonly { readonly location: string | null }[];
}

export interface OfficeOutcome {
  readonly jobs: readonly DemoJob[];
  /** At the provider the service was connected to. */
  readonly meetings: readonly StandInMeeting[];
  readonly messages: readonly OfficeMessage[];
}

/**
 * Says in words where the outcome of a first pass differs from what it has to be: one meeting, one link and one
 * message a guest for every job that is to have a meeting, and nothing else anywhere. Empty when all is well.
 */
export function findMismatches({ jobs, meetings, messages }: OfficeOutcome): readonly string[] {
  const open = meetings.filter(({ isCancelled }) => !isCancelled);
  const wanted = jobs.filter(({ fate }) => fate === 'meeting');
  const guestCount = wanted.reduce((sum, { guests }) => sum + guests.length, 0);
  return [
    ...jobs.flatMap((job) => (job.fate === 'meeting' ? [] : linkMismatches(job))),
    ...wanted.flatMap((job) => [...meetingMismatches(job, open), ...mailMismatches(job, messages)]),
    ...compare('the meetings at the provider', open.length, wanted.length),
    ...compare('the meetings ever made', meetings.length, wanted.length),
    ...compare('the messages in the mailbox', messages.length, guestCount),
  ];
}

function linkMismatches({ row, fate }: DemoJob): readonly string[] {
  const isForeign = row.VirtualMeetingURL?.startsWith('https://elsewhere.test/') === true;
  if (fate === 'other-link') return isForeign ? [] : [`${row.Name}: somebody else's link was changed.`];
  return row.VirtualMeetingURL === null ? [] : [`${row.Name}: it must not have a link.`];
}

function meetingMismatches({ row }: DemoJob, meetings: readonly StandInMeeting[]): readonly string[] {
  if (row.VirtualMeetingURL === null) return [`${row.Name}: it has no link.`];
  const own = meetings.filter(({ joinUrl }) => joinUrl === row.VirtualMeetingURL);
  const [meeting] = own;
  if (meeting === undefined || own.length > 1) {
    return [`${row.Name}: its link leads to ${String(own.length)} meetings.`];
  }
  const isInTime = meeting.startMs === toMs(row.Start) && meeting.endMs === toMs(row.End);
  return isInTime ? [] : [`${row.Name}: its meeting is at another time than the job.`];
}

function mailMismatches({ row, guests }: DemoJob, messages: readonly OfficeMessage[]): readonly string[] {
  const told = messages
    .filter(({ calendars }) => calendars.some(({ location }) => location === row.VirtualMeetingURL))
    .map(({ to }) => to.join(', ').toLowerCase());
  const missing = guests.filter((guest) => !told.includes(guest));
  const surplus = told.filter((to, index) => !guests.includes(to) || told.indexOf(to) !== index);
  return [
    ...missing.map((guest) => `${row.Name}: ${guest} got no invitation.`),
    ...surplus.map((to) => `${row.Name}: ${to} got a message too many.`),
  ];
}

function compare(what: string, found: number, expected: number): readonly string[] {
  return found === expected ? [] : [`${what}: ${String(found)} instead of ${String(expected)}.`];
}

function toMs(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant);
}
