import { chromium } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serveGallery } from './gallery/serve-gallery.ts';
import {
  openShotWindow,
  pictureOf,
  readShot,
  SHOT_LOOKS,
  showShot,
  SHOTS,
  wordsOf,
} from './gallery/shots.ts';
import { findBrowser } from './setup/find-browser.ts';

// npm run screenshots: takes the pictures of every page anew, with what they say beside them.

/** Switches of Chromium's own picture tests: edges are painted alike each time. */
const STEADY = [
  '--disable-partial-raster',
  '--disable-skia-runtime-opts',
  '--disable-checker-imaging',
  '--disable-threaded-animation',
  '--run-all-compositor-stages-before-draw',
  '--force-color-profile=srgb',
];

const executablePath = findBrowser();
const folder = await mkdtemp(join(tmpdir(), 'ready-meet-screenshots-'));
const gallery = await serveGallery(folder);
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  // Chromium does not start for root with its sandbox on; here it opens loopback alone.
  args: [...STEADY, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
try {
  for (const look of SHOT_LOOKS) {
    const page = await openShotWindow(browser, look);
    for (const shot of SHOTS) {
      await showShot(page, gallery.origin, shot);
      await mkdir(dirname(pictureOf(shot, look)), { recursive: true });
      await page.screenshot({ path: pictureOf(shot, look), animations: 'disabled', caret: 'hide' });
      await writeFile(wordsOf(shot), await readShot(page));
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await gallery.close();
  await rm(folder, { recursive: true, force: true });
}
