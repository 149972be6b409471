import { describe, expect, test } from 'vitest';
import { ACCOUNT, AdminWorld, TENANT, TOKENS } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { authFailure, failed, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderAccount, Tenant } from '../../../main/sync/ports.ts';

const FORM = {
  skeduloToken: null,
  meetingPassword: null,
  enableAttendees: false,
  sendIcsToRecipients: true,
};
const OTHER: ProviderAccount = { ...ACCOUNT, id: 'other-user', name: 'Tom Teams', email: 'tom@acme.test' };
const REFUSED = failed(
  authFailure({ party: 'provider', code: 'reconnect', message: 'The old authorization is over.' }),
);

async function enabledWorld() {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}

/** A stop of automation waits until this is resolved. */
function holdStops({ automation }: AdminWorld): PromiseWithResolvers<undefined> {
  const stopping = Promise.withResolvers<undefined>();
  const stop = automation.stop.bind(automation);
  automation.stop = async () => {
    await stopping.promise;
    await stop();
  };
  return stopping;
}

describe('removing the provider', () => {
  test('stores nothing of a sign-in that waited for its turn before it', async () => {
    const { world, page } = await enabledWorld();
    const stopping = holdStops(world);
    await page.call('authorize-provider', { kind: 'zoom' });
    // Holds the turn.
    const disabling = page.session.call('disable-automation', {});
    const removing = page.session.call('remove-provider', {});
    const finished = world.signIn.finish('zoom', TOKENS, ACCOUNT);
    stopping.resolve(undefined);
    expect(await disabling).toMatchObject({ ok: true });
    expect(await removing).toMatchObject({ ok: true });
    expect(await finished).toMatchObject({ ok: false, failure: { code: 'removed-meanwhile' } });
    await settle();
    expect(world.settings.current.account).toBeNull();
    expect(world.secrets.values.get('provider-tokens')).toBeUndefined();
    expect(world.view.provider.signIn).toMatchObject({ state: 'failed', kind: 'zoom' });
  });

  test('does nothing when it was cancelled before its turn came', async () => {
    const { world, page } = await enabledWorld();
    const stopping = holdStops(world);
    const disabling = page.session.call('disable-automation', {});
    const removing = page.session.call('remove-provider', {});
    await settle();
    await page.call('cancel-task', { command: 'remove-provider' });
    stopping.resolve(undefined);
    await disabling;
    expect(await removing).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(world.settings.current.account).not.toBeNull();
    expect(world.disconnected).toEqual([]);
  });

  test('leaves a note that a restart keeps', async () => {
    const { world, page } = await enabledWorld();
    world.disconnectNote = 'Zoom could not be told. End it by hand.';
    await page.call('remove-provider', {});
    const later = new AdminWorld();
    later.settings.current = world.settings.current;
    await later.start();
    expect(later.view.notices).toEqual([
      { code: 'authorization-left', message: 'Zoom could not be told. End it by hand.' },
    ]);
  });
});

describe('disabling', () => {
  test('is stored, and so shown, only when token and password are forgotten', async () => {
    const { world, page } = await enabledWorld();
    await world.secrets.write('meeting-password', 'zoom-pw-77');
    const save = world.settings.save.bind(world.settings);
    const kept: (readonly string[])[] = [];
    world.settings.save = (settings) => {
      if (!settings.automation.isEnabled) kept.push([...world.secrets.values.keys()]);
      return save(settings);
    };
    await page.call('disable-automation', {});
    expect(kept).toEqual([['smtp-password', 'provider-tokens']]);
  });

  test('that cannot be stored keeps the token, and goes on', async () => {
    const { world, page } = await enabledWorld();
    await world.secrets.write('meeting-password', 'zoom-pw-77');
    world.settings.isDiskFull = true;
    expect(await page.call('disable-automation', {})).toMatchObject({ problem: { code: 'disk-full' } });
    expect(world.secrets.values.has('skedulo-token')).toBe(true);
    expect(world.secrets.values.get('meeting-password')).toBe('zoom-pw-77');
    expect(world.automation.calls.at(-1)).toBe('start');
  });

  test('also stops a preview under way: its numbers are of a token that is gone', async () => {
    const { world, page } = await enabledWorld();
    const gate = Promise.withResolvers<undefined>();
    world.automation.gate = gate.promise;
    const previewing = page.session.call('preview-automation', FORM);
    await settle();
    await page.call('disable-automation', {});
    expect(world.automation.simulateSignals[0]?.aborted).toBe(true);
    gate.resolve(undefined);
    await previewing;
    expect(world.view.automation.preview).toBeNull();
  });
});

describe('enabling', () => {
  test('that cannot be stored puts the secrets back', async () => {
    const { world, page } = await enabledWorld();
    const before = world.secrets.values.get('skedulo-token');
    world.settings.isDiskFull = true;
    const form = { ...FORM, skeduloToken: 'a-new-token', meetingPassword: 'zoom-pw-77' };
    expect(await page.call('enable-automation', form)).toMatchObject({ problem: { code: 'disk-full' } });
    expect(world.secrets.values.get('skedulo-token')).toBe(before);
    expect(world.secrets.values.has('meeting-password')).toBe(false);
  });
});

