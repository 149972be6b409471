import type { JobRow } from '../../../preload/contract/jobs.ts';
import { dayKey, shiftDay } from '../../format/time.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Skedulo's jobs may lack an end while they are drafted. */
const DEFAULT_LENGTH_MS = HOUR_MS;

/** A virtual job with its place in the day. */
export interface TimelineJob {
  readonly row: JobRow;
  readonly startMs: number;
  readonly endMs: number;
  /** Jobs at the same time are drawn one below the other. */
  readonly lane: number;
}

export interface TimelineDay {
  /** `2026-11-23` in this computer's zone. */
  readonly day: string;
  /** In order of their starts. */
  readonly jobs: readonly TimelineJob[];
  readonly lanes: number;
}

/** Today's and tomorrow's virtual jobs, by this computer's calendar. Pure. */
export function timelineDays(
  rows: Iterable<JobRow>,
  nowMs: number,
  zone: string | null = null,
): readonly [TimelineDay, TimelineDay] {
  const today = dayKey(nowMs, zone);
  const tomorrow = shiftDay(today, 1);
  const jobs = new Map<string, { row: JobRow; startMs: number }[]>([
    [today, []],
    [tomorrow, []],
  ]);
  for (const row of rows) {
    const { startMs } = row;
    // Far away: spares asking the calendar ten thousand times.
    if (startMs === null || Math.abs(startMs - nowMs) > 3 * DAY_MS || row.meeting.state === 'not-meant')
      continue;
    jobs.get(dayKey(startMs, zone))?.push({ row, startMs });
  }
  return [withLanes(today, jobs.get(today) ?? []), withLanes(tomorrow, jobs.get(tomorrow) ?? [])];
}

function withLanes(day: string, jobs: readonly { row: JobRow; startMs: number }[]): TimelineDay {
  const laneEnds: number[] = [];
  const placed = [...jobs]
    .sort((left, right) => left.startMs - right.startMs || left.row.jobName.localeCompare(right.row.jobName))
    .map(({ row, startMs }): TimelineJob => {
      const endMs = Math.max(row.endMs ?? startMs + DEFAULT_LENGTH_MS, startMs);
      const free = laneEnds.findIndex((laneEndMs) => laneEndMs <= startMs);
      const lane = free === -1 ? laneEnds.length : free;
      laneEnds[lane] = endMs;
      return { row, startMs, endMs, lane };
    });
  return { day, jobs: placed, lanes: laneEnds.length };
}

/** The part of a long day that is listed: a little of what is over, and what comes. */
export function listedJobs(
  jobs: readonly TimelineJob[],
  nowMs: number,
  most: number,
): { readonly listed: readonly TimelineJob[]; readonly before: number; readonly after: number } {
  const over = jobs.filter(({ endMs }) => endMs <= nowMs).length;
  const before = Math.max(0, Math.min(over - 2, jobs.length - most));
  const listed = jobs.slice(before, before + most);
  return { listed, before, after: jobs.length - before - listed.length };
}
