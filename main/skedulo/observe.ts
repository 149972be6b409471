import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Job, Sighting } from '../sync/model.ts';
import type { Observation } from '../sync/ports.ts';
import { IDS_PER_FILTER, idsFilter, inChunks, isJobId, openJobsFilter } from './eql.ts';
import { sightMissingJobs } from './missing-jobs.ts';
import type { FindDeletions } from './missing-jobs.ts';
import { readJobs } from './read-jobs.ts';
import type { RowReader } from './read-jobs.ts';
import { jobIdOf, sightingsOf } from './sightings.ts';
import { unusableJobId } from './write-link.ts';

export interface Observer {
  observe(trackedJobIds: readonly string[], nowMs: number, signal: AbortSignal): Promise<Result<Observation>>;
}

/**
 * Makes an observer that remembers of each tracked job whether the list of open Ready jobs will show it. Those it will
 * not show (En Route, ended, …) are named in the same question, so that a quiet pass costs one request.
 */
export function createObserver(reader: RowReader, findDeletions: FindDeletions): Observer {
  let lastSeen: ReadonlyMap<string, Sighting> = new Map();
  return {
    async observe(trackedJobIds, nowMs, signal) {
      const trackedIds = [...new Set(trackedJobIds)];
      const usableIds = trackedIds.filter(isJobId);
      const namedIds = usableIds
        .filter((id) => {
          const seen = lastSeen.get(id);
          return seen !== undefined && !isOpenAndReady(seen, nowMs);
        })
        .slice(0, IDS_PER_FILTER);
      const list = await readJobs(reader, openJobsFilter(nowMs, namedIds), signal);
      if (!list.ok) return list;
      const sightings = await sightingsOf(reader, list.value.nodes.values(), signal);
      if (!sightings.ok) return sightings;
      const found = sightings.value;

      const wasNamed = new Set(namedIds);
      const unnamedIds = usableIds.filter((id) => !found.has(id) && !wasNamed.has(id));
      for (const ids of inChunks(unnamedIds, IDS_PER_FILTER)) {
        const more = await readJobs(reader, idsFilter(ids), signal);
        if (!more.ok) return more;
        const read = await sightingsOf(reader, more.value.nodes.values(), signal);
        if (!read.ok) return read;
        for (const [id, sighting] of read.value) found.set(id, sighting);
      }

      const missingIds = usableIds.filter((id) => !found.has(id));
      if (missingIds.length > 0) {
        const judged = await sightMissingJobs(reader, findDeletions, missingIds, trackedIds.length, signal);
        if (!judged.ok) return judged;
        for (const sighting of judged.value) found.set(jobIdOf(sighting), sighting);
      }
      for (const jobId of trackedIds) {
        if (!isJobId(jobId)) found.set(jobId, unusable(jobId));
      }
      lastSeen = new Map(
        usableIds.flatMap((id) => {
          const sighting = found.get(id);
          return sighting === undefined ? [] : [[id, sighting] as const];
        }),
      );
      return success({ sightings: [...found.values()], serverTimeMs: list.value.serverTimeMs });
    },
  };
}

/** Whether the list of open Ready jobs shows the job. A wrong guess costs a request, never a job. */
function isOpenAndReady(sighting: Sighting, nowMs: number): boolean {
  if (sighting.kind !== 'present') return false;
  const { status, startMs, endMs }: Job = sighting.job;
  const isOpen = startMs === null || endMs === null || endMs > nowMs || startMs > nowMs;
  return status === 'Ready' && isOpen;
}

/** An id that cannot be put into a question; see `isJobId`. */
export function unusable(jobId: string): Sighting {
  const { code, message } = unusableJobId();
  return { kind: 'unclear', jobId, code, message };
}
