import { statusFailure } from '../../http/http-client.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import { parseRetryAfterMs } from '../../http/retry-after.ts';
import { authFailure, remoteFailure } from '../../sync/failure.ts';
import type { Failure } from '../../sync/failure.ts';
import { untilUtcMidnightMs } from '../daily-quota.ts';
import { parseZoomBody } from './zoom-json.ts';
import { errorSchema } from './zoom-schemas.ts';
import type { ZoomError } from './zoom-schemas.ts';
import { quoteZoom } from './zoom-words.ts';

/** Names of the fields of a meeting as an office admin knows them. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  password: 'meeting password',
  start_time: 'start time',
  duration: 'duration',
  timezone: 'time zone',
  topic: 'topic',
  agenda: 'description',
};

/** What was asked of Zoom when it refused. */
export type ZoomAction = 'make' | 'find' | 'read' | 'change' | 'remove' | 'identify';

/**
 * Says in plain words why Zoom did not do what was asked. Codes as in Zoom's Meetings API (`{code, message, errors}`);
 * where the body is something else (Zoom sometimes answers XML) only the status counts. A refusal is of the whole party
 * only where the account itself was asked about; a dead sign-in, a missing scope and the limits always are.
 */
export function zoomFailure(answer: HttpAnswer, action: ZoomAction, nowMs: number): Failure {
  const body = parseZoomBody(answer, false);
  const parsed = errorSchema.safeParse(body.ok ? body.value : null);
  const error: ZoomError = parsed.success ? parsed.data : { code: 0, message: '', errors: null };
  if (answer.status === 429) return limitFailure(answer, error, nowMs);
  if (answer.status >= 500 || answer.status < 400) return unexpectedStatusFailure(answer, error, nowMs);
  if (error.code === 4700 || error.code === 4711 || /does not contain scopes/i.test(error.message)) {
    return scopeFailure(error);
  }
  if (answer.status === 401 || error.code === 124) {
    return authFailure({
      party: 'provider',
      code: 'reconnect',
      message: `Zoom no longer accepts the authorization that ReadyMeet was given (${codeWords(answer, error)}).`,
      mend: 'Connect Zoom again.',
    });
  }
  return refusalFailure(answer, error, action);
}

function refusalFailure(answer: HttpAnswer, error: ZoomError, action: ZoomAction): Failure {
  const base = { party: 'provider', httpStatus: answer.status } as const;
  switch (error.code) {
    case 300:
      return validationFailure(answer, error);
    case 1001:
      return remoteFailure({
        ...base,
        code: 'user-unknown',
        message: 'Zoom does not know the user who connected ReadyMeet.',
        mend: 'Connect Zoom again with a user who can schedule meetings.',
        scope: refusalScope(action),
      });
    case 3000:
    case 3161:
      return remoteFailure({
        ...base,
        code: 'hosting-not-allowed',
        message: `The connected Zoom user is not allowed to schedule meetings (${codeWords(answer, error)}).`,
        mend: 'Have the Zoom administrator allow this user to host meetings, or connect Zoom with another user.',
        scope: refusalScope(action),
      });
    case 200:
      return remoteFailure({
        ...base,
        code: 'plan-too-small',
        message: "The connected Zoom account's plan does not allow this meeting.",
        mend: 'Use a paid Zoom plan, or connect Zoom with another user.',
      });
    case 3001:
      // A 403 with the same code means "not yours to see".
      if (answer.status !== 404) break;
      return remoteFailure({
        ...base,
        code: 'meeting-gone',
        message: 'The meeting no longer exists at Zoom.',
      });
    case 3002:
      return remoteFailure({
        ...base,
        code: 'meeting-running',
        message: 'Zoom does not change a meeting while it is running.',
        isTemporary: true,
      });
    default:
  }
  return remoteFailure({
    ...base,
    code: answer.status === 404 ? 'not-found' : 'refused',
    message: `Zoom refused (${codeWords(answer, error)})${quoteZoom(error.message)}.`,
    mend: 'Check the Zoom account, and the address of the Zoom service if it was set by hand.',
  });
}

