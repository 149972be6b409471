import { describe, expect, test } from 'vitest';
import { AdminWorld, TENANT, TOKEN } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { officeJob } from '../../fakes/admin/situations.ts';
import { detailsOfJob } from '../../fakes/admin/situations.ts';
import { HOUR_MS, MONDAY_MS } from '../../fakes/jobs.ts';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import { failed, networkFailure, success } from '../../../main/sync/failure.ts';

import { connectedWorld, enabledWorld, FORM, MAIL_REFUSED, REFUSED } from './automation-rig.ts';

describe('Disable Automation', () => {
  test('wins over an enabling whose checks are still running', async () => {
    const { world, page } = await connectedWorld();
    const gate = Promise.withResolvers<undefined>();
    world.checks.gate = gate.promise;
    const enabling = page.session.call('enable-automation', FORM);
    await settle();
    expect(await page.call('disable-automation', {})).toMatchObject({ ok: true });
    gate.resolve(undefined);
    expect(await enabling).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(world.settings.current.automation.isEnabled).toBe(false);
    expect(world.secrets.values.has('skedulo-token')).toBe(false);
  });

  test('[PP-42] [PP-43] stops, forgets token, password and settings, and keeps provider and mail server', async () => {
    const { world, page } = await enabledWorld();
    await world.secrets.write('meeting-password', 'zoom-pw-77');
    world.settings.current = {
      ...world.settings.current,
      automation: { isEnabled: true, enableAttendees: true, sendIcsToRecipients: false, pausedUntilMs: 1 },
    };
    expect(await page.call('disable-automation', {})).toEqual({ ok: true, id: null });
    expect(world.automation.calls.at(-1)).toBe('stop');
    expect(world.settings.current.automation).toEqual(DEFAULT_APP_SETTINGS.automation);
    expect([...world.secrets.values.keys()].sort()).toEqual(['provider-tokens', 'smtp-password']);
    expect(world.view).toMatchObject({
      headline: { words: 'Not set up' },
      skedulo: { state: 'not-set-up', tokenFingerprint: null, userName: null },
      provider: { account: { name: 'Olga Owner', state: 'connected' } },
      mail: { state: 'connected' },
      automation: { isEnabled: false, hasToken: false, hasMeetingPassword: false, checks: [] },
      attention: [],
    });
  });

  test('[PP-43] then wants token and settings again', async () => {
    const { page } = await enabledWorld();
    await page.call('disable-automation', {});
    expect(await page.call('enable-automation', { ...FORM, skeduloToken: null })).toMatchObject({
      ok: false,
      problem: { code: 'no-token' },
    });
  });

  test('says so when the token could not be forgotten', async () => {
    const { world, page } = await enabledWorld();
    world.secrets.locked.add('skedulo-token');
    const answer = await page.call('disable-automation', {});
    expect(answer).toMatchObject({ ok: false, problem: { code: 'disk-full' } });
    if (!answer.ok) expect(answer.problem.message).toMatch(/^Automation is disabled, but the token/);
    expect(world.settings.current.automation.isEnabled).toBe(false);
    expect(world.view.automation.hasToken).toBe(true);
  });

  test('goes on working when it could not be noted', async () => {
    const { world, page } = await enabledWorld();
    world.settings.isDiskFull = true;
    expect(await page.call('disable-automation', {})).toMatchObject({
      ok: false,
      problem: { code: 'disk-full' },
    });
    expect(world.automation.calls.at(-1)).toBe('start');
    expect(world.secrets.values.get('skedulo-token')).toBe(TOKEN);
  });
});

