import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { connectSqlite } from '../../../main/ledger/sqlite.ts';
import { valueOf } from './contract.ts';
import { createFolders, openIn } from './folder.ts';

const folders = createFolders();
afterAll(() => folders.removeAll());

/* What only a power failure or a fault of ours would show: no test can cut the power. */

it('waits for the disk with every commit, writes ahead, and keeps rows that belong together together', async () => {
  const folder = await folders.make();
  await valueOf(await openIn(folder)).close();
  const { database } = connectSqlite(join(folder, 'ledger.sqlite'), 0);
  const pragma = (name: string): unknown => database.prepare(`PRAGMA ${name}`).get()?.[name];
  // https://www.sqlite.org/pragma.html#pragma_synchronous: 2 is FULL.
  expect({
    synchronous: pragma('synchronous'),
    journal: pragma('journal_mode'),
    locking: pragma('locking_mode'),
  }).toEqual({ synchronous: 2, journal: 'wal', locking: 'exclusive' });
  expect(() => {
    database.exec(
      "INSERT INTO invitations (tenant_id, job_id, address, email, name, invitation_state) VALUES ('t', 'no-such-job', 'a', 'a', 'a', 'waiting')",
    );
  }).toThrow('FOREIGN KEY constraint failed');
  database.close();
});
