import { expect, test } from 'vitest';
import { AdminWorld } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { createTurns } from '../../../main/admin/turns.ts';
import { DEFAULT_LETTER_TEMPLATE } from '../../../main/mail/letter-template.ts';
import { success } from '../../../main/sync/failure.ts';

async function enabledWorld() {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  return { world, page: world.openPage() };
}

test('nothing starts automation while the provider is being removed', async () => {
  const { world, page } = await enabledWorld();
  const gate = Promise.withResolvers<undefined>();
  world.disconnectGate = gate.promise;
  const removing = page.session.call('remove-provider', {});
  await settle();
  expect(world.automation.calls).toEqual(['start', 'stop']);
  await page.call('save-settings', { opensAtLogin: null, showsNotifications: null, pollSeconds: 77 });
  await page.call('reset-letter-template', {});
  expect(world.automation.calls).toEqual(['start', 'stop']);
  gate.resolve(undefined);
  expect(await removing).toMatchObject({ ok: true });
  await settle();
  expect(world.automation.calls.filter((call) => call === 'start')).toHaveLength(1);
});

test('changes of settings made at the same time are all kept', async () => {
  const { world, page } = await enabledWorld();
  const template = { ...DEFAULT_LETTER_TEMPLATE, footer: 'Acme' };
  await Promise.all([
    page.session.call('save-settings', { opensAtLogin: null, showsNotifications: false, pollSeconds: 77 }),
    page.session.call('save-letter-template', { template }),
    page.session.call('select-provider', { kind: 'meet' }),
    page.session.call('pause', { until: 'hour' }),
  ]);
  expect(world.settings.current).toMatchObject({
    sync: { pollSeconds: 77 },
    letterTemplate: { footer: 'Acme' },
    selectedProvider: 'meet',
    automation: { isEnabled: true },
  });
  expect(world.settings.current.automation.pausedUntilMs).not.toBeNull();
});

test('an error inside a start is logged, and the next start is made all the same', async () => {
  const { world, page } = await enabledWorld();
  const start = world.automation.start.bind(world.automation);
  world.automation.start = () => Promise.reject(new Error('a mistake in the program'));
  expect(await page.call('reset-letter-template', {})).toMatchObject({ ok: true });
  await settle();
  expect(world.logged.join()).toContain('a mistake in the program');
  world.automation.start = start;
  await page.call('reset-letter-template', {});
  await settle();
  expect(world.automation.calls).toEqual(['start', 'start']);
});

test('an error inside a check is logged, and the program goes on', async () => {
  const world = new AdminWorld();
  await world.connectAll();
  world.checks.checkMail = () => Promise.reject(new Error('a mistake in a check'));
  await world.start();
  expect(world.logged.join()).toContain('a mistake in a check');
  world.checks.checkMail = () => Promise.resolve(success(undefined));
  const { mail } = world.settings.current;
  if (mail === null) throw new Error('There is a mail server.');
  await world.openPage().call('save-mail-server', { ...mail, password: null });
  expect(world.view.mail.state).toBe('connected');
});

test('turns are taken one after another, also after one that failed', async () => {
  const turns = createTurns();
  const done: string[] = [];
  const gate = Promise.withResolvers<undefined>();
  const first = turns.take(async () => {
    await gate.promise;
    done.push('first');
    throw new Error('first');
  });
  const second = turns.take(() => {
    done.push('second');
    return Promise.resolve('second');
  });
  await settle();
  expect(done).toEqual([]);
  gate.resolve(undefined);
  await expect(first).rejects.toThrow('first');
  expect(await second).toBe('second');
  expect(done).toEqual(['first', 'second']);
});
