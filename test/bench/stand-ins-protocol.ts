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
    /** How often the service's page has ReadyMeet look; 5 s unless told. */
    pollSeconds: z.number().optional(),
  }),
  z.object({ kind: z.literal('add-jobs'), count: z.number() }),
  /** Has the service's page find everything connected and automation enabled. */
  z.object({ kind: z.literal('set-up-page') }),
  /** People add, move and cancel so many jobs. */
  z.object({ kind: z.literal('live'), added: z.number(), moved: z.number(), cancelled: z.number() }),
  z.object({ kind: z.literal('progress') }),
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

export const pageSetUpSchema = z.object({ environment: z.record(z.string(), z.string()) });
export type PageSetUp = z.infer<typeof pageSetUpSchema>;

/** What has happened so far, however much that is: `tally` wants every single request kept. */
export const progressSchema = z.object({
  skeduloRequests: z.number(),
  /** Links written and cleared. */
  mutations: z.number(),
  /** At the connected provider. */
  providerRequests: z.number(),
  messages: z.number(),
});
export type Progress = z.infer<typeof progressSchema>;

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
