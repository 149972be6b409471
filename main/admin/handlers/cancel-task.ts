import type { Handler } from '../admin-context.ts';
import { DONE, refuse } from '../answers.ts';

/** Stops what is under way. */
export const cancelTask: Handler<'cancel-task'> = ({ command }, { tasks }) =>
  Promise.resolve(
    tasks.cancel(command)
      ? DONE
      : refuse(
          'not-under-way',
          'Nothing of this kind is under way any more, so there was nothing to cancel.',
        ),
  );
