import { success } from '../../../../main/sync/failure.ts';
import type { ApiClient, ApiRequest } from '../../../../main/providers/api-client.ts';

/** One answer of a provider: an object is sent as JSON, a string as it is, undefined as an empty body. */
export interface ScriptedAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An API client that gives the scripted answers in their order and keeps what it was asked. */
export function createScriptedApi(...answers: readonly ScriptedAnswer[]): ApiClient & {
  readonly requests: readonly ApiRequest[];
} {
  const requests: ApiRequest[] = [];
  return {
    requests,
    send(request) {
      const answer = answers[requests.length];
      requests.push(request);
      if (answer === undefined) throw new Error(`Nobody expected ${request.method} ${request.path}.`);
      const { status, body, headers } = answer;
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve(success({ status, headers: new Headers(headers), text }));
    },
  };
}
