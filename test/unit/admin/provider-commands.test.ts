import { describe, expect, test } from 'vitest';
import { ACCOUNT, AdminWorld, SECRETS, TOKENS } from '../../fakes/admin/admin-world.ts';
import { doneSituation } from '../../fakes/admin/situations.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';
import { authFailure, failed, success } from '../../../main/sync/failure.ts';

const OTHER = { id: 'user-9', name: 'Theo Teams', email: 'theo@acme.test', notes: ['Note.'] };
const OTHER_TOKENS = { refreshToken: 'refresh-token-of-theo', accessToken: null, expiresAtMs: null };

async function enabledWorld() {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}

function storedTokens(world: AdminWorld): unknown {
  const text = world.secrets.values.get('provider-tokens');
  return text === undefined ? null : JSON.parse(text);
}

describe('Select provider', () => {
  test('remembers the choice and connects nothing', async () => {
    const { world, page } = await enabledWorld();
    expect(await page.call('select-provider', { kind: 'teams' })).toMatchObject({ ok: true });
    expect(world.view.provider).toMatchObject({ selected: 'teams', account: { kind: 'zoom' } });
    expect(world.automation.calls).toEqual(['start']);
  });
});

describe('Authorize Provider', () => {
  test('[PP-20] signs in, stores tokens and account, and only then is connected', async () => {
    const world = new AdminWorld();
    await world.start();
    const page = world.openPage();
    expect(await page.call('authorize-provider', { kind: 'zoom' })).toMatchObject({ ok: true });
    expect(world.view.provider.signIn).toMatchObject({ state: 'waiting', kind: 'zoom' });
    expect(world.signIn.registrations[0]).toMatchObject({ clientId: 'built-in-zoom', clientSecret: null });
    await world.signIn.finish('zoom', TOKENS, ACCOUNT);
    expect(storedTokens(world)).toMatchObject({ kind: 'zoom', clientId: 'built-in-zoom', tokens: TOKENS });
    expect(world.view.provider).toMatchObject({
      selected: 'zoom',
      account: {
        kind: 'zoom',
        id: 'user-1',
        name: 'Olga Owner',
        email: 'olga@acme.test',
        connectedAtMs: MONDAY_MS,
        state: 'connected',
        problem: null,
      },
      signIn: { state: 'connected' },
    });
    expect(world.view.checklist[1]).toMatchObject({
      state: 'done',
      words: 'Zoom is connected as Olga Owner.',
    });
  });

  test('of another provider takes the place of the account, and automation goes on with it', async () => {
    const { world, page } = await enabledWorld();
    await page.call('authorize-provider', { kind: 'teams' });
    expect(world.view.provider.account).toMatchObject({ kind: 'zoom', name: 'Olga Owner' });
    expect(world.automation.calls).toEqual(['start']);
    await world.signIn.finish('teams', OTHER_TOKENS, OTHER);
    expect(world.view.provider.account).toMatchObject({
      kind: 'teams',
      name: 'Theo Teams',
      notes: ['Note.'],
    });
    expect(world.automation.calls).toEqual(['start', 'stop', 'start']);
    expect(world.automation.setups.at(-1)?.provider).toMatchObject({
      kind: 'teams',
      clientId: 'built-in-teams',
    });
    const tokens = await world.automation.setups.at(-1)?.tokens.load();
    expect(tokens).toEqual(success(OTHER_TOKENS));
    // The old authorization, which nobody uses any more, is ended.
    expect(world.disconnected).toEqual(['zoom']);
    expect(storedTokens(world)).toMatchObject({ kind: 'teams' });
  });

  test('again by the same person ends nothing, since that would end the new authorization too', async () => {
    const { world, page } = await enabledWorld();
    await page.call('authorize-provider', { kind: 'zoom' });
    expect(world.signIn.isInUse('zoom')).toBe(true);
    expect(world.signIn.isInUse('teams')).toBe(false);
    await world.signIn.finish('zoom', OTHER_TOKENS, ACCOUNT);
    expect(world.disconnected).toEqual([]);
    expect(storedTokens(world)).toMatchObject({ tokens: OTHER_TOKENS });
    await world.signIn.finish('zoom', TOKENS, OTHER);
    expect(world.disconnected).toEqual(['zoom']);
  });

  test('mends a dead grant, and the account keeps its name all the while', async () => {
    const { world, page } = await enabledWorld();
    const failure = authFailure({ party: 'provider', code: 'reconnect', message: 'The grant is dead.' });
    world.automation.become({
      phase: 'running',
      troubles: [{ party: 'provider', failure, sinceMs: MONDAY_MS, retryAtMs: null, jobsWaiting: 4 }],
    });
    expect(world.view.provider.account).toMatchObject({ name: 'Olga Owner', state: 'reconnect' });
    expect(world.view.attention[0]?.title).toBe('Zoom needs you to sign in again: 4 jobs are waiting');
    await page.call('authorize-provider', { kind: 'zoom' });
    await world.signIn.finish('zoom', OTHER_TOKENS, ACCOUNT);
    expect(world.view.provider.account).toMatchObject({ name: 'Olga Owner', state: 'connected' });
    expect(world.view.attention).toEqual([]);
  });

  test('is not connected when the tokens could not be stored', async () => {
    const { world, page } = await enabledWorld();
    await page.call('authorize-provider', { kind: 'teams' });
    world.secrets.locked.add('provider-tokens');
    expect(await world.signIn.finish('teams', OTHER_TOKENS, OTHER)).toMatchObject({ ok: false });
    expect(world.view.provider).toMatchObject({ account: { kind: 'zoom' }, signIn: { state: 'failed' } });
    expect(world.automation.calls.at(-1)).toBe('start');
    expect(world.disconnected).toEqual([]);
  });

  test('puts the earlier tokens back when the account could not be stored', async () => {
    const { world, page } = await enabledWorld();
    await page.call('authorize-provider', { kind: 'teams' });
    world.settings.isDiskFull = true;
    expect(await world.signIn.finish('teams', OTHER_TOKENS, OTHER)).toMatchObject({ ok: false });
    expect(storedTokens(world)).toMatchObject({ kind: 'zoom', tokens: TOKENS });
    expect(world.view.provider.account).toMatchObject({ kind: 'zoom', name: 'Olga Owner' });
  });

  test("uses the organization's own registration", async () => {
    const { world, page } = await enabledWorld();
    await page.call('save-own-app', {
      kind: 'teams',
      clientId: 'our-own-app',
      clientSecret: 'client-secret-of-the-office',
      redirectUrl: 'https://acme.test/back',
      directoryId: null,
    });
    await page.call('authorize-provider', { kind: 'teams' });
    expect(world.signIn.registrations[0]).toMatchObject({
      clientId: 'our-own-app',
      clientSecret: 'client-secret-of-the-office',
      redirectUrl: 'https://acme.test/back',
    });
    await world.signIn.finish('teams', OTHER_TOKENS, OTHER);
    expect(storedTokens(world)).toMatchObject({ kind: 'teams', clientId: 'our-own-app' });
  });

  test('can be cancelled, opened again and moved to the browser only while it is under way', async () => {
    const { world, page } = await enabledWorld();
    for (const name of ['reopen-sign-in', 'use-browser-for-sign-in'] as const) {
      expect(await page.call(name, {})).toMatchObject({ ok: false, problem: { code: 'not-signing-in' } });
    }
    await page.call('authorize-provider', { kind: 'zoom' });
    expect(await page.call('reopen-sign-in', {})).toMatchObject({ ok: true });
    expect(await page.call('use-browser-for-sign-in', {})).toMatchObject({ ok: true });
    expect(await page.call('cancel-sign-in', {})).toMatchObject({ ok: true });
    expect(world.view.provider).toMatchObject({
      signIn: { state: 'cancelled' },
      account: { state: 'checking' },
    });
  });
});

