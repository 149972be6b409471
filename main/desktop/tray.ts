import { readFileSync } from 'node:fs';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { HeadlineState } from '../../preload/contract/view.ts';
import { trayIconFiles, trayThemeOf } from './tray-icons.ts';
import type { BarLook, IconFile } from './tray-icons.ts';
import type { TrayAction, TrayLook } from './tray-look.ts';
import { trayMenuTemplate } from './tray-menu.ts';

/** As much of Electron's `Tray` as is needed. */
export interface TrayIcon<M> {
  setImage(image: NativeImage | string): void;
  setToolTip(text: string): void;
  setContextMenu(menu: M): void;
  on(event: 'click' | 'double-click', listener: () => void): unknown;
  destroy(): void;
}

export interface TrayOptions<M> {
  /** The folder of the tray's icons. */
  readonly folder: string;
  readonly createTray: (image: NativeImage | string) => TrayIcon<M>;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => M;
  readonly loadImage: (files: readonly [IconFile, ...IconFile[]]) => NativeImage | string;
  /** How the bar looks now. */
  readonly readBar: () => BarLook;
  readonly perform: (action: TrayAction) => void;
}

export interface TrayControl {
  /** Shows a look; what has not changed is left alone, so that an open menu is not disturbed. */
  show(look: TrayLook): void;
  /** The system's colours have changed. */
  refreshColours(): void;
  dispose(): void;
}

/** Puts the icon into the notification area and keeps it as it is told to look. */
export function createTrayControl<M>(options: TrayOptions<M>, first: TrayLook): TrayControl {
  const { readBar, perform } = options;
  let shown: TrayLook | null = null;
  let shownImage = '';

  const imageOf = (state: HeadlineState): readonly [IconFile, ...IconFile[]] => {
    const bar = readBar();
    return trayIconFiles(options.folder, bar.platform, state, trayThemeOf(bar));
  };
  const firstFiles = imageOf(first.state);
  const tray = options.createTray(options.loadImage(firstFiles));
  shownImage = firstFiles[0].path;

  const showImage = (state: HeadlineState): void => {
    const files = imageOf(state);
    if (files[0].path === shownImage) return;
    tray.setImage(options.loadImage(files));
    shownImage = files[0].path;
  };
  const show = (look: TrayLook): void => {
    showImage(look.state);
    if (look.tooltip !== shown?.tooltip) tray.setToolTip(look.tooltip);
    if (JSON.stringify(look.menu) !== JSON.stringify(shown?.menu)) {
      tray.setContextMenu(options.buildMenu(trayMenuTemplate(look.menu, perform)));
    }
    shown = look;
  };
  // On macOS a click opens the menu.
  if (readBar().platform !== 'darwin') {
    tray.on('click', () => {
      perform({ kind: 'open' });
    });
  }
  show(first);

  return {
    show,
    refreshColours() {
      if (shown !== null) showImage(shown.state);
    },
    dispose() {
      tray.destroy();
    },
  };
}

/** As much of Electron's `nativeImage` as is needed. */
export interface ImageMaker {
  createEmpty(): NativeImage;
}

/**
 * Puts the drawings of one icon together. Windows takes the path of an `.ico`, because only so it chooses among the
 * sizes in it by itself.
 */
export function loadTrayImage(
  nativeImage: ImageMaker,
  platform: NodeJS.Platform,
  files: readonly [IconFile, ...IconFile[]],
): NativeImage | string {
  if (platform === 'win32') return files[0].path;
  const image = nativeImage.createEmpty();
  for (const { path, scale } of files)
    image.addRepresentation({ scaleFactor: scale, buffer: readFileSync(path) });
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}
