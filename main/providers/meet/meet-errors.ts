import * as z from 'zod';
import type { HttpAnswer } from '../../http/http-client.ts';
import { statusFailure } from '../../http/http-client.ts';
import { parseRetryAfterMs } from '../../http/retry-after.ts';
import { authFailure, inputFailure, remoteFailure } from '../../sync/failure.ts';
import type { Failure } from '../../sync/failure.ts';

/** What was asked of Google when it refused. */
export type MeetAction = 'make' | 'read' | 'change' | 'remove' | 'identify' | 'open';

const ACTION_WORDS: Readonly<Record<MeetAction, string>> = {
  make: 'make the meeting',
  read: 'read the meeting',
  change: 'change the meeting',
  remove: 'remove the meeting',
  identify: 'say whose account is connected',
  open: 'open the calendar',
};

/** Calendar usage limits and daily limits last for hours; asking more often only lengthens them. */
const LONG_WAIT_MS = 60 * 60 * 1000;

const RATE_REASONS = new Set(['userRateLimitExceeded', 'rateLimitExceeded', 'RATE_LIMIT_EXCEEDED']);
const QUOTA_REASONS = new Set(['quotaExceeded', 'dailyLimitExceeded']);
const SCOPE_REASONS = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);
const GONE_REASONS = new Set(['notFound', 'deleted']);
const API_OFF_REASONS = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);

const reasonsSchema = z
  .array(z.object({ reason: z.string().optional().catch(undefined) }))
  .nullish()
  .catch(undefined);
const errorBodySchema = z.object({
  error: z.object({
    message: z.string().nullish().catch(undefined),
    /** The Calendar's own form. */
    errors: reasonsSchema,
    /** The form of Google's newer front door, which answers before the Calendar sees a request. */
    details: reasonsSchema,
  }),
});

interface GoogleError {
  readonly reasons: readonly string[];
  /** For recognizing only, never shown. */
  readonly message: string;
}

/**
 * Says in plain words why Google did not do what was asked. Body: `{"error":{"errors":[{"domain","reason",
 * "message"}],"code","message"}}` (Calendar API, "Handle API errors"). 404 and 410 are `meeting-gone`, 409
 * `already-exists`. 403 is Google's other way of saying "too many requests". A lasting refusal is of the whole party only
 * where the account itself was asked about; a dead sign-in and a missing right always are.
 */
export function meetFailure(answer: HttpAnswer, action: MeetAction, nowMs: number): Failure {
  const error = readGoogleError(answer.text);
  const what = ACTION_WORDS[action];
  const told = `HTTP ${String(answer.status)}${error.reasons.length === 0 ? '' : `, ${error.reasons.join(', ')}`}`;
  switch (answer.status) {
    case 400:
      return badRequestFailure(error, action, told);
    case 401:
      return authFailure({
        party: 'provider',
        code: 'reconnect',
        message: `Google no longer accepts ReadyMeet's sign-in (${told}).`,
        mend: 'Connect Google Meet again.',
      });
    case 403:
      return forbiddenFailure(answer, error, action, told, nowMs);
    case 404:
    case 410:
      return goneFailure(error, answer.status, action, told);
    case 409:
      return remoteFailure({
        party: 'provider',
        code: 'already-exists',
        httpStatus: 409,
        message: 'Google Calendar already has an entry for this meeting.',
        isTemporary: true,
        mayHaveHappened: true,
      });
    case 429:
      if (hasReason(error, QUOTA_REASONS)) return quotaFailure(answer, nowMs);
      break;
    default:
      break;
  }
  if (answer.status === 429 || answer.status >= 500) {
    return statusFailure(answer, 'provider', 'Google', {
      code: 'server-error',
      detail: `it could not ${what} now.`,
      nowMs,
    });
  }
  if (answer.status < 400)
    return meetUnexpectedAnswer(
      answer.status,
      action === 'make' || action === 'change' || action === 'remove',
    );
  return refusedFailure(answer.status, what, told);
}

/** The answer is complete but not what was asked for: another shape, or a redirect by something in between. */
export function meetUnexpectedAnswer(httpStatus: number, mayHaveHappened: boolean): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'unexpected-answer',
    httpStatus,
    message: `Google answered with something other than what was asked for (HTTP ${String(httpStatus)}).`,
    isTemporary: true,
    mayHaveHappened,
  });
}

/** The event was deleted: its id stays taken for good, so that only a meeting under another key can follow. */
export function meetingGoneFailure(httpStatus?: number): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'meeting-gone',
    ...(httpStatus === undefined ? {} : { httpStatus }),
    message: 'The meeting was deleted from the Google calendar.',
  });
}

