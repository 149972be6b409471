import type { Failure } from './failure.ts';
import type { Random } from './ports.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A refusal that only a person can mend is asked again now and then: it may have been mended at the other side. */
const REFUSAL_WAIT_MS = 60 * 60_000;

/**
 * Exponential backoff with equal jitter: 1, 2, 4 … s up to 5 minutes, of which the second half is drawn by chance so
 * that many jobs do not come back at the same moment. A wait asked for by the other side is kept to.
 */
export function backoffMs(attempts: number, random: Random, retryAfterMs: number | undefined): number {
  const fullMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
  const waitMs = Math.round(fullMs / 2 + (random() * fullMs) / 2);
  return Math.max(waitMs, retryAfterMs ?? 0);
}

/**
 * When a failed step may be tried again; null when only another input or a person helps. A message that a mail server
 * refused for good is never repeated by itself: that is how senders get blocked.
 */
export function retryAtMs(failure: Failure, attempts: number, nowMs: number, random: Random): number | null {
  if (failure.isTemporary) return nowMs + backoffMs(attempts, random, failure.retryAfterMs);
  return failure.party === 'mail' ? null : nowMs + REFUSAL_WAIT_MS;
}
