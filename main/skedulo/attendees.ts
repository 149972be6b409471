import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Attendee, Job, Sighting } from '../sync/model.ts';
import { attendeesPageAnswer } from './answers.ts';
import { unexpectedAnswer } from './failures.ts';
import { attendeeFrom } from './job-mapper.ts';
import { SAFE_LIMIT } from './page-size.ts';
import { pageOf, readAllPages } from './paging.ts';
import type { Rows } from './paging.ts';
import { attendeesDocument, ATTENDEES_PER_JOB } from './queries.ts';
import type { RowReader } from './row-reader.ts';

/**
 * Fetches the attendees that did not fit into a job's own list. A job whose attendees cannot all be read becomes
 * unclear; fails only when every job would fail alike, or when told to stop.
 */
export async function withAllAttendees(
  reader: RowReader,
  sightings: ReadonlyMap<string, Sighting>,
  signal: AbortSignal,
): Promise<Result<Map<string, Sighting>>> {
  const whole = new Map(sightings);
  for (const [jobId, sighting] of sightings) {
    if (sighting.kind !== 'present' || sighting.job.attendees.length < ATTENDEES_PER_JOB) continue;
    const completed = await withOwnAttendees(reader, sighting.job, signal);
    if (!completed.ok) return completed;
    whole.set(jobId, completed.value);
  }
  return success(whole);
}

async function withOwnAttendees(reader: RowReader, job: Job, signal: AbortSignal): Promise<Result<Sighting>> {
  const rows = await readAttendees(reader, job.id, signal);
  if (!rows.ok && (rows.failure.kind === 'cancelled' || rows.failure.scope === 'party')) return rows;
  const attendees =
    rows.ok && rows.value.isComplete && rows.value.unreadableCount === 0
      ? [...rows.value.byId.values()]
      : null;
  // Inviting only the part we could read would look like a cancellation to the others.
  if (attendees === null || attendees.length < ATTENDEES_PER_JOB) {
    return success({
      kind: 'unclear',
      jobId: job.id,
      code: 'attendees-unread',
      message:
        'This job has more than 2,000 attendees, and not all of them could be read. Nothing was changed.',
    });
  }
  return success({ kind: 'present', job: { ...job, attendees } });
}

/** Reads all attendees of one job: a job's own list holds at most 2,000 and has no pages. */
function readAttendees(
  reader: RowReader,
  jobId: string,
  signal: AbortSignal,
): Promise<Result<Rows<Attendee>>> {
  return readAllPages(
    async (after) => {
      const answer = await reader.client.graphql(
        {
          operationName: 'ReadAttendees',
          document: attendeesDocument(jobId, SAFE_LIMIT),
          variables: after === null ? {} : { after },
          isWrite: false,
        },
        signal,
      );
      if (!answer.ok) return answer;
      const parsed = attendeesPageAnswer.safeParse(answer.value.data);
      if (!parsed.success) return failed(unexpectedAnswer('a page of attendees'));
      return success(pageOf(parsed.data.attendees, attendeeFrom));
    },
    (attendee) => attendee.id,
  );
}
