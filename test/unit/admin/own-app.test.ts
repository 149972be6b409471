import { describe, expect, test } from 'vitest';
import { AdminWorld } from '../../fakes/admin/admin-world.ts';

async function enabledWorld() {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}

/** A text that holds these words, for comparing a part of an object. */
function containing(words: string): unknown {
  return expect.stringContaining(words);
}

describe("the organization's own app", () => {
  const APP = {
    kind: 'zoom',
    clientId: 'our-own-app',
    clientSecret: null,
    redirectUrl: null,
    directoryId: null,
  } as const;

  test('ends an authorization of another registration, and says so', async () => {
    const { world, page } = await enabledWorld();
    expect(await page.call('save-own-app', APP)).toMatchObject({ ok: true });
    expect(world.automation.calls.at(-1)).toBe('stop');
    expect(world.view.provider.account).toMatchObject({ name: 'Olga Owner', state: 'reconnect' });
    expect(world.view.attention[0]).toMatchObject({
      code: 'reconnect',
      remedy: { kind: 'reconnect-provider' },
    });
    expect(await page.call('save-own-app', { ...APP, clientId: null })).toMatchObject({ ok: true });
    expect(world.view.provider.account?.state).not.toBe('reconnect');
    expect(world.automation.calls.at(-1)).toBe('start');
  });

  test('keeps, replaces and forgets its secret', async () => {
    const { world, page } = await enabledWorld();
    const secret = () => world.secrets.values.get('client-secret-zoom') ?? null;
    await page.call('save-own-app', { ...APP, clientSecret: 'client-secret-of-the-office' });
    expect(secret()).toBe('client-secret-of-the-office');
    expect(world.view.provider.ownApps[0]).toMatchObject({ clientId: 'our-own-app', hasClientSecret: true });
    await page.call('save-own-app', APP);
    expect(secret()).toBe('client-secret-of-the-office');
    await page.call('save-own-app', { ...APP, clientSecret: '' });
    expect(secret()).toBeNull();
    await page.call('save-own-app', { ...APP, clientSecret: 'client-secret-of-the-office' });
    await page.call('save-own-app', { ...APP, clientId: 'another-app' });
    expect(secret(), 'a secret goes with its own client id only').toBeNull();
    await page.call('save-own-app', { ...APP, clientSecret: 'client-secret-of-the-office' });
    await page.call('save-own-app', { ...APP, clientId: null, redirectUrl: 'https://acme.test/back' });
    expect(secret()).toBeNull();
    expect(world.view.provider.ownApps[0]).toMatchObject({ clientId: null, redirectUrl: null });
  });

  test.each([
    [{ clientId: 'with“quote' }, 'clientId'],
    [{ clientSecret: 'with\nbreak' }, 'clientSecret'],
    [{ redirectUrl: 'http://acme.test/back' }, 'redirectUrl'],
  ])('takes no %j', async (changes, field) => {
    const { world, page } = await enabledWorld();
    expect(await page.call('save-own-app', { ...APP, ...changes })).toMatchObject({
      ok: false,
      problem: { field },
    });
    expect(world.settings.current.providers.zoom.ownClientId).toBeNull();
  });

  const TEAMS_APP = { ...APP, kind: 'teams' } as const;

  test('of one organization only is reached by its directory', async () => {
    const { world, page } = await enabledWorld();
    const teams = () => world.view.provider.ownApps.find(({ kind }) => kind === 'teams');
    await page.call('save-own-app', { ...TEAMS_APP, directoryId: ' acme.onmicrosoft.com ' });
    expect(teams()).toMatchObject({ directoryId: 'acme.onmicrosoft.com' });
    await page.call('authorize-provider', { kind: 'teams' });
    expect(world.signIn.registrations[0]?.endpoints).toEqual({
      authorizeUrl: 'https://login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/acme.onmicrosoft.com/oauth2/v2.0/token',
      revokeUrl: null,
    });
    await page.call('save-own-app', { ...TEAMS_APP, clientId: null, directoryId: 'acme.onmicrosoft.com' });
    expect(teams()).toMatchObject({ clientId: null, directoryId: null });
  });

  test.each([
    'organizations',
    'acme',
    'acme.test/../evil',
    'acme.test?x=1',
    'acme.test#',
    '@evil.test',
    'https://evil.test',
    '..',
    'acme..test',
    '127.0.0.1',
    'acme.test:443',
    'acme.test\\evil',
    'acme%2etest',
    '-acme.test',
    'acme test.com',
    '8716745d-77a9-4be3-afff-009e4b81658e/x',
    `${'a'.repeat(64)}.test`,
    'müller.test',
  ])('takes no directory such as %j', async (directoryId) => {
    const { world, page } = await enabledWorld();
    expect(await page.call('save-own-app', { ...TEAMS_APP, directoryId })).toMatchObject({
      ok: false,
      problem: {
        code: 'directory-unusable',
        field: 'directoryId',
        message: containing('directory (tenant) ID'),
        mend: containing('leave it empty'),
      },
    });
    expect(world.settings.current.providers.teams.ownClientId).toBeNull();
  });

  test('at another provider than Microsoft has no directory', async () => {
    const { page } = await enabledWorld();
    expect(await page.call('save-own-app', { ...APP, directoryId: 'acme.test' })).toMatchObject({
      ok: false,
      problem: { field: 'directoryId', message: 'Only Microsoft Teams has a directory (tenant) ID.' },
    });
  });

  test('puts the secret back when the rest could not be stored', async () => {
    const { world, page } = await enabledWorld();
    await page.call('save-own-app', { ...APP, clientSecret: 'client-secret-of-the-office' });
    world.settings.isDiskFull = true;
    await page.call('save-own-app', { ...APP, clientSecret: 'another-client-secret' });
    expect(world.secrets.values.get('client-secret-zoom')).toBe('client-secret-of-the-office');
  });
});
