import { expect, it } from 'vitest';
import { describeMeetingTime } from '../../../main/mail/when.ts';

const HOUR_MS = 3_600_000;

function describe(startUtc: string, timeZone: string, durationMs = HOUR_MS) {
  const startMs = Date.parse(startUtc);
  return describeMeetingTime({ startMs, endMs: startMs + durationMs, timeZone });
}

it.each([
  [
    '2026-11-23T04:10:00Z',
    'Australia/Brisbane',
    'Monday, 23 November 2026, 2:10 pm to 3:10 pm, Brisbane time (Australia/Brisbane, UTC+10)',
    'Mon 23 Nov, 2:10 pm',
  ],
  [
    '2026-10-24T22:30:00Z',
    'Europe/Berlin',
    'Sunday, 25 October 2026, 12:30 am to 1:30 am, Berlin time (Europe/Berlin, UTC+2)',
    'Sun 25 Oct, 12:30 am',
  ],
  [
    '2026-10-25T09:00:00Z',
    'Europe/Berlin',
    'Sunday, 25 October 2026, 10:00 am to 11:00 am, Berlin time (Europe/Berlin, UTC+1)',
    'Sun 25 Oct, 10:00 am',
  ],
  [
    '2026-07-01T16:00:00Z',
    'America/New_York',
    'Wednesday, 1 July 2026, 12:00 pm to 1:00 pm, New York time (America/New_York, UTC-4)',
    'Wed 1 Jul, 12:00 pm',
  ],
  [
    '2026-12-01T16:00:00Z',
    'America/New_York',
    'Tuesday, 1 December 2026, 11:00 am to 12:00 pm, New York time (America/New_York, UTC-5)',
    'Tue 1 Dec, 11:00 am',
  ],
  [
    '2026-11-23T04:10:00Z',
    'Asia/Kolkata',
    'Monday, 23 November 2026, 9:40 am to 10:40 am, Kolkata time (Asia/Kolkata, UTC+5:30)',
    'Mon 23 Nov, 9:40 am',
  ],
  ['2026-11-23T04:10:00Z', 'UTC', 'Monday, 23 November 2026, 4:10 am to 5:10 am, UTC', 'Mon 23 Nov, 4:10 am'],
])('says %s in %s', (startUtc, timeZone, full, short) => {
  expect(describe(startUtc, timeZone)).toEqual({ full, short });
});

it('takes the offset that holds at the start where the clock changes during the meeting', () => {
  expect(describe('2026-10-25T00:30:00Z', 'Europe/Berlin').full).toBe(
    'Sunday, 25 October 2026, 2:30 am to 2:30 am (by then UTC+1), Berlin time (Europe/Berlin, UTC+2)',
  );
});

it('names both days of a meeting over midnight', () => {
  expect(describe('2026-11-23T13:30:00Z', 'Australia/Brisbane').full).toBe(
    'Monday, 23 November 2026, 11:30 pm to Tuesday, 24 November 2026, 12:30 am, Brisbane time (Australia/Brisbane, UTC+10)',
  );
});

it('falls back to UTC, saying so, for a time zone nobody knows', () => {
  expect(describe('2026-11-23T04:10:00Z', 'Mars/Base').full).toMatch(/4:10 am to 5:10 am, UTC$/u);
});
