import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HistoryReader } from '../../../main/ledger/history-reader.ts';
import { openLedger } from '../../../main/ledger/open-ledger.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { Clock, Ledger } from '../../../main/sync/ports.ts';

/** A clock on which waiting takes no time. */
export const hastyClock: Clock = {
  nowMs: () => Date.UTC(2031, 4, 6),
  sleep: () => Promise.resolve(),
};

/** Folders of one test file, removed together. */
export function createFolders(): {
  readonly make: () => Promise<string>;
  readonly removeAll: () => Promise<void>;
} {
  const folders: string[] = [];
  return {
    async make() {
      const folder = await mkdtemp(join(tmpdir(), 'readymeet-ledger-'));
      folders.push(folder);
      return folder;
    },
    async removeAll() {
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
    },
  };
}

export function openIn(dataDir: string): Promise<Result<Ledger & HistoryReader>> {
  return openLedger({ dataDir, clock: hastyClock, random: Math.random });
}

/** The failure code, or `opened` after closing again. */
export async function tryToOpen(dataDir: string): Promise<string> {
  const result = await openIn(dataDir);
  if (!result.ok) return result.failure.code;
  await result.value.close();
  return 'opened';
}
