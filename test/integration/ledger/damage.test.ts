import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { NEWEST_VERSION } from '../../../main/ledger/migrations.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { contains, valueOf } from './contract.ts';
import { createFolders, openIn, tryToOpen } from './folder.ts';
import { sampleChange, sampleRecord } from './samples.ts';

const folders = createFolders();
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await folders.make();
  file = join(folder, 'ledger.sqlite');
});

afterAll(() => folders.removeAll());

async function fillLedger(): Promise<string> {
  const ledger = valueOf(await openIn(folder));
  const changes = Array.from({ length: 60 }, (_, index) => sampleChange(sampleRecord(String(index))));
  for (const result of await Promise.all(changes.map((change) => ledger.commit(change)))) valueOf(result);
  await ledger.close();
  return ledger.reference;
}

/** The rights of files in the folder, each kind once; always private where the system has none. */
async function rightsOf(...names: readonly string[]): Promise<ReadonlySet<number>> {
  if (process.platform === 'win32') return PRIVATE;
  return new Set(
    await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode % 0o1000)),
  );
}

const PRIVATE: ReadonlySet<number> = new Set([0o600]);

async function recordsIn(dataDir: string): Promise<readonly JobRecord[]> {
  const ledger = valueOf(await openIn(dataDir));
  const records = valueOf(await ledger.activeRecords('tenant-1'));
  await ledger.close();
  return records;
}

function runSql(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

async function overwrite(offset: number, length: number): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0xa5, offset, offset + length);
  await writeFile(file, bytes);
}

describe('a ledger that stands', () => {
  it('keeps its reference and its records when it is opened again', async () => {
    const reference = await fillLedger();
    const ledger = valueOf(await openIn(folder));
    const count = valueOf(await ledger.activeRecords('tenant-1')).length;
    await ledger.close();
    expect(ledger.reference).toBe(reference);
    expect(count).toBe(60);
  });

  it('leaves one file and its lock behind, both for their owner only', async () => {
    await fillLedger();
    expect((await readdir(folder)).sort()).toEqual(['ledger.lock', 'ledger.sqlite']);
    expect(await rightsOf('ledger.lock', 'ledger.sqlite')).toEqual(PRIVATE);
  });

  it('is for its owner only again when a copy was put back by hand', async () => {
    await fillLedger();
    await chmod(file, 0o644);
    await chmod(join(folder, 'ledger.lock'), 0o644);
    const ledger = valueOf(await openIn(folder));
    valueOf(await ledger.commit(sampleChange(sampleRecord('1'))));
    expect(await rightsOf('ledger.lock', 'ledger.sqlite', 'ledger.sqlite-wal')).toEqual(PRIVATE);
    // The lock still holds.
    expect(await tryToOpen(folder)).toBe('ledger-in-use');
    await ledger.close();
  });

  it('is brought forward from its first version with everything it holds', async () => {
    await fillLedger();
    const before = await recordsIn(folder);
    runSql(
      'ALTER TABLE jobs DROP COLUMN meeting_asked_provider; ALTER TABLE jobs DROP COLUMN leftovers_json; ALTER TABLE jobs DROP COLUMN meeting_checked_at_ms; PRAGMA user_version=1',
    );
    expect(await recordsIn(folder)).toEqual(before);
    expect(before).toHaveLength(60);
  });

  it('throws away what was left of an unfinished one, and opens', async () => {
    await writeFile(`${file}.new`, 'half');
    await writeFile(`${file}.new-wal`, 'half');
    expect(await tryToOpen(folder)).toBe('opened');
    await writeFile(`${file}.new`, 'half');
    expect(await tryToOpen(folder)).toBe('opened');
    expect((await readdir(folder)).sort()).toEqual(['ledger.lock', 'ledger.sqlite']);
  });

  it('refuses to change or remove lines of the history', async () => {
    await fillLedger();
    expect(() => runSql("UPDATE history SET detail = 'other'")).toThrow('history is append-only');
    expect(() => runSql('DELETE FROM history')).toThrow('history is append-only');
  });

  it('is made in a folder that does not exist yet', async () => {
    expect(await tryToOpen(join(folder, 'deep', 'down'))).toBe('opened');
  });

  it('is opened from a copy put back by hand', async () => {
    const reference = await fillLedger();
    const restored = await folders.make();
    await copyFile(file, join(restored, 'ledger.sqlite'));
    const ledger = valueOf(await openIn(restored));
    await ledger.close();
    expect(ledger.reference).toBe(reference);
  });
});

