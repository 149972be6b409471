import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { beginAuthorization, completeAuthorization } from '../../../main/providers/authorization.ts';
import type { AuthorizationSettings } from '../../../main/providers/authorization.ts';
import type { OAuthFlavour } from '../../simulators/kit/oauth-simulator.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import { failureOf, startOAuthRig, valueOf } from './oauth-rig.ts';
import type { OAuthRig } from './oauth-rig.ts';

const { signal } = new AbortController();

const ASKED: Readonly<Record<OAuthFlavour, Pick<AuthorizationSettings, 'scopes' | 'authorizeParams'>>> = {
  zoom: { scopes: [] },
  microsoft: { scopes: ['openid', 'offline_access', 'User.Read'] },
  google: { scopes: ['openid', 'email'], authorizeParams: { access_type: 'offline', prompt: 'consent' } },
};

async function setUp(flavour: OAuthFlavour): Promise<{ rig: OAuthRig; settings: AuthorizationSettings }> {
  const clientSecret = flavour === 'google' ? 'secret-1' : null;
  const rig = await startOAuthRig(flavour, { clientSecret });
  const settings: AuthorizationSettings = {
    clientId: 'client-1',
    clientSecret,
    endpoints: rig.endpoints,
    providerName: 'Acme Meet',
    redirectUri: 'http://127.0.0.1:49152/callback',
    ...ASKED[flavour],
  };
  return { rig, settings };
}

