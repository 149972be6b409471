import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the runtime's program is in its folder. */
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/**
 * Finds the runtime of the desktop app, where the `electron` package keeps it or where ELECTRON_OVERRIDE_DIST_PATH
 * says. Only looks at the disk; null where none is installed.
 */
export function findDesktopRuntime(
  project: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  // Set to nothing counts as not set, as it does for the `electron` package.
  const folder = named === '' ? join(project, 'node_modules/electron/dist') : named;
  const file = join(folder, PROGRAMS[platform] ?? 'electron');
  return existsSync(file) ? file : null;
}
