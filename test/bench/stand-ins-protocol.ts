import * as z from 'zod';

/** What the process of the stand-ins is asked, one request after the other. */
export const standInsRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    /** Time each answer takes, in milliseconds. */
    latencies: z.object({ skeduloMs: z.number(), providerMs: z.number(), mailMs: z.number() }),
    /** Replaces the provider's built-in pace; null keeps it. */
    perSecond: z.number().nullable(),
    concurrency: z.number(),
  }),
  z.object({ kind: z.literal('add-jobs'), count: z.number() }),
  z.object({ kind: z.literal('tally') }),
]);
export type StandInsRequest = z.infer<typeof standInsRequestSchema>;
export type StartRequest = Extract<StandInsRequest, { kind: 'start' }>;

export const startedSchema = z.object({
  configFile: z.string(),
  dataDir: z.string(),
  environment: z.record(z.string(), z.string()),
});
export type Started = z.infer<typeof startedSchema>;

const extremesSchema = z.object({ least: z.number(), most: z.number() });

export const tallySchema = z.object({
  /** Requests to GraphQL that changed something. */
  graphqlWrites: z.number(),
  /** All other requests to GraphQL. */
  graphqlReads: z.number(),
  mutationsPerJob: extremesSchema,
  /** Requests to the provider to make a meeting. */
  createRequests: z.number(),
  /** By the key that stands for one job. */
  meetingsPerKey: extremesSchema,
  meetings: z.number(),
  /** When the provider made each meeting, in milliseconds since 1970. */
  createdAtMs: z.array(z.number()),
  messages: z.number(),
  messagesPerGuest: extremesSchema,
});
export type Tally = z.infer<typeof tallySchema>;
