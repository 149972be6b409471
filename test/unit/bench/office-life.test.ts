import { expect, test } from 'vitest';
import { liveOn } from '../../bench/office-life.ts';
import { SkeduloOffice } from '../../simulators/skedulo/office.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const CHANGES = { added: 2, moved: 2, cancelled: 2 };

test('the number of Ready jobs stays, and each job is moved once before it is cancelled', () => {
  const office = new SkeduloOffice({ vendor: () => 'skedulo', nowMs: () => NOW_MS });
  const starts = new Map<string, string | null>();
  const moves = new Map<string, number>();
  for (let index = 0; index < 20; index += 1) office.addJob();
  const firstIds = [...office.jobs.keys()];
  for (let round = 0; round < 30; round += 1) {
    liveOn(office, CHANGES, NOW_MS);
    for (const { UID, Start } of office.jobs.values()) {
      const before = starts.get(UID);
      if (before !== undefined && before !== Start) moves.set(UID, (moves.get(UID) ?? 0) + 1);
      starts.set(UID, Start);
    }
    expect(readyCount(office)).toBe(20);
  }
  const cancelled = [...office.jobs.values()].filter(({ JobStatus }) => JobStatus === 'Cancelled');
  expect(cancelled).toHaveLength(60);
  expect(cancelled.every(({ Locked }) => !Locked)).toBe(true);
  const later = cancelled.filter(({ UID }) => !firstIds.includes(UID));
  expect(later.map(({ UID }) => moves.get(UID))).toEqual(later.map(() => 1));
});

test('an office without jobs gets some', () => {
  const office = new SkeduloOffice({ vendor: () => 'skedulo', nowMs: () => NOW_MS });
  liveOn(office, CHANGES, NOW_MS);
  expect(readyCount(office)).toBe(2);
});

function readyCount(office: SkeduloOffice): number {
  return [...office.jobs.values()].filter(({ JobStatus }) => JobStatus === 'Ready').length;
}
