import type { Page } from '@playwright/test';
import { simulatedToken } from '../simulators/skedulo/tenant.ts';
import { allow, attention, goTo, headline, expectMarks } from './setup/admin.ts';
import { expect, test } from './setup/test.ts';

test.use({ stage: 'ready' });

const ANN = { name: 'Ann Lee', email: 'ann.lee@clients.test' };
const ZOE = { name: 'Zoë Brontë', email: 'zoe.bronte@clients.test' };

/** Automation has looked at Skedulo and found every connection good. */
async function waitUntilWorking(page: Page): Promise<void> {
  await expect(headline(page)).toHaveText('Working');
  await expect(page.getByText(/^Connected/)).toHaveCount(3);
}

test('a revoked authorization is seen, mended by signing in again, and the waiting jobs go through', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  await waitUntilWorking(page);
  standIns.provider.oauth.revokeAll();
  office.addJob({ contact: ANN });
  office.addJob({ contact: ZOE });
  await expect(headline(page)).toHaveText('Working, 2 jobs need you');
  await expect(attention(page)).toHaveCount(1);
  await expect(attention(page)).toContainText('Zoom needs you to sign in again: 2 jobs are waiting');
  await expect(page.getByText('Needs you to sign in again', { exact: true })).toBeVisible();

  await allow(
    await app.signInPage(() => attention(page).getByRole('button', { name: 'Sign in again' }).click()),
  );
  await expect(page.getByText('Zoom is connected.')).toBeVisible();
  await goTo(page, 'Overview');
  await expect(headline(page)).toHaveText('Working');
  await expect(attention(page)).toHaveCount(0);
  await goTo(page, 'Jobs');
  for (const { name } of [ANN, ZOE]) await expectMarks(page, name, ['confirmed', 'confirmed', 'confirmed']);
  expect(standIns.provider.meetings()).toHaveLength(2);
  expect(standIns.mailbox.messageCount).toBe(2);
});

test('a provider that fails is seen, and its jobs go through once it answers again', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  await waitUntilWorking(page);
  standIns.provider.http.faults.add({
    path: /^\/v2\//,
    times: Infinity,
    fault: { kind: 'answer-before', answer: { status: 503, body: { code: 503, message: 'Unavailable' } } },
  });
  office.addJob({ contact: ANN });
  await expect(page.getByText('Zoom cannot be used now: 1 job is waiting', { exact: true })).toBeVisible();
  await expect(page.getByText('Does not answer', { exact: true })).toBeVisible();
  // Nobody has to do anything about an outage that has only begun.
  await expect(headline(page)).toHaveText('Working');
  await expect(attention(page)).toHaveCount(0);
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['not yet', 'not yet', 'not yet']);

  standIns.provider.http.faults.clear();
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['confirmed', 'confirmed', 'confirmed']);
  await goTo(page, 'Overview');
  await expect(page.getByText(/^Connected/)).toHaveCount(3);
  expect(standIns.provider.meetings()).toHaveLength(1);
});

test('a token that Skedulo does not take any more is seen, and replaced on the page', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  await waitUntilWorking(page);
  standIns.skedulo.tokens.clear();
  standIns.skedulo.tokens.set('the-token-that-came-after', simulatedToken());
  office.addJob({ contact: ANN });
  await expect(headline(page)).toHaveText('Not working, Skedulo needs you');
  await expect(attention(page)).toContainText('Skedulo does not accept the API token');
  await attention(page).getByRole('button', { name: 'Open Automation' }).click();
  await page.getByLabel('Skedulo API Token').fill('a-token-of-nobody');
  await page.getByRole('button', { name: 'Check token' }).click();
  await expect(page.getByText('Skedulo does not accept the API token').first()).toBeVisible();
  await page.getByLabel('Skedulo API Token').fill('the-token-that-came-after');
  await page.getByRole('button', { name: 'Check token' }).click();
  await expect(page.getByText('office@simulated.test')).toBeVisible();
  await goTo(page, 'Overview');
  await waitUntilWorking(page);
  await expect(attention(page)).toHaveCount(0);
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['confirmed', 'confirmed', 'confirmed']);
});

test('while the mail server is down links are written all the same, and the invitations follow', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  await waitUntilWorking(page);
  await standIns.mailbox.goDown();
  const job = office.addJob({ contact: ANN });
  await expect(
    page.getByText('The mail server cannot be used now: 1 job is waiting', { exact: true }),
  ).toBeVisible();
  await expect(headline(page)).toHaveText('Working');
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['confirmed', 'confirmed', 'not yet']);
  expect(job.VirtualMeetingURL).toBe(standIns.provider.meetings()[0]?.joinUrl);

  await standIns.mailbox.comeUp();
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Sync now' }).click();
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['confirmed', 'confirmed', 'confirmed']);
  expect(standIns.mailbox.messageCount).toBe(1);
});

test('a mail server that refuses the password is seen, and mended with another one', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  await waitUntilWorking(page);
  standIns.mailbox.faults.add({
    step: 'sign-in',
    times: Infinity,
    fault: { kind: 'refuse', code: 535, text: 'Authentication credentials invalid' },
  });
  await standIns.mailbox.goDown();
  await standIns.mailbox.comeUp();
  office.addJob({ contact: ANN });
  await expect(headline(page)).toHaveText('Working, 1 job needs you');
  await expect(attention(page)).toContainText(
    'The mail server refuses to let ReadyMeet sign in: 1 job is waiting',
  );
  await attention(page).getByRole('button', { name: 'Open E-mail' }).click();
  await expect(page.getByText('Does not work', { exact: true })).toBeVisible();

  standIns.mailbox.faults.clear();
  await page.getByLabel('Password').fill(app.typed.mail.password);
  await page.getByRole('button', { name: 'Save and check' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await goTo(page, 'Jobs');
  await expectMarks(page, ANN.name, ['confirmed', 'confirmed', 'confirmed']);
  await goTo(page, 'Overview');
  await expect(attention(page)).toHaveCount(0);
  expect(standIns.mailbox.messageCount).toBe(1);
});
