import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import { attendeesOf, sightingOf } from './job-mapper.ts';
import { ATTENDEES_PER_JOB } from './queries.ts';
import { readAttendees } from './read-jobs.ts';
import type { RowReader } from './read-jobs.ts';

/** The id of the job a sighting is about. */
export function jobIdOf(sighting: Sighting): string {
  return sighting.kind === 'present' ? sighting.job.id : sighting.jobId;
}

/** Turns rows into sightings by job id; fetches the attendees that did not fit into a job's own list. */
export async function sightingsOf(
  reader: RowReader,
  nodes: Iterable<unknown>,
  signal: AbortSignal,
): Promise<Result<Map<string, Sighting>>> {
  const sightings = new Map<string, Sighting>();
  for (const node of nodes) {
    const sighting = sightingOf(node);
    if (sighting === null) continue;
    const whole = await withAllAttendees(reader, sighting, signal);
    if (!whole.ok) return whole;
    sightings.set(jobIdOf(sighting), whole.value);
  }
  return success(sightings);
}

async function withAllAttendees(
  reader: RowReader,
  sighting: Sighting,
  signal: AbortSignal,
): Promise<Result<Sighting>> {
  if (sighting.kind !== 'present' || sighting.job.attendees.length < ATTENDEES_PER_JOB)
    return success(sighting);
  const rows = await readAttendees(reader, sighting.job.id, signal);
  if (!rows.ok && (rows.failure.kind === 'cancelled' || rows.failure.scope === 'party')) return rows;
  const attendees =
    rows.ok && rows.value.isComplete && rows.value.unidentifiedCount === 0
      ? attendeesOf([...rows.value.byId.values()])
      : null;
  // Inviting only the part we could read would look like a cancellation to the others.
  if (attendees === null || attendees.length < ATTENDEES_PER_JOB) {
    return success({
      kind: 'unclear',
      jobId: sighting.job.id,
      code: 'attendees-unread',
      message:
        'This job has more than 2,000 attendees, and not all of them could be read. Nothing was changed.',
    });
  }
  return success({ kind: 'present', job: { ...sighting.job, attendees } });
}
