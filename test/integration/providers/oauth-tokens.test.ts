import { describe, expect, it } from 'vitest';
import { createTurns } from '../../../main/admin/turns.ts';
import { failed, localFailure, success } from '../../../main/sync/failure.ts';
import type { TokenSet, TokenStore } from '../../../main/sync/ports.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import { failureOf, startOAuthRig, valueOf } from './oauth-rig.ts';

const { signal } = new AbortController();

describe('refreshing', () => {
  it('uses a stored token while it is good for more than a minute', async () => {
    const { oauth, connect } = await startOAuthRig('zoom');
    const issued = oauth.issue();
    const nowMs = (): number => issued.expiresAtMs - 61_000;
    const early = connect({ store: createMemoryTokenStore(issued), clock: { ...systemClock, nowMs } });
    expect(valueOf(await early.current(signal))).toBe(issued.accessToken);
    expect(oauth.tokenRequestCount).toBe(0);
    const late = connect({
      store: createMemoryTokenStore(issued),
      clock: { ...systemClock, nowMs: () => issued.expiresAtMs - 59_000 },
    });
    expect(valueOf(await late.current(signal))).not.toBe(issued.accessToken);
    expect(oauth.refreshCount).toBe(1);
  });

  it('makes one request for 20 callers at once', async () => {
    const { oauth, tokens, store } = await startOAuthRig('zoom');
    const handedOut = await Promise.all(Array.from({ length: 20 }, () => tokens.current(signal)));
    expect(new Set(handedOut.map(valueOf)).size).toBe(1);
    expect(oauth.tokenRequestCount).toBe(1);
    expect(tokens.requestCount).toBe(1);
    expect(store.saved).toHaveLength(1);
    expect(oauth.isAccessTokenValid(valueOf(await tokens.current(signal)))).toBe(true);
    expect(oauth.tokenRequestCount).toBe(1);
  });

  it('makes one request for several connections over the same tokens', async () => {
    const { oauth, connect, store } = await startOAuthRig('zoom', { graceMs: 0 });
    const refreshTurns = createTurns();
    const connections = Array.from({ length: 5 }, () => connect({ refreshTurns }));
    const handedOut = await Promise.all(connections.map((tokens) => tokens.current(signal)));
    expect(new Set(handedOut.map(valueOf)).size).toBe(1);
    expect(oauth.tokenRequestCount).toBe(1);
    expect(store.saved).toHaveLength(1);
  });

  it('that is broken off goes on all the same, and another connection waits for what it brings', async () => {
    const { oauth, connect } = await startOAuthRig('zoom', { graceMs: 0 });
    const refreshTurns = createTurns();
    const stop = new AbortController();
    const stopped = connect({ refreshTurns }).current(stop.signal);
    const next = connect({ refreshTurns }).current(signal);
    stop.abort();
    expect(failureOf(await stopped).kind).toBe('cancelled');
    expect(oauth.isAccessTokenValid(valueOf(await next))).toBe(true);
    expect(oauth.tokenRequestCount).toBe(1);
  });

  it('has stored the rotated refresh token before it hands out the access token', async () => {
    const { oauth, connect, store: initial } = await startOAuthRig('zoom');
    const events: string[] = [];
    const gate = Promise.withResolvers<undefined>();
    const reached = Promise.withResolvers<TokenSet>();
    const store: TokenStore = {
      ...initial,
      async save(tokens) {
        events.push('saving');
        reached.resolve(tokens);
        await gate.promise;
        events.push('saved');
        return success(undefined);
      },
    };
    const handedOut = connect({ store })
      .current(signal)
      .then((result) => {
        events.push('handed out');
        return valueOf(result);
      });
    const saving = await reached.promise;
    await new Promise(setImmediate);
    expect(events).toEqual(['saving']);
    gate.resolve(undefined);
    expect(await handedOut).toBe(saving.accessToken);
    expect(events).toEqual(['saving', 'saved', 'handed out']);
    expect(saving.refreshToken).not.toBe(initial.tokens?.refreshToken);
    expect(oauth.refreshCount).toBe(1);
  });

  it('does not use a token it could not store, and stores it before asking again', async () => {
    const { oauth, connect, store } = await startOAuthRig('zoom', { graceMs: 0 });
    let isFull = true;
    const tokens = connect({
      store: {
        ...store,
        load: () => store.load(),
        save: (next) =>
          isFull
            ? Promise.resolve(
                failed(localFailure({ party: 'ledger', code: 'disk-full', message: 'The disk is full.' })),
              )
            : store.save(next),
      },
    });
    expect(failureOf(await tokens.current(signal))).toMatchObject({ kind: 'local', code: 'disk-full' });
    expect(failureOf(await tokens.current(signal)).code).toBe('disk-full');
    isFull = false;
    expect(oauth.isAccessTokenValid(valueOf(await tokens.current(signal)))).toBe(true);
    expect(oauth.tokenRequestCount).toBe(1);
  });

  it('survives being killed between the answer and storing it while the old token has its grace', async () => {
    let nowMs = Date.UTC(2026, 10, 22);
    const { oauth, connect, store } = await startOAuthRig('zoom', { graceMs: 60_000, nowMs: () => nowMs });
    const beforeTheKill = createMemoryTokenStore(store.tokens);
    valueOf(await connect({ store: createMemoryTokenStore(store.tokens) }).current(signal));
    nowMs += 30_000;
    valueOf(await connect({ store: beforeTheKill }).current(signal));
    expect(oauth.refreshCount).toBe(2);
    nowMs += 31_000;
    expect(failureOf(await connect({ store }).current(signal)).code).toBe('reconnect');
  });

  it("keeps the refresh token when none is returned, as with Google's", async () => {
    const { oauth, tokens, store } = await startOAuthRig('google', { clientSecret: 'secret-1' });
    const before = store.tokens?.refreshToken;
    const first = valueOf(await tokens.current(signal));
    expect(store.tokens).toMatchObject({ refreshToken: before, accessToken: first });
    oauth.expireAccessTokens();
    expect(valueOf(await tokens.renew(first, signal))).not.toBe(first);
    expect(oauth.refreshCount).toBe(2);
    expect(store.tokens?.refreshToken).toBe(before);
  });

  it('keeps the newest refresh token where each one replaces the last', async () => {
    const { oauth, tokens, store } = await startOAuthRig('microsoft');
    const first = valueOf(await tokens.current(signal));
    const kept = store.tokens?.refreshToken;
    valueOf(await tokens.renew(first, signal));
    expect(store.saved.map(({ refreshToken }) => refreshToken)).toEqual([kept, store.tokens?.refreshToken]);
    expect(store.tokens?.refreshToken).not.toBe(kept);
    expect(oauth.tokenRequests.map((form) => form.get('refresh_token'))[1]).toBe(kept);
  });

  it('renews a refused token once however many were refused', async () => {
    const { oauth, tokens } = await startOAuthRig('zoom');
    const refused = valueOf(await tokens.current(signal));
    oauth.expireAccessTokens();
    const renewed = await Promise.all(Array.from({ length: 20 }, () => tokens.renew(refused, signal)));
    expect(new Set(renewed.map(valueOf)).size).toBe(1);
    expect(oauth.refreshCount).toBe(2);
    // A straggler that comes back with the old token gets the new one without a request.
    expect(valueOf(await tokens.renew(refused, signal))).toBe(valueOf(await tokens.current(signal)));
    expect(oauth.refreshCount).toBe(2);
  });

  it('does not hand the refused token back to one who joined another caller', async () => {
    const { oauth, connect } = await startOAuthRig('zoom');
    const issued = oauth.issue();
    const tokens = connect({ store: createMemoryTokenStore(issued) });
    const [current, renewed] = await Promise.all([
      tokens.current(signal),
      tokens.renew(issued.accessToken, signal),
    ]);
    expect(valueOf(current)).toBe(issued.accessToken);
    expect(valueOf(renewed)).not.toBe(issued.accessToken);
  });

  it('lets one caller leave and serves the others', async () => {
    const { oauth, tokens, store } = await startOAuthRig('zoom');
    const leaving = new AbortController();
    const left = tokens.current(leaving.signal);
    const stayed = tokens.current(signal);
    leaving.abort();
    expect(failureOf(await left)).toMatchObject({ kind: 'cancelled', mayHaveHappened: false });
    expect(oauth.isAccessTokenValid(valueOf(await stayed))).toBe(true);
    expect(store.saved).toHaveLength(1);
  });

  it('takes up tokens that were stored by connecting again', async () => {
    const { oauth, tokens, store } = await startOAuthRig('zoom');
    const old = valueOf(await tokens.current(signal));
    const again = oauth.issue();
    await store.save(again);
    expect(oauth.isAccessTokenValid(old)).toBe(false);
    expect(valueOf(await tokens.renew(old, signal))).toBe(again.accessToken);
    expect(oauth.refreshCount).toBe(1);
  });
});

