import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface LogFileOptions {
  readonly folder: string;
  /** Without its ending: older files are called `NAME.1.log`, `NAME.2.log`. */
  readonly name: string;
  /** When the file is put aside for a new one, in bytes. */
  readonly rotateAtBytes: number;
  readonly olderFileCount: number;
}

/** A file of lines that never throws: what cannot be written is dropped and counted. */
export interface LogFile {
  /** Writes at once, so that the last line before a crash is there. */
  write(line: string): void;
  readonly droppedLineCount: number;
  close(): void;
}

/** Opens the file with the first line, and again after every failure. */
export function createLogFile({ folder, name, rotateAtBytes, olderFileCount }: LogFileOptions): LogFile {
  const current = join(folder, `${name}.log`);
  let handle: number | null = null;
  let sizeBytes = 0;
  let droppedLineCount = 0;
  let isLineCut = false;
  let isClosed = false;

  function openFile(): number {
    if (handle === null) {
      handle = openSync(current, 'a', 0o600);
      sizeBytes = fstatSync(handle).size;
    }
    return handle;
  }

  function closeFile(): void {
    const opened = handle;
    handle = null;
    if (opened !== null) closeSync(opened);
  }

  function rotate(): void {
    closeFile();
    for (let number = olderFileCount; number >= 1; number -= 1) {
      const source = number === 1 ? current : join(folder, `${name}.${String(number - 1)}.log`);
      renameIfThere(source, join(folder, `${name}.${String(number)}.log`));
    }
  }

  function writeAll(line: string): void {
    let file = openFile();
    if (sizeBytes > 0 && sizeBytes + Buffer.byteLength(line) > rotateAtBytes) {
      rotate();
      file = openFile();
    }
    let rest = Buffer.from(isLineCut ? `\n${line}` : line);
    isLineCut = false;
    while (rest.length > 0) {
      const written = writeSync(file, rest);
      isLineCut = written < rest.length;
      sizeBytes += written;
      rest = rest.subarray(written);
    }
  }

  return {
    write(line) {
      if (isClosed) {
        droppedLineCount += 1;
        return;
      }
      try {
        writeAll(line);
      } catch {
        droppedLineCount += 1;
        try {
          closeFile();
        } catch {
          // The next line opens the file anew.
        }
      }
    },
    get droppedLineCount() {
      return droppedLineCount;
    },
    close() {
      isClosed = true;
      try {
        closeFile();
      } catch {
        // Nothing is left to be done with it.
      }
    },
  };
}

function renameIfThere(source: string, target: string): void {
  try {
    renameSync(source, target);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
