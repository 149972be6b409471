import { expect, test } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveGallery } from './gallery/serve-gallery.ts';
import {
  openShotWindow,
  pictureOf,
  readShot,
  SHOT_LOOKS,
  SHOT_SIZE,
  showShot,
  SHOTS,
  wordsOf,
} from './gallery/shots.ts';
import { expectNoAxeFindings } from './setup/axe.ts';

/** PNG specification 3, section 5.2 and 11.2.1: width and height follow the signature and the name of the first chunk. */
function sizeOfPicture(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

for (const look of SHOT_LOOKS) {
  test(`there is a current picture of every page, and axe finds nothing in it: ${look}`, async ({
    browser,
  }) => {
    test.slow();
    const folder = await mkdtemp(join(tmpdir(), 'ready-meet-shots-'));
    const gallery = await serveGallery(folder);
    const page = await openShotWindow(browser, look);
    for (const shot of SHOTS) {
      expect(sizeOfPicture(await readFile(pictureOf(shot, look))), shot.name).toEqual(SHOT_SIZE);
      await showShot(page, gallery.origin, shot);
      const kept = await readFile(wordsOf(shot), 'utf8');
      expect.soft(await readShot(page), `${shot.name}: npm run screenshots takes it anew`).toBe(kept);
      await expectNoAxeFindings(page, shot.name);
    }
    await page.context().close();
    await gallery.close();
    await rm(folder, { recursive: true, force: true });
  });
}
