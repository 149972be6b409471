import type { Exchange } from '../http/http-client.ts';
import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import type { JobSource, Tenant } from '../sync/ports.ts';
import { jobIdOf } from '../sync/sighting.ts';
import { createSkeduloClient } from './client.ts';
import { findDeletions } from './deletions.ts';
import { idsFilter, isJobId } from './eql.ts';
import { readFieldLengths } from './field-lengths.ts';
import type { FieldLengths } from './field-lengths.ts';
import { sightMissingJobs } from './missing-jobs.ts';
import type { FindDeletions } from './missing-jobs.ts';
import { createObserver, unusable } from './observe.ts';
import { createPageSize } from './page-size.ts';
import { readJobs } from './read-jobs.ts';
import { decideRegion } from './region.ts';
import { createReread } from './reread.ts';
import type { ReadBatch } from './reread.ts';
import type { RowReader } from './row-reader.ts';
import { askWhoami } from './whoami.ts';
import { writeLink } from './write-link.ts';

export interface JobSourceOptions {
  /** The token's own host, as `findRegion` returns it. */
  readonly apiUrl: string;
  readonly token: string;
  /** Whose token it is, where `findRegion` has already asked: `identify` then asks no more. */
  readonly tenant?: Tenant;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly exchange?: Exchange;
  /** How long one answer may take, in milliseconds; 60 seconds unless told. */
  readonly timeoutMs?: number;
  /** How long a reread waits for others to share its request, in milliseconds; 5 unless told. */
  readonly coalesceMs?: number;
  /** Rows of the first page; Skedulo's promised 200 unless told. */
  readonly pageSize?: number;
}

export interface SkeduloJobSource extends JobSource {
  /** How many requests have been sent. */
  readonly requestCount: number;
}

const COALESCE_MS = 5;

/** The jobs of one Skedulo tenant over GraphQL. Holds no connection: there is nothing to close. */
export function createJobSource(options: JobSourceOptions): SkeduloJobSource {
  const { apiUrl, token, now } = options;
  const client = createSkeduloClient({
    apiUrl,
    token,
    now,
    exchange: options.exchange,
    timeoutMs: options.timeoutMs,
  });
  let tenant: Tenant | null = options.tenant ?? null;
  let lengths: FieldLengths = new Map();
  const vendor = (): string | null => tenant?.vendor ?? null;
  const reader: RowReader = { client, pageSize: createPageSize(options.pageSize), vendor };
  const findJobDeletions: FindDeletions = (jobIds, signal) =>
    findDeletions(client, vendor(), jobIds, token, now(), signal);
  const observer = createObserver(reader, findJobDeletions);
  const reread = createReread(batchReader(reader, findJobDeletions), options.coalesceMs ?? COALESCE_MS);
  return {
    get requestCount() {
      return client.requestCount;
    },
    async identify(signal) {
      const identified: Result<Tenant> =
        options.tenant === undefined
          ? decideRegion([await askWhoami(client, { apiUrl, token, nowMs: now() }, signal)])
          : success(options.tenant);
      if (!identified.ok) return identified;
      tenant = identified.value;
      lengths = await readFieldLengths(client, signal);
      return identified;
    },
    observe: (trackedJobIds, nowMs, signal, known) => observer.observe(trackedJobIds, nowMs, signal, known),
    reread: (jobId, signal) =>
      isJobId(jobId) ? reread(jobId, signal) : Promise.resolve(success(unusable(jobId))),
    writeLink: (jobId, link, signal) => writeLink(client, lengths, jobId, link, signal),
  };
}

/** Reads a batch of jobs by id, whatever their status, and judges those that are not shown. */
function batchReader(reader: RowReader, findJobDeletions: FindDeletions): ReadBatch {
  return async (jobIds, signal): Promise<Result<ReadonlyMap<string, Sighting>>> => {
    const read = await readJobs(reader, idsFilter(jobIds), signal);
    if (!read.ok) return read;
    const sightings = new Map(read.value.sightings);
    const missingIds = jobIds.filter((id) => !sightings.has(id));
    if (missingIds.length === 0) return success(sightings);
    const judged = await sightMissingJobs(reader, findJobDeletions, missingIds, jobIds.length, signal);
    if (!judged.ok) return judged;
    for (const sighting of judged.value) sightings.set(jobIdOf(sighting), sighting);
    return success(sightings);
  };
}
