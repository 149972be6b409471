import type { App, Dialog, Shell as ElectronShell } from 'electron';
import { join } from 'node:path';
import type { Shell, SignInWindow } from '../admin/shell.ts';
import { writePrivateFile } from '../settings/private-file.ts';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { openExternalUrl } from './external-links.ts';

export interface DesktopShellOptions {
  readonly app: Pick<App, 'getPath'>;
  readonly dialog: Pick<Dialog, 'showSaveDialog'>;
  readonly shell: Pick<ElectronShell, 'openExternal' | 'openPath'>;
  readonly loginItem: Shell['loginItem'];
  readonly hasNotifications: boolean;
  readonly signInWindow: SignInWindow;
}

/** What the desktop app can do for the page. */
export function createDesktopShell(options: DesktopShellOptions): Shell {
  const { app, dialog, shell, loginItem, hasNotifications, signInWindow } = options;
  return {
    kind: 'desktop',
    opensLinks: 'program',
    openExternal: (url) => openExternalUrl(url, (address) => shell.openExternal(address)),
    openFolder: (path) => openFolder(path, shell),
    async saveText(fileName, text) {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(app.getPath('documents'), fileName),
        showsTagField: false,
      });
      if (canceled || filePath === '') return success(false);
      const written = await writePrivateFile(filePath, text);
      return written.ok ? success(true) : written;
    },
    loginItem,
    hasNotifications,
    signInWindow,
  };
}

async function openFolder(path: string, shell: Pick<ElectronShell, 'openPath'>): Promise<Result<void>> {
  const complaint = await shell.openPath(path);
  if (complaint === '') return success(undefined);
  return failed(
    localFailure({
      party: 'ledger',
      code: 'folder-not-opened',
      message: `The folder ${path} could not be opened.`,
      mend: 'Open it in the file manager yourself.',
      isTemporary: false,
      scope: 'job',
    }),
  );
}
