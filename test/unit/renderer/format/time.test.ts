import { afterEach, describe, expect, test } from 'vitest';
import {
  dayKey,
  dayWords,
  relativeWords,
  shiftDay,
  systemZone,
  utcOffset,
  zonePlace,
  zoneWords,
} from '../../../../renderer/format/time.ts';
import { MONDAY_MS } from '../../../fakes/jobs.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('a distance in time', () => {
  test.each([
    [0, 'now'],
    [12 * MINUTE_MS, 'in 12 minutes'],
    [45_000, 'in 45 seconds'],
    [-30_000, '30 seconds ago'],
    [-3 * HOUR_MS, '3 hours ago'],
    [26 * HOUR_MS, 'in 26 hours'],
    [72 * HOUR_MS, 'in 3 days'],
    [MINUTE_MS, 'in 1 minute'],
  ])('of %i ms is %s', (distanceMs, words) => {
    expect(relativeWords(MONDAY_MS + distanceMs, MONDAY_MS)).toBe(words);
  });
});

describe('a zone', () => {
  test.each([
    ['Australia/Brisbane', 'Brisbane time (UTC+10)'],
    ['Asia/Kolkata', 'Kolkata time (UTC+5:30)'],
    ['America/New_York', 'New York time (UTC−5)'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires time (UTC−3)'],
    ['Etc/UTC', 'UTC'],
  ])('%s is called %s', (zone, words) => {
    expect(zoneWords(MONDAY_MS, zone)).toBe(words);
  });

  test('has the offset of the instant, not of today', () => {
    const july = Date.UTC(2026, 6, 1);
    expect([utcOffset(july, 'Europe/Berlin'), utcOffset(MONDAY_MS, 'Europe/Berlin')]).toEqual([
      'UTC+2',
      'UTC+1',
    ]);
  });

  test('that no browser knows breaks nothing', () => {
    expect(utcOffset(MONDAY_MS, 'Mars/Olympus')).toBe(utcOffset(MONDAY_MS, null));
    expect(dayKey(MONDAY_MS, 'Mars/Olympus')).toBe(dayKey(MONDAY_MS, null));
    expect(zonePlace('EST')).toBeNull();
  });
});

describe('this computer', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  test('may travel while the page is open', () => {
    process.env['TZ'] = 'Asia/Tokyo';
    expect([systemZone(), dayKey(MONDAY_MS, null)]).toEqual(['Asia/Tokyo', '2026-11-23']);
    expect(utcOffset(MONDAY_MS, null)).toBe('UTC+9');
    process.env['TZ'] = 'America/New_York';
    expect([systemZone(), dayKey(MONDAY_MS, null)]).toEqual(['America/New_York', '2026-11-22']);
    expect(utcOffset(MONDAY_MS, null)).toBe('UTC−5');
  });
});

describe('a day', () => {
  test('is that of the zone it is asked for', () => {
    // Noon on Monday in Brisbane is Sunday evening in New York.
    expect(dayKey(MONDAY_MS, 'Australia/Brisbane')).toBe('2026-11-23');
    expect(dayKey(MONDAY_MS, 'America/New_York')).toBe('2026-11-22');
  });

  test.each([
    [-13 * HOUR_MS, 'yesterday'],
    [0, 'today'],
    [11 * HOUR_MS, 'today'],
    [12 * HOUR_MS, 'tomorrow'],
  ])('%i ms from noon is %s', (distanceMs, words) => {
    expect(dayWords(MONDAY_MS + distanceMs, 'Australia/Brisbane', MONDAY_MS)).toBe(words);
  });

  test('is followed by the next one across the end of a month', () => {
    expect(shiftDay('2026-11-30', 1)).toBe('2026-12-01');
  });
});
