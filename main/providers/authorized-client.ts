import { createHttpClient } from '../http/http-client.ts';
import type { Exchange, HttpAnswer } from '../http/http-client.ts';
import type { Result } from '../sync/failure.ts';
import type { ApiClient, ApiRequest } from './api-client.ts';
import type { Limiter } from './limiter.ts';
import type { AccessTokens } from './oauth.ts';

export interface AuthorizedClientOptions {
  /** Base of all paths, such as `https://api.zoom.us/v2`. */
  readonly apiUrl: string;
  /** As a person calls it, such as `Zoom`. */
  readonly providerName: string;
  readonly tokens: AccessTokens;
  readonly limiter: Limiter;
  /** How long one answer may take; 30 seconds unless told. */
  readonly timeoutMs?: number;
  readonly exchange?: Exchange;
}

export interface AuthorizedClient extends ApiClient {
  /** How many API requests have been sent, repeated ones included; requests for tokens are not among them. */
  readonly requestCount: number;
}

/**
 * Makes a provider's API client. The token is asked for when the request's turn has come, so that it is fresh; a
 * repeated request waits for its turn again, so that the pace holds.
 */
export function createAuthorizedClient(options: AuthorizedClientOptions): AuthorizedClient {
  const { tokens, limiter } = options;
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const http = createHttpClient({
    party: 'provider',
    partyName: options.providerName,
    timeoutMs: options.timeoutMs ?? 30_000,
    exchange: options.exchange,
  });

  const sendAs = (
    accessToken: string,
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<Result<HttpAnswer>> =>
    http.send(
      {
        method: request.method,
        url: `${apiUrl}${request.path}`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${accessToken}`,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      },
      signal,
    );

  return {
    async send(request, signal) {
      let usedToken = '';
      const first = await limiter.run(async () => {
        const token = await tokens.current(signal);
        if (!token.ok) return token;
        usedToken = token.value;
        return sendAs(token.value, request, signal);
      }, signal);
      if (!first.ok || first.value.status !== 401) return first;
      return limiter.run(async () => {
        const token = await tokens.renew(usedToken, signal);
        return token.ok ? sendAs(token.value, request, signal) : token;
      }, signal);
    },
    get requestCount() {
      return http.requestCount;
    },
  };
}
