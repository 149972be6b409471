import { createHash } from 'node:crypto';
import { backoffMs } from '../sync/backoff.ts';
import { failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Meeting } from '../sync/model.ts';
import type { Clock, MeetingProvider, MeetingRequest, Random } from '../sync/ports.ts';

export interface TestMeetingOptions {
  readonly provider: MeetingProvider;
  /** As a person calls the provider. */
  readonly providerName: string;
  readonly password: string | null;
  /** Tells this ledger's test meetings from those of another. */
  readonly reference: string;
  readonly clock: Clock;
  readonly random: Random;
}

const HOUR_MS = 60 * 60_000;
const MINUTE_MS = 60_000;
const REMOVAL_TRIES = 3;

/** What a person sees at the provider, should the meeting stay there. */
export const TEST_TOPIC = 'ReadyMeet test meeting (may be removed)';

/**
 * Makes a meeting an hour from now and removes it again, whatever happens in between: also one that was asked for
 * without an answer, and after the signal has fired. Fails as the making does; with `test-meeting-left`, naming the id,
 * where it could not be removed; with `test-meeting-unclear` where it cannot be told whether there is one.
 */
export async function makeTestMeeting(
  options: TestMeetingOptions,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { provider } = options;
  const request = testRequest(options);
  const made = await provider.create(request, signal);
  if (made.ok) {
    const removed = await remove(options, made.value);
    return removed.ok ? success(undefined) : failed(leftFailure(options, made.value, removed.failure));
  }
  if (!made.failure.mayHaveHappened) return made;
  // What was begun is cleaned up although the person may have stopped waiting for it.
  const found = await provider.find(request, new AbortController().signal);
  if (!found.ok) return failed(unclearFailure(options, made.failure));
  if (found.value === null) return made;
  const removed = await remove(options, found.value);
  return removed.ok ? made : failed(leftFailure(options, found.value, removed.failure));
}

function testRequest({ clock, reference, password }: TestMeetingOptions): MeetingRequest {
  const nowMs = clock.nowMs();
  const startMs = Math.ceil((nowMs + HOUR_MS) / MINUTE_MS) * MINUTE_MS;
  const name = ['test meeting', reference, nowMs].join('\n');
  return {
    // Of the same form as the key of a job's meeting, of which it can be none: no job is in it.
    key: `rm${createHash('sha256').update(name).digest('hex').slice(0, 30)}`,
    details: { topic: TEST_TOPIC, startMs, endMs: startMs + HOUR_MS / 2, timeZone: 'UTC' },
    password,
  };
}

async function remove(
  { provider, clock, random }: TestMeetingOptions,
  meeting: Meeting,
): Promise<Result<void>> {
  for (let tries = 1; ; tries += 1) {
    const removed = await provider.cancel(meeting, new AbortController().signal);
    if (removed.ok || !removed.failure.isTemporary || tries === REMOVAL_TRIES) return removed;
    await clock.sleep(backoffMs(tries, random, removed.failure.retryAfterMs));
  }
}

function leftFailure({ providerName }: TestMeetingOptions, meeting: Meeting, cause: Failure): Failure {
  return {
    ...cause,
    code: 'test-meeting-left',
    message: `The test meeting was made, but it could not be removed again and still stands at ${providerName}: its id is ${meeting.id}. ${cause.message}`,
    mend: `Remove the meeting ${meeting.id} ("${TEST_TOPIC}") at ${providerName} by hand.`,
  };
}

function unclearFailure({ providerName }: TestMeetingOptions, cause: Failure): Failure {
  return {
    ...cause,
    code: 'test-meeting-unclear',
    message: `${cause.message} Whether the test meeting was made cannot be told.`,
    mend: `Look for "${TEST_TOPIC}" at ${providerName}, and remove it by hand if it is there.`,
  };
}
