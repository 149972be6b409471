import type { Locator, Page } from '@playwright/test';
import { expectMarks, headline } from './setup/admin.ts';
import type { PageName } from './setup/admin.ts';
import { expect, test } from './setup/test.ts';

/** More controls than any page has. */
const MOST_TABS = 60;

/** Goes on by Tab until something has the focus, as somebody does who has no mouse. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${String(target)} cannot be reached by ${key}.`);
}

/** Goes to a page by the keyboard; its heading has the focus then. */
async function openPage(page: Page, name: PageName): Promise<void> {
  await tabTo(page, page.getByRole('navigation').getByRole('button', { name }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  // What is in the field is marked when Tab comes to it, so that it is replaced.
  await page.keyboard.type(text);
  await expect(field).toHaveValue(text);
}

test('everything is set up without a mouse', async ({ app, office }) => {
  const { page, typed } = app;
  office.addJob({ contact: { name: 'Ann Lee', email: 'ann.lee@clients.test' } });
  await expect(headline(page)).toHaveText('Not set up');

  await test.step('the first Tab offers to skip the navigation', async () => {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('main').getByRole('button').first()).toBeFocused();
  });

  await test.step('the provider', async () => {
    await openPage(page, 'Meetings provider');
    await tabTo(page, page.getByRole('combobox', { name: 'Select provider' }));
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { name: 'Zoom' })).toBeVisible();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Select provider' })).toHaveText('Zoom');
    await tabTo(page, page.getByRole('button', { name: 'Authorize Provider' }));
    const signIn = await app.signInPage(() => page.keyboard.press('Enter'));
    await tabTo(signIn, signIn.getByRole('button', { name: 'Allow' }));
    await signIn.keyboard.press('Enter');
    await signIn.getByRole('heading', { name: 'You can go back to ReadyMeet' }).waitFor();
    await signIn.close();
    await expect(page.getByText('Zoom is connected.')).toBeVisible();
  });

  await test.step('the mail server', async () => {
    await openPage(page, 'E-mail');
    const { from, host, port, user, password } = typed.mail;
    await typeInto(page, page.getByRole('textbox', { name: 'Sender' }), from);
    await typeInto(page, page.getByRole('textbox', { name: 'Server' }), host);
    await typeInto(page, page.getByRole('textbox', { name: 'Port' }), String(port));
    await typeInto(page, page.getByRole('textbox', { name: 'User name' }), user);
    await typeInto(page, page.getByLabel('Password'), password);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  });

  await test.step('the token, and the switch', async () => {
    await openPage(page, 'Automation');
    await typeInto(page, page.getByLabel('Skedulo API Token'), typed.skeduloToken);
    await tabTo(page, page.getByLabel('Enable attendees'));
    await page.keyboard.press('Space');
    await expect(page.getByLabel('Enable attendees')).toBeChecked();
    await tabTo(page, page.getByRole('button', { name: 'Enable Automation' }));
    await page.keyboard.press('Enter');
    await expect(page.getByText('Automation is enabled').first()).toBeVisible();
  });

  await openPage(page, 'Jobs');
  await expectMarks(page, 'Ann Lee', ['confirmed', 'confirmed', 'confirmed']);
});

test.describe('at work', () => {
  // What is seen sooner was asked for by a key.
  test.use({ stage: 'ready', pollSeconds: 3600 });

  test('the jobs table is searched, sorted, opened and left without a mouse', async ({
    app,
    office,
    standIns,
  }) => {
    const { page } = app;
    for (const name of ['Ann Lee', 'Bea Moss', 'Cy Young']) {
      office.addJob({ contact: { name, email: `${name.slice(0, 1).toLowerCase()}@clients.test` } });
    }
    await expect(headline(page)).toHaveText('Working');
    await page.evaluate(() => {
      document.body.dataset['kept'] = 'yes';
    });
    await page.keyboard.press('F5');
    await openPage(page, 'Jobs');
    await expectMarks(page, 'Cy Young', ['confirmed', 'confirmed', 'confirmed']);
    // F5 has looked at Skedulo instead of loading the page anew.
    expect(await page.evaluate(() => document.body.dataset['kept'])).toBe('yes');

    await page.keyboard.press('Control+f');
    const search = page.getByRole('searchbox', { name: 'Search jobs' });
    await expect(search).toBeFocused();
    await page.keyboard.type('young');
    const rows = page.getByRole('grid', { name: 'Jobs' }).locator('tbody tr');
    await expect(rows).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(search).toHaveValue('');
    await expect(rows).toHaveCount(3);

    await tabTo(page, page.getByRole('button', { name: 'Contact' }));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(rows.first()).toContainText('Cy Young');
    await tabTo(page, rows.first());
    await page.keyboard.press('ArrowDown');
    await expect(rows.nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary');
    await expect(drawer.getByRole('heading', { name: 'JOB-0002' })).toBeFocused();
    await expect(drawer).toContainText('Contact: Bea Moss');
    await tabTo(page, drawer.getByRole('button', { name: 'Resend' }));
    await page.keyboard.press('Enter');
    await expect(drawer.getByText(/^Sent again/)).toBeVisible();
    expect(await standIns.mailbox.messagesTo('b@clients.test')).toHaveLength(2);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(rows.nth(1)).toBeFocused();

    await page.keyboard.press('Control+,');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  });

  test('a pause is chosen from its menu, and a dialog is left, without a mouse', async ({ app }) => {
    const { page } = app;
    await expect(headline(page)).toHaveText('Working');
    await tabTo(page, page.getByRole('button', { name: 'Pause' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'For 30 minutes' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Pause' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(headline(page)).toHaveText(/^Paused until/);
    await tabTo(page, page.getByRole('button', { name: 'Resume' }));
    await page.keyboard.press('Enter');
    await expect(headline(page)).toHaveText('Working');
    // The button has gone, and the page is gone on with where it stood.
    await expect(page.getByRole('main')).toBeFocused();

    await openPage(page, 'Automation');
    await tabTo(page, page.getByRole('button', { name: 'Disable Automation' }));
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Disable Automation?' });
    await expect(dialog).toBeVisible();
    // Neither what destroys nor what pauses is what the first key presses.
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Disable Automation' })).toBeFocused();
  });
});
