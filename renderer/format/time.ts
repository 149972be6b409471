import { formatterOf } from './formatters.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The zone of this computer, as an IANA name. */
export function systemZone(): string {
  return formatterOf('time', null).resolvedOptions().timeZone;
}

/** The time of day as this computer's person writes it: `14:30` or `2:30 pm`. */
export function timeOfDay(atMs: number, zone: string | null = null, withSeconds = false): string {
  return formatterOf(withSeconds ? 'time-with-seconds' : 'time', zone).format(atMs);
}

/** The hour alone: `14` or `2 pm`. */
export function hourOfDay(atMs: number): string {
  return formatterOf('hour', null).format(atMs);
}

/** The day as this computer's person writes it, short, with the year only where it is another one. */
export function shortDay(atMs: number, zone: string | null, nowMs: number): string {
  const isThisYear = dayKey(atMs, zone).slice(0, 4) === dayKey(nowMs, zone).slice(0, 4);
  return formatterOf(isThisYear ? 'day' : 'day-with-year', zone).format(atMs);
}

/** `today`, `tomorrow`, `yesterday`, or the day. */
export function dayWords(atMs: number, zone: string | null, nowMs: number): string {
  const days = daysBetween(dayKey(nowMs, zone), dayKey(atMs, zone));
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return shortDay(atMs, zone, nowMs);
}

/** The calendar day in a zone as `2026-11-22`. */
export function dayKey(atMs: number, zone: string | null): string {
  return formatterOf('day-key', zone).format(atMs);
}

/** The day before or after, as `2026-11-22`. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `in 12 minutes`, `3 hours ago`, `now`. */
export function relativeWords(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  const size = Math.abs(distance);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  if (size < 1000) return 'now';
  if (size < MINUTE_MS) return words.format(Math.trunc(distance / 1000), 'second');
  if (size < HOUR_MS) return words.format(Math.round(distance / MINUTE_MS), 'minute');
  if (size < 36 * HOUR_MS) return words.format(Math.round(distance / HOUR_MS), 'hour');
  return words.format(Math.round(distance / DAY_MS), 'day');
}

/** The offset from UTC at an instant: `UTC+10`, `UTC+5:30`, `UTC`. */
export function utcOffset(atMs: number, zone: string | null): string {
  const name = formatterOf('offset', zone)
    .formatToParts(atMs)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return (name ?? 'UTC')
    .replace('GMT', 'UTC')
    .replace(/[+-]0$/, '')
    .replace('-', '−');
}

/** The place a zone is named after: `Brisbane`; null where it is named after none, such as `Etc/UTC`. */
export function zonePlace(zone: string): string | null {
  if (!zone.includes('/') || zone.startsWith('Etc/')) return null;
  return zone.split('/').at(-1)?.replaceAll('_', ' ') ?? null;
}

/** A zone at an instant, in words: `Brisbane time (UTC+10)`. Null is this computer's own. */
export function zoneWords(atMs: number, zone: string | null): string {
  const place = zonePlace(zone ?? systemZone());
  const offset = utcOffset(atMs, zone);
  return place === null ? offset : `${place} time (${offset})`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
