import type { Handler } from '../admin-context.ts';
import { DONE } from '../answers.ts';

/** Has this page sent the details of one job, now and whenever they change. */
export const watchJob: Handler<'watch-job'> = ({ jobId }, _context, session) => {
  session.watchJob(jobId);
  return Promise.resolve(DONE);
};
