import type { Page } from '@playwright/test';
import { fillOffice } from '../simulators/office/demo-office.ts';
import { attention, expectMarks, goTo, headline } from './setup/admin.ts';
import type { PageName } from './setup/admin.ts';
import type { App } from './setup/app.ts';
import { expectNoAxeFindings } from './setup/axe.ts';
import { expect, test } from './setup/test.ts';

const LOOKS = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;

/** What is shown, and how to come to it from wherever the one before has led. */
type Showing = readonly [what: string, show: (app: App) => Promise<void>];

const showPage = (name: PageName): Showing => [name, ({ page }) => goTo(page, name)];

/** Opens a dialog by a button of the page shown, and leaves it open. */
function showDialog(button: string, title: string): Showing {
  return [
    `the dialog "${title}"`,
    async ({ page }) => {
      await page.getByRole('main').getByRole('button', { name: button }).click();
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
    },
  ];
}

async function closeDialog({ page }: App): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function showTexts({ page }: App): Promise<void> {
  await page.getByRole('tab', { name: 'Invitations' }).click();
  // Until the sample letter is drawn.
  await expect(page.getByRole('document', { name: 'Sample: Invitation' })).toContainText('Hello');
}

const NOTHING_SET_UP: readonly Showing[] = [
  showPage('Overview'),
  showPage('Jobs'),
  showPage('Automation'),
  showPage('E-mail'),
  [
    'the list of mail services',
    async ({ page }) => {
      await page.getByRole('combobox', { name: 'Mail service' }).click();
      await expect(page.getByRole('option')).toHaveCount(3);
    },
  ],
  showPage('Settings'),
  showPage('Meetings provider'),
  [
    'the list of providers',
    async ({ page }) => {
      await page.getByRole('combobox', { name: 'Select provider' }).click();
      await expect(page.getByRole('option')).toHaveCount(3);
    },
  ],
  [
    'a sign-in that waits',
    async (app) => {
      const { page } = app;
      await page.getByRole('option', { name: 'Zoom' }).click();
      await app.signInPage(() => page.getByRole('button', { name: 'Authorize Provider' }).click());
      await expect(page.getByText('Waiting for you to sign in to Zoom')).toBeVisible();
    },
  ],
];

const WORKING: readonly Showing[] = [
  showPage('Overview'),
  [
    'the menu Pause',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Pause' }).click();
      await expect(page.getByRole('menuitem', { name: 'For 1 hour' })).toBeVisible();
    },
  ],
  [
    'Jobs',
    async ({ page }) => {
      await page.keyboard.press('Escape');
      await goTo(page, 'Jobs');
    },
  ],
  [
    'the drawer of a job',
    async ({ page }) => {
      await page.getByRole('row', { name: /JOB-0001/ }).click();
      await expect(page.getByRole('region', { name: 'History' })).toContainText('link');
    },
  ],
  [
    'the drawer of a job in need',
    async ({ page }) => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('Lou Locke');
      await page.getByRole('row', { name: /Lou Locke/ }).click();
      await expect(page.getByRole('complementary')).toContainText('is locked in Skedulo');
    },
  ],
  showPage('Meetings provider'),
  showDialog('Remove Provider', 'Remove Zoom?'),
  [
    'Automation',
    async (app) => {
      await closeDialog(app);
      await goTo(app.page, 'Automation');
      await app.page.getByRole('button', { name: 'Check and preview' }).click();
      await expect(app.page.getByRole('list', { name: 'Checks' }).getByText(/: good$/)).toHaveCount(3);
    },
  ],
  showDialog('Disable Automation', 'Disable Automation?'),
  [
    'E-mail',
    async (app) => {
      await closeDialog(app);
      await goTo(app.page, 'E-mail');
    },
  ],
  showDialog('Remove mail server', 'Remove the mail server?'),
  [
    'the texts of invitations',
    async (app) => {
      await closeDialog(app);
      await showTexts(app);
    },
  ],
  showDialog("Use ReadyMeet's own texts", "Use ReadyMeet's own texts?"),
  [
    'Settings',
    async (app) => {
      await closeDialog(app);
      await goTo(app.page, 'Settings');
      await app.page.getByRole('button', { name: 'Prepare diagnostics' }).click();
      await expect(app.page.getByRole('region', { name: 'Diagnostics' }).locator('pre')).toBeVisible();
    },
  ],
];

/** Has the page drawn in another look, and waits until it is. */
async function put(page: Page, { colorScheme, forcedColors }: (typeof LOOKS)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme, forcedColors });
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
}

async function lookAtAll(app: App, showings: readonly Showing[]): Promise<void> {
  for (const [what, show] of showings) {
    await show(app);
    for (const look of LOOKS) {
      await put(app.page, look);
      await expectNoAxeFindings(app.page, `${what}, ${look.name}`);
    }
  }
}

test('axe finds nothing on any page while nothing is set up', async ({ app }) => {
  test.slow();
  await lookAtAll(app, NOTHING_SET_UP);
});

test.describe('with a working office', () => {
  test.use({ stage: 'ready' });

  test('axe finds nothing on any page, drawer, dialog or list', async ({ app, office }) => {
    test.slow();
    fillOffice(office, Date.now());
    await expect(headline(app.page)).toHaveText('Working, 1 job needs you', { timeout: 30_000 });
    await expect(attention(app.page)).toHaveCount(1);
    await goTo(app.page, 'Jobs');
    await expectMarks(app.page, 'JOB-0001', ['confirmed', 'confirmed', 'confirmed']);
    await lookAtAll(app, WORKING);
  });
});
