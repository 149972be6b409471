import { constants } from 'node:fs';
import { access, chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';
import { damagedFailure, describeStorageError, inUseFailure } from './failures.ts';
import { flushFile, flushFolder } from './flush.ts';
import { APPLICATION_ID, foldLog, lockForever } from './sqlite.ts';

const LOCK_TRIES = 10;
const LOCK_RETRY_MS = 100;

/** Makes the data folder where it is missing and checks that we may write there. `file` is the ledger's path. */
export async function prepareFolder(file: string): Promise<Result<void>> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK | constants.X_OK);
    return success(undefined);
  } catch (error) {
    return failed(describeStorageError(error, file));
  }
}

/**
 * Keeps the folder to this process. A lock file of its own covers the time in which the ledger itself does not stand
 * yet; the system lifts it when the process dies. Waits a second for a predecessor that is about to end.
 */
export async function lockFolder(file: string, clock: Clock): Promise<Result<DatabaseSync>> {
  const lockFile = join(dirname(file), 'ledger.lock');
  for (let tryNumber = 1; ; tryNumber += 1) {
    let lock: DatabaseSync | null = null;
    try {
      lock = lockForever(lockFile);
      await keepPrivate(lockFile);
      return success(lock);
    } catch (error) {
      lock?.close();
      const failure = describeStorageError(error, lockFile);
      if (failure.code !== 'ledger-in-use') return failed(failure);
      if (tryNumber === LOCK_TRIES) return failed(inUseFailure(file));
    }
    await clock.sleep(LOCK_RETRY_MS);
  }
}

/** Offset of the application id, four bytes: https://www.sqlite.org/fileformat.html#application_id */
const APPLICATION_ID_OFFSET = 68;
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

/**
 * Says whether a ledger stands, without letting SQLite near it: SQLite would take an emptied file for a new one and
 * throw the write-ahead log beside it away. To be called under the lock only, since on POSIX systems closing a file
 * drops every lock the process holds on it.
 */
export async function inspectFile(file: string): Promise<Result<'absent' | 'present'>> {
  try {
    const sizeBytes = await sizeOf(file);
    if (sizeBytes === null) {
      return (await sizeOf(`${file}-wal`)) === null
        ? success('absent')
        : failed(
            damagedFailure(file, 'the file is missing, but the log of its last changes is still there.'),
          );
    }
    if (sizeBytes === 0) return failed(damagedFailure(file, 'it has been emptied.'));
    const header = await readHeader(file);
    if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
      return failed(damagedFailure(file, 'it is not a database.'));
    }
    if (header.readUInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID) {
      return failed(damagedFailure(file, 'it is the database of another program.'));
    }
    await access(file, constants.W_OK);
    return success('present');
  } catch (error) {
    return failed(describeStorageError(error, file));
  }
}

/**
 * Keeps a ledger that stands to its owner: a copy put back by hand comes with whatever rights it was given. To be called
 * before the file is opened, since SQLite gives its log the rights of the file.
 */
export async function keepLedgerPrivate(file: string): Promise<void> {
  for (const path of [file, `${file}-wal`]) await keepPrivate(path);
}

/** Takes everybody's rights but the owner's. By name: opening and closing the file would drop SQLite's lock on it. */
async function keepPrivate(path: string): Promise<void> {
  await chmod(path, 0o600).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // EPERM: the file is another user's, who decides who may read it.
    if (code !== 'ENOENT' && code !== 'EPERM') throw error;
  });
}

async function sizeOf(file: string): Promise<number | null> {
  const stats = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return stats?.size ?? null;
}

async function readHeader(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The name under which a new ledger is built. */
export function unfinishedFileOf(file: string): string {
  return `${file}.new`;
}

/** Throws away what a process that was killed while building left behind. */
export async function discardUnfinished(file: string): Promise<void> {
  const unfinished = unfinishedFileOf(file);
  for (const path of [unfinished, `${unfinished}-wal`, `${unfinished}-journal`])
    await rm(path, { force: true });
}

/** Closes the finished new database and gives it its name: from then on, and not before, a ledger stands. */
export async function putInPlace(database: DatabaseSync, file: string): Promise<void> {
  const unfinished = unfinishedFileOf(file);
  foldLog(database);
  database.close();
  await chmod(unfinished, 0o600);
  await flushFile(unfinished);
  await rename(unfinished, file);
  await flushFolder(dirname(file));
}
