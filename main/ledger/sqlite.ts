import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { Kysely, SqliteDialect, sql } from 'kysely';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { LedgerDialect } from './migration.ts';
import type { LedgerTables } from './schema.ts';

/** Marks a file as a ReadyMeet ledger (`PRAGMA application_id`): `RdyM` in ASCII. */
export const APPLICATION_ID = 0x5264794d;

/** Statements kept ready; queries differ mainly by how many ids they ask for. */
const KEPT_STATEMENTS = 100;

export interface SqliteConnection {
  /** For pragmas; everything else goes through the query builder. */
  readonly database: DatabaseSync;
  readonly db: Kysely<LedgerTables>;
}

/**
 * Opens a file and keeps it for this connection alone until it is closed; the operating system lifts the lock when the
 * process dies. Durable: `synchronous=FULL` (https://www.sqlite.org/pragma.html#pragma_synchronous). Throws SQLite's
 * errors. Exclusive locking also does without shared memory: https://www.sqlite.org/wal.html#noshm
 */
export function connectSqlite(path: string, busyTimeoutMs: number): SqliteConnection {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
  try {
    database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;');
  } catch (error) {
    // A broken file shows as early as here; left open, it would stay locked.
    database.close();
    throw error;
  }
  const db = new Kysely<LedgerTables>({ dialect: new SqliteDialect({ database: adapt(database) }) });
  return { database, db };
}

/** Marks a new file as ours and makes it write ahead (the mode stays with the file). */
export function prepareNewFile(database: DatabaseSync): void {
  database.exec(`PRAGMA application_id=${String(APPLICATION_ID)}; PRAGMA journal_mode=WAL;`);
}

/** Moves everything from the write-ahead log into the file itself. */
export function foldLog(database: DatabaseSync): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE);');
}

/** Makes sure that an opened file writes ahead: a copy put back by hand may have lost the mode. */
export function writeAhead(database: DatabaseSync): void {
  database.exec('PRAGMA journal_mode=WAL;');
}

/** Whether SQLite finds the file's structure sound. */
export function isSound(database: DatabaseSync): boolean {
  const rows = database.prepare('PRAGMA quick_check(1)').all();
  return rows.length === 1 && rows[0]?.['quick_check'] === 'ok';
}

/** Takes a lock that a killed process cannot leave behind. Throws SQLITE_BUSY when another connection has it. */
export function lockForever(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // The change stays in memory, never committed; on a read-only file it fails, where BEGIN alone would be silent.
    database.exec('PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE; PRAGMA user_version=1;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** How SQLite does what SQL does not settle. */
export const sqliteDialect: LedgerDialect = {
  addNumberedKey: (table, column) =>
    table.addColumn(column, 'integer', (builder) => builder.primaryKey().autoIncrement()),
  async makeAppendOnly(db, table) {
    for (const event of ['update', 'delete'] as const) {
      await sql`create trigger ${sql.id(`${table}_no_${event}`)} before ${sql.raw(event)} on ${sql.table(table)}
        begin select raise(abort, ${sql.lit(`${table} is append-only`)}); end`.execute(db);
    }
  },
  async readVersion(db) {
    const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
    return rows[0]?.user_version ?? 0;
  },
  async writeVersion(db, version) {
    await sql`pragma user_version = ${sql.lit(version)}`.execute(db);
  },
};

/** Dresses Node's own SQLite as the one Kysely knows, keeping prepared statements. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      database.close();
    },
    prepare(text) {
      // SQLite has already rolled back by itself when the disk is full; asking again would hide the real error.
      if (text === 'rollback' && !database.isTransaction) return NOTHING_TO_ROLL_BACK;
      const kept = statements.get(text);
      const statement = kept ?? adaptStatement(database.prepare(text));
      if (kept !== undefined) statements.delete(text);
      statements.set(text, statement);
      for (const oldest of statements.keys()) {
        if (statements.size <= KEPT_STATEMENTS) break;
        statements.delete(oldest);
      }
      return statement;
    },
  };
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqlValue)),
    run: (parameters) => statement.run(...parameters.map(toSqlValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqlValue)),
  };
}

const NOTHING_TO_ROLL_BACK: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  throw new TypeError(`The ledger has no column for a value of type ${typeof value}.`);
}
