import { backoffMs } from '../sync/backoff.ts';
import { cancelledFailure, inputFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import type { Random } from '../sync/ports.ts';

/** What only a person can mend is asked again this seldom: it may have been mended at the other side. */
export const RECHECK_MS = 15 * 60_000;

/** Whoever comes back from an outage is not to be waited for much longer than this. */
const LONGEST_OFFLINE_WAIT_MS = 60_000;

/** Whether the failure means that nobody answered, or only something on the way. */
export function isUnreachable(failure: Failure): boolean {
  if (failure.kind === 'network') return true;
  return failure.kind === 'remote' && failure.isTemporary && (failure.httpStatus ?? 0) >= 500;
}

/**
 * How long to wait after a look that failed.
 * @param failures how many in a row, this one included
 * @param leastMs never sooner than this, except where the other side cannot be reached yet after a sleep
 */
export function waitAfterFailureMs(
  failure: Failure,
  failures: number,
  leastMs: number,
  random: Random,
): number {
  if (!failure.isTemporary) return RECHECK_MS;
  const waitMs = backoffMs(failures, random, failure.retryAfterMs);
  const isOffline = isUnreachable(failure) && failure.retryAfterMs === undefined;
  return Math.max(leastMs, isOffline ? Math.min(waitMs, LONGEST_OFFLINE_WAIT_MS) : waitMs);
}

/** Automation is not running, so it cannot do what was asked. */
export function stoppedFailure(): Failure {
  return inputFailure({
    party: 'ledger',
    code: 'automation-stopped',
    message: 'Automation is not running.',
    mend: 'Enable automation first.',
    scope: 'party',
  });
}

/** Skedulo has not answered since the start, so nothing can be done for a job. */
export function notConnectedYet(): Failure {
  return inputFailure({
    party: 'skedulo',
    code: 'not-connected-yet',
    message: 'ReadyMeet has not reached Skedulo yet, so nothing can be done for this job now.',
    mend: 'Wait until Skedulo answers, and try again.',
    scope: 'party',
  });
}

/** A look was asked for during a pause. */
export function pausedFailure(): Failure {
  return inputFailure({
    party: 'ledger',
    code: 'automation-paused',
    message: 'Automation is paused, so nothing was looked at.',
    mend: 'Resume it: ReadyMeet then looks at once.',
    scope: 'party',
  });
}

/** It was ended while somebody waited for it. */
export function endedFailure(): Failure {
  return cancelledFailure('ledger', false);
}
