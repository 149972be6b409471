/** The fewest and the most of something that any one of several got. */
export interface Extremes {
  readonly least: number;
  readonly most: number;
}

/**
 * How often each of `expected` occurs in `occurrences`. What occurs without being expected counts too: a second
 * message to a wrong address must not go unseen. Nothing expected and nothing there is zero.
 */
export function extremesOf(expected: Iterable<string>, occurrences: Iterable<string>): Extremes {
  const counts = new Map<string, number>();
  for (const key of expected) counts.set(key, 0);
  for (const key of occurrences) counts.set(key, (counts.get(key) ?? 0) + 1);
  let least = Infinity;
  let most = 0;
  for (const count of counts.values()) {
    least = Math.min(least, count);
    most = Math.max(most, count);
  }
  return { least: counts.size === 0 ? 0 : least, most };
}

/** Whichever of the values is farthest from the wanted one, so that one figure shows the worst of several. */
export function farthestFrom(wanted: number, values: readonly number[]): number {
  return values.reduce((worst, value) =>
    Math.abs(value - wanted) > Math.abs(worst - wanted) ? value : worst,
  );
}

/** The middle value; of an even number of values the mean of the two in the middle; NaN without any. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * What part of a pace was used by events at these instants (milliseconds, any order): the intervals between the first
 * and the last, a second, divided by the pace. NaN with fewer than two events or no time between them.
 */
export function shareOfPace(atMs: readonly number[], perSecond: number): number {
  if (atMs.length < 2) return Number.NaN;
  const sorted = [...atMs].sort((left, right) => left - right);
  const spanMs = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  return spanMs === 0 ? Number.NaN : (sorted.length - 1) / (spanMs / 1000) / perSecond;
}

/** The peak resident memory in bytes that Linux states in `/proc/PID/status`; null where it does not. */
export function peakBytesOf(processStatus: string): number | null {
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(processStatus)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** The resident memory in bytes that Linux states in `/proc/PID/status` just now; null where it does not. */
export function residentBytesOf(processStatus: string): number | null {
  const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(processStatus)?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}

/** Linux counts processor time for programs in hundredths of a second (proc_pid_stat(5), USER_HZ). */
const TICK_MS = 10;

/**
 * The user and system time in milliseconds that Linux states in `/proc/PID/stat`, all threads; null where it does not.
 * The second field is the program's name in parentheses and may itself hold blanks and parentheses.
 */
export function processorMsOf(processStat: string): number | null {
  const fields = processStat
    .slice(processStat.lastIndexOf(')') + 1)
    .trim()
    .split(/\s+/);
  // utime and stime are fields 14 and 15; the first of these is field 3.
  const ticks = Number(fields[11]) + Number(fields[12]);
  return Number.isFinite(ticks) ? ticks * TICK_MS : null;
}

/**
 * How much something that is used evenly over two halves still grows in the second, by its growth in the first: near 0
 * where it has settled, near 1 where each half adds as much. Growth of less than `floorShare` of the value at the
 * beginning counts as that much, or two small chances would make a large figure.
 */
export function lateGrowth(
  values: { readonly before: number; readonly middle: number; readonly after: number },
  floorShare: number,
): number {
  const { before, middle, after } = values;
  return Math.max(0, after - middle) / Math.max(middle - before, before * floorShare);
}
