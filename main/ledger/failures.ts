import { basename, dirname } from 'node:path';
import { bugFailure, localFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';

const NO_REPLACEMENT =
  'ReadyMeet keeps the file as it is and starts no new one, because a new one would repeat every meeting.';

/** The file is there but cannot be trusted. `finding` says what was found, as the end of a sentence. */
export function damagedFailure(file: string, finding: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'ledger-damaged',
    message: `The ledger ${file} is damaged: ${finding} ${NO_REPLACEMENT}`,
    // SQLite would work what is left in the log into the copy: https://www.sqlite.org/howtocorrupt.html#_mispairing
    mend: `Put back a copy of ${basename(file)} from a backup of the folder ${dirname(file)}, having moved ${basename(file)}-wal out of it where there is one; or ask whoever looks after ReadyMeet.`,
    isTemporary: false,
  });
}

/** The record of one job cannot be read, though the file can. */
export function unreadableRecordFailure(file: string, jobName: string): Failure {
  return damagedFailure(file, `what it holds about ${jobName} cannot be understood.`);
}

/** The file was written by a later version of the program. */
export function newerFailure(file: string, foundVersion: number, knownVersion: number): Failure {
  return localFailure({
    party: 'ledger',
    code: 'ledger-newer',
    message: `The ledger ${file} was written by a newer ReadyMeet (its version is ${String(foundVersion)}, this program knows ${String(knownVersion)}). The file is kept as it is.`,
    mend: 'Install the newest ReadyMeet on this computer.',
    isTemporary: false,
  });
}

/** Another process has the ledger open. */
export function inUseFailure(file: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'ledger-in-use',
    message: `Another program, most likely a second ReadyMeet, is using the ledger ${file}.`,
    mend: 'Close the other ReadyMeet (it may sit in the tray or run as a service), or give this one a data folder of its own.',
  });
}

/** We may not write where the data belongs. */
export function readOnlyFailure(folder: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'data-folder-read-only',
    message: `ReadyMeet may not write into its data folder ${folder}.`,
    mend: 'Allow the user that runs ReadyMeet to write there (the folder and the files in it), or choose another data folder.',
  });
}

/** The folder cannot be made or used for another reason, named by the system's own code. */
export function unusableFolderFailure(folder: string, systemCode: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'data-folder-unusable',
    message: `The data folder ${folder} cannot be used (${systemCode}).`,
    mend: 'Check that the path is right and that it names a folder on a disk that is connected.',
  });
}

/** No room is left. Nothing that was confirmed is lost. */
export function diskFullFailure(folder: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'disk-full',
    message: `The disk that holds ${folder} is full. Everything recorded so far is kept.`,
    mend: 'Make room on that disk. ReadyMeet goes on by itself.',
  });
}

function diskFailure(file: string, mayHaveHappened: boolean): Failure {
  return localFailure({
    party: 'ledger',
    code: 'disk-error',
    message: `The disk reported an error while ReadyMeet used the ledger ${file}.`,
    mend: 'Check the disk and its connection, then start ReadyMeet again.',
    mayHaveHappened,
  });
}

/** SQLite's primary result codes: https://www.sqlite.org/rescode.html */
const SQLITE = {
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const;

/** Says in plain words what an error thrown by SQLite or the file system means; anything else is a bug. */
export function describeStorageError(error: unknown, file: string): Failure {
  switch (primaryResultCode(error)) {
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
      return inUseFailure(file);
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
      return readOnlyFailure(dirname(file));
    case SQLITE.IOERR:
      return diskFailure(file, true);
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return damagedFailure(file, 'its structure is broken.');
    case SQLITE.FULL:
      return diskFullFailure(dirname(file));
    case null:
      break;
    default:
      return bugFailure('ledger', error);
  }
  const systemCode = systemCodeOf(error);
  switch (systemCode) {
    case null:
      return bugFailure('ledger', error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return readOnlyFailure(dirname(file));
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFullFailure(dirname(file));
    case 'EIO':
      return diskFailure(file, true);
    default:
      return unusableFolderFailure(dirname(file), systemCode);
  }
}

/** The low byte of the extended code that `node:sqlite` gives. */
function primaryResultCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode % 256
    : null;
}

function systemCodeOf(error: unknown): string | null {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
