import { cancelledFailure, failed, networkFailure, remoteFailure, success } from '../sync/failure.ts';
import type { Failure, Party, Result } from '../sync/failure.ts';
import { ANSWER_TOO_LONG, CONNECT_TIMEOUT, createExchange } from './exchange.ts';
import type { Exchange, HttpAnswer, HttpRequest } from './exchange.ts';
import { parseRetryAfterMs } from './retry-after.ts';

export type { Exchange, HttpAnswer, HttpRequest };

/** Sends requests, one try each. Whoever calls decides what is safe to try again. */
export interface HttpClient {
  /** Any complete answer is a success, whatever its status; no complete answer is a `network` failure. */
  send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpAnswer>>;
  /** How many requests have been sent. */
  readonly requestCount: number;
}

export interface HttpClientOptions {
  readonly party: Party;
  /** The other side as a person calls it, such as `Zoom`. */
  readonly partyName: string;
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How requests travel; over HTTP unless told. */
  readonly exchange?: Exchange | undefined;
}

/** Codes that mean the request never reached the other side. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  CONNECT_TIMEOUT,
]);

/** Makes a client that never follows redirects, so that a token cannot travel to another origin. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const exchange = options.exchange ?? createExchange();
  let requestCount = 0;
  return {
    get requestCount() {
      return requestCount;
    },
    async send(request, signal) {
      const timeoutMs = request.timeoutMs ?? options.timeoutMs;
      const limit = limitTime(timeoutMs, signal);
      requestCount += 1;
      try {
        return success(await exchange(request, limit.signal));
      } catch (error) {
        if (signal.aborted) return failed(cancelledFailure(options.party, true));
        return failed(describeNetworkError(error, options, limit.signal.aborted ? timeoutMs : null));
      } finally {
        limit.lift();
      }
    },
  };
}

/**
 * A signal that fires with `signal` or when the time is up. Lifted, it holds nothing any more: an
 * `AbortSignal.timeout` of each of thousands of requests would be kept until its time, long after the answer.
 */
function limitTime(timeoutMs: number, signal: AbortSignal): { readonly signal: AbortSignal; lift(): void } {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const timer = setTimeout(stop, timeoutMs);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    lift() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}

function describeNetworkError(
  error: unknown,
  { party, partyName }: HttpClientOptions,
  timedOutAfterMs: number | null,
): Failure {
  if (timedOutAfterMs !== null) {
    return networkFailure({
      party,
      code: 'timeout',
      message: `${partyName} did not answer within ${String(Math.round(timedOutAfterMs / 1000))} seconds.`,
    });
  }
  const code = errorCodeOf(error);
  if (code !== null && NEVER_CONNECTED.has(code)) {
    return networkFailure({
      party,
      code: 'unreachable',
      message: `${partyName} cannot be reached (${code}).`,
      mend: 'Check the internet connection, and the address if it was set by hand.',
      mayHaveHappened: false,
      scope: 'party',
    });
  }
  if (code === ANSWER_TOO_LONG) {
    return networkFailure({
      party,
      code: 'answer-too-long',
      message: `${partyName} sent an answer that is longer than any it should send. It was not read to its end.`,
    });
  }
  return networkFailure({
    party,
    code: 'connection-lost',
    message: `The connection to ${partyName} broke before the answer was complete${code === null ? '' : ` (${code})`}.`,
  });
}

/** Finds the system's error code: a failed dual-stack connect hides it in `errors`. */
function errorCodeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) {
    for (const inner of error.errors) {
      const code = errorCodeOf(inner);
      if (code !== null) return code;
    }
  }
  return errorCodeOf(error.cause);
}

/** Parses a JSON body; anything else (an HTML page, an empty or cut text) is a temporary `remote` failure. */
export function parseJsonBody(
  answer: HttpAnswer,
  party: Party,
  partyName: string,
  mayHaveHappened: boolean,
): Result<unknown> {
  try {
    const value: unknown = JSON.parse(answer.text);
    return success(value);
  } catch {
    return failed(
      remoteFailure({
        party,
        code: 'not-json',
        httpStatus: answer.status,
        message: `${partyName} sent something other than JSON (HTTP ${String(answer.status)}, ${describeBody(answer)}).`,
        isTemporary: true,
        mayHaveHappened,
      }),
    );
  }
}

function describeBody(answer: HttpAnswer): string {
  if (answer.text.trim() === '') return 'an empty body';
  if (answer.text.trimStart().startsWith('<')) return 'a web page or XML';
  return 'an incomplete or unknown text';
}

/**
 * Says what an HTTP status means where the other side's own error words are missing: 429 and 5xx are temporary.
 * `mayHaveHappened` applies to 5xx answers: a gateway may have given up on a request that went through.
 */
export function statusFailure(
  answer: HttpAnswer,
  party: Party,
  partyName: string,
  options: { readonly code: string; readonly detail: string; readonly nowMs: number },
): Failure {
  const retryAfterMs = parseRetryAfterMs(answer.headers.get('retry-after'), options.nowMs);
  const isLimit = answer.status === 429;
  const isServerError = answer.status >= 500;
  return remoteFailure({
    party,
    code: isLimit ? 'rate-limited' : options.code,
    httpStatus: answer.status,
    message: isLimit
      ? `${partyName} asks for fewer requests: ${options.detail}`
      : `${partyName} answered with an error (HTTP ${String(answer.status)}): ${options.detail}`,
    isTemporary: isLimit || isServerError,
    mayHaveHappened: isServerError,
    scope: isLimit ? 'party' : 'job',
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}
