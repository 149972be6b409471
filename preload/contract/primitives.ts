import { z } from 'zod';

// The page's content security policy forbids code made from text, which zod would otherwise try to use for speed.
z.config({ jitless: true });

/** Milliseconds since 1970, UTC. */
export const instantSchema = z.int();

export const PROVIDER_KINDS = ['zoom', 'teams', 'meet'] as const;
export const providerKindSchema = z.enum(PROVIDER_KINDS);
export type ProviderKind = z.infer<typeof providerKindSchema>;

/** The providers as a person calls them. */
export const PROVIDER_NAMES: Readonly<Record<ProviderKind, string>> = {
  zoom: 'Zoom',
  teams: 'Microsoft Teams',
  meet: 'Google Meet',
};

/** Pages of the window, in the order of the navigation. */
export const PAGES = ['overview', 'jobs', 'provider', 'automation', 'e-mail', 'settings'] as const;
export const pageSchema = z.enum(PAGES);
export type Page = z.infer<typeof pageSchema>;

/** Something that is wrong, in plain words: what happened and what is kept, and what to do. */
export const problemSchema = z.strictObject({
  /** Stable kebab-case name; shown beside the words, never alone. */
  code: z.string(),
  message: z.string(),
  /** What to do; null when waiting is all that is needed. */
  mend: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;

/** The result of one check: `running` and `waiting` have no result yet. */
export const checkSchema = z.strictObject({
  id: z.enum(['skedulo', 'provider', 'mail', 'meeting']),
  title: z.string(),
  state: z.enum(['waiting', 'running', 'passed', 'warning', 'failed', 'skipped']),
  /** What was found, in plain words; empty while there is nothing to say. */
  words: z.string(),
  mend: z.string().nullable(),
});
export type Check = z.infer<typeof checkSchema>;
