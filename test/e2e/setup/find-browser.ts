import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Names on the path, best first. */
const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];

/** Where browsers are that are not on the path. */
function knownPlaces(): readonly string[] {
  const { PROGRAMFILES, LOCALAPPDATA } = process.env;
  const x86 = process.env['PROGRAMFILES(X86)'];
  const folders = [PROGRAMFILES, x86, LOCALAPPDATA].filter((folder) => folder !== undefined);
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...folders.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
    ...folders.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')),
  ];
}

/** Finds a Chromium that starts: Playwright's own, else the system's. Null where there is none. */
export function findBrowser(): string | null {
  const onPath = NAMES.flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  );
  const candidates = [chromium.executablePath(), ...onPath, ...knownPlaces()];
  return candidates.find((file) => file !== '' && existsSync(file) && starts(file)) ?? null;
}

/** A browser whose libraries are missing is there, but of no use. On Windows asking would open a window. */
function starts(file: string): boolean {
  if (process.platform === 'win32') return true;
  return spawnSync(file, ['--version'], { timeout: 30_000 }).status === 0;
}
