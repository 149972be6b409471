import { describe, expect, test } from 'vitest';
import { ACCOUNT, AdminWorld, TENANT } from '../../fakes/admin/admin-world.ts';
import { partyTrouble, RECONNECT } from '../../fakes/admin/facts.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { situation } from '../../fakes/admin/situations.ts';
import { HOUR_MS, MONDAY_MS } from '../../fakes/jobs.ts';
import { authFailure, failed, networkFailure, success } from '../../../main/sync/failure.ts';

const MAIL_REFUSED = authFailure({ party: 'mail', code: 'mail-sign-in-refused', message: 'No entry.' });

describe('a start', () => {
  test('starts automation that is enabled, and asks the mail server', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    expect(world.automation.calls).toEqual(['start']);
    expect(world.checks.calls).toEqual(['mail mail.acme.test']);
    expect(world.view.headline).toEqual({
      state: 'working',
      words: 'Working',
      cause: 'Connecting to Skedulo.',
    });
  });

  test('asks every connection where automation is not enabled', async () => {
    const world = new AdminWorld();
    await world.connectAll('teams');
    await world.secrets.write('skedulo-token', 'some-token');
    await world.start();
    expect(world.checks.calls.toSorted()).toEqual([
      'mail mail.acme.test',
      'provider teams',
      'skedulo some-token at any region',
    ]);
    expect(world.view.checklist.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    expect(world.view.headline.cause).toBe('Everything is connected. Automation is not enabled yet.');
  });

  test('[PP-02] with nothing set up asks nobody', async () => {
    const world = new AdminWorld();
    await world.start();
    expect(world.checks.calls).toEqual([]);
    expect(world.view.checklist.map(({ state }) => state)).toEqual(['to-do', 'to-do', 'to-do']);
  });

  test('does not start what cannot work: secrets kept in memory were lost', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    world.secrets.keeps = 'memory';
    world.secrets.note = 'Kept in memory only.';
    world.secrets.values.clear();
    await world.start();
    expect(world.automation.calls).toEqual(['stop']);
    expect(world.view).toMatchObject({
      app: { keepsSecrets: 'memory', secretsNote: 'Kept in memory only.' },
      headline: { words: 'Not set up' },
      attention: [{ code: 'reconnect' }],
      provider: { account: { name: 'Olga Owner', state: 'reconnect' } },
    });
  });

  test('says when stored secrets cannot be read', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    world.secrets.isUnreadable = true;
    await world.start();
    expect(world.automation.calls).toEqual(['stop']);
    expect(world.view.attention).toMatchObject([{ about: 'storage', code: 'secrets-unreadable' }]);
    expect(world.view.skedulo).toMatchObject({ state: 'wrong', problem: { mend: 'Enter them again.' } });
  });

  test('tells what was mended in the settings', async () => {
    const world = new AdminWorld();
    world.settings.notices = ['The settings file was damaged.'];
    await world.start();
    expect(world.view.notices).toEqual([
      { code: 'settings-mended', message: 'The settings file was damaged.' },
    ]);
  });
});

describe('a stop', () => {
  test('ends everything in reverse order and leaves no timer', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    const page = world.openPage();
    await page.call('watch-log', { isOn: true });
    world.automation.become({ jobsSeen: 3 });
    await settle();
    const pushes = page.pushes.length;
    await world.admin.stop();
    expect(world.signIn.calls.at(-1)).toBe('stop');
    expect(world.automation.calls.at(-1)).toBe('stop');
    expect(world.time.timerCount).toBe(0);
    world.automation.become({ jobsSeen: 4 });
    await world.time.pass(HOUR_MS);
    expect(page.pushes).toHaveLength(pushes);
    await world.admin.stop();
  });

  test('cancels what is under way', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    const page = world.openPage();
    const gate = Promise.withResolvers<undefined>();
    world.automation.gate = gate.promise;
    const looking = page.session.call('sync-now', {});
    await settle();
    const stopping = world.admin.stop();
    gate.resolve(undefined);
    expect(await looking).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    await stopping;
  });

  test('does not wait for ever', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    world.automation.gate = new Promise(() => undefined);
    void world.openPage().session.call('sync-now', {});
    await settle();
    let hasStopped = false;
    void world.admin.stop().then(() => {
      hasStopped = true;
    });
    await world.time.pass(14_000);
    expect(hasStopped).toBe(false);
    await world.time.pass(1000);
    expect(hasStopped).toBe(true);
  });

  test('lets nothing start automation afterwards', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    const page = world.openPage();
    void page.session.call('reset-letter-template', {});
    await world.admin.stop();
    await settle();
    expect(world.automation.calls.at(-1)).toBe('stop');
  });
});

