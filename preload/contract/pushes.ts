import { z } from 'zod';
import { jobDetailsSchema, jobRowSchema } from './jobs.ts';
import { letterPreviewSchema, letterTemplateSchema } from './letters.ts';
import { instantSchema, pageSchema } from './primitives.ts';
import { viewSchema } from './view.ts';

export const logLineSchema = z.strictObject({
  atMs: instantSchema,
  level: z.enum(['debug', 'info', 'warn', 'error']),
  room: z.string(),
  words: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

/** The text to be sent to whoever helps, secrets left out. */
export const diagnosticsSchema = z.strictObject({
  text: z.string(),
  atMs: instantSchema,
  fileName: z.string(),
});
export type Diagnostics = z.infer<typeof diagnosticsSchema>;

/** Everything that is sent to the page without being a command's answer. */
export const pushes = {
  /** What is shown but for the jobs and what follows below. Older revisions are to be dropped. */
  view: viewSchema,
  /** Rows that are new or changed, and jobs that are gone. `isWhole`: these are all the rows there are. */
  jobs: z.strictObject({
    revision: z.int(),
    isWhole: z.boolean(),
    rows: z.array(jobRowSchema),
    removed: z.array(z.string()),
  }),
  /** The job this page watches; null details: there is no such job any more. */
  'job-details': z.strictObject({ jobId: z.string(), details: jobDetailsSchema.nullable() }),
  /** The template in use: at first, and when another is saved. Not in the view, since its logo weighs more than all the rest. */
  'letter-template': letterTemplateSchema,
  'letter-preview': letterPreviewSchema,
  /** `isWhole`: the lines shown so far are to be replaced. Oldest first. */
  log: z.strictObject({ isWhole: z.boolean(), lines: z.array(logLineSchema) }),
  /** To the page that asked for it, and to no other. */
  diagnostics: diagnosticsSchema,
  /** Shows a page, or a job: somebody clicked the tray or a notification. */
  navigate: z.strictObject({ page: pageSchema, jobId: z.string().nullable() }),
} as const satisfies Record<string, z.ZodType>;

export type PushName = keyof typeof pushes;
export type PushPayload<Name extends PushName> = z.infer<(typeof pushes)[Name]>;
/** One push with its name. */
export type Push = {
  readonly [Name in PushName]: { readonly name: Name; readonly payload: PushPayload<Name> };
}[PushName];

/** Reads a push from outside; null when it is none. */
export function parsePush(value: unknown): Push | null {
  const parsed = pushSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const pushSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('view'), payload: pushes.view }),
  z.strictObject({ name: z.literal('jobs'), payload: pushes.jobs }),
  z.strictObject({ name: z.literal('job-details'), payload: pushes['job-details'] }),
  z.strictObject({ name: z.literal('letter-template'), payload: pushes['letter-template'] }),
  z.strictObject({ name: z.literal('letter-preview'), payload: pushes['letter-preview'] }),
  z.strictObject({ name: z.literal('log'), payload: pushes.log }),
  z.strictObject({ name: z.literal('diagnostics'), payload: pushes.diagnostics }),
  z.strictObject({ name: z.literal('navigate'), payload: pushes.navigate }),
]);
