import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { PROVIDER_NAMES } from '../../../preload/contract/primitives.ts';
import type { ProviderKind } from '../../../preload/contract/primitives.ts';
import type { App } from './app.ts';

/** The pages by their names in the navigation. */
export type PageName = 'Overview' | 'Jobs' | 'Meetings provider' | 'Automation' | 'E-mail' | 'Settings';

// What an admin does on the page, step by step, as the page names it.

/** Goes to a page by the navigation. */
export async function goTo(page: Page, name: PageName): Promise<void> {
  // The name may go on: `Overview, 2 to look at`.
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** The one sentence that says whether it works. */
export function headline(page: Page): Locator {
  return page.getByRole('main').getByRole('heading', { level: 2 }).first();
}

/** The lines under "Needs you". */
export function attention(page: Page): Locator {
  return page.getByRole('region', { name: /^Needs you/ }).getByRole('listitem');
}

/** Chooses a provider and signs in there: as this person, or as the first that the stand-in offers. */
export async function authorize(app: App, kind: ProviderKind, person?: string): Promise<void> {
  const { page } = app;
  await goTo(page, 'Meetings provider');
  await page.getByRole('combobox', { name: 'Select provider' }).click();
  await page.getByRole('option', { name: PROVIDER_NAMES[kind] }).click();
  await allow(
    await app.signInPage(() => page.getByRole('button', { name: 'Authorize Provider' }).click()),
    person,
  );
}

/** Allows what ReadyMeet asks for on a provider's page, and closes the tab. */
export async function allow(signIn: Page, person?: string): Promise<void> {
  if (person !== undefined) await signIn.getByRole('radio', { name: person }).check();
  await signIn.getByRole('button', { name: 'Allow' }).click();
  await signIn.getByRole('heading', { name: 'You can go back to ReadyMeet' }).waitFor();
  await signIn.close();
}

/** Fills in the mail server and has it checked. */
export async function connectMail(
  { page, typed: { mail } }: App,
  outcome: 'Connected' | 'Does not work' = 'Connected',
): Promise<void> {
  await goTo(page, 'E-mail');
  await page.getByRole('textbox', { name: 'Sender' }).fill(mail.from);
  await page.getByRole('textbox', { name: 'Server' }).fill(mail.host);
  await page.getByRole('textbox', { name: 'Port' }).fill(String(mail.port));
  await page.getByRole('textbox', { name: 'User name' }).fill(mail.user);
  await page.getByLabel('Password').fill(mail.password);
  await page.getByRole('button', { name: 'Save and check' }).click();
  await expect(page.getByText(outcome, { exact: true })).toBeVisible();
}

/** Pastes the token on the Automation page. */
export async function pasteToken({ page, typed }: App): Promise<void> {
  await goTo(page, 'Automation');
  await page.getByLabel('Skedulo API Token').fill(typed.skeduloToken);
}

export type MarkWord = 'not meant to be' | 'not yet' | 'confirmed' | 'failed';

/** Waits until meeting, link and invitations of the job whose row holds this text stand so. */
export async function expectMarks(
  page: Page,
  text: string,
  [meeting, link, invitations]: readonly [MarkWord, MarkWord, MarkWord],
): Promise<void> {
  const marks = page
    .getByRole('row')
    .filter({ hasText: text })
    .getByText(/^(Meeting|Link|Invitations): /);
  await expect(marks).toHaveText([
    new RegExp(`^Meeting: ${meeting}`),
    new RegExp(`^Link: ${link}`),
    new RegExp(`^Invitations: ${invitations}`),
  ]);
}
