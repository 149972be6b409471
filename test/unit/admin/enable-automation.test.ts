import { describe, expect, test } from 'vitest';
import { AdminWorld, TOKEN } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { HOUR_MS, MONDAY_MS } from '../../fakes/jobs.ts';
import { failed, success } from '../../../main/sync/failure.ts';

import { connectedWorld, DEAD, FORM, MAIL_REFUSED, REFUSED } from './automation-rig.ts';

describe('Enable Automation', () => {
  test('[PP-41] checks token, provider and mail, then stores and starts', async () => {
    const { world, page } = await connectedWorld();
    world.checks.calls.length = 0;
    expect(await page.call('enable-automation', FORM)).toEqual({ ok: true, id: null });
    expect(world.checks.calls.toSorted()).toEqual([
      'mail mail.acme.test',
      'provider zoom',
      `skedulo ${TOKEN} at any region`,
    ]);
    expect(world.secrets.values.get('skedulo-token')).toBe(TOKEN);
    expect(world.secrets.values.get('meeting-password')).toBe('zoom-pw-77');
    expect(world.settings.current.automation).toEqual({
      isEnabled: true,
      enableAttendees: true,
      sendIcsToRecipients: true,
      pausedUntilMs: null,
    });
    expect(world.automation.calls.at(-1)).toBe('start');
    expect(world.automation.setups.at(-1)).toMatchObject({
      skedulo: { apiToken: TOKEN, apiUrl: null },
      provider: { kind: 'zoom', clientId: 'built-in-zoom', clientSecret: null },
      automation: { meetingPassword: 'zoom-pw-77', enableAttendees: true, sendIcsToRecipients: true },
      mail: { from: 'Acme Care <care@acme.test>', smtp: { secure: false, requireTls: true } },
    });
    expect(world.view.automation).toMatchObject({
      isEnabled: true,
      hasToken: true,
      hasMeetingPassword: true,
    });
    expect(world.view.automation.checks.map(({ id, state }) => [id, state])).toEqual([
      ['skedulo', 'passed'],
      ['provider', 'passed'],
      ['mail', 'passed'],
    ]);
  });

  test.each([
    ['the token', { skedulo: failed(REFUSED) }, 'token-refused', 'skeduloToken'],
    ['the provider', { provider: failed(DEAD) }, 'reconnect', null],
    ['the mail server', { mail: failed(MAIL_REFUSED) }, 'mail-sign-in-refused', null],
    [
      'all three',
      { skedulo: failed(REFUSED), provider: failed(DEAD), mail: failed(MAIL_REFUSED) },
      'token-refused',
      'skeduloToken',
    ],
  ])(
    'refuses when %s fails, with the first failing check, and keeps nothing',
    async (_what, results, code, field) => {
      const { world, page } = await connectedWorld();
      Object.assign(world.checks, results);
      const answer = await page.call('enable-automation', FORM);
      expect(answer).toMatchObject({ ok: false, problem: { code, field } });
      expect(world.secrets.values.has('skedulo-token')).toBe(false);
      expect(world.settings.current.automation.isEnabled).toBe(false);
      expect(world.automation.calls).not.toContain('start');
      expect(world.view.automation.checks.filter(({ state }) => state === 'failed')).toHaveLength(
        Object.keys(results).length,
      );
    },
  );

  test('asks no mail server when nothing is to be sent', async () => {
    const { world, page } = await connectedWorld();
    world.settings.current = { ...world.settings.current, mail: null };
    world.checks.calls.length = 0;
    expect(await page.call('enable-automation', { ...FORM, sendIcsToRecipients: false })).toMatchObject({
      ok: true,
    });
    expect(world.checks.calls).not.toContain('mail mail.acme.test');
    expect(world.view.automation.checks[2]).toMatchObject({ id: 'mail', state: 'skipped' });
    expect(world.view.mail.state).toBe('not-needed');
    expect(world.automation.setups.at(-1)?.mail).toBeNull();
  });

  test('needs a mail server when invitations are to be sent', async () => {
    const { world, page } = await connectedWorld();
    world.settings.current = { ...world.settings.current, mail: null };
    expect(await page.call('enable-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'no-mail-server' },
    });
  });

  test('[PP-24] needs a provider', async () => {
    const world = new AdminWorld();
    await world.start();
    const page = world.openPage();
    expect(await page.call('enable-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'no-provider' },
    });
    expect(world.view.automation.obstacle).toMatchObject({ code: 'no-provider' });
  });

  test('needs a token, typed now or stored before', async () => {
    const { world, page } = await connectedWorld();
    const form = { ...FORM, skeduloToken: null };
    expect(await page.call('enable-automation', form)).toMatchObject({
      ok: false,
      problem: { code: 'no-token', field: 'skeduloToken' },
    });
    await world.secrets.write('skedulo-token', TOKEN);
    expect(await page.call('enable-automation', form)).toMatchObject({ ok: true });
  });

  test.each([['two words'], ['smart“quote'], ['line\nbreak']])(
    'takes no token like %j',
    async (skeduloToken) => {
      const { page } = await connectedWorld();
      expect(await page.call('enable-automation', { ...FORM, skeduloToken })).toMatchObject({
        ok: false,
        problem: { code: 'token-unusable', field: 'skeduloToken' },
      });
    },
  );

  test("knows Zoom's rule for passwords, and asks it of Zoom only", async () => {
    const long = { ...FORM, meetingPassword: 'much-too-long' };
    const { page } = await connectedWorld();
    expect(await page.call('enable-automation', long)).toMatchObject({
      ok: false,
      problem: { code: 'meeting-password-unusable', field: 'meetingPassword' },
    });
    const teams = await connectedWorld('teams');
    expect(await teams.page.call('enable-automation', long)).toMatchObject({ ok: true });
    expect(teams.world.automation.setups.at(-1)?.automation.meetingPassword).toBeNull();
  });

  test('keeps the stored password when none is typed, and forgets it for an empty one', async () => {
    const { world, page } = await connectedWorld();
    await page.call('enable-automation', FORM);
    await page.call('enable-automation', { ...FORM, meetingPassword: null });
    expect(world.secrets.values.get('meeting-password')).toBe('zoom-pw-77');
    await page.call('enable-automation', { ...FORM, meetingPassword: '' });
    expect(world.secrets.values.has('meeting-password')).toBe(false);
    expect(world.view.automation.hasMeetingPassword).toBe(false);
  });

  test('warns of a token that ends soon and of what the account cannot do', async () => {
    const { world, page } = await connectedWorld();
    const claims = Buffer.from(JSON.stringify({ exp: (MONDAY_MS + 48 * HOUR_MS) / 1000 + 1 })).toString(
      'base64url',
    );
    world.checks.provider = success({
      id: 'user-1',
      name: 'Olga Owner',
      email: 'olga@acme.test',
      notes: ['Zoom ends its meetings after 40 minutes.'],
    });
    await page.call('enable-automation', { ...FORM, skeduloToken: `h.${claims}.s` });
    expect(world.view.automation.checks).toMatchObject([
      { state: 'warning', words: 'The token belongs to Ann Admin. It ends in 2 days.' },
      {
        state: 'warning',
        words: 'Authorized by Olga Owner (olga@acme.test). Zoom ends its meetings after 40 minutes.',
      },
      { state: 'passed' },
    ]);
    expect(world.view.notices.map(({ code }) => code)).toEqual(['token-ends-soon']);
  });

  test('does not enable when the disk is full', async () => {
    const { world, page } = await connectedWorld();
    world.settings.isDiskFull = true;
    expect(await page.call('enable-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'disk-full' },
    });
    expect(world.automation.calls).not.toContain('start');
    expect(world.view.automation.isEnabled).toBe(false);
  });

  test('shows that it is under way, once at a time, and can be cancelled', async () => {
    const { world, page } = await connectedWorld();
    const gate = Promise.withResolvers<undefined>();
    world.checks.gate = gate.promise;
    const enabling = page.session.call('enable-automation', FORM);
    await settle();
    expect(world.view.tasks.map(({ command }) => command)).toEqual(['enable-automation']);
    expect(world.view.automation.checks.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    expect(await page.call('enable-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'under-way' },
    });
    expect(await page.call('cancel-task', { command: 'enable-automation' })).toMatchObject({ ok: true });
    gate.resolve(undefined);
    expect(await enabling).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    await settle();
    expect(world.view.tasks).toEqual([]);
    expect(world.view.automation.checks).toEqual([]);
    expect(world.settings.current.automation.isEnabled).toBe(false);
    expect(await page.call('cancel-task', { command: 'enable-automation' })).toMatchObject({
      ok: false,
      problem: { code: 'not-under-way' },
    });
  });

  test('is refused when the provider was removed while the checks ran', async () => {
    const { world, page } = await connectedWorld();
    const gate = Promise.withResolvers<undefined>();
    world.checks.gate = gate.promise;
    const enabling = page.session.call('enable-automation', FORM);
    await settle();
    const removing = page.session.call('remove-provider', {});
    await settle();
    gate.resolve(undefined);
    expect(await removing).toMatchObject({ ok: true });
    expect(await enabling).toMatchObject({ ok: false, problem: { code: 'no-provider' } });
    expect(world.settings.current.automation.isEnabled).toBe(false);
  });
});
