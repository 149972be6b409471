import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { UnknownRow } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../main/ledger/migration.ts';
import type { LedgerDialect } from '../../../main/ledger/migration.ts';
import { MIGRATIONS, NEWEST_VERSION } from '../../../main/ledger/migrations.ts';
import type { LedgerTables } from '../../../main/ledger/schema.ts';
import { createSqlLedger } from '../../../main/ledger/sql-ledger.ts';
import { bugFailure } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import { sampleChange, sampleInvitation, sampleRecord } from '../../integration/ledger/samples.ts';

/*
 * The ledger of one PC is SQLite; one shared by several may be PostgreSQL. No PostgreSQL is asked here: what the ledger
 * would say to it is looked through for what only SQLite understands.
 */

type SqlLedger = ReturnType<typeof createSqlLedger>;

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** A database that keeps what it is told, does nothing, and answers with the rows it was given. */
function connect(rows: readonly UnknownRow[] = []): {
  db: Kysely<LedgerTables>;
  statements: readonly Statement[];
} {
  const statements: Statement[] = [];
  const db = new Kysely<LedgerTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (ofDb) => new PostgresIntrospector(ofDb),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [
      {
        transformQuery: ({ node }) => node,
        transformResult: () => Promise.resolve({ rows: [...rows] }),
      },
    ],
    log: ({ query: { sql, parameters } }) => {
      statements.push({ sql, parameters });
    },
  });
  return { db, statements };
}

/** What the ledger says for one call, transactions aside. */
async function saidBy<T>(
  rows: readonly UnknownRow[],
  call: (ledger: SqlLedger) => Promise<Result<T>>,
): Promise<readonly Statement[]> {
  const { db, statements } = connect(rows);
  const ledger = createSqlLedger({
    db,
    reference: 'AAAAAA',
    describe: (error) => bugFailure('ledger', error),
    unreadable: (jobName) => bugFailure('ledger', jobName),
  });
  const result = await call(ledger);
  if (!result.ok) throw new Error(result.failure.message);
  return statements;
}

const SQLITE_ONLY =
  /\b(pragma|autoincrement|glob|rowid|insert or|replace into|ifnull|strftime|datetime|julianday|group_concat|json_extract|total_changes|sqlite_\w+|collate nocase)\b|`|\[|==/i;

function expectPortable({ sql, parameters }: Statement): void {
  expect(sql).not.toMatch(SQLITE_ONLY);
  const withoutTexts = sql.replaceAll(/'[^']*'|"[^"]*"/g, '');
  // PostgreSQL counts its parameters; a question mark is an operator there.
  expect(withoutTexts).not.toContain('?');
  const numbers = [...withoutTexts.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  expect(numbers).toEqual(parameters.map((_, index) => index + 1));
}

const record = sampleRecord('1', {
  invitations: new Map(['ann@acme.test', 'bob@acme.test'].map((key) => [key, sampleInvitation(key)])),
});

describe('what the ledger says to PostgreSQL', () => {
  it.each<readonly [string, number, readonly UnknownRow[], (ledger: SqlLedger) => Promise<Result<unknown>>]>([
    ['active records', 2, [], (ledger) => ledger.activeRecords('t')],
    ['records by id', 2, [], (ledger) => ledger.recordsOf('t', ['1', '2', '3'])],
    ['a new or changed record', 4, [], (ledger) => ledger.commit(sampleChange(record))],
    [
      'an invitation that is gone',
      2,
      [],
      (ledger) => ledger.commit({ record, changedAddresses: ['gone@acme.test'], history: [] }),
    ],
    ['a counter', 1, [{ value: 3 }], (ledger) => ledger.addToCounter('zoom', '2026-11-22', 1)],
    ['reading a counter', 1, [], (ledger) => ledger.readCounter('zoom', '2026-11-22')],
    ['the history', 1, [], (ledger) => ledger.history('t', '1', 20)],
    ['what happened since', 1, [], (ledger) => ledger.actionsSince(5)],
    ['the newest tenant', 1, [], (ledger) => ledger.lastTenantId()],
    ['jobs of others', 1, [{ count: 0 }], (ledger) => ledger.activeElsewhere('t')],
  ])('%s', async (_what, count, rows, call) => {
    const statements = await saidBy(rows, call);
    expect(statements).toHaveLength(count);
    for (const statement of statements) expectPortable(statement);
  });

  it('a record in one statement, whether it is there already or not', async () => {
    const [job] = await saidBy([], (ledger) => ledger.commit(sampleChange(record)));
    expect(job?.sql).toMatch(
      /^insert into "jobs" \("tenant_id", "job_id", .*\) values \(\$1, \$2, .*\) on conflict \("tenant_id", "job_id"\) do update set "job_name" = "excluded"\."job_name", /,
    );
    expect(job?.parameters.slice(0, 2)).toEqual(['tenant-1', '1']);
  });

  it('its tables, but for what each database does in its own way', async () => {
    const { db, statements } = connect();
    const versions: number[] = [];
    const dialect: LedgerDialect = {
      addNumberedKey: (table, column) =>
        table.addColumn(column, 'bigint', (builder) => builder.generatedAlwaysAsIdentity().primaryKey()),
      makeAppendOnly: () => Promise.resolve(),
      readVersion: () => Promise.resolve(0),
      writeVersion: (_db, version) => {
        versions.push(version);
        return Promise.resolve();
      },
    };
    await migrate(db, dialect, MIGRATIONS);
    expect(versions.at(-1)).toBe(NEWEST_VERSION);
    expect(statements.length).toBeGreaterThan(5);
    for (const { sql } of statements) {
      expect(sql).not.toMatch(SQLITE_ONLY);
      expect(sql).not.toContain('?');
      // Four bytes do not hold an instant.
      expect(sql).not.toMatch(/"\w*_ms" integer/);
    }
  });

  it('knows SQLite when it hears it', () => {
    const { db } = connect();
    const foreign = [
      'PRAGMA user_version',
      'insert or replace into jobs',
      'select `a`',
      'select [a]',
      'a == b',
    ];
    for (const sql of foreign) expect(() => expectPortable({ sql, parameters: [] })).toThrow();
    expect(() => expectPortable({ sql: 'select ?', parameters: [1] })).toThrow();
    expect(() =>
      expectPortable(db.selectFrom('jobs').selectAll().where('job_id', '=', '?').compile()),
    ).not.toThrow();
  });
});
