import { DateTime } from 'luxon';
import type { MeetingDetails } from '../sync/model.ts';

export interface MeetingTime {
  /** `Monday, 23 November 2026, 2:10 pm to 3:10 pm, Brisbane time (Australia/Brisbane, UTC+10)` */
  readonly full: string;
  /** `Mon 23 Nov, 2:10 pm` */
  readonly short: string;
}

type Times = Pick<MeetingDetails, 'startMs' | 'endMs' | 'timeZone'>;

/**
 * Says when a meeting takes place, in its own time zone with the offset that holds when it starts.
 * A time zone nobody knows is answered with UTC, and says so.
 */
export function describeMeetingTime(times: Times): MeetingTime {
  const start = atZone(times.startMs, times.timeZone);
  const end = atZone(times.endMs, times.timeZone);
  const endDay = start.hasSame(end, 'day') ? '' : `${dayOf(end)}, `;
  // Without it, an hour over the end of summer time would read "2:30 am to 2:30 am".
  const endOffset = start.offset === end.offset ? '' : ` (by then ${offsetOf(end)})`;
  const endText = `${endDay}${timeOf(end)}${endOffset}`;
  return {
    full: `${dayOf(start)}, ${timeOf(start)} to ${endText}, ${zoneOf(start)}`,
    short: `${start.toFormat('ccc d LLL')}, ${timeOf(start)}`,
  };
}

function atZone(atMs: number, timeZone: string): DateTime {
  const local = DateTime.fromMillis(atMs, { zone: timeZone, locale: 'en' });
  return local.isValid ? local : DateTime.fromMillis(atMs, { zone: 'utc', locale: 'en' });
}

function dayOf(moment: DateTime): string {
  return moment.toFormat('cccc, d LLLL yyyy');
}

function timeOf(moment: DateTime): string {
  return `${moment.toFormat('h:mm')} ${moment.hour < 12 ? 'am' : 'pm'}`;
}

function zoneOf(moment: DateTime): string {
  const zone = moment.zoneName ?? 'UTC';
  if (/^(?:Etc\/)?(?:UTC|GMT|Universal|Zulu)$/iu.test(zone)) return 'UTC';
  const offset = offsetOf(moment);
  const hasCity = zone.includes('/') && !zone.startsWith('Etc/');
  if (!hasCity) return `${zone} time (${offset})`;
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return `${city} time (${zone}, ${offset})`;
}

/** `UTC+10`, `UTC+5:30` */
function offsetOf(moment: DateTime): string {
  return `UTC${moment.toFormat('Z').replace(/:00$/u, '')}`;
}
