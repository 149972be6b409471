import { z } from 'zod';
import { instantSchema, problemSchema, providerKindSchema } from './primitives.ts';

/**
 * The state of one part of a job, each with a shape of its own: a dash (`not-meant`), an empty ring (`not-yet`),
 * a tick (`confirmed` by the other side), a cross (`failed`).
 */
export const markSchema = z.strictObject({
  state: z.enum(['not-meant', 'not-yet', 'confirmed', 'failed']),
  /** When it came into this state; null where nothing has happened. */
  atMs: instantSchema.nullable(),
  /** What the mark means here, such as `2 of 3 sent`. */
  words: z.string(),
});
export type Mark = z.infer<typeof markSchema>;

/** One line of the jobs table. */
export const jobRowSchema = z.strictObject({
  jobId: z.string(),
  /** `JOB-0042` */
  jobName: z.string(),
  type: z.string().nullable(),
  /** Skedulo's job status. Null where the job could not be seen in the last look. */
  status: z.string().nullable(),
  startMs: instantSchema.nullable(),
  endMs: instantSchema.nullable(),
  /** IANA name of the job's own zone. */
  timeZone: z.string().nullable(),
  /** Name of the contact; null where there is none or it is hidden. */
  contact: z.string().nullable(),
  /** Addresses of guests, for searching. */
  addresses: z.array(z.string()),
  providerKind: providerKindSchema.nullable(),
  joinUrl: z.string().nullable(),
  meeting: markSchema,
  link: markSchema,
  invitations: markSchema,
  /**
   * - `fine`: nothing to say
   * - `left-alone`: on purpose, and `words` tells why
   * - `waiting`: goes on by itself
   * - `attention`: a person is needed
   */
  standing: z.enum(['fine', 'left-alone', 'waiting', 'attention']),
  /** The first thing to say of the job; empty where there is nothing. */
  words: z.string(),
});
export type JobRow = z.infer<typeof jobRowSchema>;

/** Somebody who gets, got or should have got an invitation. */
export const guestSchema = z.strictObject({
  address: z.string(),
  name: z.string(),
  invitation: markSchema,
  /** Whether the last accepted message can be sent once more. */
  canResend: z.boolean(),
});
export type JobGuest = z.infer<typeof guestSchema>;

export const historyLineSchema = z.strictObject({
  atMs: instantSchema,
  /** `ReadyMeet`, or the name of the person who asked for it. */
  actor: z.string(),
  /** Stable kebab-case name, such as `meeting-created`. */
  action: z.string(),
  detail: z.string(),
});

/** What the drawer of one job shows beside its row. */
export const jobDetailsSchema = z.strictObject({
  jobId: z.string(),
  row: jobRowSchema,
  meetingId: z.string().nullable(),
  /** One line a number. */
  dialIn: z.array(z.string()),
  guests: z.array(guestSchema),
  /** Everything there is to say, the most important first. */
  problems: z.array(problemSchema.extend({ isForPerson: z.boolean() })),
  /** Newest first. */
  history: z.array(historyLineSchema),
  canRetry: z.boolean(),
  /** Address of the job in Skedulo's web app; null while it is not known. */
  skeduloUrl: z.string().nullable(),
});
export type JobDetails = z.infer<typeof jobDetailsSchema>;
