import { join } from 'node:path';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, Ledger, Random } from '../sync/ports.ts';
import { damagedFailure, describeStorageError, newerFailure, unreadableRecordFailure } from './failures.ts';
import {
  discardUnfinished,
  inspectFile,
  keepLedgerPrivate,
  lockFolder,
  prepareFolder,
  putInPlace,
  unfinishedFileOf,
} from './ledger-file.ts';
import type { HistoryReader } from './history-reader.ts';
import { migrate } from './migration.ts';
import { MIGRATIONS, NEWEST_VERSION } from './migrations.ts';
import { drawReference } from './reference.ts';
import { EXPECTED_COLUMNS } from './schema.ts';
import { connectSqlite, isSound, prepareNewFile, sqliteDialect, writeAhead } from './sqlite.ts';
import type { SqliteConnection } from './sqlite.ts';
import { createSqlLedger } from './sql-ledger.ts';

export interface OpenLedgerOptions {
  /** The folder of the ledger; made where it is missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly random: Random;
}

const BUSY_TIMEOUT_MS = 1_000;

/**
 * Opens the ledger of a data folder, or builds it where none stands, and keeps the folder to this process until the
 * ledger is closed. Failures are `local`: `ledger-in-use`, `ledger-damaged`, `ledger-newer`, `data-folder-read-only`,
 * `data-folder-unusable`, `disk-full`, `disk-error`. A file that cannot be used is never replaced.
 */
export async function openLedger(options: OpenLedgerOptions): Promise<Result<Ledger & HistoryReader>> {
  const file = join(options.dataDir, 'ledger.sqlite');
  const folder = await prepareFolder(file);
  if (!folder.ok) return folder;
  const lock = await lockFolder(file, options.clock);
  if (!lock.ok) return lock;
  const opened = await openFile(file, options);
  if (!opened.ok) {
    lock.value.close();
    return opened;
  }
  let closing: Promise<void> | null = null;
  return success({
    ...opened.value,
    close() {
      closing ??= opened.value.close().finally(() => {
        lock.value.close();
      });
      return closing;
    },
  });
}

async function openFile(file: string, options: OpenLedgerOptions): Promise<Result<Ledger & HistoryReader>> {
  const found = await inspectFile(file);
  if (!found.ok) return found;
  try {
    await discardUnfinished(file);
    if (found.value === 'absent') await buildFile(file, options);
    else await keepLedgerPrivate(file);
  } catch (error) {
    // Best effort: where the disk is full, the unfinished file takes room that is missing elsewhere.
    await discardUnfinished(file).catch(() => undefined);
    return failed(describeStorageError(error, file));
  }
  return connectToFile(file);
}

/** Builds a new ledger under another name, so that a kill at any moment leaves either none or a whole one. */
async function buildFile(file: string, { clock, random }: OpenLedgerOptions): Promise<void> {
  const { database, db } = connectSqlite(unfinishedFileOf(file), BUSY_TIMEOUT_MS);
  try {
    prepareNewFile(database);
    await migrate(db, sqliteDialect, MIGRATIONS);
    await db
      .insertInto('meta')
      .values([
        { name: 'reference', value: drawReference(random) },
        { name: 'created_at_ms', value: String(clock.nowMs()) },
      ])
      .execute();
    await putInPlace(database, file);
  } finally {
    if (database.isOpen) database.close();
  }
}

async function connectToFile(file: string): Promise<Result<Ledger & HistoryReader>> {
  let connection: SqliteConnection | null = null;
  try {
    connection = connectSqlite(file, BUSY_TIMEOUT_MS);
    const checked = await checkFile(connection, file);
    if (checked.ok) {
      return success(
        createSqlLedger({
          db: connection.db,
          reference: checked.value,
          describe: (error) => describeStorageError(error, file),
          unreadable: (jobName) => unreadableRecordFailure(file, jobName),
        }),
      );
    }
    connection.database.close();
    return checked;
  } catch (error) {
    if (connection?.database.isOpen === true) connection.database.close();
    return failed(describeStorageError(error, file));
  }
}

/** Brings the file to the newest version, after making sure that it is whole. Returns the ledger's reference. */
async function checkFile({ database, db }: SqliteConnection, file: string): Promise<Result<string>> {
  const version = await sqliteDialect.readVersion(db);
  if (version > NEWEST_VERSION) return failed(newerFailure(file, version, NEWEST_VERSION));
  if (!isSound(database)) return failed(damagedFailure(file, 'its structure is broken.'));
  if (version < 1) return failed(damagedFailure(file, 'it has no version.'));
  writeAhead(database);
  await migrate(db, sqliteDialect, MIGRATIONS);
  const missing = await findMissing(db);
  if (missing !== null) return failed(damagedFailure(file, `its part "${missing}" is missing.`));
  const row = await db.selectFrom('meta').select('value').where('name', '=', 'reference').executeTakeFirst();
  if (row === undefined) return failed(damagedFailure(file, 'its reference is missing.'));
  return success(row.value);
}

async function findMissing(db: SqliteConnection['db']): Promise<string | null> {
  const tables = await db.introspection.getTables();
  for (const [name, columns] of Object.entries(EXPECTED_COLUMNS)) {
    const table = tables.find((candidate) => candidate.name === name);
    if (table === undefined) return name;
    const present = new Set(table.columns.map((column) => column.name));
    const missing = columns.find((column) => !present.has(column));
    if (missing !== undefined) return `${name}.${missing}`;
  }
  return null;
}
