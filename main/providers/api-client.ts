import type { HttpAnswer } from '../http/http-client.ts';
import type { Result } from '../sync/failure.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path and query below the provider's API address, with a leading slash. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Replaces the client's limit for one answer. */
  readonly timeoutMs?: number;
}

/**
 * A provider's API as seen by its adapter: signed in, paced and limited in concurrency. Any complete answer is a
 * success whatever its status, except that a 401 is answered once by a fresh access token and the same request.
 */
export interface ApiClient {
  send(request: ApiRequest, signal: AbortSignal): Promise<Result<HttpAnswer>>;
}
