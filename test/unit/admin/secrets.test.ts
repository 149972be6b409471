import { expect, test } from 'vitest';
import { COMMAND_NAMES } from '../../../preload/contract/commands.ts';
import { ACCOUNT, AdminWorld, SECRETS, TOKEN, TOKENS } from '../../fakes/admin/admin-world.ts';
import { EXAMPLES } from './command-examples.ts';
import { fingerprint } from '../../../main/admin/fingerprint.ts';
import { hidingSecrets } from '../../../main/admin/hiding-secrets.ts';
import { createRedactor } from '../../../main/log/redaction.ts';
import { FakeSecretStore } from '../../fakes/admin/fake-stores.ts';

test('no secret is in any push, answer, log line or saved file, whatever is done', async () => {
  const world = new AdminWorld();
  await world.enableAll();
  await world.secrets.write('meeting-password', 'zoom-pw-77');
  await world.secrets.write('client-secret-teams', 'client-secret-of-the-office');
  // A log that somebody wrote before the filter knew better.
  world.logFile.append(
    `${JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: `sent ${TOKEN}` })}\n`,
  );
  await world.start();
  const page = world.openPage();
  const commands = COMMAND_NAMES.filter((name) => !['disable-automation', 'remove-provider'].includes(name));
  for (const name of [...commands, 'remove-provider', 'disable-automation'] as const) {
    await page.session.call(name, EXAMPLES[name]);
    if (name === 'authorize-provider') await world.signIn.finish('teams', TOKENS, ACCOUNT);
    await world.time.pass(200);
  }
  expect(page.last('log')?.lines.map(({ words }) => words)).toEqual(['sent [hidden]']);
  const seen = world.everythingSeen();
  expect(seen.length).toBeGreaterThan(10_000);
  for (const secret of [...SECRETS, 'a-new-token']) expect(seen).not.toContain(secret);
});

test('a fingerprint tells two tokens apart, and nothing without the salt', () => {
  expect(fingerprint('token-1', 'salt')).toMatch(/^[0-9a-f]{8}$/);
  expect(fingerprint('token-1', 'salt')).not.toBe(fingerprint('token-2', 'salt'));
  expect(fingerprint('token-1', 'salt')).not.toBe(fingerprint('token-1', 'other'));
});

test('whatever passes through the store is hidden from the log, rotated tokens too, and old ones are let go', async () => {
  const redactor = createRedactor();
  const store = new FakeSecretStore();
  const hiding = hidingSecrets(store, redactor);
  await hiding.write('skedulo-token', TOKEN);
  expect(redactor.redact(`with ${TOKEN}`)).toBe('with [hidden]');
  store.values.set('smtp-password', 'smtp-password-of-the-office');
  await hiding.read('smtp-password');
  expect(redactor.redact('smtp-password-of-the-office')).toBe('[hidden]');
  for (let round = 0; round < 30; round += 1) {
    const tokens = { refreshToken: `refresh-${String(round)}-long`, accessToken: null, expiresAtMs: null };
    await hiding.write('provider-tokens', JSON.stringify({ kind: 'zoom', clientId: 'c', tokens }));
  }
  expect(redactor.redact('refresh-29-long')).toBe('[hidden]');
  expect(redactor.redact('refresh-28-long')).toBe('[hidden]');
  expect(redactor.redact('refresh-2-long')).toBe('refresh-2-long');
});

test('a refresh token that stays the same stays hidden, however often the access token changes', async () => {
  const redactor = createRedactor();
  const hiding = hidingSecrets(new FakeSecretStore(), redactor);
  for (let round = 0; round < 30; round += 1) {
    const tokens = { refreshToken: 'refresh-of-google', accessToken: `access-${String(round)}-long` };
    await hiding.write('provider-tokens', JSON.stringify({ kind: 'meet', clientId: 'c', tokens }));
    expect(redactor.redact('refresh-of-google')).toBe('[hidden]');
  }
  expect(redactor.redact('access-2-long')).toBe('access-2-long');
});
