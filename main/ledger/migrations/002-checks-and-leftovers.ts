import type { Migration } from '../migration.ts';

/** When a meeting was last looked at, and meetings that the provider refuses to remove. */
export const checksAndLeftovers: Migration = {
  version: 2,
  async apply(db) {
    // One column a statement: SQLite knows no other way.
    await db.schema.alterTable('jobs').addColumn('meeting_checked_at_ms', 'bigint').execute();
    await db.schema.alterTable('jobs').addColumn('leftovers_json', 'text').execute();
  },
};
