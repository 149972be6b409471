import type { Page } from '@playwright/test';
import { attention, authorize, connectMail, expectMarks, goTo, headline, pasteToken } from './setup/admin.ts';
import { expect, test } from './setup/test.ts';

const ANN = { name: 'Ann Lee', email: 'ann.lee@clients.test' };
const ZOE = { name: 'Zoë Brontë', email: 'zoe.bronte@clients.test' };
const ALL_DONE = ['confirmed', 'confirmed', 'confirmed'] as const;

async function expectHeadline(page: Page, words: string | RegExp): Promise<void> {
  await goTo(page, 'Overview');
  await expect(headline(page)).toHaveText(words);
}

test.describe('with everything connected', () => {
  test.use({ stage: 'ready' });

  test('[PP-56] [PP-57] [PP-58] [PP-60] [PP-61] [PP-62] a removed provider makes no more meetings, leaves those there are, and another one takes its place', async ({
    app,
    office,
    standIns,
  }) => {
    const { page } = app;
    const job = office.addJob({ contact: ANN });
    await goTo(page, 'Jobs');
    await expectMarks(page, ANN.name, ALL_DONE);
    const link = job.VirtualMeetingURL;

    await goTo(page, 'Meetings provider');
    await page.getByRole('button', { name: 'Remove Provider' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove Zoom?' });
    await expect(dialog).toContainText('1 meeting that is still to come: the links keep working.');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Remove Provider' })).toBeFocused();
    await page.getByRole('button', { name: 'Remove Provider' }).click();
    await dialog.getByRole('button', { name: 'Remove Zoom' }).click();
    await expect(page.getByText('There is no integration for virtual meetings.')).toBeVisible();
    // The authorization was ended at the provider too.
    expect(standIns.zoom.http.requests).toContain('POST /oauth/revoke');

    await expectHeadline(page, 'Not set up');
    await expect(page.getByText('No meetings provider is connected').first()).toBeVisible();
    await expect(attention(page)).toContainText('No meetings provider is connected');
    office.addJob({ contact: ZOE });
    expect(job.VirtualMeetingURL).toBe(link);
    expect(standIns.zoom.meetings.map(({ isDeleted }) => isDeleted)).toEqual([false]);

    // Automation stayed enabled: it goes on with the next provider by itself.
    await authorize(app, 'teams');
    await expect(page.getByText('Microsoft Teams is connected.')).toBeVisible();
    await expectHeadline(page, 'Working');
    await goTo(page, 'Jobs');
    await expectMarks(page, ZOE.name, ALL_DONE);
    expect(standIns.microsoft.meetings.all()).toHaveLength(1);
    expect(job.VirtualMeetingURL).toBe(link);
  });

  test('[PP-42] [PP-43] disabling forgets the token and the settings, which have to be given again', async ({
    app,
    office,
    standIns,
  }) => {
    const { page } = app;
    await goTo(page, 'Automation');
    await expect(page.getByText('Automation is enabled').first()).toBeVisible();
    await expect(page.getByLabel('Enable attendees')).toBeChecked();
    await page.getByRole('button', { name: 'Disable Automation' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable Automation?' });
    await expect(dialog.getByRole('button', { name: 'Pause until tomorrow instead' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Disable Automation' }).click();
    await expect(page.getByText('Automation is not enabled')).toBeVisible();
    await expect(page.getByLabel('Skedulo API Token')).toHaveValue('');
    await expect(page.getByLabel('Skedulo API Token')).toHaveAttribute('placeholder', 'Paste the token');
    await expect(page.getByLabel('Enable attendees')).not.toBeChecked();
    await expect(page.getByLabel('Send ICS to recipients')).toBeChecked();
    await expect(page.getByRole('button', { name: 'Enable Automation' })).toBeDisabled();
    office.addJob({ contact: ANN });
    await expectHeadline(page, 'Not set up');

    await pasteToken(app);
    await page.getByRole('button', { name: 'Enable Automation' }).click();
    await expect(page.getByText('Automation is enabled').first()).toBeVisible();
    await expectHeadline(page, 'Working');
    await goTo(page, 'Jobs');
    await expectMarks(page, ANN.name, ALL_DONE);
    expect(standIns.provider.meetings()).toHaveLength(1);
  });

  test('a pause begins nothing, outlives a restart, and ends with what has become Ready meanwhile', async ({
    app,
    office,
    standIns,
  }) => {
    await expectHeadline(app.page, 'Working');
    await app.page.getByRole('button', { name: 'Pause' }).click();
    await app.page.getByRole('menuitem', { name: 'Until tomorrow' }).click();
    await expect(headline(app.page)).toHaveText(/^Paused until tomorrow/);
    office.addJob({ contact: ANN });
    await app.restart();
    await expectHeadline(app.page, /^Paused until tomorrow/);
    expect(standIns.provider.meetings()).toHaveLength(0);
    await app.page.getByRole('button', { name: 'Resume' }).click();
    await expect(headline(app.page)).toHaveText('Working');
    await goTo(app.page, 'Jobs');
    await expectMarks(app.page, ANN.name, ALL_DONE);
    expect(standIns.mailbox.messageCount).toBe(1);
  });
});

test('somebody who may not make meetings is told so, and one who denies changes nothing', async ({ app }) => {
  const { page } = app;
  await authorize(app, 'zoom', 'Nina No-Licence');
  await expect(page.getByText('Zoom was not connected')).toBeVisible();
  await expect(page.getByText('There is no integration for virtual meetings.')).toBeVisible();

  const signIn = await app.signInPage(() => page.getByRole('button', { name: 'Authorize Provider' }).click());
  await signIn.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('Zoom was not connected')).toBeVisible();

  await app.signInPage(() => page.getByRole('button', { name: 'Authorize Provider' }).click());
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The sign-in was cancelled.')).toBeVisible();
  await expect(page.getByText('There is no integration for virtual meetings.')).toBeVisible();
});

test('a mail server that refuses is said at once, and nothing that was typed is lost', async ({
  app,
  standIns,
}) => {
  const { page } = app;
  standIns.mailbox.faults.add({ step: 'sign-in', fault: { kind: 'refuse', code: 535, text: 'No.' } });
  await connectMail(app, 'Does not work');
  await goTo(page, 'Jobs');
  await goTo(page, 'E-mail');
  await expect(page.getByRole('textbox', { name: 'Sender' })).toHaveValue(app.typed.mail.from);
  await page.getByLabel('Password').fill(app.typed.mail.password);
  await page.getByRole('button', { name: 'Save and check' }).click();
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
});
