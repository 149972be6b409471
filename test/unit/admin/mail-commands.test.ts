import { describe, expect, test } from 'vitest';
import { AdminWorld } from '../../fakes/admin/admin-world.ts';
import { settle } from '../../fakes/admin/manual-scheduler.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';
import type { MailForm } from '../../../preload/contract/commands.ts';
import { DEFAULT_LETTER_TEMPLATE } from '../../../main/mail/letter-template.ts';
import { authFailure, failed, networkFailure } from '../../../main/sync/failure.ts';

const FORM: MailForm = {
  from: ' Acme Care  <care@acme.test> ',
  host: ' smtp.acme.test ',
  port: 465,
  security: 'tls',
  user: ' care@acme.test ',
  password: 'smtp-password-of-the-office',
};
const REFUSED = authFailure({
  party: 'mail',
  code: 'mail-sign-in-refused',
  message: 'No entry.',
  mend: 'Look.',
});

async function newWorld() {
  const world = new AdminWorld();
  await world.start();
  return { world, page: world.openPage() };
}

describe('the mail server', () => {
  test('is kept, then asked in the background', async () => {
    const { world, page } = await newWorld();
    const gate = Promise.withResolvers<undefined>();
    world.checks.gate = gate.promise;
    expect(await page.call('save-mail-server', FORM)).toMatchObject({ ok: true });
    expect(world.view.mail).toMatchObject({
      state: 'checking',
      server: {
        from: 'Acme Care <care@acme.test>',
        host: 'smtp.acme.test',
        port: 465,
        security: 'tls',
        user: 'care@acme.test',
        hasPassword: true,
      },
    });
    gate.resolve(undefined);
    await settle();
    expect(world.view.mail.state).toBe('connected');
    expect(world.view.checklist[2]).toMatchObject({
      state: 'done',
      words: 'Invitations come from Acme Care <care@acme.test>.',
    });
  });

  test('that refuses is kept too, and shown with the reason', async () => {
    const { world, page } = await newWorld();
    world.checks.mail = failed(REFUSED);
    expect(await page.call('save-mail-server', FORM)).toMatchObject({ ok: true });
    expect(world.view.mail).toMatchObject({
      state: 'wrong',
      problem: { code: 'mail-sign-in-refused', mend: 'Look.' },
    });
  });

  test('that is out of reach is asked again by itself', async () => {
    const { world, page } = await newWorld();
    world.checks.mail = failed(
      networkFailure({ party: 'mail', code: 'unreachable', message: 'Nobody there.' }),
    );
    await page.call('save-mail-server', FORM);
    expect(world.view.mail.state).toBe('wrong');
    world.checks.mail = { ok: true, value: undefined };
    await world.time.pass(6 * 60_000);
    expect(world.view.mail.state).toBe('connected');
  });

  test('starts automation anew when it is at work', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    await world.openPage().call('save-mail-server', FORM);
    expect(world.automation.calls).toEqual(['start', 'start']);
    expect(world.automation.setups.at(-1)?.mail).toEqual({
      from: 'Acme Care <care@acme.test>',
      smtp: {
        host: 'smtp.acme.test',
        port: 465,
        secure: true,
        requireTls: false,
        user: 'care@acme.test',
        password: 'smtp-password-of-the-office',
      },
    });
  });

  test('keeps its password when none is typed', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    await page.call('save-mail-server', { ...FORM, password: null, port: 587, security: 'starttls' });
    expect(world.secrets.values.get('smtp-password')).toBe('smtp-password-of-the-office');
    expect(world.view.mail.server).toMatchObject({ port: 587, hasPassword: true });
  });

  test('without a user needs no password, and forgets the earlier one', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    expect(await page.call('save-mail-server', { ...FORM, user: '', password: null })).toMatchObject({
      ok: true,
    });
    expect(world.view.mail.server).toMatchObject({ user: null, hasPassword: false });
  });

  test.each<[Partial<MailForm>, string]>([
    [{ from: 'not an address' }, 'from'],
    [{ from: 'a@acme.test, b@acme.test' }, 'from'],
    [{ from: '' }, 'from'],
    [{ host: '' }, 'host'],
    [{ host: 'https://smtp.acme.test' }, 'host'],
    [{ host: 'smtp.acme.test:587' }, 'host'],
    [{ host: 'two words' }, 'host'],
    [{ password: null }, 'password'],
    [{ password: '' }, 'password'],
    [{ user: null }, 'user'],
  ])('is not kept with %j', async (changes, field) => {
    const { world, page } = await newWorld();
    expect(await page.call('save-mail-server', { ...FORM, ...changes })).toMatchObject({
      ok: false,
      problem: { field },
    });
    expect(world.settings.current.mail).toBeNull();
    expect(world.secrets.values.size).toBe(0);
  });

  test.each([['smtp.acme.test.'], ['müller.example'], ['10.0.0.7'], ['::1'], ['[::1]'], ['localhost']])(
    'may be called %s',
    async (host) => {
      const { world, page } = await newWorld();
      expect(await page.call('save-mail-server', { ...FORM, host })).toMatchObject({ ok: true });
      expect(world.settings.current.mail?.host).toBe(host);
    },
  );

  test('puts the password back when the rest could not be stored', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    world.settings.isDiskFull = true;
    expect(await page.call('save-mail-server', { ...FORM, password: 'another-password' })).toMatchObject({
      ok: false,
      problem: { code: 'disk-full' },
    });
    expect(world.secrets.values.get('smtp-password')).toBe('smtp-password-of-the-office');
  });

  test('can be removed, but not from under automation that sends through it', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    world.settings.current = {
      ...world.settings.current,
      automation: { ...world.settings.current.automation, isEnabled: true },
    };
    expect(await page.call('remove-mail-server', {})).toMatchObject({
      ok: false,
      problem: { code: 'in-use' },
    });
    world.settings.current = {
      ...world.settings.current,
      automation: { ...world.settings.current.automation, sendIcsToRecipients: false },
    };
    expect(await page.call('remove-mail-server', {})).toMatchObject({ ok: true });
    expect(world.view.mail).toMatchObject({ state: 'not-needed', server: null });
    expect(world.secrets.values.has('smtp-password')).toBe(false);
  });
});

