import { success } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import type { JobSource } from '../sync/ports.ts';
import { jobIdOf } from '../sync/sighting.ts';
import { IDS_PER_FILTER, idsFilter, inChunks, isJobId, openJobsFilter } from './eql.ts';
import { sightMissingJobs } from './missing-jobs.ts';
import type { FindDeletions } from './missing-jobs.ts';
import { readJobs } from './read-jobs.ts';
import type { RowReader } from './row-reader.ts';
import { unusableJobId } from './write-link.ts';

export type Observer = Pick<JobSource, 'observe'>;

/** How long it counts as settled that a job which cannot be seen was not deleted. */
const SETTLED_MS = 5 * 60_000;

interface Settled {
  readonly sighting: Sighting;
  readonly untilMs: number;
}

/**
 * Makes an observer that remembers of each tracked job until when the list of open Ready jobs will show it. Those it
 * will not show (En Route, ended, …) are named in the same question, and what the change history said of those that
 * cannot be seen holds for some minutes, so that a quiet pass costs one request.
 */
export function createObserver(reader: RowReader, findDeletions: FindDeletions): Observer {
  let listedUntilMs: ReadonlyMap<string, number> = new Map();
  let settled: ReadonlyMap<string, Settled> = new Map();
  return {
    async observe(trackedJobIds, nowMs, signal, known) {
      const trackedIds = [...new Set(trackedJobIds)];
      const usableIds = trackedIds.filter(isJobId);
      const namedIds = usableIds
        .filter((id) => {
          const untilMs = listedUntilMs.get(id);
          return untilMs !== undefined && untilMs <= nowMs;
        })
        .slice(0, IDS_PER_FILTER);
      const list = await readJobs(reader, openJobsFilter(nowMs, namedIds), signal, known);
      if (!list.ok) return list;
      const found = new Map(list.value.sightings);

      const wasNamed = new Set(namedIds);
      const unnamedIds = usableIds.filter((id) => !found.has(id) && !wasNamed.has(id));
      for (const ids of inChunks(unnamedIds, IDS_PER_FILTER)) {
        const more = await readJobs(reader, idsFilter(ids), signal, known);
        if (!more.ok) return more;
        for (const [id, sighting] of more.value.sightings) found.set(id, sighting);
      }

      settled = new Map([...settled].filter(([id, { untilMs }]) => !found.has(id) && nowMs < untilMs));
      const missingIds = usableIds.filter((id) => !found.has(id) && !settled.has(id));
      if (missingIds.length > 0) {
        const judged = await sightMissingJobs(reader, findDeletions, missingIds, trackedIds.length, signal);
        if (!judged.ok) return judged;
        for (const sighting of judged.value) found.set(jobIdOf(sighting), sighting);
        settled = new Map([...settled, ...settledBy(judged.value, nowMs + SETTLED_MS)]);
      }
      for (const id of usableIds) {
        const verdict = settled.get(id);
        if (verdict !== undefined) found.set(id, verdict.sighting);
      }
      for (const jobId of trackedIds) {
        if (!isJobId(jobId)) found.set(jobId, unusable(jobId));
      }
      // An instant each, not the sightings: those of the last pass must not stay until the next one.
      listedUntilMs = new Map(
        usableIds.flatMap((id) => {
          const sighting = found.get(id);
          return sighting === undefined ? [] : [[id, endOfListing(sighting)] as const];
        }),
      );
      return success({ sightings: [...found.values()], serverTimeMs: list.value.serverTimeMs });
    },
  };
}

/** Those of which the change history itself said that they were not deleted. */
function settledBy(sightings: readonly Sighting[], untilMs: number): readonly (readonly [string, Settled])[] {
  return sightings.flatMap((sighting) =>
    sighting.kind === 'unclear' && sighting.code === 'job-not-visible'
      ? [[sighting.jobId, { sighting, untilMs }] as const]
      : [],
  );
}

/**
 * Until when the list of open Ready jobs shows the job if it does not change, in milliseconds since 1970, UTC; minus
 * infinity where it does not show it. A wrong guess costs a request, never a job.
 */
function endOfListing(sighting: Sighting): number {
  if (sighting.kind !== 'present' || sighting.job.status !== 'Ready') return Number.NEGATIVE_INFINITY;
  const { startMs, endMs } = sighting.job;
  return startMs === null || endMs === null ? Number.POSITIVE_INFINITY : Math.max(startMs, endMs);
}

/** An id that cannot be put into a question; see `isJobId`. */
export function unusable(jobId: string): Sighting {
  const { code, message } = unusableJobId();
  return { kind: 'unclear', jobId, code, message };
}
