import { z } from 'zod';
import {
  automationViewSchema,
  mailViewSchema,
  providerViewSchema,
  skeduloViewSchema,
} from './connections.ts';
import { instantSchema, pageSchema } from './primitives.ts';

/** Names of what can be mended by one button. The page knows which command or page belongs to each. */
export const remedySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-page'), label: z.string(), page: pageSchema }),
  z.strictObject({ kind: z.literal('open-job'), label: z.string(), jobId: z.string() }),
  z.strictObject({ kind: z.literal('reconnect-provider'), label: z.string() }),
  z.strictObject({ kind: z.literal('retry-job'), label: z.string(), jobId: z.string() }),
  z.strictObject({ kind: z.literal('sync-now'), label: z.string() }),
]);
export type Remedy = z.infer<typeof remedySchema>;

export const attentionSchema = z.strictObject({
  /** Stable while the problem lasts. */
  id: z.string(),
  about: z.enum(['job', 'skedulo', 'provider', 'mail', 'storage']),
  code: z.string(),
  title: z.string(),
  message: z.string(),
  mend: z.string().nullable(),
  /** How many jobs wait for this; 0 where none does. */
  jobsWaiting: z.int(),
  remedy: remedySchema.nullable(),
});
export type Attention = z.infer<typeof attentionSchema>;

/** Six states, told apart by shape as well as colour. */
export const HEADLINE_STATES = ['ready', 'working', 'paused', 'offline', 'attention', 'not-set-up'] as const;
export type HeadlineState = (typeof HEADLINE_STATES)[number];

export const checklistLineSchema = z.strictObject({
  id: z.enum(['skedulo', 'provider', 'mail']),
  title: z.string(),
  state: z.enum(['done', 'to-do', 'wrong', 'checking']),
  words: z.string(),
  page: pageSchema,
});
export type ChecklistLine = z.infer<typeof checklistLineSchema>;

export const viewSchema = z.strictObject({
  /** Rises with every change. */
  revision: z.int(),
  app: z.strictObject({
    version: z.string(),
    /** `desktop`: the app's window; `service`: a page in a browser. */
    shell: z.enum(['desktop', 'service']),
    /** Who opens web addresses: the page itself, or the program behind it. */
    opensLinks: z.enum(['page', 'program']),
    /** `memory`: secrets are lost when ReadyMeet ends, and `secretsNote` says why. */
    keepsSecrets: z.enum(['encrypted', 'memory']),
    secretsNote: z.string().nullable(),
  }),
  headline: z.strictObject({
    state: z.enum(HEADLINE_STATES),
    /** Such as `Working, 2 jobs need you`. */
    words: z.string(),
    /** The cause in one sentence; null where there is none. */
    cause: z.string().nullable(),
  }),
  sync: z.strictObject({
    isLooking: z.boolean(),
    lastPassMs: instantSchema.nullable(),
    nextPassMs: instantSchema.nullable(),
    /** Changes in Skedulo before this instant have been taken in. */
    coveredUpToMs: instantSchema.nullable(),
    pausedUntilMs: instantSchema.nullable(),
    offlineSinceMs: instantSchema.nullable(),
    jobsSeen: z.int(),
  }),
  checklist: z.array(checklistLineSchema),
  attention: z.array(attentionSchema),
  /** Things to know that need nobody, such as a wrong clock. */
  notices: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  /** The last 30 days, oldest first, in the computer's zone. */
  chart: z.array(z.strictObject({ day: z.string(), made: z.int(), failed: z.int() })),
  skedulo: skeduloViewSchema,
  provider: providerViewSchema,
  automation: automationViewSchema,
  mail: mailViewSchema,
  settings: z.strictObject({
    /** Null where the shell cannot start itself at login. */
    opensAtLogin: z.boolean().nullable(),
    /** Null where the shell has no notifications. */
    showsNotifications: z.boolean().nullable(),
    pollSeconds: z.int(),
    dataFolder: z.string(),
  }),
  /**
   * Commands that take a while. Each can be cancelled by its name: the command's, followed for `retry-job` by a blank and
   * the job's id, since several may be under way.
   */
  tasks: z.array(z.strictObject({ command: z.string(), words: z.string(), sinceMs: instantSchema })),
});
export type View = z.infer<typeof viewSchema>;