describe('authorizing', () => {
  it.each(['zoom', 'microsoft', 'google'] as const)(
    'ends with tokens that can be used and refreshed (%s)',
    async (flavour) => {
      const { rig, settings } = await setUp(flavour);
      const pending = beginAuthorization(settings, randomBytes);
      const redirect = new URL(rig.oauth.decide(pending.url, 'allow', 'user-2'));
      const issued = valueOf(await completeAuthorization(settings, pending, redirect, systemClock, signal));
      expect(rig.oauth.userOf(issued.accessToken ?? '')?.id).toBe('user-2');
      expect(issued.expiresAtMs).toBeGreaterThan(Date.now());
      const tokens = rig.connect({ store: createMemoryTokenStore({ ...issued, accessToken: null }) });
      expect(rig.oauth.isAccessTokenValid(valueOf(await tokens.current(signal)))).toBe(true);
    },
  );

  it('asks with PKCE, a state, and what the provider wants besides', async () => {
    const { settings } = await setUp('google');
    const first = beginAuthorization(settings, randomBytes);
    const query = new URL(first.url).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: 'http://127.0.0.1:49152/callback',
      code_challenge_method: 'S256',
      scope: 'openid email',
      access_type: 'offline',
      prompt: 'consent',
      state: first.state,
    });
    expect(first.codeVerifier).toMatch(/^[A-Za-z0-9_-]{43,128}$/);
    expect(first.url).not.toContain(first.codeVerifier);
    expect(first.url).not.toContain('secret-1');
    const second = beginAuthorization(settings, randomBytes);
    expect(second.state).not.toBe(first.state);
    expect(second.codeVerifier).not.toBe(first.codeVerifier);
  });

  it('names no scopes where the registration holds them', async () => {
    const { settings } = await setUp('zoom');
    expect(new URL(beginAuthorization(settings, randomBytes).url).searchParams.has('scope')).toBe(false);
  });

  it('believes nothing that comes with another state', async () => {
    const { rig, settings } = await setUp('zoom');
    const pending = beginAuthorization(settings, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'allow'));
    redirect.searchParams.set('state', 'another');
    const result = await completeAuthorization(settings, pending, redirect, systemClock, signal);
    expect(failureOf(result).code).toBe('state-mismatch');
    redirect.searchParams.delete('state');
    expect((await completeAuthorization(settings, pending, redirect, systemClock, signal)).ok).toBe(false);
    expect(rig.oauth.tokenRequestCount).toBe(0);
  });

  it('says that access was denied', async () => {
    const { rig, settings } = await setUp('zoom');
    const pending = beginAuthorization(settings, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'deny'));
    const result = await completeAuthorization(settings, pending, redirect, systemClock, signal);
    expect(failureOf(result).code).toBe('access-denied');
  });

  it.each([
    ['server_error', '', 'provider-busy'],
    ['temporarily_unavailable', '', 'provider-busy'],
    ['invalid_scope', 'no such scope', 'authorization-failed'],
    ['consent_required', '', 'admin-consent-needed'],
    ['access_denied', 'AADSTS90094: The grant requires admin permission.', 'admin-consent-needed'],
    ['invalid_request', 'AADSTS500200: User account is a personal Microsoft account.', 'personal-account'],
    ['access_denied', 'AADSTS50020: User account does not exist in tenant.', 'other-organization'],
  ])('says what the page came back with (%s %s)', async (error, description, code) => {
    const { rig, settings } = await setUp('microsoft');
    const pending = beginAuthorization(settings, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'deny'));
    redirect.searchParams.set('error', error);
    redirect.searchParams.set('error_description', description);
    const failure = failureOf(await completeAuthorization(settings, pending, redirect, systemClock, signal));
    expect(failure.code).toBe(code);
    expect(failure.mend).toBeDefined();
    expect(failure.message).not.toMatch(/AADSTS|no such scope/);
  });

  it('shows no error that is not written like one', async () => {
    const { rig, settings } = await setUp('zoom');
    const pending = beginAuthorization(settings, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'deny'));
    redirect.searchParams.set('error', '<b>Call 0800 555</b>');
    const failure = failureOf(await completeAuthorization(settings, pending, redirect, systemClock, signal));
    expect(failure.message).toBe('Acme Meet did not authorize ReadyMeet.');
  });

  it.each(['zoom', 'microsoft', 'google'] as const)(
    'is refused with another verifier, and a code works once (%s)',
    async (flavour) => {
      const { rig, settings } = await setUp(flavour);
      const pending = beginAuthorization(settings, randomBytes);
      const redirect = new URL(rig.oauth.decide(pending.url, 'allow'));
      const forged = { ...pending, codeVerifier: 'x'.repeat(64) };
      const refused = failureOf(await completeAuthorization(settings, forged, redirect, systemClock, signal));
      expect(refused).toMatchObject({ kind: 'auth', code: 'reconnect' });
      expect(refused.message).not.toContain(redirect.searchParams.get('code'));
      expect((await completeAuthorization(settings, pending, redirect, systemClock, signal)).ok).toBe(false);
      const again = new URL(rig.oauth.decide(pending.url, 'allow'));
      expect((await completeAuthorization(settings, pending, again, systemClock, signal)).ok).toBe(true);
      expect((await completeAuthorization(settings, pending, again, systemClock, signal)).ok).toBe(false);
    },
  );

  it('says so when access does not outlast the moment', async () => {
    const { rig, settings } = await setUp('google');
    const online = { ...settings, authorizeParams: {} };
    const pending = beginAuthorization(online, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'allow'));
    const result = await completeAuthorization(online, pending, redirect, systemClock, signal);
    expect(failureOf(result).code).toBe('no-refresh-token');
  });

  it('can be given up', async () => {
    const { rig, settings } = await setUp('zoom');
    rig.http.faults.add({ path: /token/, fault: { kind: 'stall', durationMs: 100 } });
    const pending = beginAuthorization(settings, randomBytes);
    const redirect = new URL(rig.oauth.decide(pending.url, 'allow'));
    const giveUp = new AbortController();
    const result = completeAuthorization(settings, pending, redirect, systemClock, giveUp.signal);
    giveUp.abort();
    expect(failureOf(await result).kind).toBe('cancelled');
  });
});

describe('the page of the simulated provider', () => {
  it.each([
    ['allow', /[?&]code=/],
    ['deny', /[?&]error=access_denied/],
  ])('sends the browser back after %s', async (decision, expected) => {
    const { rig, settings } = await setUp('zoom');
    const pending = beginAuthorization(settings, randomBytes);
    const page = await (await fetch(pending.url)).text();
    expect(page).toContain('Allow</button>');
    expect(page).toContain('Deny</button>');
    expect(page).not.toContain('<Office>');
    const fields = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const body = new URLSearchParams([...fields, ['user', 'user-1'], ['decision', decision]]);
    const answer = await fetch(pending.url, { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(302);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(expected);
    expect(new URL(location).searchParams.get('state')).toBe(pending.state);
    expect(rig.oauth.tokenRequestCount).toBe(0);
  });

  it.each([
    ['an unknown client', 'client_id', 'client-2'],
    ['an address elsewhere', 'redirect_uri', 'https://evil.test/callback'],
    ['no code challenge', 'code_challenge', null],
  ])('refuses %s', async (_case, name, value) => {
    const { settings } = await setUp('zoom');
    const url = new URL(beginAuthorization(settings, randomBytes).url);
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    expect((await fetch(url)).status).toBe(400);
  });
});