test('sleep and wake are passed on', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  await world.time.pass(1000);
  world.admin.sleep();
  expect(world.time.timerCount).toBe(0);
  world.admin.wake();
  expect(world.time.timerCount).toBeGreaterThan(0);
  await settle();
  expect(world.automation.calls).toEqual(['start', 'sleep', 'wake']);
});

describe('the connections follow what automation finds', () => {
  async function running() {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    world.automation.become({ phase: 'running', tenant: TENANT, account: ACCOUNT });
    await settle();
    return world;
  }

  test('and keep that when automation is stopped', async () => {
    const world = await running();
    world.automation.become({ troubles: [partyTrouble({ failure: RECONNECT })] });
    await settle();
    world.checks.provider = failed(RECONNECT);
    await world.openPage().call('disable-automation', {});
    expect(world.view.provider.account).toMatchObject({ state: 'reconnect', problem: { code: 'reconnect' } });
    expect(world.checks.calls).toEqual(['mail mail.acme.test']);
  });

  test('and are well again when it is', async () => {
    const world = await running();
    world.automation.become({ troubles: [partyTrouble({ failure: MAIL_REFUSED })] });
    await settle();
    expect(world.view.mail).toMatchObject({ state: 'wrong', problem: { code: 'mail-sign-in-refused' } });
    world.automation.become({ troubles: [] });
    await settle();
    expect(world.view.mail.state).toBe('connected');
    expect(world.checks.calls).toEqual(['mail mail.acme.test', 'mail mail.acme.test']);
  });
});

describe('connections', () => {
  const OUT = networkFailure({ party: 'mail', code: 'unreachable', message: 'Nobody there.' });

  async function outOfReach() {
    const world = new AdminWorld();
    await world.connectAll();
    world.checks.mail = failed(OUT);
    await world.start();
    return world;
  }

  test('that are out of reach stay shown as that while they are asked again', async () => {
    const world = await outOfReach();
    const page = world.openPage();
    await world.time.pass(11 * 60_000);
    expect(world.checks.calls.filter((call) => call.startsWith('mail'))).toHaveLength(3);
    const states = page.pushes.flatMap((push) => (push.name === 'view' ? [push.payload.mail.state] : []));
    expect(new Set(states)).toEqual(new Set(['wrong']));
  });

  test('that are out of reach are asked again at once after a sleep', async () => {
    const world = await outOfReach();
    world.checks.mail = success(undefined);
    world.admin.sleep();
    world.admin.wake();
    await settle();
    expect(world.view.mail.state).toBe('connected');
  });

  test('tell when the account has another name or plan since', async () => {
    const world = new AdminWorld();
    await world.connectAll();
    world.checks.provider = success({ ...ACCOUNT, name: 'Olga Newname', notes: ['Basic.'] });
    await world.start();
    expect(world.view.provider.account).toMatchObject({ name: 'Olga Newname', notes: ['Basic.'] });
    expect(world.settings.current.account).toMatchObject({
      name: 'Olga Newname',
      connectedAtMs: MONDAY_MS - 1000,
    });
  });

  test('never take the name of another account', async () => {
    const world = new AdminWorld();
    await world.connectAll();
    world.checks.provider = success({ ...ACCOUNT, id: 'somebody-else', name: 'Eve' });
    await world.start();
    expect(world.view.provider.account?.name).toBe('Olga Owner');
  });

  test('are asked after a minute where automation has not come to it, or is paused', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    expect(world.view.provider.account?.state).toBe('checking');
    await world.time.pass(60_000);
    expect(world.view.provider.account?.state).toBe('connected');

    const paused = new AdminWorld();
    await paused.enableAll();
    const { automation } = paused.settings.current;
    paused.settings.current = {
      ...paused.settings.current,
      automation: { ...automation, pausedUntilMs: MONDAY_MS + HOUR_MS },
    };
    await paused.start();
    expect(paused.view.checklist.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });
});

