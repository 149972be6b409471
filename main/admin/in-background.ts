import type { Log } from '../log/logger.ts';

/** Lets work go on by itself. Its expected failures are values; what it throws is a bug, and is logged as one. */
export type InBackground = (work: Promise<unknown>) => void;

export function createInBackground(log: Log): InBackground {
  const logger = log.forRoom('admin');
  return (work) => {
    work.catch((error: unknown) => {
      logger.error({ err: error }, 'Work in the background ended with an error');
    });
  };
}
