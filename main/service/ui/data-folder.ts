import { posix, win32 } from 'node:path';

/**
 * The folder for the service's data where none is named, in the platform's own place for it. Another one than the
 * desktop app's: each seals its secrets in a way of its own, which the other cannot read.
 * @param homeFolder the person's home folder
 */
export function defaultDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string,
): string {
  const path = platform === 'win32' ? win32 : posix;
  return path.join(appDataFolder(platform, environment, homeFolder), 'ReadyMeet Service');
}

function appDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string,
): string {
  if (platform === 'win32') {
    return named(environment['APPDATA']) ?? win32.join(homeFolder, 'AppData', 'Roaming');
  }
  if (platform === 'darwin') return posix.join(homeFolder, 'Library', 'Application Support');
  // https://specifications.freedesktop.org/basedir/latest/: a relative path is to be ignored.
  const configured = named(environment['XDG_CONFIG_HOME']);
  return configured !== null && posix.isAbsolute(configured) ? configured : posix.join(homeFolder, '.config');
}

function named(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
