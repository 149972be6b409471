import { describe, expect, test } from 'vitest';
import type { JobRow } from '../../../../../preload/contract/jobs.ts';
import { chartShape } from '../../../../../renderer/pages/overview/chart-shape.ts';
import { listedJobs, timelineDays } from '../../../../../renderer/pages/overview/timeline-days.ts';
import { notMeant, sampleRow, sampleRows } from '../../../../fakes/job-rows.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS } from '../../../../fakes/jobs.ts';

const ZONE = 'Australia/Brisbane';

function job(jobName: string, fromHours: number, changes: Partial<JobRow> = {}): JobRow {
  const startMs = MONDAY_MS + fromHours * HOUR_MS;
  return sampleRow(MONDAY_MS, { jobId: jobName, jobName, startMs, endMs: startMs + HOUR_MS, ...changes });
}

describe('the timeline', () => {
  test('has the jobs of today and tomorrow in order, by the calendar of this computer', () => {
    // It is noon: midnight is twelve hours away.
    const rows = [
      job('late', 11),
      job('early', -11.5),
      job('next', 12),
      job('last', 35),
      job('after', 36),
      job('before', -13),
    ];
    const [today, tomorrow] = timelineDays(rows, MONDAY_MS, ZONE);
    expect([today.day, tomorrow.day]).toEqual(['2026-11-23', '2026-11-24']);
    expect(today.jobs.map(({ row }) => row.jobName)).toEqual(['early', 'late']);
    expect(tomorrow.jobs.map(({ row }) => row.jobName)).toEqual(['next', 'last']);
  });

  test('leaves out what is no virtual job, and what has no start', () => {
    const rows = [
      job('other', 1, { meeting: notMeant('') }),
      job('draft', 1, { startMs: null }),
      job('ours', 1),
    ];
    const [today] = timelineDays(rows, MONDAY_MS, ZONE);
    expect(today.jobs.map(({ row }) => row.jobName)).toEqual(['ours']);
  });

  test('puts jobs at the same time below each other, and reuses a lane that is free', () => {
    const [{ jobs, lanes }] = timelineDays([job('a', 1), job('b', 1.5), job('c', 2)], MONDAY_MS, ZONE);
    expect(jobs.map(({ lane }) => lane)).toEqual([0, 1, 0]);
    expect(lanes).toBe(2);
  });

  test('of a job without an end is an hour long', () => {
    const [{ jobs }] = timelineDays([job('a', 1, { endMs: null })], MONDAY_MS, ZONE);
    expect(jobs[0]?.endMs).toBe(MONDAY_MS + 2 * HOUR_MS);
  });

  test('takes 10,000 rows', () => {
    const [today, tomorrow] = timelineDays(sampleRows(MONDAY_MS, 10_000), MONDAY_MS, ZONE);
    expect(today.jobs.length + tomorrow.jobs.length).toBeGreaterThan(100);
  });

  test('lists a little of what is over, and what comes', () => {
    const rows = Array.from({ length: 34 }, (_, index) =>
      job(`J${String(index).padStart(2, '0')}`, index / 2 - 8),
    );
    const [{ jobs }] = timelineDays(rows, MONDAY_MS, ZONE);
    const { listed, before, after } = listedJobs(jobs, MONDAY_MS, 8);
    expect(listed).toHaveLength(8);
    expect(before + after).toBe(26);
    expect(listed.filter(({ endMs }) => endMs <= MONDAY_MS)).toHaveLength(2);
    expect(listedJobs(jobs.slice(0, 3), MONDAY_MS + DAY_MS, 8)).toMatchObject({ before: 0, after: 0 });
  });
});

describe('the chart', () => {
  test('stands on a round number', () => {
    const top = (made: number): number => chartShape([{ day: '2026-11-23', made, failed: 0 }]).top;
    expect([0, 3, 4, 5, 11, 28, 41, 380].map(top)).toEqual([4, 4, 4, 10, 20, 40, 100, 400]);
  });

  test('puts what failed on top of what was made', () => {
    const { bars, made, failed } = chartShape([
      { day: '2026-11-22', made: 0, failed: 0 },
      { day: '2026-11-23', made: 6, failed: 2 },
    ]);
    expect(bars[1]).toMatchObject({ madeShare: 0.6, failedShare: 0.2 });
    expect([made, failed]).toEqual([6, 2]);
    expect(chartShape([]).bars).toEqual([]);
  });
});