test('secrets that can be read again are noticed, and automation goes on', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  world.secrets.isUnreadable = true;
  await world.start();
  expect(world.automation.calls).toEqual(['stop']);
  world.secrets.isUnreadable = false;
  await world.time.pass(60_000);
  expect(world.automation.calls).toEqual(['stop', 'start']);
  expect(world.view.attention).toEqual([]);
});

describe('the chart', () => {
  test('has the last 30 days of this computer, also those without anything', async () => {
    const world = new AdminWorld();
    world.automation.counts = success([
      { day: '2026-11-23', made: 3, failed: 1 },
      { day: '2026-11-20', made: 7, failed: 0 },
    ]);
    await world.start();
    const { chart } = world.view;
    expect(chart).toHaveLength(30);
    expect(chart[0]).toEqual({ day: '2026-10-25', made: 0, failed: 0 });
    expect(chart.slice(-4)).toEqual([
      { day: '2026-11-20', made: 7, failed: 0 },
      { day: '2026-11-21', made: 0, failed: 0 },
      { day: '2026-11-22', made: 0, failed: 0 },
      { day: '2026-11-23', made: 3, failed: 1 },
    ]);
  });

  test('is read again when jobs change, at most once a minute, and when a day begins', async () => {
    const world = new AdminWorld();
    await world.start();
    expect(world.automation.countsAsked).toBe(1);
    await world.time.pass(10 * 60_000);
    expect(world.automation.countsAsked).toBe(1);
    for (let times = 0; times < 20; times += 1) world.automation.putJobs(situation());
    await world.time.pass(60_000);
    expect(world.automation.countsAsked).toBe(2);
    // From noon in Brisbane to midnight there.
    await world.time.pass(12 * HOUR_MS);
    expect(world.automation.countsAsked).toBe(3);
    expect(world.view.chart.at(-1)?.day).toBe('2026-11-24');
  });

  test('is read again as soon as the work is done, but not again and again', async () => {
    const world = new AdminWorld();
    await world.start();
    await world.time.pass(10_000);
    world.automation.become({ phase: 'running', isWorking: true });
    world.automation.putJobs(situation());
    world.automation.become({ isWorking: true });
    expect(world.automation.countsAsked).toBe(1);
    world.automation.become({ isWorking: false });
    expect(world.automation.countsAsked).toBe(2);
    world.automation.putJobs(situation());
    world.automation.become({ isWorking: false });
    await world.time.pass(9_000);
    world.automation.become({ isWorking: false });
    expect(world.automation.countsAsked).toBe(2);
    await world.time.pass(1_000);
    world.automation.become({ isWorking: false });
    expect(world.automation.countsAsked).toBe(3);
  });

  test("comes with Zoom's requests of the day", async () => {
    const world = new AdminWorld();
    await world.enableAll();
    world.counters.set('zoom-meeting-requests:user-1 2026-11-23', 12);
    await world.start();
    expect(world.view.provider.quota).toEqual({
      used: 12,
      perDay: 100,
      resetsAtMs: MONDAY_MS + 22 * HOUR_MS,
    });
  });
});