describe('pausing', () => {
  test('while automation starts counts for what is started', async () => {
    const { world, page } = await enabledWorld();
    const gate = Promise.withResolvers<undefined>();
    const start = world.automation.start.bind(world.automation);
    world.automation.start = async (setup, pausedUntilMs) => {
      await gate.promise;
      await start(setup, pausedUntilMs);
    };
    await page.call('save-settings', { opensAtLogin: null, showsNotifications: null, pollSeconds: 77 });
    await page.call('pause', { until: 'hour' });
    gate.resolve(undefined);
    await settle();
    expect(world.automation.status.phase).toBe('paused');
    expect(world.automation.calls.slice(-2)).toEqual(['start', expect.stringMatching(/^pause until /)]);
  });

  test('that is ended while automation starts is ended', async () => {
    const { world, page } = await enabledWorld();
    await page.call('pause', { until: 'hour' });
    const gate = Promise.withResolvers<undefined>();
    const start = world.automation.start.bind(world.automation);
    world.automation.start = async (setup, pausedUntilMs) => {
      await gate.promise;
      await start(setup, pausedUntilMs);
    };
    await page.call('save-settings', { opensAtLogin: null, showsNotifications: null, pollSeconds: 77 });
    await page.call('resume', {});
    gate.resolve(undefined);
    await settle();
    expect(world.automation.status.phase).toBe('running');
  });

  test('does nothing once automation has been disabled meanwhile', async () => {
    const { world, page } = await enabledWorld();
    const save = world.settings.save.bind(world.settings);
    const gate = Promise.withResolvers<undefined>();
    world.settings.save = async (settings) => {
      await gate.promise;
      return save(settings);
    };
    const disabling = page.session.call('disable-automation', {});
    await settle();
    const pausing = page.session.call('pause', { until: 'hour' });
    gate.resolve(undefined);
    await disabling;
    expect(await pausing).toMatchObject({ ok: false, problem: { code: 'not-enabled' } });
    expect(world.settings.current.automation.pausedUntilMs).toBeNull();
  });
});

describe('a check', () => {
  test('of an account tells nothing of the one that took its place', async () => {
    const { world, page } = await enabledWorld();
    const answer = Promise.withResolvers<Result<ProviderAccount>>();
    world.checks.checkProvider = () => answer.promise;
    const enabling = page.session.call('enable-automation', FORM);
    await settle();
    await page.call('authorize-provider', { kind: 'teams' });
    await world.signIn.finish('teams', TOKENS, OTHER);
    answer.resolve(REFUSED);
    await enabling;
    world.automation.status = { ...world.automation.status, phase: 'stopped' };
    world.automation.become({});
    await settle();
    expect(world.view.provider.account).toMatchObject({ name: 'Tom Teams', state: 'connected' });
  });

  test('of a token tells nothing of the one that took its place', async () => {
    const { world, page } = await enabledWorld();
    const answer = Promise.withResolvers<Result<Tenant>>();
    const check = world.checks.checkSkedulo.bind(world.checks);
    world.checks.checkSkedulo = () => answer.promise;
    const enabling = page.session.call('enable-automation', FORM);
    await settle();
    world.checks.checkSkedulo = check;
    await page.call('connect-skedulo', { token: 'a-new-token', apiUrl: null });
    answer.resolve(success({ ...TENANT, userName: 'Somebody Else' }));
    await enabling;
    await settle();
    expect(world.view.skedulo.userName).toBe(TENANT.userName);
  });
});

test('a test invitation is told of also when something else was saved meanwhile', async () => {
  const { world, page } = await enabledWorld();
  const answer = Promise.withResolvers<Result<void>>();
  world.checks.sendTestInvitation = () => answer.promise;
  const sending = page.session.call('send-test-invitation', { to: 'olga@acme.test' });
  await settle();
  await page.call('select-provider', { kind: 'meet' });
  answer.resolve(success(undefined));
  await sending;
  expect(world.view.mail.testInvitation).toMatchObject({ to: 'olga@acme.test', problem: null });
});

test('once a keystore is unlocked, nothing is said to be unreadable any more', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  world.secrets.isUnreadable = true;
  await world.start();
  expect(world.view.mail).toMatchObject({ state: 'wrong', problem: { code: 'secrets-unreadable' } });
  world.secrets.isUnreadable = false;
  await world.time.pass(60_000);
  await settle();
  expect(world.view.mail).toMatchObject({ state: 'connected', problem: null });
});

describe('an address of Skedulo that was written into the file by hand', () => {
  test.each(['http://api.skedulo.test', 'https://olga:pw@api.skedulo.test'])(
    'gets no token: %s',
    async (apiUrl) => {
      const world = new AdminWorld();
      await world.enableAll();
      world.settings.current = { ...world.settings.current, skedulo: { apiUrl } };
      await world.start();
      const page = world.openPage();
      expect(await page.call('enable-automation', FORM)).toMatchObject({ problem: { code: 'wrong-host' } });
      expect(await page.call('connect-skedulo', { token: null, apiUrl })).toMatchObject({
        problem: { code: 'wrong-host', field: 'apiUrl' },
      });
      expect(world.checks.calls.filter((call) => call.includes('skedulo'))).toEqual([]);
      expect(world.automation.calls).not.toContain('start');
      expect(world.view.headline.state).toBe('attention');
      expect(world.view.headline.cause).toContain('https://');
      expect(world.view.skedulo).toMatchObject({ state: 'wrong', problem: { code: 'wrong-host' } });
    },
  );

  test('may be http within this computer', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    world.settings.current = { ...world.settings.current, skedulo: { apiUrl: 'http://127.0.0.1:9999' } };
    await world.start();
    expect(world.automation.calls).toContain('start');
  });
});
