import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ConnectionAnswer } from './answers.ts';
import { unexpectedAnswer } from './failures.ts';

export interface Page<T> {
  /** In Skedulo's order; null for a row that cannot be read. */
  readonly rows: readonly (T | null)[];
  readonly totalCount: number;
  /** Where the next page begins; null when this is the last. */
  readonly nextCursor: string | null;
  readonly isLast: boolean;
}

export interface Rows<T> {
  /** Rows that can be read, each once, in Skedulo's order. */
  readonly byId: ReadonlyMap<string, T>;
  /** Rows that cannot be read. */
  readonly unreadableCount: number;
  readonly totalCount: number;
  /** False when Skedulo stopped before the last row although nothing changed meanwhile. */
  readonly isComplete: boolean;
}

export type ReadPage<T> = (after: string | null) => Promise<Result<Page<T>>>;

const MOST_RESTARTS = 3;

/** Turns a page as Skedulo sends it into rows of our own, so that nothing of its text outlives the page. */
export function pageOf<T>(connection: ConnectionAnswer, readRow: (node: unknown) => T | null): Page<T> {
  return {
    rows: connection.edges.map((edge) => readRow(edge.node)),
    totalCount: connection.totalCount,
    nextCursor: connection.pageInfo.endCursor ?? null,
    isLast: !connection.pageInfo.hasNextPage,
  };
}

/**
 * Reads all pages of a list. Skedulo's cursors are row numbers, so a row that comes or goes while we read shifts the
 * others: one could be missed. When the total changes or a row comes twice, the reading starts afresh; after three
 * restarts it goes on and keeps each row once. Stops before asking for more than `mostRows`.
 */
export async function readAllPages<T>(
  readPage: ReadPage<T>,
  idOf: (row: T) => string,
  mostRows = Infinity,
): Promise<Result<Rows<T>>> {
  for (let restarts = 0; ; restarts += 1) {
    const reading = await readOnce(readPage, idOf, mostRows, restarts < MOST_RESTARTS);
    if (!reading.ok) return reading;
    if (reading.value !== 'changed') return success(reading.value);
  }
}

async function readOnce<T>(
  readPage: ReadPage<T>,
  idOf: (row: T) => string,
  mostRows: number,
  mustBeStable: boolean,
): Promise<Result<Rows<T> | 'changed'>> {
  const byId = new Map<string, T>();
  let unreadableCount = 0;
  let rowCount = 0;
  let totalCount: number | null = null;
  let hasChanged = false;
  let after: string | null = null;
  for (;;) {
    const page: Result<Page<T>> = await readPage(after);
    if (!page.ok) return page;
    const { rows, nextCursor, isLast } = page.value;
    hasChanged ||= totalCount !== null && totalCount !== page.value.totalCount;
    totalCount = page.value.totalCount;
    rowCount += rows.length;
    for (const row of rows) {
      if (row === null) unreadableCount += 1;
      else if (byId.has(idOf(row))) hasChanged = true;
      else byId.set(idOf(row), row);
    }
    if (hasChanged && mustBeStable) return success('changed');
    if (isLast || rowCount >= mostRows) {
      return success({
        byId,
        unreadableCount,
        totalCount,
        isComplete: hasChanged || (isLast && rowCount >= totalCount),
      });
    }
    if (rows.length === 0 || nextCursor === null || nextCursor === after) {
      return failed(unexpectedAnswer('a page that leads nowhere'));
    }
    after = nextCursor;
  }
}
