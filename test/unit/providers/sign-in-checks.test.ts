import { describe, expect, it } from 'vitest';
import { checkGrantedScopes } from '../../../main/providers/granted-scopes.ts';
import { PROVIDER_DEFAULTS } from '../../../main/providers/provider-defaults.ts';
import { isRedirect, redirectPlaceOf } from '../../../main/providers/redirect-place.ts';
import { checkTeamsLicence, isPersonalAccount } from '../../../main/providers/teams/teams-eligibility.ts';
import { readZoomAccount } from '../../../main/providers/zoom/zoom-account.ts';
import { createManualClock } from './manual-clock.ts';
import { createScriptedApi } from './teams/scripted-api.ts';

const { signal } = new AbortController();
const clock = createManualClock(0);

describe('checkGrantedScopes', () => {
  it.each(['zoom', 'teams', 'meet'] as const)('is content with what ReadyMeet asks for (%s)', (kind) => {
    expect(checkGrantedScopes(kind, PROVIDER_DEFAULTS[kind].scopesToRegister).ok).toBe(true);
  });

  it.each<['zoom' | 'teams' | 'meet', string]>([
    ['zoom', 'meeting:write meeting:read user:read'],
    ['zoom', 'meeting:write:admin user:read:admin'],
    ['teams', 'openid profile https://graph.microsoft.com/User.Read onlinemeetings.readwrite'],
    ['meet', 'openid https://www.googleapis.com/auth/calendar'],
  ])('knows other scopes that give the same rights (%s: %s)', (kind, scopes) => {
    expect(checkGrantedScopes(kind, scopes.split(' ')).ok).toBe(true);
  });

  it('takes a provider that does not say what it granted at its word', () => {
    expect(checkGrantedScopes('zoom', null).ok).toBe(true);
  });

  it.each<['zoom' | 'teams' | 'meet', string, RegExp]>([
    [
      'zoom',
      'user:read:user',
      /make meetings, change meetings, remove meetings, read meetings and list meetings/,
    ],
    ['teams', 'User.Read', /make and change Teams meetings\./],
    ['meet', 'https://www.googleapis.com/auth/calendar.readonly', /entries in your calendar/],
  ])('names what is missing in plain words (%s: %s)', (kind, scopes, words) => {
    const result = checkGrantedScopes(kind, scopes.split(' '));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'auth', code: 'missing-scopes' } });
    expect(result.ok ? '' : result.failure.message).toMatch(words);
  });
});

describe('redirectPlaceOf', () => {
  it.each([
    ['http://127.0.0.1/callback', { host: '127.0.0.1', port: null, path: '/callback' }],
    ['http://localhost', { host: 'localhost', port: null, path: '' }],
    ['http://localhost/', { host: 'localhost', port: null, path: '/' }],
    ['http://localhost:8400', { host: 'localhost', port: 8400, path: '' }],
    ['http://[::1]:8400/a/b', { host: '[::1]', port: 8400, path: '/a/b' }],
  ])('listens on this computer as registered: %s', (url, place) => {
    expect(redirectPlaceOf('zoom', url)).toEqual({ ok: true, value: { kind: 'loopback', ...place } });
  });

  it('leaves a web address to the window, as it is written', () => {
    const url = 'https://acme.test/zoom?from=zoom';
    expect(redirectPlaceOf('zoom', url)).toEqual({ ok: true, value: { kind: 'web', url } });
  });

  it.each([
    'http://acme.test/callback',
    'http://127.0.0.1.evil.test/callback',
    'http://127.0.0.2/callback',
    'http://user@127.0.0.1/callback',
    'https://user:password@acme.test/',
    'https://acme.test/#part',
    'http://127.0.0.1/callback?x=1',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'not an address',
  ])('refuses %s', (url) => {
    expect(redirectPlaceOf('zoom', url)).toMatchObject({
      ok: false,
      failure: { code: 'redirect-unusable', field: 'redirectUrl' },
    });
  });

  it.each([
    ['http://localhost:5000/?code=c', 'http://localhost:5000', true],
    ['https://acme.test/cb?code=c', 'https://acme.test/cb', true],
    ['https://acme.test.evil.test/cb', 'https://acme.test/cb', false],
    ['https://acme.test/cb/more', 'https://acme.test/cb', false],
    ['http://acme.test/cb', 'https://acme.test/cb', false],
    ['https://acme.test:444/cb', 'https://acme.test/cb', false],
  ])('compares origin and path: %s with %s', (url, redirectUri, expected) => {
    expect(isRedirect(new URL(url), redirectUri)).toBe(expected);
  });
});

describe('isPersonalAccount', () => {
  const tokenOf = (claims: unknown): string =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

  it.each([
    [tokenOf({ tid: '9188040d-6c67-4c5b-b112-36a304b66dad' }), true],
    [tokenOf({ tid: '9188040D-6C67-4C5B-B112-36A304B66DAD' }), true],
    [tokenOf({ tid: '3f1d9c52-7a0e-4b8c-9d55-0c6be2a1f7d4' }), false],
    [tokenOf({ tid: 7 }), false],
    [tokenOf(null), false],
    ['no.jwt!.here', false],
    ['nothing', false],
    ['', false],
    [null, false],
  ])('reads the tenant of an ID token (%s)', (idToken, expected) => {
    expect(isPersonalAccount(idToken)).toBe(expected);
  });
});

describe('checkTeamsLicence', () => {
  it('turns nobody away but those without a licence', async () => {
    const without = createScriptedApi({ status: 200, body: { hasTeamsLicense: false } });
    expect(await checkTeamsLicence(without, signal)).toMatchObject({ failure: { code: 'no-teams-licence' } });
    expect(without.requests[0]?.path).toBe('/me/licenseDetails/getTeamsLicensingDetails');
  });

  it.each([
    { status: 200, body: { hasTeamsLicense: true } },
    { status: 200, body: { hasTeamsLicense: null } },
    { status: 200, body: '<html>' },
    { status: 403, body: { hasTeamsLicense: false } },
    { status: 404 },
    { status: 500 },
  ])('takes what is not told for a licence: %o', async (answer) => {
    expect((await checkTeamsLicence(createScriptedApi(answer), signal)).ok).toBe(true);
  });
});

describe('readZoomAccount', () => {
  const user = { id: 'u', email: 'una@acme.test', display_name: 'Una' };

  it.each([
    [1, true],
    [2, true],
    [null, true],
    [4, false],
    [99, false],
  ])('knows who can make meetings by their type (%s)', async (type, expected) => {
    const account = await readZoomAccount(
      createScriptedApi({ status: 200, body: { ...user, type } }),
      clock,
      signal,
    );
    expect(account.ok).toBe(expected);
    if (!account.ok) expect(account.failure.code).toBe('hosting-not-allowed');
  });
});
