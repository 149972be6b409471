import { failed, remoteFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { attendeesPageAnswer, jobsPageAnswer } from './answers.ts';
import type { ConnectionAnswer } from './answers.ts';
import type { SkeduloClient } from './client.ts';
import { startingFrom } from './eql.ts';
import { unexpectedAnswer } from './failures.ts';
import { SAFE_LIMIT } from './page-size.ts';
import type { PageSize } from './page-size.ts';
import { readAllPages } from './paging.ts';
import type { Page, Rows } from './paging.ts';
import { attendeesDocument, jobsDocument } from './queries.ts';

/** A Salesforce tenant gives at most this many rows for one question, over all its pages. */
const SALESFORCE_MOST_ROWS = 2_000;
/** Unique order, so that row numbers mean something. */
const ORDER = 'Start ASC, UID ASC';
/** Far more than any office has; keeps a server that answers nonsense from holding us for ever. */
const MOST_WINDOWS = 100;

export interface JobRows {
  /** Raw rows by id. */
  readonly nodes: ReadonlyMap<string, unknown>;
  /** The HTTP `Date` of the last answer, milliseconds since 1970, UTC. */
  readonly serverTimeMs: number | null;
}

export interface RowReader {
  readonly client: SkeduloClient;
  readonly pageSize: PageSize;
  /** `skedulo`, `salesforce`, or null while unknown. */
  readonly vendor: () => string | null;
}

/** Reads every job that matches the filter, however many pages and questions that takes. */
export async function readJobs(
  reader: RowReader,
  filter: string,
  signal: AbortSignal,
): Promise<Result<JobRows>> {
  let serverTimeMs: number | null = null;
  const read = (part: string): Promise<Result<Rows>> =>
    readAllPages(
      async (after) => {
        const page = await readJobsPage(reader, part, after, signal);
        if (!page.ok) return page;
        serverTimeMs = page.value.serverTimeMs ?? serverTimeMs;
        return page;
      },
      reader.vendor() === 'salesforce' ? SALESFORCE_MOST_ROWS : Infinity,
    );
  const whole = await read(filter);
  if (!whole.ok) return whole;
  if (!wasCut(reader, whole.value)) return success({ nodes: whole.value.byId, serverTimeMs });
  const nodes = await readByStart(reader, filter, whole.value, read);
  return nodes.ok ? success({ nodes: nodes.value, serverTimeMs }) : nodes;
}

/** Goes on behind the last start that was read, window by window, and reads jobs without a start separately. */
async function readByStart(
  reader: RowReader,
  filter: string,
  first: Rows,
  read: (filter: string) => Promise<Result<Rows>>,
): Promise<Result<ReadonlyMap<string, unknown>>> {
  const nodes = new Map(first.byId);
  let window = first;
  let fromMs = Number.NEGATIVE_INFINITY;
  for (let count = 0; wasCut(reader, window); count += 1) {
    const lastMs = latestStartMs(window);
    if (lastMs === null || lastMs <= fromMs || count >= MOST_WINDOWS) return failed(tooManyJobs());
    fromMs = lastMs;
    const next = await read(startingFrom(filter, fromMs));
    if (!next.ok) return next;
    window = next.value;
    for (const [id, node] of window.byId) nodes.set(id, node);
  }
  const withoutStart = await read(startingFrom(filter, null));
  if (!withoutStart.ok) return withoutStart;
  if (wasCut(reader, withoutStart.value)) return failed(tooManyJobs());
  for (const [id, node] of withoutStart.value.byId) nodes.set(id, node);
  return success(nodes);
}

/** The total itself may stop at the limit, so a list of that length is never taken for the whole. */
function wasCut(reader: RowReader, rows: Rows): boolean {
  return reader.vendor() !== 'skedulo' && Math.max(rows.totalCount, rows.byId.size) >= SALESFORCE_MOST_ROWS;
}

function latestStartMs(rows: Rows): number | null {
  let latest: number | null = null;
  for (const node of rows.byId.values()) {
    const start = typeof node === 'object' && node !== null && 'Start' in node ? node.Start : null;
    const startMs = typeof start === 'string' ? Date.parse(start) : Number.NaN;
    if (!Number.isNaN(startMs) && (latest === null || startMs > latest)) latest = startMs;
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

async function readJobsPage(
  reader: RowReader,
  filter: string,
  after: string | null,
  signal: AbortSignal,
): Promise<Result<Page & { readonly serverTimeMs: number | null }>> {
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
      return readJobsPage(reader, filter, after, signal);
    }
    return answer;
  }
  reader.pageSize.adopt(answer.value.headers);
  const parsed = jobsPageAnswer.safeParse(answer.value.data);
  if (!parsed.success) return failed(unexpectedAnswer('a page of jobs'));
  const dateMs = Date.parse(answer.value.headers.get('date') ?? '');
  return success({ ...pageOf(parsed.data.jobs), serverTimeMs: Number.isNaN(dateMs) ? null : dateMs });
}

/** Reads all attendees of one job: a job's own list holds at most 2,000 and has no pages. */
export function readAttendees(reader: RowReader, jobId: string, signal: AbortSignal): Promise<Result<Rows>> {
  return readAllPages(async (after) => {
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
    return success(pageOf(parsed.data.attendees));
  });
}

function pageOf(connection: ConnectionAnswer): Page {
  return {
    nodes: connection.edges.map((edge) => edge.node),
    totalCount: connection.totalCount,
    nextCursor: connection.pageInfo.endCursor ?? null,
    isLast: !connection.pageInfo.hasNextPage,
  };
}
