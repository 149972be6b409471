import type { MenuItemConstructorOptions } from 'electron';

export interface AppMenuOptions {
  readonly platform: NodeJS.Platform;
  readonly hasDevTools: boolean;
  readonly onOpen: () => void;
  readonly onSettings: () => void;
  readonly onQuit: () => void;
}

/**
 * The menu of the program. macOS wants one for its copying and quitting keys; elsewhere there is none, and the page has
 * its own keys. Tools for developers only where the program is not packaged.
 */
export function appMenuTemplate(options: AppMenuOptions): MenuItemConstructorOptions[] | null {
  const { platform, hasDevTools, onOpen, onSettings, onQuit } = options;
  const developer: MenuItemConstructorOptions = {
    label: 'Developer',
    submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }],
  };
  if (platform !== 'darwin') return hasDevTools ? [developer] : null;
  return [
    {
      label: 'ReadyMeet',
      submenu: [
        { role: 'about' },
        { type: 'separator' },
        { label: 'Settings…', accelerator: 'Command+,', click: onSettings },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { label: 'Quit ReadyMeet', accelerator: 'Command+Q', click: onQuit },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        { role: 'close' },
        { type: 'separator' },
        { label: 'Open ReadyMeet', click: onOpen },
      ],
    },
    ...(hasDevTools ? [developer] : []),
  ];
}
