import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { describeStorageError } from '../ledger/failures.ts';
import { flushFolder } from '../ledger/flush.ts';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';

/** Reads a text; null where there is no such file. Fails as files can, with `local`. */
export async function readTextFile(file: string): Promise<Result<string | null>> {
  try {
    // Windows' own editor puts a byte order mark before the text.
    return success((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(null);
    return failed(describeStorageError(error, file));
  }
}

/**
 * Reads a text that holds secrets, and closes it to others first: a copy that was put back may be open to everybody.
 * Null where there is no such file. Fails as files can, with `local`.
 */
export async function readPrivateFile(file: string): Promise<Result<string | null>> {
  try {
    await chmod(file, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(null);
    return failed(describeStorageError(error, file));
  }
  return readTextFile(file);
}

/**
 * Writes a text for its owner only: whole or not at all, and on the disk when it resolves. Makes the folder where it
 * is missing. Fails as files can, with `local`; the earlier text is kept then.
 */
export async function writePrivateFile(file: string, text: string): Promise<Result<void>> {
  const folder = dirname(file);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, text, { mode: 0o600 });
    await flushFolder(folder);
    return success(undefined);
  } catch (error) {
    return failed(describeStorageError(error, file));
  }
}

/** Undefined for what is not JSON: no schema takes that. */
export function parseJsonText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** An instant as a part of a file name, such as `2026-11-22T19-03-26-123Z`. */
export function instantInFileName(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
}
