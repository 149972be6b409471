import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createHttpClient, parseJsonBody, statusFailure } from '../../../main/http/http-client.ts';
import type { Exchange, HttpAnswer, HttpClientOptions, HttpRequest } from '../../../main/http/http-client.ts';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import { serve } from './serve.ts';

const NEVER_STOPPED = new AbortController().signal;

function createClient(options: Partial<HttpClientOptions> = {}) {
  return createHttpClient({ party: 'provider', partyName: 'Zoom', timeoutMs: 5_000, ...options });
}

function get(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url, ...changes };
}

function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('It succeeded.');
  return result.failure;
}

/** An exchange that ends without an answer. */
function failingWith(reason: unknown): Exchange {
  return async () => {
    await Promise.resolve();
    throw reason;
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

describe('an HTTP client', () => {
  it.each([200, 204, 301, 404, 500])('takes any complete answer, %i too', async (status) => {
    const origin = await serve((_request, response) => {
      response.writeHead(status, { 'x-kind': 'test' }).end(status === 204 ? undefined : 'words');
    });
    const client = createClient();
    const answer = await client.send(get(origin), NEVER_STOPPED);
    if (!answer.ok) throw new Error(answer.failure.message);
    expect(answer.value).toMatchObject({ status, text: status === 204 ? '' : 'words' });
    expect(answer.value.headers.get('x-kind')).toBe('test');
  });

  it('sends method, headers and body, and counts', async () => {
    const seen: string[] = [];
    const origin = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        seen.push(`${String(request.method)} ${String(request.headers['x-own'])} ${body}`);
        response.end();
      });
    });
    const client = createClient();
    const request = { method: 'POST', url: origin, headers: { 'x-own': 'yes' }, body: 'text' } as const;
    await client.send(request, NEVER_STOPPED);
    await client.send(request, NEVER_STOPPED);
    expect(seen).toEqual(['POST yes text', 'POST yes text']);
    expect(client.requestCount).toBe(2);
  });

  it('never follows a redirect, so that no token travels to another place', async () => {
    const visited: string[] = [];
    const elsewhere = await serve((request, response) => {
      visited.push(String(request.headers.authorization));
      response.end();
    });
    const origin = await serve((_request, response) => {
      response.writeHead(302, { location: elsewhere }).end();
    });
    const request = get(origin, { headers: { authorization: 'Bearer secret' } });
    expect(await createClient().send(request, NEVER_STOPPED)).toMatchObject({
      ok: true,
      value: { status: 302 },
    });
    expect(visited).toEqual([]);
  });

  it('lets the caller replace the time limit of one request', async () => {
    const origin = await serve((_request, response) => {
      setTimeout(() => response.end('late'), 150);
    });
    const client = createClient({ timeoutMs: 20 });
    expect(await client.send(get(origin, { timeoutMs: 10_000 }), NEVER_STOPPED)).toMatchObject({ ok: true });
  });

  it('holds neither timer nor listener after an answer', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const timers: number[] = [];
    const client = createClient({
      exchange: () => {
        timers.push(vi.getTimerCount());
        return Promise.resolve(answerOf(200, 'words'));
      },
    });
    expect(await client.send(get('http://x.test'), signal)).toMatchObject({ ok: true });
    expect([...timers, vi.getTimerCount()]).toEqual([1, 0]);
    expect(added).toHaveBeenCalledOnce();
    expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2));
  });
});