describe('the test invitation', () => {
  test('is sent to oneself and noted', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    expect(await page.call('send-test-invitation', { to: ' olga@acme.test ' })).toMatchObject({ ok: true });
    expect(world.checks.calls.at(-1)).toBe('test invitation olga@acme.test');
    expect(world.view.mail.testInvitation).toEqual({ to: 'olga@acme.test', atMs: MONDAY_MS, problem: null });
    await page.call('save-mail-server', { ...FORM, port: 466 });
    expect(world.view.mail.testInvitation).toBeNull();
  });

  test('says why it was not accepted', async () => {
    const { world, page } = await newWorld();
    await page.call('save-mail-server', FORM);
    world.checks.testInvitation = failed(REFUSED);
    expect(await page.call('send-test-invitation', { to: 'olga@acme.test' })).toMatchObject({
      ok: false,
      problem: { code: 'mail-sign-in-refused' },
    });
    expect(world.view.mail.testInvitation?.problem).toMatchObject({ code: 'mail-sign-in-refused' });
  });

  test('needs an address and a server', async () => {
    const { page } = await newWorld();
    expect(await page.call('send-test-invitation', { to: 'nobody at all' })).toMatchObject({
      ok: false,
      problem: { field: 'to' },
    });
    expect(await page.call('send-test-invitation', { to: 'olga@acme.test' })).toMatchObject({
      ok: false,
      problem: { code: 'no-mail-server' },
    });
  });
});

describe('letters', () => {
  const template = { ...DEFAULT_LETTER_TEMPLATE, footer: 'Acme Care, Brisbane' };

  test('are previewed for the page that asked, without being saved', async () => {
    const { world, page } = await newWorld();
    const other = world.openPage();
    const input = { template, kind: 'update', timeZone: 'Europe/Berlin' } as const;
    expect(await page.call('preview-letter', input)).toMatchObject({ ok: true });
    expect(page.last('letter-preview')).toMatchObject({ kind: 'update', timeZone: 'Europe/Berlin' });
    expect(other.count('letter-preview')).toBe(0);
    expect(world.settings.current.letterTemplate).toBeNull();
  });

  test('are not previewed in a zone nobody knows', async () => {
    const { page } = await newWorld();
    const input = { template, kind: 'request', timeZone: 'Mars/Olympus' } as const;
    expect(await page.call('preview-letter', input)).toMatchObject({
      ok: false,
      problem: { field: 'timeZone' },
    });
  });

  test('are saved, used, and reset', async () => {
    const world = new AdminWorld();
    await world.enableAll();
    await world.start();
    const page = world.openPage();
    expect(await page.call('save-letter-template', { template })).toMatchObject({ ok: true });
    await world.time.pass(1000);
    expect(page.last('letter-template')?.footer).toBe('Acme Care, Brisbane');
    expect(world.automation.setups.at(-1)?.letterStyle.brand.footer).toBe('Acme Care, Brisbane');
    expect(await page.call('reset-letter-template', {})).toMatchObject({ ok: true });
    await world.time.pass(1000);
    expect(page.last('letter-template')).toEqual(DEFAULT_LETTER_TEMPLATE);
    expect(world.automation.calls).toEqual(['start', 'start', 'start']);
  });

  test('with a problem are not saved', async () => {
    const { world, page } = await newWorld();
    const bad = { ...template, request: { ...template.request, subject: 'Hello {gest}' } };
    const answer = await page.call('save-letter-template', { template: bad });
    expect(answer).toMatchObject({
      ok: false,
      problem: { code: 'letter-unusable', field: 'template.request.subject' },
    });
    if (!answer.ok) expect(answer.problem.message).toContain('The letters were not changed.');
    expect(world.settings.current.letterTemplate).toBeNull();
  });
});
