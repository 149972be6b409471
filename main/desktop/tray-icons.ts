import { join } from 'node:path';
import type { HeadlineState } from '../../preload/contract/view.ts';

/**
 * How a tray icon is drawn: in colours for a light or a dark bar, in black or in white alone for high contrast, or as
 * a template that macOS colours by itself.
 */
export type TrayTheme = 'light' | 'dark' | 'black' | 'white';

export interface BarLook {
  readonly platform: NodeJS.Platform;
  /** The system's own bars are dark (Windows, macOS); elsewhere that of the applications. */
  readonly isBarDark: boolean;
  readonly isHighContrast: boolean;
  /** `XDG_CURRENT_DESKTOP`, such as `ubuntu:GNOME`; empty where there is none. */
  readonly desktop: string;
}

/** Which drawing fits the bar that the icon stands in. */
export function trayThemeOf({ platform, isBarDark, isHighContrast, desktop }: BarLook): TrayTheme {
  // A template: macOS takes its shape and colours it itself.
  if (platform === 'darwin') return 'black';
  if (isHighContrast) return isBarDark ? 'white' : 'black';
  // The top bar of these stays dark in a light theme.
  if (platform === 'linux' && /\b(GNOME|Unity|Pantheon)\b/i.test(desktop)) return 'dark';
  return isBarDark ? 'dark' : 'light';
}

/** One drawing of an icon: `scale` is pixels for each point of the screen. */
export interface IconFile {
  readonly path: string;
  readonly scale: number;
}

/**
 * The files of one icon. Windows: one with all sizes in it. macOS asks for 16 points, Linux's bars for about 24; both
 * get a second drawing for dense screens.
 */
export function trayIconFiles(
  folder: string,
  platform: NodeJS.Platform,
  state: HeadlineState,
  theme: TrayTheme,
): readonly [IconFile, ...IconFile[]] {
  const file = (ending: string, scale: number): IconFile => ({
    path: join(folder, `${state}-${theme}${ending}`),
    scale,
  });
  if (platform === 'win32') return [file('.ico', 1)];
  if (platform === 'darwin') return [file('-16.png', 1), file('-32.png', 2)];
  return [file('-24.png', 1), file('-48.png', 2)];
}

/** As much of Electron's `nativeTheme` as is needed. */
export interface SystemTheme {
  readonly shouldUseDarkColors: boolean;
  readonly shouldUseDarkColorsForSystemIntegratedUI: boolean;
  readonly shouldUseHighContrastColors: boolean;
}

/** Reads how the bar looks now. */
export function readBar(theme: SystemTheme, platform: NodeJS.Platform, desktop: string): BarLook {
  const isHighContrast = theme.shouldUseHighContrastColors;
  return {
    platform,
    desktop,
    isHighContrast,
    // A contrast theme colours everything; otherwise Windows' bar may be dark while its applications are light.
    isBarDark:
      platform === 'win32' && !isHighContrast
        ? theme.shouldUseDarkColorsForSystemIntegratedUI
        : theme.shouldUseDarkColors,
  };
}
