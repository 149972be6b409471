import { expect, it, onTestFinished } from 'vitest';
import { startZoomRig } from './zoom-rig.ts';
import type { ZoomRig } from './zoom-rig.ts';
import { failureOf, valueOf } from './oauth-rig.ts';
import { signIn } from './contract-rig.ts';

const { signal } = new AbortController();
const WHO_AM_I = { method: 'GET', path: '/users/me' } as const;

async function setUp(): Promise<ZoomRig> {
  const rig = await startZoomRig();
  onTestFinished(() => rig.zoom.close());
  return rig;
}

it('renews once for ten requests that were refused together, and repeats each of them', async () => {
  const { api, zoom } = await setUp();
  valueOf(await api.send(WHO_AM_I, signal));
  zoom.oauth.expireAccessTokens();
  const before = zoom.http.requestCount;
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.send(WHO_AM_I, signal)));
  expect(answers.map((answer) => valueOf(answer).status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(zoom.oauth.refreshCount).toBe(1);
  // Each was sent twice at most, and there was one request for a token.
  expect(zoom.http.requestCount - before).toBeLessThanOrEqual(21);
});

it('hands on a second 401 as the answer it is', async () => {
  const { api, zoom } = await setUp();
  const answer = { status: 401, body: { code: 124, message: 'Invalid access token.' } };
  zoom.http.faults.add({ path: /^\/v2\//, times: 2, fault: { kind: 'answer-before', answer } });
  expect(valueOf(await api.send(WHO_AM_I, signal)).status).toBe(401);
  expect(zoom.http.requests.filter((request) => request === 'GET /v2/users/me')).toHaveLength(2);
  expect(api.requestCount).toBe(2);
});

it('sends no API request without a token', async () => {
  const { api, zoom, store } = await setUp();
  await store.save({ refreshToken: 'unknown', accessToken: null, expiresAtMs: null });
  const results = await Promise.all(Array.from({ length: 5 }, () => api.send(WHO_AM_I, signal)));
  expect(results.map((result) => failureOf(result).code)).toEqual(
    Array.from({ length: 5 }, () => 'reconnect'),
  );
  expect(zoom.http.requests).toEqual(['POST /oauth/token']);
  expect(api.requestCount).toBe(0);
});

it('gives up on an answer that does not come', async () => {
  const { zoom } = await setUp();
  const { api } = signIn({
    providerName: 'Zoom',
    apiUrl: `${zoom.apiUrl}/`,
    endpoints: zoom.endpoints,
    oauth: zoom.oauth,
    timeoutMs: 50,
  });
  zoom.http.faults.add({ path: /^\/v2\//, fault: { kind: 'stall', durationMs: 1_000 } });
  expect(failureOf(await api.send(WHO_AM_I, signal))).toMatchObject({
    kind: 'network',
    code: 'timeout',
    mayHaveHappened: true,
  });
});

it('sends the body as JSON and the token only in the header', async () => {
  const { api, zoom } = await setUp();
  const body = { topic: 'Höflich "quoted" 😀', type: 2, start_time: '2040-01-01T00:00:00Z' };
  expect(valueOf(await api.send({ method: 'POST', path: '/users/me/meetings', body }, signal)).status).toBe(
    201,
  );
  expect(zoom.meetings[0]?.topic).toBe(body.topic);
  expect(zoom.http.requests).toEqual(['POST /v2/users/me/meetings']);
});
