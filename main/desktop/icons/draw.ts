import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { HEADLINE_STATES } from '../../../preload/contract/view.ts';
import type { HeadlineState } from '../../../preload/contract/view.ts';
import type { TrayTheme } from '../tray-icons.ts';
import { encodeIcns } from './icns.ts';
import { encodeIco } from './ico.ts';
import type { Picture } from './ico.ts';

/** The drawings, as they were made by hand. */
export const SOURCE_FOLDER = join(import.meta.dirname, '..', 'assets');

/** Sizes of Windows' notification area at 100 to 400 %. */
export const TRAY_ICO_SIZES = [16, 20, 24, 28, 32, 40, 48, 64] as const;
/** Sizes of Windows' task bar, Explorer and installers. */
export const APP_ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256] as const;
/** Sizes of the icon themes of freedesktop.org. */
export const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const;
/** Below this the small drawing is used, in which lines meet pixels. */
const SMALL_BELOW = 48;

/** Against the bar of each theme every colour has a contrast of more than 4 to 1. */
const COLOURS: Readonly<Record<TrayTheme, Readonly<Record<HeadlineState, string>>>> = {
  light: {
    ready: '#0e6b38',
    working: '#0b5cad',
    paused: '#4d4d4d',
    offline: '#4d4d4d',
    attention: '#b83300',
    'not-set-up': '#4d4d4d',
  },
  dark: {
    ready: '#7fdc95',
    working: '#7cbcff',
    paused: '#e6e6e6',
    offline: '#e6e6e6',
    attention: '#ffb84d',
    'not-set-up': '#e6e6e6',
  },
  black: everyState('#000000'),
  white: everyState('#ffffff'),
};

/** Draws every icon: the files to write, by their path below the folder of drawn icons. */
export function drawIcons(): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const state of HEADLINE_STATES) {
    const source = readSource(join('tray', `${state}.svg`));
    for (const [theme, colours] of Object.entries(COLOURS)) {
      const svg = source.replaceAll('currentColor', colours[state]);
      const name = `tray/${state}-${theme}`;
      files.set(`${name}.ico`, encodeIco(TRAY_ICO_SIZES.map((size) => render(svg, size))));
      // Linux has no high contrast that is told to programs; macOS wants black alone, as a template.
      const sizes = theme === 'black' ? [16, 32] : theme === 'white' ? [] : [24, 48];
      for (const size of sizes) files.set(`${name}-${String(size)}.png`, render(svg, size).png);
    }
  }
  files.set('icon.ico', encodeIco(APP_ICO_SIZES.map((size) => render(appSource(size), size))));
  files.set(
    'icon.icns',
    encodeIcns((size) => render(forMac(size), size).png),
  );
  files.set('icon.png', render(appSource(512), 512).png);
  for (const size of LINUX_SIZES) {
    files.set(`linux/${String(size)}x${String(size)}.png`, render(appSource(size), size).png);
  }
  return files;
}

function everyState(colour: string): Readonly<Record<HeadlineState, string>> {
  return {
    ready: colour,
    working: colour,
    paused: colour,
    offline: colour,
    attention: colour,
    'not-set-up': colour,
  };
}

function readSource(path: string): string {
  return readFileSync(join(SOURCE_FOLDER, path), 'utf8');
}

function appSource(size: number): string {
  return readSource(size < SMALL_BELOW ? 'app-icon-small.svg' : 'app-icon.svg');
}

/** macOS wants a margin of about a tenth around an icon, in which it draws shadows. */
function forMac(size: number): string {
  return appSource(size).replace(/viewBox="0 0 (\d+) \1"/, (_match, side: string) => {
    const margin = Number(side) * 0.1;
    const whole = Number(side) + 2 * margin;
    return `viewBox="${String(-margin)} ${String(-margin)} ${String(whole)} ${String(whole)}"`;
  });
}

function render(svg: string, size: number): Picture {
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  return { size, rgba: withPlainColours(image.pixels), png: image.asPng() };
}

/** Resvg multiplies colours by their alpha; icons want them as they are. */
function withPlainColours(pixels: Buffer): Buffer {
  const plain = Buffer.from(pixels);
  for (let at = 0; at < plain.length; at += 4) {
    const alpha = plain[at + 3] ?? 0;
    if (alpha === 0) continue;
    for (const channel of [at, at + 1, at + 2]) {
      plain[channel] = Math.min(255, Math.round(((plain[channel] ?? 0) * 255) / alpha));
    }
  }
  return plain;
}
