import { defineConfig } from '@playwright/test';
import { findDesktopRuntime } from '../../main/service/desktop-runtime.ts';
import { PROJECT } from '../unit/boundaries/source-files.ts';
import { findBrowser } from './setup/find-browser.ts';

const executablePath = findBrowser();
/** `setup/app.ts` starts the desktop app then. */
const hasDesktop = findDesktopRuntime(PROJECT, process.env, process.platform) !== null;

export default defineConfig({
  testDir: '.',
  // Tabs and lost connections are of the browser alone.
  testIgnore: hasDesktop ? 'browser-only/**' : [],
  outputDir: '../../test-results',
  // Two cores, and each test has a world of its own: servers, a service and a browser's context.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  // Long enough for a machine that does much else meanwhile; nothing waits longer than it takes.
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: '../../out/results/e2e.json' }]],
  use: {
    viewport: { width: 1280, height: 800 },
    // Dates are drawn alike wherever the tests run.
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium does not start for root with its sandbox on; here it opens loopback alone.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
