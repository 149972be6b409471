import * as z from 'zod';

export const quietRequestSchema = z.object({
  configFile: z.string(),
  /** Passes that are not measured, until the code is compiled. */
  warmUps: z.number(),
  passes: z.number(),
});
export type QuietRequest = z.infer<typeof quietRequestSchema>;

export const quietAnswerSchema = z.object({
  jobsSeen: z.number(),
  /** User and system time of each measured pass, all threads, in milliseconds. */
  cpuMs: z.array(z.number()),
});
export type QuietAnswer = z.infer<typeof quietAnswerSchema>;
