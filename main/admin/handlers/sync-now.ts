import type { Handler } from '../admin-context.ts';
import { answerOf } from '../answers.ts';

/** Looks at the jobs now. */
export const syncNow: Handler<'sync-now'> = (_input, { automation, tasks }) =>
  tasks.run('sync-now', 'Looking at the jobs in Skedulo', async (signal) =>
    answerOf(await automation.syncNow(signal)),
  );
