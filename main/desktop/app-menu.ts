import type { MenuItemConstructorOptions } from 'electron';

export interface AppMenuOptions {
  readonly platform: NodeJS.Platform;
  readonly hasDevTools: boolean;
  readonly onOpen: () => void;
  readonly onSettings: () => void;
  readonly onQuit: () => void;
}

/** The keys that make everything larger; the menu is where Electron takes them from. */
const VIEW_MENU: MenuItemConstructorOptions = {
  label: '&View',
  submenu: [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    // On most keyboards the plus is reached with Shift only.
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false },
    { role: 'zoomOut' },
  ],
};

/**
 * The menu of the program. macOS wants one for its copying and quitting keys. Elsewhere it is shown with the Alt key
 * only, for the size of the page, and for quitting where a desktop shows no icon beside the clock. Tools for developers
 * only where the program is not packaged.
 */
export function appMenuTemplate(options: AppMenuOptions): MenuItemConstructorOptions[] {
  const { platform, hasDevTools, onOpen, onSettings, onQuit } = options;
  const developer: MenuItemConstructorOptions = {
    label: 'Developer',
    submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }],
  };
  const developers = hasDevTools ? [developer] : [];
  if (platform !== 'darwin') {
    const program: MenuItemConstructorOptions = {
      label: '&ReadyMeet',
      submenu: [
        { label: 'Settings…', click: onSettings },
        { type: 'separator' },
        { label: 'Quit ReadyMeet', click: onQuit },
      ],
    };
    return [program, VIEW_MENU, ...developers];
  }
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
    VIEW_MENU,
    {
      label: 'Window',
      submenu: [
        { role: 'minimize' },
        { role: 'close' },
        { type: 'separator' },
        { label: 'Open ReadyMeet', click: onOpen },
      ],
    },
    ...developers,
  ];
}
