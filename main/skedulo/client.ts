import { GraphQLClient } from 'graphql-request';
import { createHttpClient } from '../http/http-client.ts';
import type { Exchange, HttpAnswer, HttpClient } from '../http/http-client.ts';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { answerFailure, SKEDULO, tokenFailure } from './failures.ts';

/** How long one answer may take. Skedulo's own guidance is to stay under 30 seconds. */
export const DEFAULT_TIMEOUT_MS = 60_000;

export interface GraphqlRequest {
  readonly operationName: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly isWrite: boolean;
  /** Texts that were sent and must not come back in a message. */
  readonly secrets?: readonly string[];
}

export interface GraphqlAnswer {
  /** The `data` of the answer, not yet checked. */
  readonly data: unknown;
  readonly headers: HttpAnswer['headers'];
}

/** Skedulo's HTTP interface with one token. One try a request; every failure comes translated. */
export interface SkeduloClient {
  /** A complete answer without errors is a success; anything else a failure. */
  graphql(request: GraphqlRequest, signal: AbortSignal): Promise<Result<GraphqlAnswer>>;
  /** Any complete answer is a success, whatever its status. `path` starts with a slash. */
  get(path: string, signal: AbortSignal): Promise<Result<HttpAnswer>>;
  readonly requestCount: number;
}

export interface SkeduloClientOptions {
  /** Such as `https://api.skedulo.com`, without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
  readonly exchange?: Exchange | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Makes a client. It holds the token and gives it to nobody but `apiUrl`. */
export function createSkeduloClient(options: SkeduloClientOptions): SkeduloClient {
  const http = createHttpClient({
    party: 'skedulo',
    partyName: SKEDULO,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    exchange: options.exchange,
  });
  // Pasting brings blanks and line ends along.
  const token = options.token.trim();
  const isTokenSendable = /^[\x21-\x7E]+$/.test(token);
  const headers = {
    authorization: `Bearer ${token}`,
    'user-agent': 'ReadyMeet',
    'x-skedulo-source': 'ReadyMeet',
  };
  return {
    get requestCount() {
      return http.requestCount;
    },
    async get(path, signal) {
      if (!isTokenSendable) return failed(tokenFailure(token, options.now()));
      const url = options.apiUrl + path;
      return http.send({ method: 'GET', url, headers: { ...headers, accept: 'application/json' } }, signal);
    },
    async graphql(request, signal) {
      if (!isTokenSendable) return failed(tokenFailure(token, options.now()));
      const { answer, data } = await exchange(
        http,
        `${options.apiUrl}/graphql/graphql`,
        headers,
        request,
        signal,
      );
      if (!answer.ok) return answer;
      if (data !== undefined) return success({ data, headers: answer.value.headers });
      return failed(
        answerFailure(answer.value, {
          isWrite: request.isWrite,
          nowMs: options.now(),
          token,
          secrets: request.secrets ?? [],
        }),
      );
    },
  };
}

/** Lets graphql-request do the talking, and keeps the HTTP answer it saw. `data` is undefined without a success. */
async function exchange(
  http: HttpClient,
  url: string,
  headers: Readonly<Record<string, string>>,
  request: GraphqlRequest,
  signal: AbortSignal,
): Promise<{ answer: Result<HttpAnswer>; data: unknown }> {
  const seen: { answer: Result<HttpAnswer> | null } = { answer: null };
  const client = new GraphQLClient(url, {
    headers: { ...headers, 'x-graphql-operation': request.operationName },
    fetch: async (_url, init) => {
      const answer = await http.send(
        {
          method: 'POST',
          url,
          headers: Object.fromEntries(new Headers(init?.headers)),
          body: typeof init?.body === 'string' ? init.body : '',
        },
        signal,
      );
      seen.answer = answer;
      if (!answer.ok) throw new Error(answer.failure.code);
      return asJsonResponse(answer.value);
    },
  });
  try {
    const { data } = await client.rawRequest<unknown>(request.document, request.variables);
    if (seen.answer === null) throw new Error('graphql-request answered without sending anything.');
    return { answer: seen.answer, data };
  } catch (error) {
    // graphql-request throws for whatever is not a success; what happened is in the answer it saw.
    if (seen.answer === null) throw error;
    return { answer: seen.answer, data: undefined };
  }
}

/** The content type of a gateway's page must not decide how the body is read: it is JSON, or it is not. */
function asJsonResponse(answer: HttpAnswer): Response {
  return new Response(answer.text === '' ? null : answer.text, {
    status: answer.status,
    headers: { 'content-type': 'application/json' },
  });
}
