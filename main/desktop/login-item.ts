import type { App } from 'electron';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Shell } from '../admin/shell.ts';

/** Given to ReadyMeet when the system starts it: the window stays closed. */
export const HIDDEN_ARGUMENT = '--hidden';

/** Whether the program was started by the system at login, and not by a person who wants to see the window. */
export function startsHidden(commandLine: readonly string[], wasOpenedAtLogin: boolean): boolean {
  return wasOpenedAtLogin || commandLine.includes(HIDDEN_ARGUMENT);
}

export interface LoginItemOptions {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>;
  readonly platform: NodeJS.Platform;
  /** A program that is not installed would register the tool it is developed with. */
  readonly isPackaged: boolean;
}

/**
 * The switch "open at login". Null on Linux, where Electron has none, and for a program that is not installed.
 * https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows
 */
export function createLoginItem({ app, platform, isPackaged }: LoginItemOptions): Shell['loginItem'] {
  if (!isPackaged || (platform !== 'win32' && platform !== 'darwin')) return null;
  const isOn = (): boolean => {
    const settings = app.getLoginItemSettings({ args: [HIDDEN_ARGUMENT] });
    // A person may have switched the entry off in the Task Manager: only this says whether Windows will start it.
    return platform === 'win32' ? settings.executableWillLaunchAtLogin : settings.openAtLogin;
  };
  return {
    isOn,
    set(shouldOpen) {
      app.setLoginItemSettings({ openAtLogin: shouldOpen, args: [HIDDEN_ARGUMENT] });
      return Promise.resolve(isOn() === shouldOpen ? success(undefined) : failed(refused(platform)));
    },
  };
}

function refused(platform: NodeJS.Platform): ReturnType<typeof localFailure> {
  return localFailure({
    party: 'ledger',
    code: 'login-item-refused',
    message: 'This computer did not accept the change of what opens at login.',
    mend:
      platform === 'darwin'
        ? 'Allow ReadyMeet in System Settings under General > Login Items.'
        : 'Switch ReadyMeet on in the Windows settings under Apps > Startup.',
    isTemporary: false,
    scope: 'job',
  });
}
