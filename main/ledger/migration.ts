import type { CreateTableBuilder, Kysely } from 'kysely';
import type { LedgerTables } from './schema.ts';

/** What one kind of SQL database does in its own way. */
export interface LedgerDialect {
  /** Adds a whole-number key that the database counts up by itself. */
  addNumberedKey(table: CreateTableBuilder<string>, column: string): CreateTableBuilder<string, string>;
  /** Makes the database refuse to change or remove lines of a table. */
  makeAppendOnly(db: Kysely<LedgerTables>, table: keyof LedgerTables): Promise<void>;
  readVersion(db: Kysely<LedgerTables>): Promise<number>;
  /** Notes the version of the tables, in the same transaction as the tables themselves. */
  writeVersion(db: Kysely<LedgerTables>, version: number): Promise<void>;
}

/** One step from the version below to `version`. */
export interface Migration {
  readonly version: number;
  apply(db: Kysely<LedgerTables>, dialect: LedgerDialect): Promise<void>;
}

/** Carries out the migrations above the database's version, in order, each in its own transaction. */
export async function migrate(
  db: Kysely<LedgerTables>,
  dialect: LedgerDialect,
  migrations: readonly Migration[],
): Promise<void> {
  const version = await dialect.readVersion(db);
  for (const migration of migrations) {
    if (migration.version <= version) continue;
    await db.transaction().execute(async (transaction) => {
      await migration.apply(transaction, dialect);
      await dialect.writeVersion(transaction, migration.version);
    });
  }
}
