import type { Migration } from '../migration.ts';

/** Which provider was asked for a meeting of which no answer has come. */
export const askedProvider: Migration = {
  version: 3,
  async apply(db) {
    await db.schema.alterTable('jobs').addColumn('meeting_asked_provider', 'text').execute();
  },
};
