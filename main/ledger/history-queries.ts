import type { Kysely } from 'kysely';
import type { ActionLine } from './history-reader.ts';
import type { LedgerTables } from './schema.ts';

type Db = Kysely<LedgerTables>;

const LINES_A_QUERY = 1_000;

/** The newest lines below a line's number, newest first. */
export function linesBelow(db: Db, belowId: number | null) {
  const newest = db
    .selectFrom('history')
    .select(['id', 'at_ms', 'action'])
    .orderBy('id', 'desc')
    .limit(LINES_A_QUERY);
  return belowId === null ? newest : newest.where('id', '<', belowId);
}

/**
 * Reads backwards by the numbers of the lines, which every database has an index for, until a whole page is older than
 * the instant: a clock that was set back mixes up a few lines, not pages of them.
 */
export async function readActionsSince(db: Db, sinceMs: number): Promise<readonly ActionLine[]> {
  const lines: ActionLine[] = [];
  let belowId: number | null = null;
  for (;;) {
    const rows: readonly { id: number; at_ms: number; action: string }[] = await linesBelow(
      db,
      belowId,
    ).execute();
    const recent = rows.filter((row) => row.at_ms >= sinceMs);
    lines.push(...recent.map((row) => ({ atMs: row.at_ms, action: row.action })));
    const last = rows.at(-1);
    if (last === undefined || rows.length < LINES_A_QUERY || recent.length === 0) return lines;
    belowId = last.id;
  }
}

/** The newest line's tenant. */
export function newestTenant(db: Db) {
  return db.selectFrom('history').select('tenant_id').orderBy('id', 'desc').limit(1);
}
