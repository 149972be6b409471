import type { MenuItemConstructorOptions } from 'electron';
import type { TrayAction, TrayLine } from './tray-look.ts';

/** Turns the tray's lines into what Electron builds a menu from. */
export function trayMenuTemplate(
  lines: readonly TrayLine[],
  perform: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return lines.map((line): MenuItemConstructorOptions => {
    switch (line.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'words':
        return { label: literal(line.label), enabled: false };
      case 'choice':
        return { label: literal(line.label), submenu: trayMenuTemplate(line.lines, perform) };
      case 'action':
        return {
          label: literal(line.label),
          enabled: line.isEnabled,
          click: () => {
            perform(line.action);
          },
        };
    }
  });
}

/** A single ampersand would underline the letter after it. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}
