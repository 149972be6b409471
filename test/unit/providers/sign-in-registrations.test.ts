import { describe, expect, it } from 'vitest';
import { builtInClients, clientsOfEnvironment } from '../../../main/providers/built-in-clients.ts';
import { ownAppView, registrationOf } from '../../../main/providers/registrations.ts';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import { ownAppViewSchema } from '../../../preload/contract/connections.ts';
import { containing } from './sign-in-rig.ts';

type Settings = AppSettings['providers']['zoom'];

const BUILT_IN = {
  zoom: { clientId: 'built-in', clientSecret: null },
  meet: { clientId: 'built-in-meet', clientSecret: 'built-in-secret' },
};
const settingsWith = (changes: Partial<Settings>): Settings => ({
  ...DEFAULT_APP_SETTINGS.providers.zoom,
  ...changes,
});
const BLANK = settingsWith({});

describe('registrationOf', () => {
  it('takes the app that ReadyMeet brings, at the built-in addresses', () => {
    const sources = { builtIn: BUILT_IN, settings: BLANK, ownClientSecret: null };
    expect(registrationOf('meet', sources)).toEqual({
      ok: true,
      value: {
        clientId: 'built-in-meet',
        clientSecret: 'built-in-secret',
        endpoints: {
          authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
          tokenUrl: 'https://oauth2.googleapis.com/token',
          revokeUrl: 'https://oauth2.googleapis.com/revoke',
        },
        apiUrl: 'https://www.googleapis.com',
        redirectUrl: null,
      },
    });
  });

  it("takes the organization's own app whole: no secret and no address goes with another's client id", () => {
    const own = settingsWith({ ownClientId: 'own', ownRedirectUrl: 'https://acme.test/cb' });
    expect(registrationOf('meet', { builtIn: BUILT_IN, settings: own, ownClientSecret: null })).toMatchObject(
      {
        value: { clientId: 'own', clientSecret: null, redirectUrl: 'https://acme.test/cb' },
      },
    );
    const left = settingsWith({ ownClientId: null, ownRedirectUrl: 'https://acme.test/cb' });
    expect(registrationOf('zoom', { builtIn: BUILT_IN, settings: left, ownClientSecret: 'x' })).toMatchObject(
      {
        value: { clientId: 'built-in', clientSecret: null, redirectUrl: null },
      },
    );
  });

  it('replaces the addresses that are set, each by itself', () => {
    const settings = settingsWith({
      endpoints: {
        apiUrl: 'http://127.0.0.1:1/v2',
        authorizeUrl: null,
        tokenUrl: 'http://127.0.0.1:1/token',
        revokeUrl: null,
      },
    });
    expect(registrationOf('zoom', { builtIn: BUILT_IN, settings, ownClientSecret: null })).toMatchObject({
      value: {
        apiUrl: 'http://127.0.0.1:1/v2',
        endpoints: { tokenUrl: 'http://127.0.0.1:1/token', authorizeUrl: 'https://zoom.us/oauth/authorize' },
      },
    });
  });

  describe('for one directory of Microsoft', () => {
    const ID = '8716745d-77a9-4be3-afff-009e4b81658e';
    const endpointsOf = (changes: Partial<Settings>) => {
      const settings = settingsWith({ ownClientId: 'own', ownDirectoryId: ID, ...changes });
      const registered = registrationOf('teams', { builtIn: BUILT_IN, settings, ownClientSecret: null });
      return registered.ok ? registered.value.endpoints : registered.failure;
    };

    it.each([ID, ID.toUpperCase(), 'acme.onmicrosoft.com', 'xn--mller-kva.test'])('goes to %s', (id) => {
      expect(endpointsOf({ ownDirectoryId: id })).toEqual({
        authorizeUrl: `https://login.microsoftonline.com/${id}/oauth2/v2.0/authorize`,
        tokenUrl: `https://login.microsoftonline.com/${id}/oauth2/v2.0/token`,
        revokeUrl: null,
      });
    });

    it('goes to all organizations where there is none, or where the app is ReadyMeet’s', () => {
      const all = { tokenUrl: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token' };
      expect(endpointsOf({ ownDirectoryId: null })).toMatchObject(all);
      const settings = settingsWith({ ownDirectoryId: ID });
      const builtIn = { teams: { clientId: 'built-in', clientSecret: null } };
      expect(registrationOf('teams', { builtIn, settings, ownClientSecret: null })).toMatchObject({
        value: { endpoints: all },
      });
    });

    it('keeps the host of a national cloud, and leaves an address alone that names its own directory', () => {
      const endpoints = {
        apiUrl: null,
        authorizeUrl: 'https://login.microsoftonline.us/organizations/oauth2/v2.0/authorize',
        tokenUrl: 'https://login.acme.test/other/oauth2/v2.0/token',
        revokeUrl: null,
      };
      expect(endpointsOf({ endpoints })).toEqual({
        authorizeUrl: `https://login.microsoftonline.us/${ID}/oauth2/v2.0/authorize`,
        tokenUrl: 'https://login.acme.test/other/oauth2/v2.0/token',
        revokeUrl: null,
      });
    });

    it.each(['../evil', 'organizations', 'evil.test/x', '@evil.test', '\\evil.test', ''])(
      'says so where the file holds %j',
      (ownDirectoryId) => {
        expect(endpointsOf({ ownDirectoryId })).toMatchObject({
          code: 'registration-unusable',
          field: 'directoryId',
          message: containing('directory (tenant) ID'),
        });
      },
    );
  });

  it('says so where there is no app at all', () => {
    const sources = { builtIn: BUILT_IN, settings: BLANK, ownClientSecret: null };
    expect(registrationOf('teams', sources)).toMatchObject({
      failure: { code: 'no-client-id', message: containing('Microsoft Teams') },
    });
  });
});

describe('ownAppView', () => {
  it.each([
    ['zoom', 'http://127.0.0.1/callback', 'meeting:write:meeting', true],
    ['teams', 'http://localhost', 'OnlineMeetings.ReadWrite', false],
    ['meet', 'http://127.0.0.1/callback', 'https://www.googleapis.com/auth/calendar.events.owned', true],
  ] as const)('shows what to register at %s', (kind, redirectUrl, scope, hasBuiltIn) => {
    const view = ownAppView(kind, { builtIn: BUILT_IN, settings: BLANK, ownClientSecret: null });
    expect(ownAppViewSchema.parse(view)).toEqual(view);
    expect(view).toMatchObject({ kind, hasBuiltIn, redirectUrlToRegister: redirectUrl, clientId: null });
    expect(view.scopesToRegister).toContain(scope);
  });

  it('tells that there is a secret and nothing more of it', () => {
    const sources = { builtIn: BUILT_IN, settings: settingsWith({ ownClientId: 'own' }) };
    const view = ownAppView('zoom', { ...sources, ownClientSecret: 'very-secret' });
    expect(view).toMatchObject({ hasClientSecret: true, clientId: 'own' });
    expect(JSON.stringify(view)).not.toContain('very-secret');
    expect(ownAppView('zoom', { ...sources, ownClientSecret: '' }).hasClientSecret).toBe(false);
  });
});

describe('the apps that are compiled in', () => {
  it('are none where the build put none in', () => {
    expect(builtInClients()).toEqual({});
  });

  it('come from the environment of the build', () => {
    expect(
      clientsOfEnvironment({
        READYMEET_ZOOM_CLIENT_ID: ' zoom-id ',
        READYMEET_MEET_CLIENT_ID: 'meet-id',
        READYMEET_MEET_CLIENT_SECRET: 'meet-secret',
        READYMEET_TEAMS_CLIENT_ID: ' ',
        READYMEET_TEAMS_CLIENT_SECRET: 'left over',
      }),
    ).toEqual({
      zoom: { clientId: 'zoom-id', clientSecret: null },
      meet: { clientId: 'meet-id', clientSecret: 'meet-secret' },
    });
  });
});
