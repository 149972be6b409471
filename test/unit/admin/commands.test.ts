import { beforeEach, describe, expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../../preload/contract/commands.ts';
import type { CommandName } from '../../../preload/contract/commands.ts';
import { answerSchema } from '../../../preload/contract/contract.ts';
import { AdminWorld, SECRETS, TENANT } from '../../fakes/admin/admin-world.ts';
import type { TestPage } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { EXAMPLES } from './command-examples.ts';

/** Whatever a page that was taken over could send. */
const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', 'sync-now'],
  ['a number', 42],
  ['a list', []],
  ['a function', () => ({})],
  ['an unknown key', { evil: 'x' }],
  ['a prototype', JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {}}')],
  ['a text that never ends', 'x'.repeat(1_000_000)],
];

/** Values that no field takes. */
const BAD_VALUES: readonly unknown[] = [
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1.5,
  { $ne: null },
  ['x'],
  'x'.repeat(400_000),
  Symbol('evil'),
];

/** A world in which every command can be carried out. */
async function readyWorld(name: CommandName) {
  const world = new AdminWorld();
  world.webApp = 'https://acme.my.skedulo.com';
  if (name === 'remove-mail-server') await world.connectAll();
  else await world.enableAll();
  await world.start();
  const page = world.openPage();
  if (name === 'use-browser-for-sign-in' || name === 'reopen-sign-in') {
    await page.call('authorize-provider', { kind: 'zoom' });
  }
  if (name === 'save-diagnostics') await page.call('prepare-diagnostics', {});
  if (name === 'open-job-in-skedulo') {
    world.automation.become({ phase: 'running', tenant: TENANT });
    await settle();
  }
  if (name === 'cancel-task') {
    world.automation.gate = new Promise(() => undefined);
    void page.call('sync-now', {});
    await settle();
  }
  return { world, page };
}

describe.each(COMMAND_NAMES)('%s', (name) => {
  let world: AdminWorld;
  let page: TestPage;
  beforeEach(async () => {
    ({ world, page } = await readyWorld(name));
  });

  test('carries out a good example', async () => {
    expect(await page.session.call(name, EXAMPLES[name])).toEqual({ ok: true, id: null });
  });

  test('answers hostile payloads with a problem, and does nothing', async () => {
    const before = JSON.stringify(world.settings.current);
    const callsBefore = [...world.automation.calls];
    const tooMany = ['one key too many', { ...EXAMPLES[name], evil: true }] as const;
    for (const [what, payload] of [...HOSTILE, tooMany]) {
      const answer = answerSchema.parse(await page.session.call(name, payload));
      expect(answer, what).toMatchObject({ ok: false, problem: { code: 'input-unusable' } });
      if (answer.ok) continue;
      expect(answer.problem.message).toMatch(/^[A-Z"].*\. Nothing was changed\.$/);
      expect(answer.problem.message.length).toBeLessThan(300);
    }
    await settle();
    expect(JSON.stringify(world.settings.current)).toBe(before);
    expect(world.automation.calls).toEqual(callsBefore);
  });

  test('names the field whose value cannot be', async () => {
    for (const field of Object.keys(EXAMPLES[name])) {
      for (const value of BAD_VALUES) {
        const answer = await page.session.call(name, { ...EXAMPLES[name], [field]: value });
        expect(answer).toMatchObject({ ok: false, problem: { code: 'input-unusable' } });
        if (!answer.ok) expect(answer.problem.field?.split('.')[0]).toBe(field);
      }
    }
  });
});

describe('names of commands', () => {
  test.each([['no-such-command'], ['__proto__'], ['constructor'], ['toString'], [''], [null], [7], [{}]])(
    '%s is none',
    async (name) => {
      const world = new AdminWorld();
      await world.start();
      const page = world.openPage();
      expect(await page.session.call(name, {})).toMatchObject({
        ok: false,
        problem: { code: 'unknown-command', field: null },
      });
    },
  );
});

test('an error inside a handler is answered and logged, not thrown', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  world.automation.syncNow = () => {
    throw new Error(`broken with ${SECRETS[0] ?? ''}`);
  };
  const page = world.openPage();
  const answer = await page.call('sync-now', {});
  expect(answer).toMatchObject({ ok: false, problem: { code: 'bug' } });
  expect(JSON.stringify(answer)).not.toContain(SECRETS[0]);
  expect(world.logged.join()).toContain('A command ended with an error');
});

test('after a stop nothing is carried out', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  await world.start();
  const page = world.openPage();
  await world.admin.stop();
  const calls = world.automation.calls.length;
  expect(await page.session.call('sync-now', {})).toMatchObject({ ok: false, problem: { code: 'stopping' } });
  expect(world.automation.calls.length).toBe(calls);
});
