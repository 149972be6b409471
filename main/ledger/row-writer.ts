import { sql } from 'kysely';
import type { CompiledQuery, Insertable, Kysely, Transaction } from 'kysely';
import type { LedgerTables } from './schema.ts';

/** Writes rows of one table: new ones are inserted, known ones replaced whole. */
export type RowWriter<Table extends keyof LedgerTables> = (
  transaction: Transaction<LedgerTables>,
  row: Insertable<LedgerTables[Table]>,
) => Promise<void>;

/**
 * Makes a writer that has its SQL put together once, since building it takes longer than running it. `keyColumns` tell
 * which row is replaced; without any, rows are only added.
 */
export function createRowWriter<Table extends keyof LedgerTables>(
  db: Kysely<LedgerTables>,
  table: Table,
  keyColumns: readonly (keyof LedgerTables[Table] & string)[],
): RowWriter<Table> {
  let known: { readonly columns: string; readonly query: CompiledQuery } | null = null;
  return async (transaction, row) => {
    const columns = Object.keys(row);
    if (known?.columns !== columns.join()) {
      known = { columns: columns.join(), query: compile(db, table, columns, keyColumns) };
    }
    await transaction.executeQuery({ ...known.query, parameters: Object.values(row) });
  };
}

function compile(
  db: Kysely<LedgerTables>,
  table: string,
  columns: readonly string[],
  keyColumns: readonly string[],
): CompiledQuery {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const placeholders = sql.join(columns.map(() => null));
  const insert = sql`insert into ${sql.table(table)} (${names}) values (${placeholders})`;
  if (keyColumns.length === 0) return insert.compile(db);
  const keys = sql.join(keyColumns.map((column) => sql.ref(column)));
  const changes = columns
    .filter((column) => !keyColumns.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`${insert} on conflict (${keys}) do update set ${sql.join(changes)}`.compile(db);
}
