import { describe, expect, it } from 'vitest';
import { createMemoryTokenStore } from './contract-rig.ts';
import { failureOf, startOAuthRig, valueOf } from './oauth-rig.ts';

const { signal } = new AbortController();

describe('a dead grant', () => {
  it.each(['zoom', 'microsoft', 'google'] as const)(
    'is answered without a request afterwards (%s)',
    async (flavour) => {
      const clientSecret = flavour === 'google' ? 'secret-1' : null;
      const { oauth, tokens, store } = await startOAuthRig(flavour, { clientSecret });
      const dead = store.tokens?.refreshToken ?? '';
      oauth.revokeAll();
      for (const result of [
        await tokens.current(signal),
        await tokens.current(signal),
        await tokens.renew('x', signal),
      ]) {
        const failure = failureOf(result);
        expect(failure).toMatchObject({
          kind: 'auth',
          code: 'reconnect',
          scope: 'party',
          mayHaveHappened: false,
        });
        expect(JSON.stringify(failure)).not.toContain(dead);
      }
      expect(oauth.tokenRequestCount).toBe(1);
      await store.save(oauth.issue());
      expect(oauth.isAccessTokenValid(valueOf(await tokens.current(signal)))).toBe(true);
    },
  );

  it('is what Zoom leaves behind when the same user authorizes once more', async () => {
    const { oauth, tokens } = await startOAuthRig('zoom');
    const token = valueOf(await tokens.current(signal));
    oauth.issue();
    expect(failureOf(await tokens.renew(token, signal)).code).toBe('reconnect');
  });

  it('leaves other users of the app alone', async () => {
    const { oauth, tokens } = await startOAuthRig('zoom');
    const token = valueOf(await tokens.current(signal));
    oauth.issue('user-2');
    expect(oauth.isAccessTokenValid(valueOf(await tokens.renew(token, signal)))).toBe(true);
  });

  it.each(['invalid_request', 'interaction_required', 'consent_required'])(
    'is also called %s',
    async (error) => {
      const { http, oauth, tokens } = await startOAuthRig('zoom');
      const answer = { status: 400, body: { reason: 'Invalid Token!', error } };
      http.faults.add({ path: /token/, fault: { kind: 'answer-before', answer } });
      expect(failureOf(await tokens.current(signal)).code).toBe('reconnect');
      expect(failureOf(await tokens.current(signal)).code).toBe('reconnect');
      expect(oauth.tokenRequestCount).toBe(0);
    },
  );

  it('is not the same as having no grant at all', async () => {
    const { oauth, connect } = await startOAuthRig('zoom');
    const failure = failureOf(await connect({ store: createMemoryTokenStore(null) }).current(signal));
    expect(failure).toMatchObject({ kind: 'auth', code: 'not-connected' });
    expect(oauth.tokenRequestCount).toBe(0);
  });
});

describe('trouble at the token endpoint', () => {
  it.each([
    [
      'a 503',
      { kind: 'answer-before', answer: { status: 503, body: '<html>Down</html>' } },
      'sign-in-unavailable',
    ],
    [
      'temporarily_unavailable',
      { kind: 'answer-before', answer: { status: 400, body: { error: 'temporarily_unavailable' } } },
      'sign-in-unavailable',
    ],
    [
      'a web page',
      { kind: 'answer-before', answer: { status: 200, body: '<html>Wi-Fi</html>' } },
      'unexpected-answer',
    ],
    [
      'a refusing web page',
      { kind: 'answer-before', answer: { status: 403, body: '<html></html>' } },
      'unexpected-answer',
    ],
    [
      'a redirect',
      { kind: 'answer-before', answer: { status: 302, headers: { location: '/x' } } },
      'unexpected-answer',
    ],
    ['null', { kind: 'answer-before', answer: { status: 200, body: null } }, 'unexpected-answer'],
    ['no fields', { kind: 'answer-before', answer: { status: 200, body: {} } }, 'unexpected-answer'],
    ['half an answer', { kind: 'truncate' }, 'unexpected-answer'],
    ['a cut connection', { kind: 'cut-before' }, 'connection-lost'],
  ] as const)('is temporary: %s', async (_case, fault, code) => {
    const { http, tokens } = await startOAuthRig('zoom');
    http.faults.add({ path: /token/, fault });
    expect(failureOf(await tokens.current(signal))).toMatchObject({
      code,
      isTemporary: true,
      mayHaveHappened: false,
      scope: 'party',
    });
    expect(valueOf(await tokens.current(signal))).toMatch(/^access-/);
  });

  it('passes on how long to wait', async () => {
    const { http, tokens } = await startOAuthRig('google', { clientSecret: 'secret-1' });
    const answer = { status: 429, headers: { 'retry-after': '9' }, body: { error: 'rate_limit_exceeded' } };
    http.faults.add({ path: /token/, fault: { kind: 'answer-before', answer } });
    expect(failureOf(await tokens.current(signal))).toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 9_000,
    });
  });

  it('does not wait for ever', async () => {
    const { http, connect } = await startOAuthRig('zoom');
    http.faults.add({ path: /token/, fault: { kind: 'stall', durationMs: 2_000 } });
    const failure = failureOf(await connect({ timeoutMs: 50 }).current(signal));
    expect(failure).toMatchObject({ kind: 'network', code: 'timeout', mayHaveHappened: false });
  });

  it('says that the service cannot be reached', async () => {
    const { http, tokens } = await startOAuthRig('zoom');
    await http.close();
    expect(failureOf(await tokens.current(signal))).toMatchObject({ kind: 'network', code: 'unreachable' });
  });
});

describe('revoking', () => {
  it.each([
    ['zoom', 'access_token'],
    ['google', 'refresh_token'],
  ] as const)('ends the authorization at %s by its %s and forgets it', async (flavour, revokes) => {
    const clientSecret = flavour === 'google' ? 'secret-1' : null;
    const { http, oauth, connect, store } = await startOAuthRig(flavour, { clientSecret });
    const tokens = connect({ revokes });
    const token = valueOf(await tokens.current(signal));
    valueOf(await tokens.revoke(signal));
    expect(http.requests.at(-1)).toBe('POST /revoke');
    expect(oauth.isAccessTokenValid(token)).toBe(false);
    expect(store.tokens).toBeNull();
    expect(failureOf(await tokens.current(signal)).code).toBe('not-connected');
  });

  it('only forgets where the provider has nothing to revoke', async () => {
    const { http, tokens, store } = await startOAuthRig('microsoft');
    valueOf(await tokens.revoke(signal));
    expect(store.tokens).toBeNull();
    expect(http.requestCount).toBe(0);
  });

  it.each(['access_token', 'refresh_token'] as const)(
    'is done when the grant is dead already (%s)',
    async (revokes) => {
      const { oauth, connect, store } = await startOAuthRig('zoom');
      oauth.revokeAll();
      await store.save({ refreshToken: 'unknown', accessToken: null, expiresAtMs: null });
      valueOf(await connect({ revokes }).revoke(signal));
      expect(store.tokens).toBeNull();
    },
  );

  it('keeps the tokens when the provider could not be asked', async () => {
    const { http, tokens, store } = await startOAuthRig('zoom');
    http.faults.add({ path: /revoke/, fault: { kind: 'cut-before' } });
    expect(failureOf(await tokens.revoke(signal)).kind).toBe('network');
    expect(store.tokens).not.toBeNull();
  });
});
