import { describe, expect, it } from 'vitest';
import { createAccessTokens } from '../../../main/providers/oauth.ts';
import { registrationOf } from '../../../main/providers/registrations.ts';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import { OFFICE_DIRECTORY } from '../../simulators/microsoft/directories.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import { valueOf } from './oauth-rig.ts';
import { PARTIES, allow, begin, createRig } from './sign-in-rig.ts';
import type { Party } from './sign-in-rig.ts';

/** A Microsoft app of one organization only, registered on the page with that directory. */
async function singleTenant(directoryId: string | null): Promise<Party> {
  const party = await PARTIES.teams({ isSingleTenant: true });
  const { clientId, endpoints, apiUrl } = party.registration;
  const settings = {
    ...DEFAULT_APP_SETTINGS.providers.teams,
    ownClientId: clientId,
    ownDirectoryId: directoryId,
    endpoints: { ...endpoints, apiUrl },
  };
  const registration = valueOf(registrationOf('teams', { builtIn: {}, settings, ownClientSecret: null }));
  return { ...party, registration };
}

describe('a Microsoft app of one organization only', () => {
  it.each([OFFICE_DIRECTORY.id, OFFICE_DIRECTORY.domain])('signs in and renews by %s', async (directory) => {
    const party = await singleTenant(directory);
    const rig = createRig();
    await allow(rig, party);
    expect(await rig.reach('connected')).toEqual({ state: 'connected', kind: 'teams' });
    const tokens = createAccessTokens({
      ...party.registration,
      providerName: 'Microsoft Teams',
      secretIn: 'body',
      store: createMemoryTokenStore({ ...valueOf(await rig.store.load())!, accessToken: null }),
      clock: systemClock,
    });
    const access = valueOf(await tokens.current(new AbortController().signal));
    expect(party.oauth.isAccessTokenValid(access)).toBe(true);
  });

  it.each([
    [null, 'AADSTS50194'],
    ['other.test', 'AADSTS90002'],
  ])('is refused by Microsoft with the directory %s', async (directory, code) => {
    const party = await singleTenant(directory);
    const page = await fetch(await begin(createRig(), party));
    expect(page.status).toBe(400);
    expect(await page.text()).toContain(code);
  });
});
