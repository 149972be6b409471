import * as z from 'zod';
import { parseRetryAfterMs } from '../http/retry-after.ts';
import { authFailure, networkFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';

/** What simple-oauth2 throws: a Boom error of its HTTP library. */
const boomSchema = z.object({
  isBoom: z.literal(true),
  output: z.object({ statusCode: z.number() }),
  /** The system's, set on connection errors. */
  code: z.string().optional().catch(undefined),
  data: z
    .object({
      /** Set once there was an answer. */
      res: z.object({ statusCode: z.number() }).optional().catch(undefined),
      headers: z.object({ 'retry-after': z.string().optional() }).optional().catch(undefined),
      payload: z.unknown().optional(),
    })
    .nullish()
    .catch(null),
});

const refusalSchema = z.object({
  error: z.string(),
  error_description: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).optional().catch(undefined),
});

/** The request did not reach the server. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
]);

/** RFC 6749 and OpenID Connect errors that only the user can mend, and `invalid_request`, with which Zoom also says it. */
const GRANT_ERRORS = new Set([
  'invalid_grant',
  'invalid_request',
  'invalid_token',
  'interaction_required',
  'consent_required',
  'login_required',
  'access_denied',
]);
const CLIENT_ERRORS = new Set(['invalid_client', 'unauthorized_client']);

/**
 * Says in plain words why the token endpoint gave no token. The effect the token was wanted for has not begun, so
 * `mayHaveHappened` is always false.
 */
export function oauthFailure(thrown: unknown, providerName: string, nowMs: number): Failure {
  const boom = boomSchema.safeParse(thrown);
  // The library stumbles over a 200 whose body is `null` or empty.
  if (!boom.success) return unexpectedAnswerFailure(providerName, null);
  const { output, code, data } = boom.data;
  if (data?.res === undefined) return connectionFailure(providerName, output.statusCode, code ?? null);
  const status = data.res.statusCode;
  const refusal = refusalSchema.safeParse(data.payload);
  const error = refusal.success ? refusal.data.error : null;
  if (status >= 500 || status === 429 || error === 'temporarily_unavailable' || error === 'server_error') {
    const retryAfterMs = parseRetryAfterMs(data.headers?.['retry-after'] ?? null, nowMs);
    return remoteFailure({
      party: 'provider',
      code: status === 429 ? 'rate-limited' : 'sign-in-unavailable',
      httpStatus: status,
      message: `${providerName}'s sign-in service cannot answer at the moment (HTTP ${String(status)}).`,
      isTemporary: true,
      scope: 'party',
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
    });
  }
  if (!refusal.success) return unexpectedAnswerFailure(providerName, status);
  const { error_codes: codes, error_description: description } = refusal.data;
  const shown = [refusal.data.error, ...(codes ?? []).map((code) => `AADSTS${String(code)}`)]
    .filter(isPlainCode)
    .join(', ');
  const isAboutSecret = refusal.data.error === 'invalid_request' && /client_secret/.test(description ?? '');
  if (CLIENT_ERRORS.has(refusal.data.error) || isAboutSecret)
    return clientRefusedFailure(providerName, shown);
  if (GRANT_ERRORS.has(refusal.data.error)) return reconnectFailure(providerName, shown);
  return clientRefusedFailure(providerName, shown);
}

/** The grant is dead: only the user can give another. `shown` is the provider's own code. */
export function reconnectFailure(providerName: string, shown: string): Failure {
  return authFailure({
    party: 'provider',
    code: 'reconnect',
    message: `${providerName} no longer accepts the authorization that ReadyMeet was given${inBrackets(shown)}.`,
    mend: `Connect ${providerName} again.`,
  });
}

function clientRefusedFailure(providerName: string, shown: string): Failure {
  return authFailure({
    party: 'provider',
    code: 'client-refused',
    message: `${providerName} does not accept the app that ReadyMeet signs in as${inBrackets(shown)}.`,
    mend: `Check the client id and the client secret of the ${providerName} app: a public (desktop) client has no secret, Google's has one.`,
  });
}

/** There was an answer, and it is not what a token endpoint says; a proxy or a wrong address may be behind it. */
export function unexpectedAnswerFailure(providerName: string, httpStatus: number | null): Failure {
  return remoteFailure({
    party: 'provider',
    code: 'unexpected-answer',
    message: `${providerName}'s sign-in service sent something that cannot be read${httpStatus === null ? '' : ` (HTTP ${String(httpStatus)})`}.`,
    mend: 'If this goes on, check the address of the sign-in service and whether a proxy answers in its place.',
    isTemporary: true,
    scope: 'party',
    ...(httpStatus === null ? {} : { httpStatus }),
  });
}

function connectionFailure(providerName: string, boomStatus: number, code: string | null): Failure {
  const base = { party: 'provider', mayHaveHappened: false, scope: 'party' } as const;
  // The HTTP library words its own time limits as a gateway timeout before the answer and a client timeout within it.
  if (boomStatus === 504 || boomStatus === 408) {
    return networkFailure({
      ...base,
      code: 'timeout',
      message: `${providerName}'s sign-in service did not answer in time.`,
    });
  }
  if (code !== null && NEVER_CONNECTED.has(code)) {
    return networkFailure({
      ...base,
      code: 'unreachable',
      message: `${providerName}'s sign-in service cannot be reached (${code}).`,
      mend: 'Check the internet connection, and the address if it was set by hand.',
    });
  }
  return networkFailure({
    ...base,
    code: 'connection-lost',
    message: `The connection to ${providerName}'s sign-in service broke before the answer was complete.`,
  });
}

/** Only what looks like an error code is shown; anything else could hold what must not be shown. */
function isPlainCode(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,40}$/.test(text);
}

function inBrackets(shown: string): string {
  return shown === '' ? '' : ` (${shown})`;
}
