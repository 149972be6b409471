import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { unexpectedAnswer } from './failures.ts';
import { idOf } from './job-mapper.ts';

export interface Page {
  readonly nodes: readonly unknown[];
  readonly totalCount: number;
  /** Where the next page begins; null when this is the last. */
  readonly nextCursor: string | null;
  readonly isLast: boolean;
}

export interface Rows {
  /** Rows whose id can be read, each once, in Skedulo's order. */
  readonly byId: ReadonlyMap<string, unknown>;
  /** Rows whose id cannot be read. */
  readonly unidentifiedCount: number;
  readonly totalCount: number;
  /** False when Skedulo stopped before the last row although nothing changed meanwhile. */
  readonly isComplete: boolean;
}

export type ReadPage = (after: string | null) => Promise<Result<Page>>;

const MOST_RESTARTS = 3;

/**
 * Reads all pages of a list. Skedulo's cursors are row numbers, so a row that comes or goes while we read shifts the
 * others: one could be missed. When the total changes or a row comes twice, the reading starts afresh; after three
 * restarts it goes on and keeps each row once. Stops before asking for more than `mostRows`.
 */
export async function readAllPages(readPage: ReadPage, mostRows = Infinity): Promise<Result<Rows>> {
  for (let restarts = 0; ; restarts += 1) {
    const reading = await readOnce(readPage, mostRows, restarts < MOST_RESTARTS);
    if (!reading.ok) return reading;
    if (reading.value !== 'changed') return success(reading.value);
  }
}

async function readOnce(
  readPage: ReadPage,
  mostRows: number,
  mustBeStable: boolean,
): Promise<Result<Rows | 'changed'>> {
  const byId = new Map<string, unknown>();
  let unidentifiedCount = 0;
  let rowCount = 0;
  let totalCount: number | null = null;
  let hasChanged = false;
  let after: string | null = null;
  for (;;) {
    const page: Result<Page> = await readPage(after);
    if (!page.ok) return page;
    const { nodes, nextCursor, isLast } = page.value;
    hasChanged ||= totalCount !== null && totalCount !== page.value.totalCount;
    totalCount = page.value.totalCount;
    rowCount += nodes.length;
    for (const node of nodes) {
      const id = idOf(node);
      if (id === null) unidentifiedCount += 1;
      else if (byId.has(id)) hasChanged = true;
      else byId.set(id, node);
    }
    if (hasChanged && mustBeStable) return success('changed');
    if (isLast || rowCount >= mostRows) {
      return success({
        byId,
        unidentifiedCount,
        totalCount,
        isComplete: hasChanged || (isLast && rowCount >= totalCount),
      });
    }
    if (nodes.length === 0 || nextCursor === null || nextCursor === after) {
      return failed(unexpectedAnswer('a page that leads nowhere'));
    }
    after = nextCursor;
  }
}