describe('signing in as the client', () => {
  it.each([null, ''])('sends a public client no secret and no empty one (%j)', async (clientSecret) => {
    const { oauth, connect, authorizations } = await startOAuthRig('microsoft');
    valueOf(await connect({ clientSecret }).current(signal));
    const [form] = oauth.tokenRequests;
    expect(form?.getAll('client_id')).toEqual(['client-1']);
    expect(form?.has('client_secret')).toBe(false);
    expect(authorizations).toEqual([undefined]);
  });

  it('would be refused with an empty secret', async () => {
    const { endpoints } = await startOAuthRig('microsoft');
    const body = new URLSearchParams({
      client_id: 'client-1',
      client_secret: '',
      grant_type: 'refresh_token',
    });
    const answer = await fetch(endpoints.tokenUrl, { method: 'POST', body });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('AADSTS700025');
  });

  it('sends a secret in the body, or in the header where that is asked for', async () => {
    const google = await startOAuthRig('google', { clientSecret: 'secret-1' });
    valueOf(await google.tokens.current(signal));
    expect(google.oauth.tokenRequests[0]?.get('client_secret')).toBe('secret-1');
    const zoom = await startOAuthRig('zoom', { clientSecret: 'secret-1', options: { secretIn: 'header' } });
    valueOf(await zoom.tokens.current(signal));
    expect(zoom.oauth.tokenRequests[0]?.has('client_secret')).toBe(false);
    expect(zoom.authorizations).toEqual([`Basic ${btoa('client-1:secret-1')}`]);
  });

  it('is told when the provider does not accept the client', async () => {
    const google = await startOAuthRig('google');
    const microsoft = await startOAuthRig('microsoft');
    const results = [
      await google.tokens.current(signal),
      await microsoft.connect({ clientSecret: 'not-wanted' }).current(signal),
      await microsoft.connect({ clientId: 'client-2' }).current(signal),
    ];
    for (const result of results) {
      expect(failureOf(result)).toMatchObject({ kind: 'auth', code: 'client-refused', isTemporary: false });
      expect(JSON.stringify(failureOf(result))).not.toContain('not-wanted');
    }
    expect(failureOf(results[1] ?? results[0]!).message).toContain('AADSTS700025');
  });
});