describe('Remove Provider', () => {
  test('[PP-56] ends the authorization, forgets the tokens and keeps what was made', async () => {
    const { world, page } = await enabledWorld();
    world.automation.putJobs(doneSituation());
    expect(world.view.provider.removal).toEqual({ meetingsThatStay: 1 });
    expect(await page.call('remove-provider', {})).toMatchObject({ ok: true });
    expect(world.disconnected).toEqual(['zoom']);
    expect(storedTokens(world)).toBeNull();
    expect(world.automation.calls.at(-1)).toBe('stop');
    expect(world.automation.jobs.size).toBe(1);
    expect(world.settings.current).toMatchObject({ account: null, automation: { isEnabled: true } });
    expect(world.view).toMatchObject({
      headline: { state: 'not-set-up', words: 'Not set up' },
      provider: { account: null, removal: null },
      attention: [{ code: 'no-provider', remedy: { kind: 'open-page', page: 'provider' } }],
      automation: { isEnabled: true, hasToken: true },
    });
  });

  test('goes on with the provider that is connected next', async () => {
    const { world, page } = await enabledWorld();
    await page.call('remove-provider', {});
    await page.call('authorize-provider', { kind: 'teams' });
    await world.signIn.finish('teams', OTHER_TOKENS, OTHER);
    expect(world.automation.calls.at(-1)).toBe('start');
    expect(world.view.attention).toEqual([]);
  });

  test('says what is left to do by hand', async () => {
    const { world, page } = await enabledWorld();
    world.disconnectNote = 'Zoom could not be told. End it by hand.';
    expect(await page.call('remove-provider', {})).toMatchObject({ ok: true });
    expect(world.view.notices).toEqual([
      { code: 'authorization-left', message: 'Zoom could not be told. End it by hand.' },
    ]);
    await page.call('authorize-provider', { kind: 'zoom' });
    await world.signIn.finish('zoom', TOKENS, ACCOUNT);
    expect(world.view.notices).toEqual([]);
  });

  test('forgets the tokens also where its registration is gone', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    world.settings.current = {
      ...world.settings.current,
      account: { ...ACCOUNT, notes: [], kind: 'meet', connectedAtMs: 1, meetingsSinceMs: 1 },
    };
    world.hasNoRegistrations = true;
    await world.start();
    const page = world.openPage();
    expect(await page.call('remove-provider', {})).toMatchObject({ ok: true });
    expect(storedTokens(world)).toBeNull();
    expect(world.view.notices[0]?.message).toContain('End it in your account at Google Meet.');
  });

  test('keeps the provider, and goes on working, when it could not be removed', async () => {
    const { world, page } = await enabledWorld();
    world.isProviderOut = true;
    expect(await page.call('remove-provider', {})).toMatchObject({
      ok: false,
      problem: { code: 'unreachable' },
    });
    expect(world.view.provider.account).toMatchObject({ name: 'Olga Owner' });
    expect(world.automation.calls.at(-1)).toBe('start');
  });

  test('needs one', async () => {
    const world = new AdminWorld();
    await world.start();
    expect(await world.openPage().call('remove-provider', {})).toMatchObject({
      ok: false,
      problem: { code: 'no-provider' },
    });
  });
});

