import { DateTime } from 'luxon';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const LONGEST_SEARCH_DAYS = 400;

/** Finds the next instant after `afterMs` at which the zone changes its offset; null when it does not within a year. */
export function nextClockChangeMs(timeZone: string, afterMs: number): number | null {
  const offsetAt = (atMs: number): number => DateTime.fromMillis(atMs, { zone: timeZone }).offset;
  const startOffset = offsetAt(afterMs);
  for (let day = 1; day <= LONGEST_SEARCH_DAYS; day += 1) {
    const dayMs = afterMs + day * DAY_MS;
    if (offsetAt(dayMs) === startOffset) continue;
    let beforeMs = dayMs - DAY_MS;
    let changedMs = dayMs;
    while (changedMs - beforeMs > 1) {
      const middleMs = Math.floor((beforeMs + changedMs) / 2);
      if (offsetAt(middleMs) === startOffset) beforeMs = middleMs;
      else changedMs = middleMs;
    }
    // Offsets change on whole minutes.
    return Math.round(changedMs / MINUTE_MS) * MINUTE_MS;
  }
  return null;
}

/** Finds which of the zones changes its offset first after `afterMs`. Throws when none does. */
export function firstClockChange(
  timeZones: readonly string[],
  afterMs: number,
): { readonly timeZone: string; readonly atMs: number } {
  const [first] = timeZones
    .flatMap((timeZone) => {
      const atMs = nextClockChangeMs(timeZone, afterMs);
      return atMs === null ? [] : [{ timeZone, atMs }];
    })
    .sort((left, right) => left.atMs - right.atMs);
  if (first === undefined) throw new Error(`None of ${timeZones.join(', ')} changes its clock.`);
  return first;
}
