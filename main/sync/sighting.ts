import type { Sighting } from './model.ts';

/** The id of the job a sighting is about. */
export function jobIdOf(sighting: Sighting): string {
  return sighting.kind === 'present' ? sighting.job.id : sighting.jobId;
}

/** When the job starts, in milliseconds since 1970, UTC; 0 as long as that is not known. */
export function startOf(sighting: Sighting): number {
  return sighting.kind === 'present' ? (sighting.job.startMs ?? 0) : 0;
}

/** Orders sightings by the start of their jobs. */
export function soonestFirst(left: Sighting, right: Sighting): number {
  return startOf(left) - startOf(right);
}

/** The other way round. */
export function latestFirst(left: Sighting, right: Sighting): number {
  return soonestFirst(right, left);
}