describe('the test meeting', () => {
  test('is made and removed again, and stands below the checks', async () => {
    const { world, page } = await enabledWorld();
    expect(await page.call('make-test-meeting', {})).toMatchObject({ ok: true });
    expect(world.checks.calls).toContain('test meeting zoom');
    expect(world.view.automation.checks).toEqual([
      {
        id: 'meeting',
        title: 'Test meeting',
        state: 'passed',
        words: 'Zoom made a meeting and removed it again.',
        mend: null,
      },
    ]);
  });

  test('says what went wrong', async () => {
    const { world, page } = await enabledWorld();
    const failure = authFailure({
      party: 'provider',
      code: 'no-licence',
      message: 'No licence.',
      mend: 'Get one.',
    });
    world.checks.testMeeting = failed(failure);
    expect(await page.call('make-test-meeting', {})).toMatchObject({
      ok: false,
      problem: { code: 'no-licence' },
    });
    expect(world.view.automation.checks).toMatchObject([
      { state: 'failed', words: 'No licence.', mend: 'Get one.' },
    ]);
  });
});

test('no secret of any of this is ever seen', async () => {
  const { world, page } = await enabledWorld();
  await page.call('authorize-provider', { kind: 'teams' });
  await world.signIn.finish('teams', OTHER_TOKENS, OTHER);
  await page.call('remove-provider', {});
  const seen = world.everythingSeen();
  for (const secret of [...SECRETS, 'refresh-token-of-theo']) expect(seen).not.toContain(secret);
});
