import { describe, expect, it } from 'vitest';
import { disconnectProvider } from '../../../main/providers/disconnect.ts';
import { success } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import { systemClock } from './contract-rig.ts';
import type { MemoryTokenStore } from './contract-rig.ts';
import { valueOf } from './oauth-rig.ts';
import { PARTIES, allow, containing, createRig } from './sign-in-rig.ts';
import type { Party } from './sign-in-rig.ts';

describe('disconnecting', () => {
  const { signal } = new AbortController();

  async function connect(kind: ProviderKind): Promise<{ party: Party; store: MemoryTokenStore }> {
    const party = await PARTIES[kind]();
    const rig = createRig();
    await allow(rig, party);
    await rig.reach('connected');
    return { party, store: rig.store };
  }

  it.each(['zoom', 'meet'] as const)('ends the authorization at the provider (%s)', async (kind) => {
    const { party, store } = await connect(kind);
    const { accessToken } = store.tokens ?? { accessToken: null };
    const options = { kind, registration: party.registration, store, clock: systemClock };
    expect(await disconnectProvider(options, signal)).toEqual(
      success({ isEndedAtProvider: true, note: null }),
    );
    expect(party.oauth.isAccessTokenValid(accessToken ?? '')).toBe(false);
    expect(store.tokens).toBeNull();
  });

  it('says how to end it at Microsoft, which lets no app do so', async () => {
    const { party, store } = await connect('teams');
    const options = { kind: 'teams', registration: party.registration, store, clock: systemClock } as const;
    expect(valueOf(await disconnectProvider(options, signal))).toMatchObject({
      isEndedAtProvider: false,
      note: containing('myapps.microsoft.com'),
    });
    expect(store.tokens).toBeNull();
  });

  it('forgets the tokens although the provider cannot be reached, and says what is left to do', async () => {
    const { party, store } = await connect('zoom');
    await party.http.close();
    const options = { kind: 'zoom', registration: party.registration, store, clock: systemClock } as const;
    const outcome = valueOf(await disconnectProvider(options, signal));
    expect(outcome.isEndedAtProvider).toBe(false);
    expect(outcome.note).toMatch(/could not be told.*marketplace\.zoom\.us/);
    expect(store.tokens).toBeNull();
  });
});