describe('what goes wrong on the way', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENETDOWN',
    'CONNECT_TIMEOUT',
  ])('%s: nobody was reached, so nothing can have happened', async (code) => {
    const client = createClient({ exchange: failingWith(systemError(code)) });
    const failure = failureOf(await client.send(get('http://x.test'), NEVER_STOPPED));
    expect(failure.mend).toContain('internet connection');
    expect(failure).toMatchObject({
      kind: 'network',
      party: 'provider',
      code: 'unreachable',
      message: `Zoom cannot be reached (${code}).`,

      mayHaveHappened: false,
      isTemporary: true,
      scope: 'party',
    });
  });

  it('finds the code in a connect that failed by both families of addresses', async () => {
    const both = new AggregateError([new Error('no code'), systemError('ECONNREFUSED')]);
    const client = createClient({ exchange: failingWith(both) });
    expect(failureOf(await client.send(get('http://x.test'), NEVER_STOPPED)).code).toBe('unreachable');
  });

  it.each([
    [systemError('ECONNRESET'), ' (ECONNRESET)'],
    [systemError('EPIPE'), ' (EPIPE)'],
    [new Error('outside', { cause: systemError('ETIMEDOUT') }), ' (ETIMEDOUT)'],
    [undefined, ''],
    ['just words', ''],
  ])('a connection that broke (%o) leaves open whether it happened', async (cause, code) => {
    const client = createClient({ exchange: failingWith(cause) });
    expect(failureOf(await client.send(get('http://x.test'), NEVER_STOPPED))).toMatchObject({
      kind: 'network',
      code: 'connection-lost',
      message: `The connection to Zoom broke before the answer was complete${code}.`,
      mayHaveHappened: true,
      isTemporary: true,
      scope: 'job',
    });
  });

  it('a server that cuts the connection, before the answer or in the middle of it', async () => {
    const cut = await serve((request) => {
      request.socket.destroy();
    });
    const cutInTheMiddle = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => request.socket.destroy());
    });
    for (const origin of [cut, cutInTheMiddle]) {
      const failure = failureOf(await createClient().send(get(origin), NEVER_STOPPED));
      expect(failure).toMatchObject({ code: 'connection-lost', mayHaveHappened: true });
    }
  });

  it('a server that does not answer, or does not finish its answer', async () => {
    const silent = await serve(() => {});
    const unfinished = await serve((_request, response) => {
      response.writeHead(200).write('half');
    });
    for (const origin of [silent, unfinished]) {
      const failure = failureOf(await createClient({ timeoutMs: 60 }).send(get(origin), NEVER_STOPPED));
      expect(failure).toMatchObject({
        kind: 'network',
        code: 'timeout',
        mayHaveHappened: true,
        scope: 'job',
      });
    }
  });

  it('the time limit is named in whole seconds', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const silent: Exchange = (_request, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('aborted'));
        });
      });
    const sending = createClient({ timeoutMs: 30_000, exchange: silent }).send(
      get('http://x.test'),
      NEVER_STOPPED,
    );
    await vi.advanceTimersByTimeAsync(30_000);
    expect(failureOf(await sending).message).toBe('Zoom did not answer within 30 seconds.');
  });

  it('being told to stop is no failure of the other side', async () => {
    const silent = await serve(() => {});
    const stopper = new AbortController();
    const client = createClient();
    const sending = client.send(get(silent), stopper.signal);
    stopper.abort();
    expect(failureOf(await sending)).toMatchObject({ kind: 'cancelled', mayHaveHappened: true });
    expect(failureOf(await client.send(get(silent), AbortSignal.abort()))).toMatchObject({
      kind: 'cancelled',
    });
  });
});

function answerOf(status: number, text: string, headers: Record<string, string> = {}): HttpAnswer {
  return { status, text, headers: new Headers(headers) };
}

describe('an answer that is not what was asked for', () => {
  it.each([
    ['', 'an empty body'],
    ['  \n', 'an empty body'],
    ['<!doctype html><p>secret</p>', 'a web page or XML'],
    ['{"half": "sec', 'an incomplete or unknown text'],
  ])('%j is not JSON, and is not quoted', (text, words) => {
    const failure = failureOf(parseJsonBody(answerOf(200, text), 'provider', 'Zoom', true));
    expect(failure).toMatchObject({
      kind: 'remote',
      code: 'not-json',
      httpStatus: 200,
      message: `Zoom sent something other than JSON (HTTP 200, ${words}).`,
      isTemporary: true,
      mayHaveHappened: true,
    });
    expect(failureOf(parseJsonBody(answerOf(200, text), 'provider', 'Zoom', false)).mayHaveHappened).toBe(
      false,
    );
  });

  it('reads JSON of any kind', () => {
    expect(parseJsonBody(answerOf(200, ' {"a":1} '), 'provider', 'Zoom', true)).toEqual({
      ok: true,
      value: { a: 1 },
    });
    expect(parseJsonBody(answerOf(200, 'null'), 'provider', 'Zoom', true)).toEqual({ ok: true, value: null });
  });

  it.each([
    [400, {}, { code: 'refused', isTemporary: false, mayHaveHappened: false, scope: 'job' }],
    [
      429,
      { 'retry-after': '7' },
      { code: 'rate-limited', isTemporary: true, scope: 'party', retryAfterMs: 7_000 },
    ],
    [429, {}, { code: 'rate-limited', mayHaveHappened: false }],
    [
      503,
      { 'retry-after': '3' },
      { code: 'refused', isTemporary: true, mayHaveHappened: true, retryAfterMs: 3_000 },
    ],
  ])('HTTP %i is judged by its status', (status, headers, expected) => {
    const options = { code: 'refused', detail: 'its words', nowMs: 0 };
    const failure = statusFailure(answerOf(status, 'body', headers), 'provider', 'Zoom', options);
    expect(failure).toMatchObject({ kind: 'remote', httpStatus: status, ...expected });
    expect(failure.message).toContain('its words');
    expect('retryAfterMs' in failure).toBe('retry-after' in headers);
  });
});
