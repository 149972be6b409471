import { isDeepStrictEqual } from 'node:util';
import { failed, remoteFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import type { KnownSighting } from '../sync/ports.ts';
import { jobIdOf } from '../sync/sighting.ts';
import { jobsPageAnswer } from './answers.ts';
import { withAllAttendees } from './attendees.ts';
import { startingFrom } from './eql.ts';
import { unexpectedAnswer } from './failures.ts';
import { sightingOf } from './job-mapper.ts';
import { pageOf, readAllPages } from './paging.ts';
import type { Page, Rows } from './paging.ts';
import { jobsDocument } from './queries.ts';
import type { RowReader } from './row-reader.ts';

/** A Salesforce tenant gives at most this many rows for one question, over all its pages. */
const SALESFORCE_MOST_ROWS = 2_000;
/** Unique order, so that row numbers mean something. */
const ORDER = 'Start ASC, UID ASC';
/** Far more than any office has; keeps a server that answers nonsense from holding us for ever. */
const MOST_WINDOWS = 100;

export interface ReadJobs {
  /** By job id; a job without a readable id is left out. */
  readonly sightings: ReadonlyMap<string, Sighting>;
  /** The HTTP `Date` of the last answer, milliseconds since 1970, UTC. */
  readonly serverTimeMs: number | null;
}

/**
 * Reads every job that matches the filter with all its attendees, however many pages and questions that takes. Each
 * page becomes sightings as it arrives: kept as they came, the rows of ten thousand jobs would fill the memory. So would
 * a second copy of what is `known` and has not changed.
 */
export async function readJobs(
  reader: RowReader,
  filter: string,
  signal: AbortSignal,
  known: KnownSighting = () => undefined,
): Promise<Result<ReadJobs>> {
  let serverTimeMs: number | null = null;
  const read = (part: string): Promise<Result<Rows<Sighting>>> =>
    readAllPages(
      async (after) => {
        const page = await readJobsPage(reader, part, after, signal, known);
        if (!page.ok) return page;
        serverTimeMs = page.value.serverTimeMs ?? serverTimeMs;
        return page;
      },
      jobIdOf,
      reader.vendor() === 'salesforce' ? SALESFORCE_MOST_ROWS : Infinity,
    );
  const listed = await readAllWindows(reader, filter, read);
  if (!listed.ok) return listed;
  // Only now: a question between two pages would give the list more time to shift.
  const sightings = await withAllAttendees(reader, listed.value, signal);
  return sightings.ok ? success({ sightings: sightings.value, serverTimeMs }) : sightings;
}

/** One question where its answer is whole; else goes on by start. */
async function readAllWindows(
  reader: RowReader,
  filter: string,
  read: (filter: string) => Promise<Result<Rows<Sighting>>>,
): Promise<Result<ReadonlyMap<string, Sighting>>> {
  const whole = await read(filter);
  if (!whole.ok) return whole;
  return wasCut(reader, whole.value)
    ? readByStart(reader, filter, whole.value, read)
    : success(whole.value.byId);
}

/** Goes on behind the last start that was read, window by window, and reads jobs without a start separately. */
async function readByStart(
  reader: RowReader,
  filter: string,
  first: Rows<Sighting>,
  read: (filter: string) => Promise<Result<Rows<Sighting>>>,
): Promise<Result<ReadonlyMap<string, Sighting>>> {
  const sightings = new Map(first.byId);
  let window = first;
  let fromMs = Number.NEGATIVE_INFINITY;
  for (let count = 0; wasCut(reader, window); count += 1) {
    const lastMs = latestStartMs(window);
    if (lastMs === null || lastMs <= fromMs || count >= MOST_WINDOWS) return failed(tooManyJobs());
    fromMs = lastMs;
    const next = await read(startingFrom(filter, fromMs));
    if (!next.ok) return next;
    window = next.value;
    for (const [id, sighting] of window.byId) sightings.set(id, sighting);
  }
  const withoutStart = await read(startingFrom(filter, null));
  if (!withoutStart.ok) return withoutStart;
  if (wasCut(reader, withoutStart.value)) return failed(tooManyJobs());
  for (const [id, sighting] of withoutStart.value.byId) sightings.set(id, sighting);
  return success(sightings);
}

/** The total itself may stop at the limit, so a list of that length is never taken for the whole. */
function wasCut(reader: RowReader, rows: Rows<Sighting>): boolean {
  return reader.vendor() !== 'skedulo' && Math.max(rows.totalCount, rows.byId.size) >= SALESFORCE_MOST_ROWS;
}

function latestStartMs(rows: Rows<Sighting>): number | null {
  let latest: number | null = null;
  for (const sighting of rows.byId.values()) {
    const startMs = sighting.kind === 'present' ? sighting.job.startMs : null;
    if (startMs !== null && (latest === null || startMs > latest)) latest = startMs;
  }
  return latest;
}

function tooManyJobs(): ReturnType<typeof remoteFailure> {
  return remoteFailure({
    party: 'skedulo',
    code: 'too-many-jobs',
    message:
      'Skedulo does not give ReadyMeet all the jobs that are Ready: too many start at the same moment.',
    mend: 'Look for jobs in Skedulo that were made Ready by mistake.',
    isTemporary: true,
    scope: 'party',
  });
}

/** The value that is in memory already, where the job has not changed. */
function onceOnly(sighting: Sighting | null, known: KnownSighting): Sighting | null {
  if (sighting === null) return null;
  const before = known(jobIdOf(sighting));
  return before !== undefined && isDeepStrictEqual(before, sighting) ? before : sighting;
}

async function readJobsPage(
  reader: RowReader,
  filter: string,
  after: string | null,
  signal: AbortSignal,
  known: KnownSighting,
): Promise<Result<Page<Sighting> & { readonly serverTimeMs: number | null }>> {
  const answer = await reader.client.graphql(
    {
      operationName: 'ReadJobs',
      document: jobsDocument(reader.pageSize.current()),
      variables: { filter, orderBy: ORDER, ...(after === null ? {} : { after }) },
      isWrite: false,
    },
    signal,
  );
  if (!answer.ok) {
    if (answer.failure.code === 'query-too-large' && reader.pageSize.fallBack()) {
      return readJobsPage(reader, filter, after, signal, known);
    }
    return answer;
  }
  reader.pageSize.adopt(answer.value.headers);
  const parsed = jobsPageAnswer.safeParse(answer.value.data);
  if (!parsed.success) return failed(unexpectedAnswer('a page of jobs'));
  const dateMs = Date.parse(answer.value.headers.get('date') ?? '');
  return success({
    ...pageOf(parsed.data.jobs, (node) => onceOnly(sightingOf(node), known)),
    serverTimeMs: Number.isNaN(dateMs) ? null : dateMs,
  });
}