/** Only the Calendar itself can say that a meeting is gone: a 404 without its reason comes from a wrong address or a proxy. */
function goneFailure(error: GoogleError, httpStatus: number, action: MeetAction, told: string): Failure {
  const common = { party: 'provider', httpStatus } as const;
  if (!hasReason(error, GONE_REASONS)) {
    return remoteFailure({
      ...common,
      code: 'wrong-address',
      message: `The answer did not come from Google Calendar (${told}).`,
      mend: 'Check the internet connection, and the address of Google if it was set by hand.',
      isTemporary: true,
      scope: 'party',
    });
  }
  if (action === 'read' || action === 'change' || action === 'remove') return meetingGoneFailure(httpStatus);
  return remoteFailure({
    ...common,
    code: 'not-found',
    message: `Google could not ${ACTION_WORDS[action]}: it has no calendar for this account (${told}).`,
    mend: 'Check that Google Calendar is switched on for the connected account.',
    scope: 'party',
  });
}

/** Google may refuse one of our meetings and still take another; only making and identifying speak for the account. */
function refusalScope(action: MeetAction): Failure['scope'] {
  return action === 'make' || action === 'identify' || action === 'open' ? 'party' : 'job';
}

function badRequestFailure(error: GoogleError, action: MeetAction, told: string): Failure {
  if (/invalid conference type/i.test(error.message)) {
    return remoteFailure({
      party: 'provider',
      code: 'meet-not-available',
      httpStatus: 400,
      message: 'The connected Google account or its calendar cannot make Google Meet meetings.',
      mend: 'Ask whoever looks after Google Workspace to switch on Google Meet for this account, or connect another account.',
      scope: refusalScope(action),
    });
  }
  if (error.reasons.includes('timeRangeEmpty')) {
    return inputFailure({
      party: 'provider',
      code: 'time-range-empty',
      message: 'Google refused the meeting because it does not end after it starts.',
      mend: 'Correct the start, end or duration of the job.',
    });
  }
  return refusedFailure(400, ACTION_WORDS[action], told);
}

function forbiddenFailure(
  answer: HttpAnswer,
  error: GoogleError,
  action: MeetAction,
  told: string,
  nowMs: number,
): Failure {
  const what = ACTION_WORDS[action];
  if (hasReason(error, QUOTA_REASONS)) return quotaFailure(answer, nowMs);
  if (hasReason(error, RATE_REASONS)) {
    const retryAfterMs = parseRetryAfterMs(answer.headers.get('retry-after'), nowMs);
    return remoteFailure({
      party: 'provider',
      code: 'rate-limited',
      httpStatus: 403,
      message: `Google asks for fewer requests: it could not ${what} now.`,
      isTemporary: true,
      scope: 'party',
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  }
  if (hasReason(error, SCOPE_REASONS)) {
    return authFailure({
      party: 'provider',
      code: 'missing-scope',
      message: `ReadyMeet has not been given the right to ${what} in Google Calendar.`,
      mend: 'Connect Google Meet again and leave every box ticked when Google asks what ReadyMeet may do.',
    });
  }
  if (hasReason(error, API_OFF_REASONS)) {
    return remoteFailure({
      party: 'provider',
      code: 'api-disabled',
      httpStatus: 403,
      message: 'The Google Calendar API is not switched on for the client id that ReadyMeet uses.',
      mend: 'Switch on the Google Calendar API in the Google Cloud project of the client id.',
      scope: refusalScope(action),
    });
  }
  return remoteFailure({
    party: 'provider',
    code: 'not-allowed',
    httpStatus: 403,
    message: `Google does not let the connected account ${what} (${told}).`,
    mend: 'Check that the connected account owns its calendar and that the meeting was made with this account.',
  });
}

function quotaFailure(answer: HttpAnswer, nowMs: number): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'quota-exceeded',
    httpStatus: answer.status,
    message: 'The Google account has used up what Google Calendar allows for now; this can last some hours.',
    mend: 'Nothing, if it passes by itself. If it happens often, ask whoever looks after Google Workspace.',
    isTemporary: true,
    scope: 'party',
    retryAfterMs: parseRetryAfterMs(answer.headers.get('retry-after'), nowMs) ?? LONG_WAIT_MS,
  });
}

function refusedFailure(httpStatus: number, what: string, told: string): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'refused',
    httpStatus,
    message: `Google refused to ${what} (${told}).`,
    mend: 'Check the name, start, end and time zone of the job.',
  });
}

function hasReason(error: GoogleError, reasons: ReadonlySet<string>): boolean {
  return error.reasons.some((reason) => reasons.has(reason));
}

function readGoogleError(text: string): GoogleError {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // A gateway's web page or an empty body: only the status speaks.
  }
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return { reasons: [], message: '' };
  const { errors, details, message } = parsed.data.error;
  const reasons = [...(errors ?? []), ...(details ?? [])].flatMap(({ reason }) =>
    reason !== undefined && /^\w{1,60}$/.test(reason) ? [reason] : [],
  );
  return { reasons: [...new Set(reasons)], message: message ?? '' };
}
