import type { Migration } from './migration.ts';
import { firstSchema } from './migrations/001-first-schema.ts';
import { checksAndLeftovers } from './migrations/002-checks-and-leftovers.ts';
import { askedProvider } from './migrations/003-asked-provider.ts';

/** Every step of the tables, in order. Steps are only ever added. */
export const MIGRATIONS: readonly Migration[] = [firstSchema, checksAndLeftovers, askedProvider];

/** The newest version of the tables this program knows. */
export const NEWEST_VERSION = MIGRATIONS.length;
