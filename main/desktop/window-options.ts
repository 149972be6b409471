import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { LEAST_SIZE } from './window-bounds.ts';
import type { WindowPlace } from './window-bounds.ts';

/**
 * What no contents of ours may be, each point spelled out although most are defaults.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
export const SHUT_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const satisfies WebPreferences;

/** What the page is allowed to be. */
export function pagePreferences(preload: string, hasDevTools: boolean): WebPreferences {
  return { ...SHUT_PREFERENCES, preload, devTools: hasDevTools };
}

export interface MainWindowLook {
  readonly place: WindowPlace;
  readonly isDark: boolean;
  readonly preload: string;
  /** Picture for the title bar and the task bar; null where the program's own icon is used. */
  readonly icon: string | null;
  readonly hasDevTools: boolean;
}

/** The page's own surfaces, so that nothing flashes before it is drawn. */
export function backgroundColour(isDark: boolean): string {
  return isDark ? '#1f1f1f' : '#fafafa';
}

/** The options of the one window. It is shown by whoever makes it, once there is something to see. */
export function mainWindowOptions(look: MainWindowLook): BrowserWindowConstructorOptions {
  const { place, isDark, preload, icon, hasDevTools } = look;
  return {
    ...place.bounds,
    minWidth: LEAST_SIZE.width,
    minHeight: LEAST_SIZE.height,
    title: 'ReadyMeet',
    backgroundColor: backgroundColour(isDark),
    show: false,
    autoHideMenuBar: true,
    ...(icon === null ? {} : { icon }),
    webPreferences: pagePreferences(preload, hasDevTools),
  };
}
