import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Tries what failed for good once more. */
export const retryJob: Handler<'retry-job'> = async ({ jobId }, { automation }) =>
  answerOf(await automation.retryJob(jobId));