describe('connect-skedulo', () => {
  test('checks the token, keeps it and its address, and starts anew with it', async () => {
    const { world, page } = await enabledWorld();
    world.checks.calls.length = 0;
    const input = { token: 'another-token', apiUrl: 'https://api.uk.skedulo.com' };
    expect(await page.call('connect-skedulo', input)).toMatchObject({ ok: true });
    expect(world.checks.calls).toEqual(['skedulo another-token at https://api.uk.skedulo.com']);
    expect(world.automation.setups.at(-1)?.skedulo).toEqual({
      apiToken: 'another-token',
      apiUrl: 'https://api.uk.skedulo.com',
    });
  });

  test('keeps what was there when the new token is refused', async () => {
    const { world, page } = await enabledWorld();
    const before = world.view.skedulo.tokenFingerprint;
    world.checks.skedulo = failed(REFUSED);
    expect(await page.call('connect-skedulo', { token: 'bad', apiUrl: null })).toMatchObject({
      ok: false,
      problem: { code: 'token-refused', field: 'token', mend: 'New one.' },
    });
    expect(world.secrets.values.get('skedulo-token')).toBe(TOKEN);
    expect(world.view.skedulo.tokenFingerprint).toBe(before);
  });

  test('shows a connection while automation is not enabled', async () => {
    const world = new AdminWorld();
    await world.start();
    const page = world.openPage();
    await page.call('connect-skedulo', { token: TOKEN, apiUrl: null });
    expect(world.view.skedulo).toMatchObject({
      state: 'connected',
      userName: 'Ann Admin',
      apiUrl: TENANT.apiUrl,
    });
    expect(world.view.skedulo.tokenFingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(world.automation.calls).not.toContain('start');
  });

  test('names no field for an outage', async () => {
    const { world, page } = await enabledWorld();
    const failure = networkFailure({ party: 'skedulo', code: 'unreachable', message: 'Out of reach.' });
    world.checks.skedulo = failed(failure);
    expect(await page.call('connect-skedulo', { token: 'new', apiUrl: null })).toMatchObject({
      ok: false,
      problem: { code: 'unreachable', field: null },
    });
  });

  test.each([['http://api.skedulo.com'], ['http://10.0.0.7:8080']])(
    'sends no token to %s',
    async (apiUrl) => {
      const { world, page } = await enabledWorld();
      world.checks.calls.length = 0;
      expect(await page.call('connect-skedulo', { token: TOKEN, apiUrl })).toMatchObject({
        ok: false,
        problem: { field: 'apiUrl' },
      });
      expect(world.checks.calls).toEqual([]);
    },
  );
});

describe('the preview', () => {
  const operation = (address: string) =>
    ({
      kind: 'send-invitation',
      address,
      email: address,
      name: 'A',
      method: 'REQUEST',
      version: 1,
      series: 1,
      sequence: 0,
      resendOf: null,
    }) as const;
  const create = {
    kind: 'create-meeting',
    generation: 1,
    series: 1,
    details: detailsOfJob(officeJob()),
  } as const;

  test('counts by the plan, and stores nothing', async () => {
    const { world, page } = await connectedWorld();
    world.automation.plans = success([
      { jobId: '1', jobName: 'JOB-0001', operations: [create, operation('a@x.test')], findings: [] },
      {
        jobId: '2',
        jobName: 'JOB-0002',
        operations: [create, operation('a@x.test'), operation('b@x.test')],
        findings: [{ kind: 'skipped', code: 'no-address', message: 'Nora has no address.' }],
      },
      {
        jobId: '3',
        jobName: 'JOB-0003',
        operations: [],
        findings: [{ kind: 'skipped', code: 'has-other-link', message: 'JOB-0003 has another link.' }],
      },
      {
        jobId: '4',
        jobName: 'JOB-0004',
        operations: [],
        findings: [{ kind: 'attention', code: 'no-end', message: 'JOB-0004 has no end.' }],
      },
      { jobId: '5', jobName: 'JOB-0005', operations: [], findings: [] },
      {
        jobId: '6',
        jobName: 'JOB-0006',
        operations: [
          { kind: 'cancel-meeting', reason: 'cancelled' },
          { ...operation('c@x.test'), method: 'CANCEL' },
        ],
        findings: [],
      },
    ]);
    expect(await page.call('preview-automation', FORM)).toMatchObject({ ok: true });
    expect(world.view.automation.preview).toEqual({
      atMs: MONDAY_MS,
      enableAttendees: true,
      sendIcsToRecipients: true,
      jobsSeen: 6,
      meetingsToMake: 2,
      peopleToInvite: 3,
      leftAlone: 1,
      needAttention: 1,
      samples: [
        { jobName: 'JOB-0001', words: 'Gets a Zoom meeting, and 1 person will be e-mailed.' },
        { jobName: 'JOB-0002', words: 'Gets a Zoom meeting, and 2 people will be e-mailed.' },
        { jobName: 'JOB-0003', words: 'JOB-0003 has another link.' },
        { jobName: 'JOB-0004', words: 'JOB-0004 has no end.' },
        { jobName: 'JOB-0006', words: 'Its meeting is removed, and 1 person will be e-mailed.' },
      ],
    });
    expect(world.automation.setups.at(-1)).toMatchObject({
      skedulo: { apiToken: TOKEN },
      automation: { meetingPassword: 'zoom-pw-77', enableAttendees: true },
    });
    expect(world.secrets.values.has('skedulo-token')).toBe(false);
    expect(world.settings.current.automation).toEqual(DEFAULT_APP_SETTINGS.automation);
  });

  test('is refused with the first failing check', async () => {
    const { world, page } = await connectedWorld();
    world.checks.mail = failed(MAIL_REFUSED);
    expect(await page.call('preview-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'mail-sign-in-refused' },
    });
    expect(world.view.automation.preview).toBeNull();
    expect(world.automation.calls).not.toContain('simulate');
  });

  test('tells when Skedulo could not be read', async () => {
    const { world, page } = await connectedWorld();
    const failure = networkFailure({ party: 'skedulo', code: 'unreachable', message: 'Out of reach.' });
    world.automation.plans = failed(failure);
    expect(await page.call('preview-automation', FORM)).toMatchObject({
      ok: false,
      problem: { code: 'unreachable' },
    });
  });
});

describe('pause and resume', () => {
  test.each([
    ['half-hour', MONDAY_MS + HOUR_MS / 2, 'Paused until 12:30'],
    ['hour', MONDAY_MS + HOUR_MS, 'Paused until 13:00'],
    // Noon in Brisbane; six in the morning of the next day is 20:00 UTC.
    ['tomorrow', MONDAY_MS + 18 * HOUR_MS, 'Paused until tomorrow 06:00'],
  ] as const)('until %s', async (until, untilMs, words) => {
    const { world, page } = await enabledWorld();
    expect(await page.call('pause', { until })).toMatchObject({ ok: true });
    expect(world.automation.calls.at(-1)).toBe(`pause until ${String(untilMs)}`);
    expect(world.settings.current.automation.pausedUntilMs).toBe(untilMs);
    expect(world.view.headline).toMatchObject({ state: 'paused', words });
    await page.call('resume', {});
    expect(world.automation.calls.at(-1)).toBe('resume');
    expect(world.settings.current.automation.pausedUntilMs).toBeNull();
  });

  test('outlive a restart of the program, but not their end', async () => {
    for (const [afterMs, call] of [
      [HOUR_MS - 1, `start paused until ${String(MONDAY_MS + HOUR_MS)}`],
      [HOUR_MS, 'start'],
    ] as const) {
      const world = new AdminWorld();
      await world.enableAll();
      world.settings.current = {
        ...world.settings.current,
        automation: { ...world.settings.current.automation, pausedUntilMs: MONDAY_MS + HOUR_MS },
      };
      await world.time.pass(afterMs);
      await world.start();
      expect(world.automation.calls).toEqual([call]);
    }
  });

  test('make no sense while nothing is enabled', async () => {
    const { page } = await connectedWorld();
    expect(await page.call('pause', { until: 'hour' })).toMatchObject({
      ok: false,
      problem: { code: 'not-enabled' },
    });
  });
});

test('sync-now ends as the look does', async () => {
  const { world, page } = await enabledWorld();
  expect(await page.call('sync-now', {})).toMatchObject({ ok: true });
  world.automation.outcome = failed(REFUSED);
  expect(await page.call('sync-now', {})).toMatchObject({ ok: false, problem: { code: 'token-refused' } });
});
