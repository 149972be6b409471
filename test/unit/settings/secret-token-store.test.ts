import { describe, expect, it } from 'vitest';
import { createMemorySecretStore } from '../../../main/settings/memory-secret-store.ts';
import { createSecretTokenStore } from '../../../main/settings/secret-token-store.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { TokenSet } from '../../../main/sync/ports.ts';

const FIRST: TokenSet = { refreshToken: 'refresh-1', accessToken: null, expiresAtMs: null };
const SECOND: TokenSet = { refreshToken: 'refresh-2', accessToken: 'access-2', expiresAtMs: 5_000 };
const THIRD: TokenSet = { refreshToken: 'refresh-3', accessToken: 'access-3', expiresAtMs: 6_000 };

function setUp() {
  const secrets = createMemorySecretStore('a test');
  const store = (kind: 'zoom' | 'teams' = 'zoom', clientId = 'client-1') =>
    createSecretTokenStore({ secrets, kind, clientId });
  return { secrets, store };
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.failure.code);
const valueOf = <T>(result: Result<T>): T | string => (result.ok ? result.value : result.failure.code);

describe('the token store among the secrets', () => {
  it('gives back what was saved, also to a store made later', async () => {
    const { store } = setUp();
    expect(valueOf(await store().load())).toBeNull();
    expect(codeOf(await store().save(SECOND))).toBe('done');
    expect(valueOf(await store().load())).toEqual(SECOND);
  });

  it('counts the tokens of another provider or client as none', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    expect(valueOf(await store('teams').load())).toBeNull();
    expect(valueOf(await store('zoom', 'client-2').load())).toBeNull();
  });

  it('lets a new connection take the place of the old one', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    await store('teams').save(SECOND);
    expect(valueOf(await store().load())).toBeNull();
    expect(valueOf(await store('teams').load())).toEqual(SECOND);
  });

  it('keeps rotated tokens one after another', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    const own = store();
    await own.load();
    await own.save(SECOND);
    await own.save(THIRD);
    expect(valueOf(await store().load())).toEqual(THIRD);
  });

  it('brings back neither forgotten tokens nor those of a connection that was replaced', async () => {
    const { store, secrets } = setUp();
    await store().save(FIRST);
    const old = store();
    await old.load();
    await store('teams').save(SECOND);
    expect(codeOf(await old.save(THIRD))).toBe('connection-replaced');
    expect(valueOf(await store('teams').load())).toEqual(SECOND);
    await secrets.write('provider-tokens', null);
    expect(codeOf(await old.save(THIRD))).toBe('connection-replaced');
    expect(valueOf(await store().load())).toBeNull();
  });

  it('keeps the tokens of somebody who signed in again over the rotated ones of before', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    const old = store();
    await old.load();
    await store().save(SECOND);
    expect(codeOf(await old.save(THIRD))).toBe('done');
    expect(valueOf(await store().load())).toEqual(SECOND);
  });

  it('keeps the newest of two rotations of the same sign-in', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    const [automation, check] = [store(), store()];
    await automation.load();
    await check.load();
    await automation.save(SECOND);
    await check.save(THIRD);
    expect(valueOf(await automation.load())).toEqual(THIRD);
  });

  it('forgets its own tokens and no others', async () => {
    const { store } = setUp();
    await store().save(FIRST);
    await store('teams').clear();
    expect(valueOf(await store().load())).toEqual(FIRST);
    await store().clear();
    expect(valueOf(await store().load())).toBeNull();
  });

  it.each(['not JSON', '{}', '{"kind":"zoom","clientId":"client-1","tokens":{"refreshToken":""}}'])(
    'cannot read %s, and can be cleared all the same',
    async (text) => {
      const { store, secrets } = setUp();
      await secrets.write('provider-tokens', text);
      expect(codeOf(await store().load())).toBe('secrets-unreadable');
      expect(codeOf(await store().clear())).toBe('done');
      expect(valueOf(await store().load())).toBeNull();
    },
  );
});
