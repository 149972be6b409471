import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { providerStandIn } from '../../simulators/world/provider-stand-in.ts';
import { DONE, enable, isDone, openOffice, saveMailServer, signIn, waitUntil } from './admin-rig.ts';

const FORM = { meetingPassword: null, enableAttendees: false, sendIcsToRecipients: true };

describe.each(['zoom', 'teams', 'meet'] as const)('from the first run to a meeting in %s', (kind) => {
  test('[PP-01] [PP-03] [PP-04] [PP-22] [PP-23] connect, try out, enable, and a job has meeting, link and mail', async () => {
    const office = await openOffice(kind);
    const { page, world, token } = office;
    expect(page.view()).toMatchObject({ headline: { words: 'Not set up' } });
    expect(page.view().checklist.map(({ state }) => state)).toEqual(['to-do', 'to-do', 'to-do']);

    await signIn(office, kind);
    expect(page.view().provider.account).toMatchObject({ kind, state: 'connected' });
    expect(page.view().provider.account?.email).toContain('@');
    expect(await saveMailServer(office)).toEqual(DONE);
    await page.until(({ mail }) => mail.state === 'connected');
    expect(page.view().notices).toEqual([]);

    expect(await page.call('send-test-invitation', { to: 'olga@acme.test' })).toEqual(DONE);
    expect(await world.mailbox.messagesTo('olga@acme.test')).toHaveLength(1);
    expect(await page.call('make-test-meeting', {})).toEqual(DONE);
    const made = providerStandIn(kind, world).meetings();
    expect(made).toHaveLength(1);
    expect(made[0]?.isCancelled).toBe(true);

    const job = world.skedulo.office.addJob({ contact: { name: 'Ann Lee', email: 'ann@customer.test' } });
    expect(await page.call('preview-automation', { ...FORM, skeduloToken: token })).toEqual(DONE);
    await page.until(({ automation }) => automation.preview !== null);
    expect(page.view().automation.preview).toMatchObject({ meetingsToMake: 1, peopleToInvite: 1 });
    expect(page.view().automation).toMatchObject({ isEnabled: false, hasToken: false });
    expect(job.VirtualMeetingURL).toBeNull();

    expect(await page.call('enable-automation', { ...FORM, skeduloToken: token })).toEqual(DONE);
    const row = await page.untilRow(job.UID, isDone);
    expect(row).toMatchObject({ contact: 'Ann Lee', providerKind: kind, standing: 'fine' });
    expect(job.VirtualMeetingURL).toBe(row.joinUrl);
    expect(await world.mailbox.messagesTo('ann@customer.test')).toHaveLength(1);
    await page.until(({ headline }) => headline.state === 'ready');
    expect(page.view()).toMatchObject({ headline: { words: 'Working' }, attention: [] });
    expect(page.view().checklist.map(({ state }) => state)).toEqual(['done', 'done', 'done']);

    await page.call('watch-job', { jobId: job.UID });
    await waitUntil(() => page.details() !== null);
    expect(page.details()?.history.map(({ action }) => action)).toEqual([
      'invitation-sent',
      'link-written',
      'meeting-created',
    ]);
    expect(await page.call('resend-invitation', { jobId: job.UID, address: 'ann@customer.test' })).toEqual(
      DONE,
    );
    await waitUntil(() => page.details()?.history[0]?.actor === 'Admin');
    const messages = await world.mailbox.messagesTo('ann@customer.test');
    expect(new Set(messages.map(({ calendars }) => calendars[0]?.uid)).size).toBe(1);
    expect(messages).toHaveLength(2);
  });
});

test('goes on after a restart, without asking for anything again', async () => {
  const office = await openOffice('teams');
  await enable(office, 'teams');
  await office.page.until(({ skedulo }) => skedulo.state === 'connected');
  const before = office.page.view().skedulo.tokenFingerprint;
  expect(before).not.toBeNull();
  const again = await office.restart();
  const job = again.world.skedulo.office.addJob();
  await again.page.call('sync-now', {});
  await again.page.untilRow(job.UID, isDone);
  expect(again.page.view()).toMatchObject({
    automation: { isEnabled: true },
    provider: { account: { kind: 'teams', state: 'connected' } },
    skedulo: { tokenFingerprint: before },
  });
  expect(again.page.view().revision).toBeGreaterThan(office.page.view().revision);
});

test('refuses a token that Skedulo refuses, and keeps nothing of it', async () => {
  const office = await openOffice('teams');
  await signIn(office, 'teams');
  await saveMailServer(office);
  const answer = await office.page.call('enable-automation', { ...FORM, skeduloToken: 'not-a-token' });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'token-refused', field: 'skeduloToken' } });
  expect(office.page.view().automation).toMatchObject({ isEnabled: false, hasToken: false });
});

test('leaves no secret in any push, nor in any file but sealed', async () => {
  const office = await openOffice('zoom');
  await enable(office, 'zoom');
  const { page, world } = office;
  await page.call('connect-skedulo', { token: office.token, apiUrl: world.skedulo.origin });
  await page.call('watch-log', { isOn: true });
  await page.call('prepare-diagnostics', {});
  expect(page.pushes.some(({ name }) => name === 'diagnostics')).toBe(true);
  await waitUntil(() => page.pushes.some(({ name }) => name === 'log'));
  const tokens = world.zoom.oauth.tokenRequests.flatMap((request) => request.get('refresh_token') ?? []);
  const secrets = [office.token, 'mail-secret-of-the-office', ...tokens];
  const seen = JSON.stringify(page.pushes);
  for (const secret of secrets) expect(seen).not.toContain(secret);
  for (const name of await readdir(office.dataFolder)) {
    const content = await readFile(join(office.dataFolder, name), 'latin1');
    for (const secret of secrets) expect(content, name).not.toContain(secret);
  }
});
