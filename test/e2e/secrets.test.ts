import { randomBytes } from 'node:crypto';
import type { OAuthSimulator } from '../simulators/kit/oauth-simulator.ts';
import { simulatedToken } from '../simulators/skedulo/tenant.ts';
import { providerStandIn } from '../simulators/world/provider-stand-in.ts';
import {
  allow,
  attention,
  authorize,
  connectMail,
  expectMarks,
  goTo,
  headline,
  pasteToken,
} from './setup/admin.ts';
import type { PageName } from './setup/admin.ts';
import { Seen } from './setup/seen.ts';
import { expect, test } from './setup/test.ts';

const ALL_DONE = ['confirmed', 'confirmed', 'confirmed'] as const;
const PAGES: readonly PageName[] = [
  'Overview',
  'Jobs',
  'Meetings provider',
  'Automation',
  'E-mail',
  'Settings',
];
/** As long as Zoom lets it be. */
const MEETING_PASSWORD = 'Gu3st#Pw7!';
const LATER_TOKEN = `later-${randomBytes(24).toString('base64url')}`;

test('no secret of a whole run is in a log, on the page, on its way there, in the diagnostics or on the terminal', async ({
  app,
  office,
  standIns,
  context,
}) => {
  test.slow();
  const seen = new Seen();
  const google = providerStandIn('meet', standIns);
  seen.listenTo(app.page);
  await app.page.reload();

  await test.step('set up with Zoom, and make a meeting', async () => {
    const { page } = app;
    await authorize(app, 'zoom');
    await connectMail(app);
    await page.getByLabel('Your own e-mail address').fill('olivia@acme.test');
    await page.getByRole('button', { name: 'Send me a test invitation' }).click();
    await expect(page.getByText('accepted the test invitation')).toBeVisible();
    await pasteToken(app);
    await page.getByLabel('Password for your meetings').fill(MEETING_PASSWORD);
    await page.getByRole('button', { name: 'Enable Automation' }).click();
    await expect(page.getByText('Automation is enabled').first()).toBeVisible();
    await page.getByRole('button', { name: 'Make a test meeting' }).click();
    await expect(page.getByText('The test meeting was made and removed again.')).toBeVisible();
    office.addJob({ contact: { name: 'Ann Lee', email: 'ann.lee@clients.test' } });
    await goTo(page, 'Jobs');
    await expectMarks(page, 'Ann Lee', ALL_DONE);
    await page.getByRole('row', { name: /Ann Lee/ }).click();
    await page.getByRole('button', { name: 'Resend' }).click();
    await expect(page.getByText(/^Sent again/)).toBeVisible();
    await seen.addPage(page);
    await page.keyboard.press('Escape');
  });
  expect(standIns.zoom.meetings.map(({ password }) => password)).toContain(MEETING_PASSWORD);

  await test.step('fail in every way, and be mended', async () => {
    const { page } = app;
    standIns.zoom.oauth.revokeAll();
    standIns.skedulo.tokens.clear();
    standIns.skedulo.tokens.set(LATER_TOKEN, simulatedToken());
    await goTo(page, 'Overview');
    await expect(headline(page)).toHaveText('Not working, Skedulo needs you');
    await goTo(page, 'Automation');
    await page.getByLabel('Skedulo API Token').fill(`${LATER_TOKEN}x`);
    await page.getByRole('button', { name: 'Check token' }).click();
    await expect(page.getByText('Skedulo does not accept the API token').first()).toBeVisible();
    await page.getByLabel('Skedulo API Token').fill(LATER_TOKEN);
    await page.getByRole('button', { name: 'Check token' }).click();
    await expect(page.getByLabel('Skedulo API Token')).toHaveValue('');
    standIns.mailbox.faults.add({
      step: 'sign-in',
      times: 2,
      fault: { kind: 'refuse', code: 535, text: 'No' },
    });
    await standIns.mailbox.goDown();
    await standIns.mailbox.comeUp();
    office.addJob({ contact: { name: 'Bea Moss', email: 'bea@clients.test' } });
    await goTo(page, 'Overview');
    await expect(attention(page).filter({ hasText: 'Zoom needs you to sign in again' })).toBeVisible();
    await seen.addPage(page);
    await allow(
      await app.signInPage(() => attention(page).getByRole('button', { name: 'Sign in again' }).click()),
    );
    await expect(page.getByText('Zoom is connected.')).toBeVisible();
    await connectMail(app);
    await goTo(page, 'Jobs');
    await expectMarks(page, 'Bea Moss', ALL_DONE);
  });

  await test.step('go over to Google Meet by an app with a secret', async () => {
    const { page } = app;
    await goTo(page, 'Meetings provider');
    await page.getByRole('button', { name: /^Google Meet: / }).click();
    await page.getByLabel('Client id').fill(google.oauth.clientId);
    await page.getByLabel('Client secret').fill(google.oauth.clientSecret ?? '');
    await page.getByRole('button', { name: 'Save for Google Meet' }).click();
    await expect(page.getByLabel('Client secret')).toHaveValue('');
    await authorize(app, 'meet');
    await expect(page.getByText('Google Meet is connected.')).toBeVisible();
    office.addJob({ contact: { name: 'Cy Young', email: 'cy@clients.test' } });
    await goTo(page, 'Jobs');
    await expectMarks(page, 'Cy Young', ALL_DONE);
  });

  await test.step('start anew, and look at every page', async () => {
    await app.restart();
    const { page } = app;
    seen.listenTo(page);
    await page.reload();
    for (const name of PAGES) {
      await goTo(page, name);
      if (name === 'Settings') {
        await page.getByRole('button', { name: 'Prepare diagnostics' }).click();
        const diagnostics = page.getByRole('region', { name: 'Diagnostics' }).locator('pre');
        await expect(diagnostics).toContainText('ReadyMeet');
        seen.add('the diagnostics', await diagnostics.innerText());
        await expect(page.getByRole('list', { name: /^Log lines/ })).toContainText('passed');
      }
      await seen.addPage(page);
    }
  });

  const cookies = await context.cookies();
  await app.page.close();
  await app.close();
  seen.add('the terminal', app.terminalText());
  await seen.addFolder(app.dataFolder);

  // What is looked through is what there was to see.
  seen.expectToHold('the diagnostics', 'starttls', 'JOB-0003');
  seen.expectToHold('the log', '"room":"automation"', 'meeting-created');
  seen.expectToHold('the pages', 'Olivia Office', 'Cy Young');
  seen.expectToHold('the history', 'JOB-0003', 'Admin');
  seen.expectToHold('the terminal', 'Stopping');
  if (app.kind === 'service') seen.expectToHold('the connection', 'JOB-0003', 'meeting-created');

  const { mail, skeduloToken } = app.typed;
  const secrets: readonly (readonly [name: string, secret: string | null | undefined])[] = [
    ['the Skedulo API token', skeduloToken],
    ['the later Skedulo API token', LATER_TOKEN],
    ['the password of the mail server', mail.password],
    ['what is sent to sign in at the mail server', `\0${mail.user}\0${mail.password}`],
    ['the password of the meetings', MEETING_PASSWORD],
    ['the secret key', app.environment['READYMEET_SECRET_KEY']],
    ['the client secret', google.oauth.clientSecret],
    ...app.entryTokens().map((token) => ['a token of the page', token] as const),
    ...cookies.map(({ value }) => ['a cookie', value] as const),
    ...secretsOf('Zoom', standIns.zoom.oauth),
    ...secretsOf('Google', google.oauth),
  ];
  // Guests have to be told the password of their meeting, with each update anew: it is part of the meeting.
  for (const [name, secret] of secrets) {
    expect(secret ?? '', name).not.toBe('');
    expect(seen.placesOf(secret ?? ''), name).toEqual(secret === MEETING_PASSWORD ? ['the ledger'] : []);
  }
});

/** What went over the wire between ReadyMeet and a provider and is of use to whoever has it. */
function secretsOf(provider: string, oauth: OAuthSimulator): readonly (readonly [string, string])[] {
  const { issuedTokens, tokenRequests } = oauth;
  expect(issuedTokens.length).toBeGreaterThan(1);
  return [
    ...issuedTokens.map((token) => [`a token of ${provider}`, token] as const),
    ...tokenRequests.flatMap((request) =>
      ['code', 'code_verifier'].flatMap((field) => {
        const value = request.get(field);
        return value === null ? [] : [[`a ${field} for ${provider}`, value] as const];
      }),
    ),
  ];
}
