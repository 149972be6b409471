import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProviderRegistration } from '../../../main/providers/registrations.ts';
import { startMicrosoftSimulator } from '../../simulators/microsoft/microsoft-simulator.ts';
import { PARTIES, allow, begin, containing, createRig, decide, locationOf } from './sign-in-rig.ts';

const CALENDAR = 'https://www.googleapis.com/auth/calendar.events.owned';

describe('what is found out before anything is called connected', () => {
  it('names the right that somebody unticked at Google', async () => {
    const party = await PARTIES.meet();
    const rig = createRig();
    const answer = await decide(await begin(rig, party), { decision: 'allow', unticked: [CALENDAR] });
    await fetch(locationOf(answer));
    const state = await rig.reach('failed');
    expect(state).toMatchObject({
      problem: {
        code: 'missing-scopes',
        message: containing('make and change entries in your calendar'),
        mend: containing('every box ticked'),
      },
    });
    await expect.poll(() => party.http.requests).toContain('POST /revoke');
    expect(rig.store.saved).toEqual([]);
  });

  it('names the scopes that the Zoom app lacks', async () => {
    const party = await PARTIES.zoom({
      missingScopes: ['meeting:update:meeting', 'meeting:read:list_meetings'],
    });
    const rig = createRig();
    await allow(rig, party);
    expect(await rig.reach('failed')).toMatchObject({
      problem: {
        code: 'missing-scopes',
        message:
          'Zoom was not allowed to let ReadyMeet change meetings and list meetings. Nothing was connected.',
        mend: containing('meeting:update:meeting, meeting:read:list_meetings'),
      },
    });
  });

  it('tells of the 40 minutes of Zoom Basic', async () => {
    const rig = createRig();
    await allow(rig, await PARTIES.zoom(), 'b4s1cUs3rTw0nbPq8tHaBB');
    await rig.reach('connected');
    expect(rig.accounts[0]?.notes).toEqual([containing('40 minutes')]);
  });

  it('takes no Zoom user who has no meetings', async () => {
    const party = await PARTIES.zoom();
    const rig = createRig();
    await allow(rig, party, 'n0L1c3nc3Rn0nbPq8tHaCC');
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'hosting-not-allowed' } });
    await expect.poll(() => party.http.requests).toContain('POST /oauth/revoke');
  });

  it("takes no personal Microsoft account that an organization's own address let in", async () => {
    const { oauth, apiUrl, http } = await startMicrosoftSimulator();
    onTestFinished(() => http.close());
    const personal = oauth.simulator.users.find(({ isPersonal }) => isPersonal === true);
    const registration: ProviderRegistration = {
      clientId: 'readymeet-microsoft',
      clientSecret: null,
      endpoints: { ...oauth.forEverybody, revokeUrl: null },
      apiUrl,
      redirectUrl: null,
    };
    const rig = createRig();
    await allow(rig, { kind: 'teams', registration, oauth: oauth.simulator, http }, personal?.id ?? '');
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'personal-account' } });
  });

  it('keeps waiting while Microsoft turns a personal account away on its own page', async () => {
    const party = await PARTIES.teams();
    const personal = party.oauth.users.find(({ isPersonal }) => isPersonal === true);
    const rig = createRig();
    const url = await begin(rig, party);
    const refused = await decide(url, { decision: 'allow', user: personal?.id ?? '' });
    expect(refused.status).toBe(200);
    expect(await refused.text()).toContain('work or school account');
    expect(rig.signIn.state.state).toBe('waiting');
    await fetch(locationOf(await decide(url, { decision: 'allow' })));
    await rig.reach('connected');
  });

  it('takes no Microsoft account without a licence for Teams', async () => {
    const rig = createRig();
    await allow(rig, await PARTIES.teams({ settings: { isLicensed: false } }));
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'no-teams-licence' } });
  });

  it('takes an account whose licence Microsoft does not tell', async () => {
    const party = await PARTIES.teams();
    const answer = { status: 403, body: { error: { code: 'Forbidden', message: 'no' } } };
    party.http.faults.add({ path: /licenseDetails/, fault: { kind: 'answer-before', answer } });
    const rig = createRig();
    await allow(rig, party);
    await rig.reach('connected');
  });

  it('notices that the Calendar API is switched off', async () => {
    const rig = createRig();
    await allow(rig, await PARTIES.meet({ settings: { isCalendarApiOn: false } }));
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'api-disabled' } });
  });

  it('is not connected while the account cannot be asked', async () => {
    const party = await PARTIES.zoom();
    const answer = { status: 503, body: {} };
    party.http.faults.add({ path: /users\/me/, fault: { kind: 'answer-before', answer } });
    const rig = createRig();
    await allow(rig, party);
    expect(await rig.reach('failed')).toMatchObject({ problem: { code: 'server-error' } });
    expect(rig.store.saved).toEqual([]);
  });

  it('stores the tokens that a check of the account renewed', async () => {
    const party = await PARTIES.zoom();
    const answer = { status: 401, body: { code: 124, message: 'Access token is expired.' } };
    party.http.faults.add({ path: /users\/me/, fault: { kind: 'answer-before', answer } });
    const rig = createRig();
    await allow(rig, party);
    await rig.reach('connected');
    expect(party.oauth.refreshCount).toBe(1);
    const replaced = party.oauth.tokenRequests.at(-1)?.get('refresh_token');
    expect(replaced).toMatch(/^refresh-/);
    expect(rig.store.tokens?.refreshToken).not.toBe(replaced);
    // Nothing is stored that only this sign-in was to know.
    expect(Object.keys(rig.store.tokens ?? {}).toSorted()).toEqual([
      'accessToken',
      'expiresAtMs',
      'refreshToken',
    ]);
    expect(party.oauth.isAccessTokenValid(rig.store.tokens?.accessToken ?? '')).toBe(true);
  });
});
