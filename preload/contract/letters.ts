import { z } from 'zod';

export const LETTER_KINDS = ['request', 'update', 'cancellation'] as const;
export const letterKindSchema = z.enum(LETTER_KINDS);
export type LetterKind = z.infer<typeof letterKindSchema>;

/** Merge fields, as they are written in a template: `{guest}`. */
export const MERGE_FIELDS = ['guest', 'topic', 'when', 'job', 'sender'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

export const LETTER_LIMITS = {
  subject: 200,
  greeting: 200,
  text: 4000,
  footer: 1000,
  logoBytes: 200_000,
} as const;

const wordingSchema = z.strictObject({
  subject: z.string().max(LETTER_LIMITS.subject),
  /** The sentences after the greeting. */
  opening: z.string().max(LETTER_LIMITS.text),
  /** The sentences before the sender's name. */
  closing: z.string().max(LETTER_LIMITS.text),
});

/** How the organization's invitations look and read. Checked further, with words for a person, before it is saved. */
export const letterTemplateSchema = z.strictObject({
  greeting: z.string().max(LETTER_LIMITS.greeting),
  request: wordingSchema,
  update: wordingSchema,
  cancellation: wordingSchema,
  /** `#rrggbb` */
  colour: z.string().max(7),
  /** A PNG or JPEG as `data:image/png;base64,…`; null for none. */
  logo: z.string().max(300_000).nullable(),
  footer: z.string().max(LETTER_LIMITS.footer),
});
export type LetterTemplate = z.infer<typeof letterTemplateSchema>;

/** What is wrong with a template: `field` is a path such as `request.subject`. */
export const letterProblemSchema = z.strictObject({ field: z.string(), message: z.string() });
export type LetterProblem = z.infer<typeof letterProblemSchema>;

/** A sample letter as a guest would see it. */
export const letterPreviewSchema = z.strictObject({
  kind: letterKindSchema,
  timeZone: z.string(),
  subject: z.string(),
  /** Markup of ReadyMeet's own making; everything typed by a person is escaped. Styles are inline. */
  html: z.string(),
  text: z.string(),
  problems: z.array(letterProblemSchema),
});
export type LetterPreview = z.infer<typeof letterPreviewSchema>;
