import type { Handler } from '../admin-context.ts';
import { DONE } from '../answers.ts';

/** Has this page sent the newest lines of the log until it is switched off. */
export const watchLog: Handler<'watch-log'> = ({ isOn }, _context, session) => {
  session.watchLog(isOn);
  return Promise.resolve(DONE);
};
