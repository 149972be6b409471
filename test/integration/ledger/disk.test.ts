import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describeStorageError } from '../../../main/ledger/failures.ts';
import { activeInvitations, activeJobs, historyOf, jobsOf } from '../../../main/ledger/queries.ts';
import { connectSqlite } from '../../../main/ledger/sqlite.ts';
import { createSqlLedger } from '../../../main/ledger/sql-ledger.ts';
import { contains, valueOf } from './contract.ts';
import { createFolders, openIn, tryToOpen } from './folder.ts';
import { sampleChange, sampleRecord } from './samples.ts';

const folders = createFolders();

afterAll(() => folders.removeAll());

/** A ledger's file with the connection in the test's own hands. */
async function connectToLedger() {
  const folder = await folders.make();
  await valueOf(await openIn(folder)).close();
  const file = join(folder, 'ledger.sqlite');
  const { database, db } = connectSqlite(file, 0);
  const ledger = createSqlLedger({
    db,
    reference: 'ACDEFG',
    describe: (error) => describeStorageError(error, file),
    unreadable: (jobName) => {
      throw new Error(jobName);
    },
  });
  return { database, db, ledger, folder };
}

describe('the ledger on a full disk', () => {
  it('loses nothing, says so, and works again once there is room', async () => {
    const { database, ledger, folder } = await connectToLedger();
    valueOf(await ledger.commit(sampleChange(sampleRecord('before'))));
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() ?? {};
    database.exec(`PRAGMA max_page_count=${String(Number(pages) + 1)}`);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ledger.commit(sampleChange(sampleRecord(`full-${String(index)}`))),
      ),
    );
    const codes = new Set(results.map((result) => (result.ok ? 'done' : result.failure.code)));
    expect(codes).toEqual(new Set(['disk-full']));
    expect(results[0]).toMatchObject({
      failure: {
        kind: 'local',
        isTemporary: true,
        mayHaveHappened: false,
        message: contains(folder),
      },
    });
    expect(valueOf(await ledger.activeRecords('tenant-1')).map((record) => record.jobId)).toEqual(['before']);
    database.exec('PRAGMA max_page_count=1000000');
    valueOf(await ledger.commit(sampleChange(sampleRecord('full-0'))));
    await ledger.close();

    const reopened = valueOf(await openIn(folder));
    const found = valueOf(await reopened.recordsOf('tenant-1', ['before', 'full-0', 'full-1']));
    await reopened.close();
    expect(found.map((record) => record.jobId)).toEqual(['before', 'full-0']);
  });
});

describe('the ledger in a folder that may not be written', () => {
  /** The superuser writes anywhere, so the test steps down for as long as it takes. */
  async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
    if (process.geteuid?.() !== 0 || process.seteuid === undefined) return work();
    process.seteuid(65_534);
    try {
      return await work();
    } finally {
      process.seteuid(0);
    }
  }

  it.skipIf(process.platform === 'win32')('says so, with and without a ledger in it', async () => {
    const folder = await folders.make();
    await chmod(folder, 0o555);
    expect(await asOrdinaryUser(() => tryToOpen(folder))).toBe('data-folder-read-only');
    await chmod(folder, 0o755);
    await valueOf(await openIn(folder)).close();
    await chmod(folder, 0o555);
    expect(await asOrdinaryUser(() => tryToOpen(folder))).toBe('data-folder-read-only');
    expect(await asOrdinaryUser(() => tryToOpen(join(folder, 'inside')))).toBe('data-folder-read-only');
    await chmod(folder, 0o755);
    expect(await tryToOpen(folder)).toBe('opened');
  });
});

describe('the cost of reading', () => {
  it('is in proportion to what is looked after, not to what was done before', async () => {
    const { database, db, ledger } = await connectToLedger();
    const planOf = (query: { compile(): { sql: string; parameters: readonly unknown[] } }): string =>
      database
        .prepare(`EXPLAIN QUERY PLAN ${query.compile().sql}`)
        .all(...query.compile().parameters.map(String))
        .map((row) => String(row['detail']))
        .join('\n');
    const plans = {
      jobs: planOf(activeJobs(db, 't')),
      invitations: planOf(activeInvitations(db, 't')),
      byId: planOf(jobsOf(db, 't', ['1', '2'])),
      history: planOf(historyOf(db, 't', '1', 5)),
    };
    await ledger.close();
    expect(plans.jobs).toContain('SEARCH jobs USING INDEX jobs_active (tenant_id=?)');
    expect(plans.invitations).toMatch(/SEARCH jobs USING (COVERING )?INDEX jobs_active \(tenant_id=\?\)/);
    expect(plans.invitations).toMatch(/SEARCH invitations USING INDEX \S+ \(tenant_id=\? AND job_id=\?\)/);
    expect(plans.byId).toMatch(/SEARCH jobs USING INDEX \S+ \(tenant_id=\? AND job_id=\?\)/);
    expect(plans.history).toContain('SEARCH history USING INDEX history_by_job (tenant_id=? AND job_id=?)');
    expect(Object.values(plans).join('\n')).not.toContain('SCAN');
  });

  it('counts what other tenants have left without reading everything', async () => {
    const { database, ledger } = await connectToLedger();
    const plan = database
      .prepare("EXPLAIN QUERY PLAN SELECT count(*) FROM jobs WHERE is_active = 1 AND tenant_id <> 't'")
      .all();
    await ledger.close();
    expect(String(plan[0]?.['detail'])).toContain('INDEX jobs_active');
  });

  it('takes one query for the invitations of a whole chunk of jobs', async () => {
    const { database, ledger } = await connectToLedger();
    for (const id of ['1', '2', '3']) valueOf(await ledger.commit(sampleChange(sampleRecord(id))));
    const asked: string[] = [];
    const prepare = database.prepare.bind(database);
    database.prepare = (text) => {
      asked.push(text);
      return prepare(text);
    };
    expect(valueOf(await ledger.recordsOf('tenant-1', ['1', '2', '3']))).toHaveLength(3);
    await ledger.close();
    expect(asked.filter((text) => text.startsWith('select'))).toHaveLength(2);
  });
});
