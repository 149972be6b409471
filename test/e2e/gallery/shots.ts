import type { Browser, BrowserContextOptions, Page as BrowserPage } from '@playwright/test';
import { join } from 'node:path';
import type { Page } from '../../../preload/contract/primitives.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';
import type { SCENES } from '../../fakes/scenes.ts';

export const SHOT_SIZE = { width: 1200, height: 800 } as const;
export const SHOT_LOOKS = ['light', 'dark'] as const;
export type ShotLook = (typeof SHOT_LOOKS)[number];

/** One picture of the page, in the sample office at noon on a Monday in Brisbane. */
export interface Shot {
  /** Of the file, before the look. */
  readonly name: string;
  readonly scene: keyof typeof SCENES;
  readonly page: Page;
  readonly jobId?: string;
  /** What is to be clicked first. */
  readonly tab?: string;
  /** A text that is there when everything is. */
  readonly waitsFor: string;
}

/** Every page, the drawer of a job, both halves of *E-mail*, and the three moments of the Overview. */
export const SHOTS: readonly Shot[] = [
  { name: 'set-up', scene: 'not-set-up', page: 'overview', waitsFor: 'Set up ReadyMeet' },
  { name: 'overview', scene: 'working', page: 'overview', waitsFor: 'Today and tomorrow' },
  { name: 'attention', scene: 'attention', page: 'overview', waitsFor: 'Needs you (3)' },
  { name: 'jobs', scene: 'working', page: 'jobs', waitsFor: 'JOB-0099' },
  { name: 'job', scene: 'working', page: 'jobs', jobId: 'a0J000000000006', waitsFor: 'History' },
  { name: 'provider', scene: 'working', page: 'provider', waitsFor: 'Vendor user details' },
  { name: 'automation', scene: 'setting-up', page: 'automation', waitsFor: 'Before you enable it' },
  { name: 'e-mail', scene: 'working', page: 'e-mail', waitsFor: 'Send me a test invitation' },
  { name: 'letters', scene: 'working', page: 'e-mail', tab: 'Invitations', waitsFor: 'Hello Anna Example,' },
  {
    name: 'settings',
    scene: 'working',
    page: 'settings',
    waitsFor: '11:59:58 error skedulo: JOB-0006 is locked: the link could not be written.',
  },
];

const FOLDER = join(import.meta.dirname, '..', 'screenshots');

/** Where the picture of a shot is kept. */
export function pictureOf({ name }: Shot, look: ShotLook): string {
  return join(FOLDER, `${name}-${look}.png`);
}

/** Where is kept what the pictures of a shot say, by which it is seen whether they are current. */
export function wordsOf({ name }: Shot): string {
  return join(FOLDER, `${name}.txt`);
}

/** Opens a window that looks alike wherever it is opened, but for the fonts. */
export async function openShotWindow(browser: Browser, look: ShotLook): Promise<BrowserPage> {
  const options: BrowserContextOptions = {
    viewport: SHOT_SIZE,
    deviceScaleFactor: 1,
    colorScheme: look,
    forcedColors: 'none',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Australia/Brisbane',
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.clock.setFixedTime(MONDAY_MS);
  return page;
}

/** Shows a shot in a window, and waits until it stands still. */
export async function showShot(page: BrowserPage, origin: string, shot: Shot): Promise<void> {
  const job = shot.jobId === undefined ? '' : `&job=${shot.jobId}`;
  await page.goto(`${origin}/?scene=${shot.scene}&page=${shot.page}${job}`);
  if (shot.tab !== undefined) await page.getByRole('tab', { name: shot.tab }).click();
  await page.getByText(shot.waitsFor, { exact: true }).first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    const moving = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map((animation) => animation.finished));
    await new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    });
  });
}

/** What is shown, in words, as it is read out: the same on every computer. */
export async function readShot(page: BrowserPage): Promise<string> {
  return `${await page.locator('body').ariaSnapshot()}\n`;
}
