import type { GraphQLSchema } from 'graphql';
import { columnsOf } from './columns.ts';
import { compileFilter, compileOrder } from './eql-filter.ts';
import type { Filter } from './eql-filter.ts';
import type { SkeduloOffice } from './office.ts';
import { QueryError } from './query-error.ts';
import type { Row } from './rows.ts';
import type { ListedObject } from './schema.ts';
import type { SimulatedTenant } from './tenant.ts';

export type Arguments = Readonly<Record<string, unknown>>;

export const TOO_LARGE = 'query_complexity_limit_exceeded';
const DEFAULT_LIMIT = 200;
const MOST_CHILDREN = 2_000;
const SILENT_CHILD_CAP = 20;
const SALESFORCE_MOST_ROWS = 2_000;
const KEPT_FILTERS = 50;

/** Filters, orders and pages lists of records as Skedulo does. */
export interface Lists {
  /** A list with pages at the top of a query. */
  connection(object: ListedObject, args: Arguments): Row;
  /** A child list, such as a job's Attendees. `isUnderLimit`: the list above has a `limit`. */
  children(
    object: ListedObject,
    rows: readonly Row[],
    args: Arguments,
    isUnderLimit: boolean,
  ): readonly Row[];
}

/** Makes the lists of one office. Compiled filters and the order of all jobs are kept, for speed. */
export function createLists(schema: GraphQLSchema, office: SkeduloOffice, tenant: SimulatedTenant): Lists {
  const filters = new Map<string, Filter>();
  const sorted = new Map<string, { revision: number; rows: readonly Row[] }>();

  const filterOf = (object: ListedObject, text: string): Filter => {
    const key = `${object}\n${text}`;
    const kept = filters.get(key);
    if (kept !== undefined) return kept;
    const filter = compileFilter(text, columnsOf(schema, office, object));
    filters.set(key, filter);
    const [oldest] = filters.keys();
    if (filters.size > KEPT_FILTERS && oldest !== undefined) filters.delete(oldest);
    return filter;
  };
  // What an order leaves open comes now this way and now that: only one that names the UID is the same on every page.
  let isTurned = false;
  const turned = (rows: Row[], orderBy: unknown): Row[] => {
    if (typeof orderBy === 'string' && /\bUID\b/.test(orderBy)) return rows;
    isTurned = !isTurned;
    return isTurned ? rows.toReversed() : rows;
  };
  const select = (object: ListedObject, rows: readonly Row[], filter: unknown, orderBy: unknown): Row[] => {
    const matching =
      typeof filter === 'string' && filter !== '' ? rows.filter(filterOf(object, filter).test) : [...rows];
    const chosen = turned(matching, orderBy);
    return typeof orderBy === 'string' && orderBy !== ''
      ? chosen.sort(compileOrder(orderBy, columnsOf(schema, office, object)))
      : chosen;
  };
  const selectJobs = (filter: unknown, orderBy: unknown): Row[] => {
    const compiled = typeof filter === 'string' && filter !== '' ? filterOf('Jobs', filter) : null;
    if (compiled?.ids !== null && compiled?.ids !== undefined) {
      const rows = [...new Set(compiled.ids)].flatMap((id) => office.visibleJob(id) ?? []);
      return select('Jobs', rows, '', orderBy);
    }
    const order = typeof orderBy === 'string' ? orderBy : '';
    const all = sortedJobs(order);
    return compiled === null ? [...all] : all.filter(compiled.test);
  };
  const sortedJobs = (orderBy: string): readonly Row[] => {
    const kept = sorted.get(orderBy);
    if (kept?.revision === office.orderRevision) return kept.rows;
    const visible = [...office.jobs.values()].filter((row) => !office.hiddenJobIds.has(row.UID));
    const rows = select('Jobs', visible, '', orderBy);
    // Only orders that leave nothing open and that no other change can alter are worth keeping.
    if (
      /\bUID\b/.test(orderBy) &&
      /^[\s,]*((Start|UID|Name|CreatedDate)\s+(ASC|DESC)[\s,]*)+$/.test(orderBy)
    ) {
      sorted.set(orderBy, { revision: office.orderRevision, rows });
    }
    return rows;
  };

  return {
    connection(object, args) {
      const size = pageSizeOf(args, tenant);
      const chosen =
        object === 'Jobs'
          ? selectJobs(args.filter, args.orderBy)
          : select(object, rowsOf(office, object), args.filter, args.orderBy);
      const rows = tenant.vendor === 'salesforce' ? chosen.slice(0, SALESFORCE_MOST_ROWS) : chosen;
      const from = startOf(args);
      const page = rows.slice(from, from + size);
      return {
        totalCount: rows.length,
        edges: page.map((node, index) => ({
          cursor: cursorOf(from + index + 1),
          offset: from + index,
          node,
        })),
        pageInfo: {
          hasNextPage: from + page.length < rows.length,
          hasPreviousPage: from > 0,
          startCursor: page.length === 0 ? null : cursorOf(from + 1),
          endCursor: page.length === 0 ? null : cursorOf(from + page.length),
        },
      };
    },
    children(object, rows, args, isUnderLimit) {
      const { limit } = args;
      if (typeof limit === 'number' && (limit < 1 || limit > MOST_CHILDREN)) throw new QueryError(TOO_LARGE);
      const most = typeof limit === 'number' ? limit : isUnderLimit ? SILENT_CHILD_CAP : MOST_CHILDREN;
      const isPlain = args.filter === undefined && args.orderBy === undefined && rows.length <= most;
      return isPlain ? rows : select(object, rows, args.filter, args.orderBy).slice(0, most);
    },
  };
}

function rowsOf(office: SkeduloOffice, object: Exclude<ListedObject, 'Jobs'>): readonly Row[] {
  switch (object) {
    case 'Attendees':
      return [...office.attendees.values()].flat().filter((row) => office.visibleJob(row.JobId) !== null);
    case 'JobAllocations':
      return [...office.allocations.values()].flat().filter((row) => office.visibleJob(row.JobId) !== null);
    case 'Contacts':
      return [...office.contacts.values()].filter((row) => !office.hiddenContactIds.has(row.UID));
  }
}

function pageSizeOf(args: Arguments, tenant: SimulatedTenant): number {
  if (typeof args.first === 'number') return args.first;
  if (typeof args.limit !== 'number') return DEFAULT_LIMIT;
  if (args.limit < 1) throw new QueryError('limit must be positive');
  if (args.limit > tenant.dynamicQueryLimit) throw new QueryError(TOO_LARGE);
  return args.limit;
}

/** Cursors are nothing but row numbers, counted from 1. */
function startOf(args: Arguments): number {
  if (typeof args.after === 'string') {
    const row = Number(Buffer.from(args.after, 'base64').toString('utf8'));
    if (!Number.isInteger(row) || row < 0) throw new QueryError('Invalid cursor');
    return row;
  }
  return typeof args.offset === 'number' ? args.offset : 0;
}

function cursorOf(row: number): string {
  return Buffer.from(String(row)).toString('base64');
}
