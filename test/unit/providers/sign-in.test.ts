import { describe, expect, it } from 'vitest';
import { SIGN_IN_LIMIT_MS } from '../../../main/providers/sign-in-attempt.ts';
import { failed, localFailure, success } from '../../../main/sync/failure.ts';
import { signInViewSchema } from '../../../preload/contract/connections.ts';
import {
  ACCOUNT,
  NOW_MS,
  REGISTRATION,
  TOKENS,
  authorized,
  containing,
  createSignInRig,
  namesOf,
  reach,
  settle,
} from './sign-in-rig.ts';

const OWN_WEB_APP = { ...REGISTRATION, redirectUrl: 'https://acme.test/zoom/callback' };

describe('signing in', () => {
  it('goes from waiting to connected, and says so only once everything is stored', async () => {
    const rig = createSignInRig();
    expect(rig.signIn.state).toEqual({ state: 'idle' });
    await reach(rig, 'storing');
    expect(namesOf(rig)).toEqual(['waiting', 'exchanging', 'checking-account']);
    expect(rig.stores).toMatchObject([{ kind: 'zoom', tokens: TOKENS }]);
    // Nothing but what is to be kept is handed over.
    expect(Object.keys(rig.stores[0]?.tokens ?? {}).toSorted()).toEqual([
      'accessToken',
      'expiresAtMs',
      'refreshToken',
    ]);
    rig.stores[0]?.answer.resolve(success(undefined));
    await settle();
    expect(rig.signIn.state).toEqual({ state: 'connected', kind: 'zoom' });
    expect(rig.revoked).toEqual([]);
    for (const state of rig.states) expect(signInViewSchema.parse(state)).toEqual(state);
  });

  it('waits in the window of the app, five minutes, at an address on this computer', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    expect(rig.signIn.state).toMatchObject({
      state: 'waiting',
      kind: 'zoom',
      surface: 'window',
      note: null,
      endsAtMs: NOW_MS + SIGN_IN_LIMIT_MS,
    });
    const [window] = rig.windows;
    expect(window?.redirectUrl).toBe('http://127.0.0.1:50000/callback');
    expect(new URL(window?.url ?? '').searchParams.get('redirect_uri')).toBe(window?.redirectUrl);
    expect(rig.opened).toEqual([]);
  });

  it.each([
    ['zoom', '127.0.0.1', '/callback'],
    ['teams', 'localhost', ''],
    ['meet', '127.0.0.1', '/callback'],
  ] as const)('listens where %s wants it', async (kind, host, path) => {
    const rig = createSignInRig();
    await rig.signIn.begin(kind, REGISTRATION);
    expect(rig.listeners).toMatchObject([{ place: { host, path, port: null } }]);
  });

  it('uses the browser for Google, and says why', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('meet', REGISTRATION);
    expect(rig.signIn.state).toMatchObject({ surface: 'browser', note: containing('Google') });
    expect(rig.windows).toEqual([]);
    expect(rig.opened).toHaveLength(1);
  });

  it('leaves opening to a page that opens addresses itself', async () => {
    const rig = createSignInRig({ hasWindow: false, openExternal: null });
    const begun = await rig.signIn.begin('teams', REGISTRATION);
    expect(begun.ok).toBe(true);
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', surface: 'browser', note: null });
    expect((await rig.signIn.reopen()).ok).toBe(true);
  });

  it('says so when the browser could not be opened, and goes on waiting', async () => {
    const failure = localFailure({ party: 'provider', code: 'not-opened', message: 'No browser.' });
    const rig = createSignInRig({ openExternal: () => Promise.resolve(failed(failure)) });
    await rig.signIn.begin('meet', REGISTRATION);
    expect(rig.signIn.state).toMatchObject({
      state: 'waiting',
      note: containing('Copy the link'),
    });
  });

  it('says so no longer once it has been opened after all', async () => {
    const failure = localFailure({ party: 'provider', code: 'not-opened', message: 'No browser.' });
    let isBroken = true;
    const rig = createSignInRig({
      openExternal: () => Promise.resolve(isBroken ? failed(failure) : success(undefined)),
    });
    await rig.signIn.begin('meet', REGISTRATION);
    isBroken = false;
    await rig.signIn.reopen();
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', note: containing('Google does not allow') });
  });

  it('stores by the registration it began with, also when the person is back before the browser says it opened', async () => {
    const rig = createSignInRig({ hasWindow: false, openExternal: () => new Promise(() => undefined) });
    void rig.signIn.begin('zoom', REGISTRATION);
    await settle();
    rig.comeBack('code=c&state=s');
    rig.exchanges[0]?.answer.resolve(authorized());
    await settle();
    rig.checks[0]?.answer.resolve(success(ACCOUNT));
    await settle();
    expect(rig.stores).toMatchObject([{ kind: 'zoom', registration: REGISTRATION }]);
  });

  it('takes the answer from the window or from the listener, whichever comes first', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    rig.windows[0]?.emit({
      kind: 'redirected',
      url: 'http://127.0.0.1:50000/callback?code=from-window&state=s',
    });
    rig.comeBack('code=from-listener&state=s');
    expect(rig.exchanges.map(({ redirect }) => redirect.searchParams.get('code'))).toEqual(['from-window']);
    expect(rig.windows[0]?.isClosed).toBe(true);
    expect(rig.listeners[0]?.isClosed).toBe(true);
  });

  it.each([
    'http://127.0.0.1:50000/other?code=c',
    'http://127.0.0.1:1/callback?code=c',
    'https://evil.test/',
    '',
  ])('takes no other address for the answer (%s)', async (url) => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    rig.windows[0]?.emit({ kind: 'redirected', url });
    expect(rig.signIn.state.state).toBe('waiting');
    expect(rig.exchanges).toEqual([]);
  });

  it("catches an organization's own web address in the window, without a listener", async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', OWN_WEB_APP);
    expect(rig.listeners).toEqual([]);
    expect(rig.windows[0]?.redirectUrl).toBe(OWN_WEB_APP.redirectUrl);
    rig.windows[0]?.emit({ kind: 'redirected', url: `${OWN_WEB_APP.redirectUrl}?code=c&state=s` });
    expect(rig.signIn.state.state).toBe('exchanging');
  });

  it.each([
    ['zoom', false],
    ['meet', true],
  ] as const)('says that such an address needs a window (%s, window: %s)', async (kind, hasWindow) => {
    const rig = createSignInRig({ hasWindow });
    expect(await rig.signIn.begin(kind, OWN_WEB_APP)).toMatchObject({
      ok: false,
      failure: { code: 'redirect-needs-window', mend: containing('address on this computer') },
    });
    expect(rig.states).toEqual([]);
  });

  it.each([
    [{ clientId: 'clíent' }, 'registration-unusable'],
    [{ clientSecret: 'tab\t' }, 'registration-unusable'],
    [{ apiUrl: 'http://provider.test/api' }, 'registration-unusable'],
    [{ apiUrl: 'https://provider.test@evil.test/' }, 'registration-unusable'],
    [
      { endpoints: { ...REGISTRATION.endpoints, authorizeUrl: 'javascript:alert(1)' } },
      'registration-unusable',
    ],
    [{ redirectUrl: 'http://acme.test/callback' }, 'redirect-unusable'],
  ])('begins nothing with what cannot be used: %o', async (changes, code) => {
    const rig = createSignInRig();
    const begun = await rig.signIn.begin('zoom', { ...REGISTRATION, ...changes });
    expect(begun).toMatchObject({ ok: false, failure: { code, kind: 'input' } });
    expect(rig.signIn.state).toEqual({ state: 'idle' });
    expect(rig.listeners).toEqual([]);
  });

  it('goes on in the browser at the same address when asked to', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    expect((await rig.signIn.useBrowser()).ok).toBe(true);
    expect(rig.windows[0]?.isClosed).toBe(true);
    expect(rig.signIn.state).toMatchObject({ surface: 'browser', url: rig.windows[0]?.url });
    expect(rig.opened).toEqual([rig.windows[0]?.url]);
    await rig.signIn.reopen();
    expect(rig.opened).toHaveLength(2);
    rig.comeBack('code=c&state=s');
    expect(rig.signIn.state.state).toBe('exchanging');
  });

  it('stays in the window where the browser could not come back', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', OWN_WEB_APP);
    expect(await rig.signIn.useBrowser()).toMatchObject({ failure: { code: 'redirect-needs-window' } });
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', surface: 'window' });
    expect(rig.windows[0]?.isClosed).toBe(false);
  });

  it('brings the window to the front when opened again', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    await rig.signIn.reopen();
    expect(rig.windows).toMatchObject([{ focusCount: 1 }]);
  });

  it('has nothing to go on with when none is under way', async () => {
    const rig = createSignInRig();
    expect(await rig.signIn.reopen()).toMatchObject({ failure: { code: 'not-signing-in' } });
    expect(await rig.signIn.useBrowser()).toMatchObject({ failure: { code: 'not-signing-in' } });
    await reach(rig, 'exchanging');
    expect(await rig.signIn.reopen()).toMatchObject({ failure: { code: 'not-signing-in' } });
    expect(await rig.signIn.useBrowser()).toMatchObject({ failure: { code: 'not-signing-in' } });
  });
});
