import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.ts';

const PLAYWRIGHT = fileURLToPath(new URL('../../../node_modules/@playwright/test/cli.js', import.meta.url));
const TEN_MINUTES_MS = 600_000;

/** Ways to get a browser, tried one after another; each is left out where it cannot be gone. */
const WAYS = [
  {
    words: 'Installing Chromium by Playwright …',
    isOpen: true,
    commands: [[process.execPath, PLAYWRIGHT, 'install', 'chromium']],
  },
  {
    words: "Installing Chromium by Debian's package manager …",
    isOpen: process.platform === 'linux' && process.getuid?.() === 0,
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  },
];

/** Sees to it that the end-to-end tests find a browser. */
function prepareBrowser(): boolean {
  if (findBrowser() !== null) return true;
  return WAYS.filter(({ isOpen }) => isOpen).some(({ words, commands }) => {
    process.stderr.write(`${words}\n`);
    const hasRun = commands.every(
      ([program = '', ...args]) =>
        spawnSync(program, args, {
          // What each says is shown only where nothing helps; a missing program says so by its status.
          stdio: 'ignore',
          timeout: TEN_MINUTES_MS,
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        }).status === 0,
    );
    return hasRun && findBrowser() !== null;
  });
}

if (!prepareBrowser()) {
  process.stderr.write(
    'The end-to-end tests need Chromium or Google Chrome, and none could be installed. Install one, for example with ' +
      '"npx playwright install --with-deps chromium" or "apt-get install chromium", and run the tests again.\n',
  );
  process.exitCode = 1;
}
