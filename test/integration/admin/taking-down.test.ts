import { expect, test } from 'vitest';
import { providerStandIn } from '../../simulators/world/provider-stand-in.ts';
import { DONE, enable, isDone, openOffice, signIn, waitUntil } from './admin-rig.ts';

test('[PP-42] [PP-43] Disable Automation stops it and forgets, and provider and mail server stay', async () => {
  const office = await openOffice('teams');
  const { page, world } = office;
  await enable(office, 'teams');
  const made = world.skedulo.office.addJob();
  await page.call('sync-now', {});
  const { joinUrl } = await page.untilRow(made.UID, isDone);

  expect(await page.call('disable-automation', {})).toEqual(DONE);
  // The switch may be told a moment before what is forgotten with it.
  await page.until(({ automation, skedulo }) => !automation.isEnabled && skedulo.state === 'not-set-up');
  expect(page.view()).toMatchObject({
    headline: { words: 'Not set up' },
    automation: { hasToken: false, sendIcsToRecipients: true },
    skedulo: { state: 'not-set-up', tokenFingerprint: null },
    provider: { account: { kind: 'teams' } },
    mail: { state: 'connected' },
  });
  const requests = world.skedulo.http.requests.length;
  const later = world.skedulo.office.addJob();
  expect(await page.call('sync-now', {})).toMatchObject({
    ok: false,
    problem: { code: 'automation-stopped' },
  });
  // Longer than one look to the next.
  await new Promise((resolve) => {
    setTimeout(resolve, 6_000);
  });
  expect(world.skedulo.http.requests.length).toBe(requests);
  expect(later.VirtualMeetingURL).toBeNull();
  expect(made.VirtualMeetingURL).toBe(joinUrl);

  const form = { meetingPassword: null, enableAttendees: false, sendIcsToRecipients: true };
  expect(await page.call('enable-automation', { ...form, skeduloToken: null })).toMatchObject({
    ok: false,
    problem: { code: 'no-token' },
  });
  expect(await page.call('enable-automation', { ...form, skeduloToken: office.token })).toEqual(DONE);
  await page.untilRow(later.UID, isDone);
  expect(made.VirtualMeetingURL).toBe(joinUrl);
});

test('[PP-56] [PP-57] [PP-62] Remove Provider ends the authorization, and nothing is made until another one is connected', async () => {
  const office = await openOffice('zoom');
  const { page, world } = office;
  await enable(office, 'zoom');
  const made = world.skedulo.office.addJob();
  await page.call('sync-now', {});
  const { joinUrl } = await page.untilRow(made.UID, isDone);
  await page.until(({ provider }) => provider.removal?.meetingsThatStay === 1);

  expect(await page.call('remove-provider', {})).toEqual(DONE);
  await page.until(({ provider }) => provider.account === null);
  expect(page.view()).toMatchObject({
    headline: { words: 'Not set up' },
    automation: { isEnabled: true, hasToken: true },
    attention: [{ code: 'no-provider', remedy: { kind: 'open-page', page: 'provider' } }],
    notices: [],
  });
  expect(world.zoom.http.requests.filter((line) => line.includes('/oauth/revoke'))).toHaveLength(1);
  const later = world.skedulo.office.addJob();
  expect(await page.call('sync-now', {})).toMatchObject({ ok: false });
  expect(made.VirtualMeetingURL).toBe(joinUrl);

  await signIn(office, 'teams');
  const row = await page.untilRow(later.UID, isDone);
  expect(row.providerKind).toBe('teams');
  expect(made.VirtualMeetingURL).toBe(joinUrl);
  expect(page.view().attention).toEqual([]);
});

test('Remove Provider forgets also while the provider is out of reach, and says how to end it by hand', async () => {
  const office = await openOffice('zoom');
  const { page, world } = office;
  await enable(office, 'zoom');
  await world.zoom.close();
  expect(await page.call('remove-provider', {})).toEqual(DONE);
  await page.until(({ provider, notices }) => provider.account === null && notices.length > 0);
  expect(page.view().notices).toMatchObject([{ code: 'authorization-left' }]);
  expect(page.view().notices[0]?.message).toContain('marketplace.zoom.us');
});

test('a revoked grant is seen, mended by signing in again, and the jobs go through', async () => {
  const office = await openOffice('teams');
  const { page, world } = office;
  await enable(office, 'teams');
  await page.until(({ headline }) => headline.state === 'ready');
  world.microsoft.oauth.simulator.revokeAll();
  const jobs = [1, 2, 3].map(() => world.skedulo.office.addJob());
  await page.call('sync-now', {});
  await page.until(({ attention }) => attention[0]?.jobsWaiting === 3);
  expect(page.view().attention[0]).toMatchObject({
    about: 'provider',
    title: 'Microsoft Teams needs you to sign in again: 3 jobs are waiting',
    remedy: { kind: 'reconnect-provider' },
  });
  expect(page.view().headline).toMatchObject({ state: 'attention', words: 'Working, 3 jobs need you' });
  const name = page.view().provider.account?.name;
  expect(page.view().provider.account).toMatchObject({ state: 'reconnect', name });

  await signIn(office, 'teams');
  for (const { UID } of jobs) await page.untilRow(UID, isDone);
  await page.until(({ attention, headline }) => attention.length === 0 && headline.state === 'ready');
  expect(page.view().provider.account).toMatchObject({ state: 'connected', name });
  expect(providerStandIn('teams', world).meetings()).toHaveLength(3);
});

test('a mail server that is down is seen, and holds up no link; the mail follows', async () => {
  const office = await openOffice('teams');
  const { page, world } = office;
  await enable(office, 'teams');
  await page.until(({ headline }) => headline.state === 'ready');
  await world.mailbox.goDown();
  const job = world.skedulo.office.addJob({ contact: { name: 'Ann Lee', email: 'ann@customer.test' } });
  await page.call('sync-now', {});
  const row = await page.untilRow(job.UID, ({ link }) => link.state === 'confirmed');
  expect(row.invitations.state).not.toBe('confirmed');
  await page.until(({ mail }) => mail.state === 'wrong');
  expect(page.view().notices.map(({ code }) => code)).toContain('unreachable');
  await world.mailbox.comeUp();
  await waitUntil(() => {
    void page.call('sync-now', {});
    return page.rows.get(job.UID)?.invitations.state === 'confirmed';
  });
  expect(await world.mailbox.messagesTo('ann@customer.test')).toHaveLength(1);
  await page.until(({ mail }) => mail.state === 'connected');
});
