import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import type { Page as BrowserPage } from '@playwright/test';
import { PAGES } from '../../../preload/contract/primitives.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';
import { serveGallery } from './serve-gallery.ts';

// node test/e2e/gallery/gallery.ts                     serves every scene until Ctrl+C
// node test/e2e/gallery/gallery.ts --shots FOLDER      takes screenshots, checks them with axe, and ends
//   --scenes attention,paused  --pages jobs,overview  --looks light,dark,contrast  --size 1200x800  --zoom 2  --job ID
//   --chromium PATH            unless it is the system's

const { values } = parseArgs({
  options: {
    shots: { type: 'string' },
    scenes: { type: 'string', default: 'working' },
    pages: { type: 'string', default: PAGES.join(',') },
    looks: { type: 'string', default: 'light,dark,contrast' },
    size: { type: 'string', default: '1200x800' },
    zoom: { type: 'string', default: '1' },
    job: { type: 'string' },
    port: { type: 'string', default: '0' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'gallery-'));
const gallery = await serveGallery(folder, Number(values.port));
if (values.shots === undefined) {
  process.stdout.write(`${gallery.origin}/?scene=working&page=overview\n`);
  process.once('SIGINT', () => void end());
} else {
  try {
    process.exitCode = (await takeShots(resolve(values.shots))) === 0 ? 0 : 1;
  } finally {
    await end();
  }
}

async function end(): Promise<void> {
  await gallery.close();
  await rm(folder, { recursive: true, force: true });
}

/** Takes all that was asked for. Returns how many faults were found: broken rules of axe, and words on the console. */
async function takeShots(target: string): Promise<number> {
  await mkdir(target, { recursive: true });
  const browser = await chromium.launch({ executablePath: values.chromium, args: ['--no-sandbox'] });
  const zoom = Number(values.zoom);
  const [width = 1200, height = 800] = values.size.split('x').map(Number);
  let faults = 0;
  for (const look of values.looks.split(',')) {
    const context = await browser.newContext({
      viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
      deviceScaleFactor: zoom,
      colorScheme: look === 'light' ? 'light' : 'dark',
      forcedColors: look === 'contrast' ? 'active' : 'none',
      reducedMotion: 'reduce',
      locale: 'en-AU',
      timezoneId: 'Australia/Brisbane',
    });
    for (const scene of values.scenes.split(',')) {
      for (const name of values.pages.split(',')) {
        const page = await context.newPage();
        faults += await lookAt(page, scene, name, join(target, `${scene}-${name}-${look}.png`));
        await page.close();
      }
    }
    await context.close();
  }
  await browser.close();
  return faults;
}

async function lookAt(page: BrowserPage, scene: string, name: string, file: string): Promise<number> {
  let faults = 0;
  const complain = (words: string): void => {
    faults += 1;
    process.stdout.write(`${scene} ${name}: ${words}\n`);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
  });
  page.on('pageerror', (error) => {
    complain(error.message);
  });
  await page.clock.setFixedTime(MONDAY_MS);
  const job = values.job === undefined ? '' : `&job=${values.job}`;
  await page.goto(`${gallery.origin}/?scene=${scene}&page=${name}${job}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Fonts, lazily loaded pages, and what is shown only after a moment.
  await page.waitForTimeout(scene === 'connection-lost' ? 2600 : 600);
  await page.screenshot({ path: file });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, help, nodes } of violations) {
    complain(
      `axe ${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`,
    );
  }
  return faults;
}