/** Zoom may refuse one of our meetings and still take another; only making and identifying speak for the account. */
function refusalScope(action: ZoomAction): Failure['scope'] {
  return action === 'make' || action === 'identify' ? 'party' : 'job';
}

function validationFailure(answer: HttpAnswer, error: ZoomError): Failure {
  const fields = (error.errors ?? []).filter(({ field }) => field !== '');
  const isPassword = fields.some(({ field }) => field === 'password' || field.endsWith('.password'));
  const listed = fields.map(
    ({ field, message }) => `the ${FIELD_WORDS[field] ?? `field ${field.slice(0, 60)}`}${quoteZoom(message)}`,
  );
  const what = listed.length === 0 ? `the meeting${quoteZoom(error.message)}` : listed.join('; ');
  return remoteFailure({
    party: 'provider',
    httpStatus: answer.status,
    code: isPassword ? 'password-refused' : 'fields-refused',
    message: `Zoom refused ${what}.`,
    mend: isPassword
      ? "Choose a meeting password that meets the Zoom account's passcode rules, or leave it empty to let Zoom choose one."
      : 'Correct this on the job in Skedulo.',
  });
}

function scopeFailure(error: ZoomError): Failure {
  const named = /\[([^\]]{1,300})\]/.exec(error.message)?.[1]?.match(/[a-z_]+(?::[a-z_]+)+/g) ?? [];
  const scopes = [...new Set(named)].join(', ');
  return authFailure({
    party: 'provider',
    code: 'missing-scope',
    message: `The Zoom app lacks a permission that ReadyMeet needs${scopes === '' ? '' : `: ${scopes}`}.`,
    mend: `Add ${scopes === '' ? 'the missing scopes' : scopes} to the app in the Zoom App Marketplace, then connect Zoom again.`,
  });
}

/** Zoom has three limits: per second and per day for the whole account, and 100 creations and updates a day for a user. */
function limitFailure(answer: HttpAnswer, error: ZoomError, nowMs: number): Failure {
  const told = parseRetryAfterMs(answer.headers.get('retry-after'), nowMs);
  const isDaily = /daily/i.test(error.message) || /daily/i.test(answer.headers.get('x-ratelimit-type') ?? '');
  const isOfUser = /daily rate limit \(\d+\)|create\/update/i.test(error.message);
  return remoteFailure({
    party: 'provider',
    httpStatus: 429,
    code: isOfUser ? 'daily-limit' : isDaily ? 'daily-api-limit' : 'rate-limited',
    message: isOfUser
      ? "Zoom lets one user make or change only so many meetings a day, and today's are used up."
      : isDaily
        ? "The Zoom account's requests for today are used up."
        : 'Zoom asks for fewer requests a second.',
    ...(isDaily
      ? { mend: 'ReadyMeet goes on by itself when Zoom allows it, after midnight UTC at the latest.' }
      : {}),
    isTemporary: true,
    retryAfterMs: told ?? (isDaily ? untilUtcMidnightMs(nowMs) : 1_000),
    scope: isOfUser ? 'job' : 'party',
  });
}

function unexpectedStatusFailure(answer: HttpAnswer, error: ZoomError, nowMs: number): Failure {
  const failure = statusFailure(answer, 'provider', 'Zoom', {
    code: answer.status >= 500 ? 'server-error' : 'unexpected-answer',
    detail: error.code === 0 ? 'no reason was given' : `code ${String(error.code)}`,
    nowMs,
  });
  return answer.status >= 500 ? failure : { ...failure, isTemporary: true, mayHaveHappened: true };
}

function codeWords(answer: HttpAnswer, error: ZoomError): string {
  return `HTTP ${String(answer.status)}${error.code === 0 ? '' : `, code ${String(error.code)}`}`;
}
