import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Tries what failed for good once more; of several jobs at a time, if need be. Skedulo is asked for the job first. */
export const retryJob: Handler<'retry-job'> = ({ jobId }, { automation, tasks }) => {
  const name = automation.jobs.get(jobId)?.job?.name ?? 'the job';
  return tasks.run(
    'retry-job',
    `Looking at ${name} in Skedulo`,
    async (signal) => answerOf(await automation.retryJob(jobId, signal)),
    jobId,
  );
};
