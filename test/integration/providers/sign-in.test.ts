import { describe, expect, it } from 'vitest';
import { createAccessTokens } from '../../../main/providers/oauth.ts';
import { PROVIDER_DEFAULTS } from '../../../main/providers/provider-defaults.ts';
import { createManualClock } from '../../unit/providers/manual-clock.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import { valueOf } from './oauth-rig.ts';
import { PARTIES, allow, begin, createRig, decide, locationOf } from './sign-in-rig.ts';

describe('signing in at the stand-ins', () => {
  it.each(['zoom', 'teams', 'meet'] as const)(
    '[PP-19] ends with an account and tokens that work (%s)',
    async (kind) => {
      const party = await PARTIES[kind]();
      const rig = createRig();
      await allow(rig, party);
      expect(await rig.reach('connected')).toEqual({ state: 'connected', kind });
      expect(rig.states).toEqual(['waiting', 'exchanging', 'checking-account', 'connected']);
      expect(rig.accounts).toMatchObject([{ name: 'Olivia Office' }]);
      const { secretIn } = PROVIDER_DEFAULTS[kind];
      const tokens = createAccessTokens({
        ...party.registration,
        providerName: kind,
        secretIn,
        store: createMemoryTokenStore({ ...valueOf(await rig.store.load())!, accessToken: null }),
        clock: systemClock,
      });
      const access = valueOf(await tokens.current(new AbortController().signal));
      expect(party.oauth.isAccessTokenValid(access)).toBe(true);
    },
  );

  it.each(['zoom', 'teams', 'meet'] as const)(
    'stops listening once somebody came back (%s)',
    async (kind) => {
      const party = await PARTIES[kind]();
      const rig = createRig();
      const answer = await decide(await begin(rig, party), { decision: 'allow' });
      await fetch(locationOf(answer));
      await rig.reach('connected');
      await expect(fetch(locationOf(answer))).rejects.toThrow();
      expect(rig.accounts).toHaveLength(1);
    },
  );

  it.each(['zoom', 'teams', 'meet'] as const)('says that access was denied (%s)', async (kind) => {
    const party = await PARTIES[kind]();
    const rig = createRig();
    const answer = await decide(await begin(rig, party), { decision: 'deny' });
    await fetch(locationOf(answer));
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'access-denied' } });
    expect(party.oauth.tokenRequestCount).toBe(0);
    expect(rig.store.saved).toEqual([]);
  });

  it('believes nothing that comes with another state', async () => {
    const party = await PARTIES.zoom();
    const rig = createRig();
    const answer = await decide(await begin(rig, party), { decision: 'allow' });
    const forged = new URL(locationOf(answer));
    forged.searchParams.set('state', 'x'.repeat(43));
    expect((await fetch(forged)).status).toBe(200);
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'state-mismatch' } });
    expect(party.oauth.tokenRequestCount).toBe(0);
  });

  it('fails with a code that was used already', async () => {
    const party = await PARTIES.zoom();
    const first = createRig();
    const answer = await decide(await begin(first, party), { decision: 'allow' });
    const code = new URL(locationOf(answer)).searchParams.get('code') ?? '';
    await fetch(locationOf(answer));
    await first.reach('connected');
    const second = createRig();
    const url = new URL(await begin(second, party));
    const replay = new URL(url.searchParams.get('redirect_uri') ?? '');
    replay.searchParams.set('code', code);
    replay.searchParams.set('state', url.searchParams.get('state') ?? '');
    await fetch(replay);
    expect(await second.reach('failed')).toMatchObject({ problem: { code: 'reconnect' } });
    expect(second.store.saved).toEqual([]);
    expect(JSON.stringify(second.signIn.state)).not.toContain(code);
  });

  it('goes on waiting after a visit of another path', async () => {
    const party = await PARTIES.zoom();
    const rig = createRig();
    const url = await begin(rig, party);
    const { origin } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404);
    expect(rig.signIn.state.state).toBe('waiting');
    await fetch(locationOf(await decide(url, { decision: 'allow' })));
    await rig.reach('connected');
  });

  it('times out, and takes nothing afterwards', async () => {
    const party = await PARTIES.zoom();
    const clock = createManualClock(Date.now());
    const rig = createRig({ clock });
    const answer = await decide(await begin(rig, party), { decision: 'allow' });
    await clock.advance(5 * 60 * 1000);
    expect(rig.signIn.state.state).toBe('timed-out');
    await rig.signIn.stop();
    await expect(fetch(locationOf(answer))).rejects.toThrow();
    expect(party.oauth.tokenRequestCount).toBe(0);
  });

  it('revokes what came after it was cancelled', async () => {
    const party = await PARTIES.zoom();
    const rig = createRig();
    party.http.faults.add({ path: /token/, fault: { kind: 'stall', durationMs: 200 } });
    const answer = await decide(await begin(rig, party), { decision: 'allow' });
    await fetch(locationOf(answer));
    await rig.reach('exchanging');
    rig.signIn.cancel();
    expect(rig.signIn.state.state).toBe('cancelled');
    await expect.poll(() => party.http.requests).toContain('POST /oauth/revoke');
    expect(rig.signIn.state.state).toBe('cancelled');
    expect(rig.store.saved).toEqual([]);
  });

  it('is given up quickly when the program ends', async () => {
    const party = await PARTIES.zoom();
    const rig = createRig();
    party.http.faults.add({ path: /token/, fault: { kind: 'stall', durationMs: 20_000 } });
    const answer = await decide(await begin(rig, party), { decision: 'allow' });
    await fetch(locationOf(answer));
    await rig.reach('exchanging');
    await rig.signIn.stop();
    expect(rig.signIn.state.state).toBe('cancelled');
  });

  it("signs in to an organization's own app by its https address, in the window", async () => {
    const redirectUrl = 'https://acme.test/zoom/callback';
    const party = await PARTIES.zoom({ redirectUris: [redirectUrl], clientSecret: 'own-secret' });
    const registration = { ...party.registration, clientSecret: 'own-secret', redirectUrl };
    const rig = createRig({ hasWindow: true });
    const url = await begin(rig, { ...party, registration });
    rig.emit({ kind: 'redirected', url: locationOf(await decide(url, { decision: 'allow' })) });
    await rig.reach('connected');
    expect(rig.accounts).toMatchObject([{ email: 'olivia@acme.test' }]);
  });

  it('says what is wrong when the client is not known', async () => {
    const party = await PARTIES.meet();
    const rig = createRig();
    const url = await begin(rig, {
      ...party,
      registration: { ...party.registration, clientSecret: 'wrong' },
    });
    await fetch(locationOf(await decide(url, { decision: 'allow' })));
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'client-refused' } });
    expect(JSON.stringify(rig.signIn.state)).not.toContain('wrong"');
  });
});

describe('the sign-in page of the stand-in for Google', () => {
  it('refuses windows of apps', async () => {
    const rig = createRig();
    const url = await begin(rig, await PARTIES.meet());
    const headers = { 'user-agent': 'Mozilla/5.0 Chrome/142.0.0.0 Electron/45.4.1 Safari/537.36' };
    const refused = await fetch(url, { headers });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('disallowed_useragent');
  });
});
