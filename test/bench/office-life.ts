import type { SkeduloOffice } from '../simulators/skedulo/office.ts';

/** What people do in Skedulo at one time: how many jobs each. */
export interface OfficeChanges {
  readonly added: number;
  readonly moved: number;
  readonly cancelled: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Makes the changes. Jobs are cancelled in the order in which they were added and moved half-way there, so that with as
 * many added as moved and cancelled their number stays and each is moved once. A cancelled job is left unlocked, so that its
 * link can be cleared and nothing of it is left to be looked after.
 */
export function liveOn(office: SkeduloOffice, changes: OfficeChanges, nowMs: number): void {
  const ready = [...office.jobs.values()].filter(({ JobStatus }) => JobStatus === 'Ready');
  const half = Math.floor(ready.length / 2);
  for (const { UID } of ready.slice(0, changes.cancelled)) {
    office.updateJob(UID, { JobStatus: 'Cancelled' });
  }
  for (const { UID, Start } of ready.slice(half, half + changes.moved)) {
    if (Start === null) continue;
    office.rescheduleJob(UID, { startMs: Date.parse(Start) + HOUR_MS });
  }
  for (let index = 0; index < changes.added; index += 1) {
    office.addJob({ type: 'Consultation', startMs: nowMs + 2 * DAY_MS + index * HOUR_MS });
  }
}