describe('a ledger that cannot be trusted', () => {
  it.each<readonly [string, () => Promise<unknown> | void]>([
    ['emptied', () => truncate(file, 0)],
    ['not a database', () => writeFile(file, 'Dear diary, '.repeat(500))],
    ['shorter than a header', () => truncate(file, 60)],
    ['cut short', async () => truncate(file, (await stat(file)).size - 4_096)],
    ['cut in the middle of a page', async () => truncate(file, (await stat(file)).size - 1_000)],
    ['overwritten in part', async () => overwrite(8_192, 30_000)],
    ['the database of another program', () => runSql('PRAGMA application_id=1')],
    ['without a version', () => runSql('PRAGMA user_version=0')],
    ['without a table', () => runSql('DROP TABLE invitations')],
    ['without a column', () => runSql('ALTER TABLE jobs DROP COLUMN meeting_problem')],
    ['without its reference', () => runSql('DELETE FROM meta')],
    [
      'missing beside the log of its last changes',
      async () => {
        await rm(file);
        await writeFile(`${file}-wal`, 'log');
      },
    ],
  ])('is kept as it is when it is %s', async (_, damage) => {
    await fillLedger();
    await damage();
    const before = await readFile(file).catch(() => null);
    const result = await openIn(folder);
    expect(result).toMatchObject({
      ok: false,
      failure: {
        kind: 'local',
        code: 'ledger-damaged',
        isTemporary: false,
        message: contains(file),
        mend: contains('Put back a copy'),
      },
    });
    expect(await readFile(file).catch(() => null)).toEqual(before);
    expect(await tryToOpen(folder)).toBe('ledger-damaged');
  });

  it('is replaced by a copy from a backup as its mend says, also after a crash left a log behind', async () => {
    await fillLedger();
    const backup = await readFile(file);
    const ledger = valueOf(await openIn(folder));
    valueOf(await ledger.commit(sampleChange(sampleRecord('60'))));
    const log = await readFile(`${file}-wal`);
    await ledger.close();
    await writeFile(`${file}-wal`, log);
    await truncate(file, 0);
    expect(await openIn(folder)).toMatchObject({
      failure: { code: 'ledger-damaged', mend: contains('having moved ledger.sqlite-wal out of it') },
    });
    await rename(`${file}-wal`, join(await folders.make(), 'ledger.sqlite-wal'));
    await writeFile(file, backup);
    expect(await recordsIn(folder)).toHaveLength(60);
  });

  it('is left to the newer program that wrote it', async () => {
    await fillLedger();
    runSql(`PRAGMA user_version=${String(NEWEST_VERSION + 1)}; DROP TABLE counters`);
    const before = await readFile(file);
    expect(await openIn(folder)).toMatchObject({
      ok: false,
      failure: { kind: 'local', code: 'ledger-newer', isTemporary: false },
    });
    expect(await readFile(file)).toEqual(before);
  });

  it('names the job whose record cannot be understood, and still gives the others', async () => {
    await fillLedger();
    runSql("UPDATE jobs SET meeting_json = '{' WHERE job_id = '7'");
    const ledger = valueOf(await openIn(folder));
    const all = await ledger.activeRecords('tenant-1');
    const others = await ledger.recordsOf('tenant-1', ['6', '8']);
    await ledger.close();
    expect(all).toMatchObject({
      ok: false,
      failure: { kind: 'local', code: 'ledger-damaged', message: contains('JOB-7') },
    });
    expect(valueOf(others)).toHaveLength(2);
  });

  it('is not looked for where a file stands in the place of the folder', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await tryToOpen(join(folder, 'file', 'data'))).toBe('data-folder-unusable');
    await mkdir(file);
    expect(await tryToOpen(folder)).not.toBe('opened');
  });
});
