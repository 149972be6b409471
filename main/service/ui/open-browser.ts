import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A way to open the system's browser at an address that must not be seen by other users of this computer. */
export interface BrowserOpener {
  /** Opens it. False where that cannot be done; it says nothing about whether a page was shown. */
  open(address: string): Promise<boolean>;
  /** Removes what opening left behind. */
  tidy(): Promise<void>;
}

/** Says which program opens a file with what the system opens it with. */
export function openerOf(platform: NodeJS.Platform, file: string): readonly [string, readonly string[]] {
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', file]];
  return [platform === 'darwin' ? 'open' : 'xdg-open', [file]];
}

/**
 * Makes an opener. Every user of a computer sees the command lines of all programs, so the address goes by a file of
 * its owner alone that leads there.
 */
export function createBrowserOpener(
  folder: string,
  platform: NodeJS.Platform,
  run: (program: string, args: readonly string[]) => Promise<boolean> = runDetached,
): BrowserOpener {
  const file = join(folder, 'open-page.html');
  return {
    async open(address) {
      try {
        await rm(file, { force: true });
        await writeFile(file, leadingTo(address), { mode: 0o600, flag: 'wx' });
      } catch {
        return false;
      }
      return run(...openerOf(platform, file));
    },
    async tidy() {
      // What cannot be removed leads to an address that was used, or to nobody.
      await rm(file, { force: true }).catch(() => undefined);
    },
  };
}

/** The address is of our own making and holds nothing that is special in HTML but `&`, of which it has none. */
function leadingTo(address: string): string {
  return `<!doctype html>
<meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>ReadyMeet</title>
<meta http-equiv="refresh" content="0; url=${address}">
<p><a href="${address}">Go on to ReadyMeet</a></p>
`;
}

/** Starts a program that may outlive this one. False when it cannot be started. */
function runDetached(program: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true });
    child.once('error', () => {
      resolve(false);
    });
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
