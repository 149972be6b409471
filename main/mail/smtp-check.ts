import { bugFailure, cancelledFailure, failed, networkFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { describeSmtpError } from './smtp-failure.ts';

/** Connects and signs in; nodemailer's check cannot be stopped, so a stop only stops the waiting. */
export async function verifyConnection(
  verify: () => Promise<unknown>,
  server: string,
  signal: AbortSignal,
): Promise<Result<void>> {
  if (signal.aborted) return failed(cancelledFailure('mail', false));
  const { promise: stopped, resolve: stop } = Promise.withResolvers<Result<void>>();
  const onAbort = (): void => {
    stop(failed(cancelledFailure('mail', false)));
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([stopped, runCheck(verify, server)]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function runCheck(verify: () => Promise<unknown>, server: string): Promise<Result<void>> {
  try {
    await verify();
    return success(undefined);
  } catch (error) {
    if (error instanceof Error && !('code' in error)) {
      // `verify` reports a connection that ended before it was ready as an error without a code.
      return failed(
        networkFailure({
          party: 'mail',
          code: 'connection-lost',
          message: `The mail server ${server} ended the connection at once.`,
          mayHaveHappened: false,
          scope: 'party',
        }),
      );
    }
    if (!(error instanceof Error)) return failed(bugFailure('mail', error));
    return failed(describeSmtpError(error, { server, address: null, wasHandedOver: false }));
  }
}
