import { expect, test } from 'vitest';
import { findMismatches } from '../../simulators/office/check-office.ts';
import type { OfficeOutcome } from '../../simulators/office/check-office.ts';
import { firstClockChange, nextClockChangeMs } from '../../simulators/office/clock-change.ts';
import { fillOffice } from '../../simulators/office/demo-office.ts';
import type { DemoJob } from '../../simulators/office/demo-office.ts';
import { officeDay } from '../../simulators/office/office-day.ts';
import { SkeduloOffice } from '../../simulators/skedulo/office.ts';

const NOW_MS = Date.parse('2026-11-22T16:00:00.000Z');

function openOffice(): SkeduloOffice {
  return new SkeduloOffice({ vendor: () => 'skedulo', nowMs: () => NOW_MS });
}

test('clock changes are found to the minute', () => {
  expect(nextClockChangeMs('America/New_York', NOW_MS)).toBe(Date.parse('2027-03-14T07:00:00Z'));
  expect(nextClockChangeMs('Europe/Berlin', NOW_MS)).toBe(Date.parse('2027-03-28T01:00:00Z'));
  expect(nextClockChangeMs('Europe/Berlin', Date.parse('2027-03-28T01:00:00Z'))).toBe(
    Date.parse('2027-10-31T01:00:00Z'),
  );
  expect(nextClockChangeMs('Australia/Brisbane', NOW_MS)).toBeNull();
  expect(firstClockChange(['Europe/Berlin', 'America/New_York'], NOW_MS).timeZone).toBe('America/New_York');
});

test.each(['2026-11-22T16:00:00Z', '2027-03-13T23:59:00Z', '2027-10-31T00:30:00Z', '2028-02-29T12:00:00Z'])(
  'the office is believable on %s',
  (now) => {
    const nowMs = Date.parse(now);
    const jobs = fillOffice(openOffice(), nowMs);
    const ready = jobs.filter(({ row }) => row.JobStatus === 'Ready');
    const wanted = jobs.filter(({ fate }) => fate === 'meeting');
    expect(new Set(ready.map(({ row }) => row.Timezone)).size).toBe(4);
    expect(wanted).toHaveLength(25);
    expect(wanted.filter(({ row }) => row.JobStatus !== 'Ready' || row.Locked)).toEqual([]);
    expect(wanted.filter(({ row }) => Date.parse(row.Start ?? '') <= nowMs)).toEqual([]);
    expect(wanted.filter(({ guests }) => guests.length === 0)).toHaveLength(1);
    expect(wanted.filter(({ guests }) => guests.length === 21)).toHaveLength(1);
    expect(jobs.filter(({ fate }) => fate === 'locked')).toHaveLength(1);
    expect(jobs.filter(({ fate }) => fate === 'other-link')).toHaveLength(1);
    const addresses = jobs.flatMap(({ guests }) => guests);
    expect(new Set(addresses).size).toBe(addresses.length);
    const acrossChange = wanted.filter(({ row }) => {
      const atMs = nextClockChangeMs(row.Timezone, Date.parse(row.Start ?? ''));
      return atMs !== null && atMs < Date.parse(row.End ?? '');
    });
    expect(acrossChange).toHaveLength(1);
  },
);

/** An outcome in which all is as it has to be. */
function goodOutcome(): OfficeOutcome & { readonly jobs: DemoJob[] } {
  const jobs = [...fillOffice(openOffice(), NOW_MS)];
  const wanted = jobs.filter(({ fate }) => fate === 'meeting');
  for (const { row } of wanted) row.VirtualMeetingURL = `https://zoom.test/j/${row.Name}`;
  return {
    jobs,
    meetings: wanted.map(({ row }) => ({
      topic: row.Name,
      startMs: Date.parse(row.Start ?? ''),
      endMs: Date.parse(row.End ?? ''),
      joinUrl: row.VirtualMeetingURL,
      isCancelled: false,
    })),
    messages: wanted.flatMap(({ row, guests }) =>
      guests.map((guest) => messageTo(guest, row.VirtualMeetingURL)),
    ),
  };
}

function messageTo(to: string, location: string | null): OfficeOutcome['messages'][number] {
  return { to: [to], calendars: [{ location }] };
}

test('a good outcome has no mismatch', () => {
  expect(findMismatches(goodOutcome())).toEqual([]);
});

test('whatever is missing or too much is told', () => {
  const good = goodOutcome();
  const { jobs, meetings, messages } = good;
  const locked = jobs.find(({ fate }) => fate === 'locked');
  const first = meetings[0];
  const message = messages[0];
  if (locked === undefined || first === undefined || message === undefined)
    throw new Error('An empty office.');

  expect(findMismatches({ ...good, meetings: meetings.slice(1) })).toEqual([
    'JOB-0001: its link leads to 0 meetings.',
    'the meetings at the provider: 24 instead of 25.',
    'the meetings ever made: 24 instead of 25.',
  ]);
  expect(findMismatches({ ...good, meetings: [...meetings, { ...first, isCancelled: true }] })).toEqual([
    'the meetings ever made: 26 instead of 25.',
  ]);
  expect(findMismatches({ ...good, meetings: [{ ...first, startMs: 0 }, ...meetings.slice(1)] })).toEqual([
    'JOB-0001: its meeting is at another time than the job.',
  ]);
  expect(findMismatches({ ...good, messages: messages.slice(1) })).toEqual([
    'JOB-0001: ann.lee@clients.test got no invitation.',
    'the messages in the mailbox: 43 instead of 44.',
  ]);
  expect(findMismatches({ ...good, messages: [...messages, message] })).toEqual([
    'JOB-0001: ann.lee@clients.test got a message too many.',
    'the messages in the mailbox: 45 instead of 44.',
  ]);
  locked.row.VirtualMeetingURL = 'https://zoom.test/j/1';
  expect(findMismatches(good)).toEqual([`${locked.row.Name}: it must not have a link.`]);
});

test('an office day goes on without adding jobs', () => {
  const office = openOffice();
  const day = officeDay(office, () => NOW_MS);
  const asked: boolean[] = [];
  for (let count = 0; count < 48; count += 1) {
    const { value } = day.next();
    value.happen();
    asked.push(value.asksProvider);
  }
  expect(office.jobs.size).toBe(6);
  expect(asked.filter(Boolean)).toHaveLength(24);
  expect([...office.jobs.values()].map(({ JobStatus }) => JobStatus)).toEqual(Array(6).fill('Cancelled'));
  day.next().value.happen();
  const again = office.job('JOB-0001');
  expect([again.JobStatus, again.Locked]).toEqual(['Ready', false]);
});
