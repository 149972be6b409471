import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HEADLINE_STATES } from '../../../preload/contract/view.ts';
import {
  APP_ICO_SIZES,
  drawIcons,
  LINUX_SIZES,
  SOURCE_FOLDER,
  TRAY_ICO_SIZES,
} from '../../../main/desktop/icons/draw.ts';
import { ICNS_SIZES } from '../../../main/desktop/icons/icns.ts';
import { readBar, trayIconFiles, trayThemeOf } from '../../../main/desktop/tray-icons.ts';
import type { BarLook, TrayTheme } from '../../../main/desktop/tray-icons.ts';

const DRAWN = join(SOURCE_FOLDER, 'drawn');
const PNG_MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const read = (path: string): Buffer => readFileSync(join(DRAWN, path));

/** Width and height as a PNG says. */
function sizeOfPng(png: Buffer): readonly [number, number] {
  expect(png.subarray(0, 4)).toEqual(PNG_MARK);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** Sizes of the pictures in a Windows icon, each checked against what it really holds. */
function sizesOfIco(ico: Buffer): readonly number[] {
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
  return Array.from({ length: ico.readUInt16LE(4) }, (_item, index) => {
    const entry = ico.subarray(6 + 16 * index, 22 + 16 * index);
    const size = entry.readUInt8(0) === 0 ? 256 : entry.readUInt8(0);
    const body = ico.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8));
    expect(body.length).toBe(entry.readUInt32LE(8));
    if (body.subarray(0, 4).equals(PNG_MARK)) expect(sizeOfPng(body)).toEqual([size, size]);
    else expect([body.readInt32LE(4), body.readInt32LE(8)]).toEqual([size, size * 2]);
    return size;
  });
}

/** The picture of 16 pixels in a tray icon: for each pixel whether it is drawn. */
function shapeOf(ico: Buffer): readonly boolean[] {
  const body = ico.subarray(ico.readUInt32LE(18));
  return Array.from({ length: 256 }, (_item, index) => (body[40 + index * 4 + 3] ?? 0) >= 128);
}

describe('the drawn icons', () => {
  test('are what the drawings give now: `npm run icons` draws them anew', () => {
    const drawn = drawIcons();
    const files = readdirSync(DRAWN, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(DRAWN.length + 1)
          .replaceAll('\\', '/'),
      );
    expect(files.sort()).toEqual([...drawn.keys()].sort());
    const stale = [...drawn].filter(([path, content]) => !read(path).equals(content)).map(([path]) => path);
    expect(stale).toEqual([]);
  });

  test.each(HEADLINE_STATES)('%s is there in every size of Windows’ bar, for each theme', (state) => {
    for (const theme of ['light', 'dark', 'black', 'white'] as const) {
      expect(sizesOfIco(read(`tray/${state}-${theme}.ico`))).toEqual([...TRAY_ICO_SIZES]);
    }
  });

  test('every file the tray asks for is there in its size', () => {
    const sizes = { win32: null, darwin: [16, 32], linux: [24, 48] } as const;
    for (const platform of ['win32', 'darwin', 'linux'] as const) {
      const themes: readonly TrayTheme[] =
        platform === 'win32'
          ? ['light', 'dark', 'black', 'white']
          : platform === 'darwin'
            ? ['black']
            : ['light', 'dark'];
      for (const state of HEADLINE_STATES) {
        for (const theme of themes) {
          const files = trayIconFiles(join(DRAWN, 'tray'), platform, state, theme);
          const found = files.map(({ path }) => readFileSync(path));
          const expected = sizes[platform];
          if (expected !== null) expect(found.map((png) => sizeOfPng(png)[0])).toEqual([...expected]);
        }
      }
    }
  });

  test('six states can be told apart at 16 pixels in one colour', () => {
    const shapes = HEADLINE_STATES.map((state) => shapeOf(read(`tray/${state}-black.ico`)));
    for (const [index, shape] of shapes.entries()) {
      expect(shape.filter(Boolean).length, HEADLINE_STATES[index]).toBeGreaterThan(30);
      for (const [otherIndex, other] of shapes.entries()) {
        if (otherIndex <= index) continue;
        const differing = shape.filter((isDrawn, pixel) => isDrawn !== other[pixel]).length;
        expect(
          differing,
          `${HEADLINE_STATES[index] ?? ''} and ${HEADLINE_STATES[otherIndex] ?? ''}`,
        ).toBeGreaterThan(12);
      }
    }
  });

  test('the app’s own icon is there in all sizes of the three systems', () => {
    expect(sizesOfIco(read('icon.ico'))).toEqual([...APP_ICO_SIZES]);
    for (const size of LINUX_SIZES) {
      expect(sizeOfPng(read(`linux/${String(size)}x${String(size)}.png`))).toEqual([size, size]);
    }
    const icns = read('icon.icns');
    expect(icns.subarray(0, 4).toString('latin1')).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const found = new Set<number>();
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      found.add(sizeOfPng(icns.subarray(at + 8))[0]);
    }
    expect([...found].sort((left, right) => left - right)).toEqual(
      [...ICNS_SIZES].sort((left, right) => left - right),
    );
  });
});

describe('which drawing is shown', () => {
  const bar: BarLook = { platform: 'win32', isBarDark: true, isHighContrast: false, desktop: '' };
  test.each<[Partial<BarLook>, TrayTheme]>([
    [{}, 'dark'],
    [{ isBarDark: false }, 'light'],
    [{ isHighContrast: true }, 'white'],
    [{ isHighContrast: true, isBarDark: false }, 'black'],
    [{ platform: 'darwin' }, 'black'],
    [{ platform: 'darwin', isBarDark: false, isHighContrast: true }, 'black'],
    [{ platform: 'linux', isBarDark: false, desktop: 'KDE' }, 'light'],
    [{ platform: 'linux', isBarDark: false, desktop: 'ubuntu:GNOME' }, 'dark'],
    [{ platform: 'linux', isBarDark: true, desktop: 'XFCE' }, 'dark'],
  ])('%j: %s', (changes, theme) => {
    expect(trayThemeOf({ ...bar, ...changes })).toBe(theme);
  });

  test('Windows’ bar may be dark while its applications are light', () => {
    const theme = {
      shouldUseDarkColors: false,
      shouldUseDarkColorsForSystemIntegratedUI: true,
      shouldUseHighContrastColors: false,
    };
    expect(readBar(theme, 'win32', '').isBarDark).toBe(true);
    expect(readBar({ ...theme, shouldUseHighContrastColors: true }, 'win32', '').isBarDark).toBe(false);
    expect(readBar(theme, 'linux', 'KDE').isBarDark).toBe(false);
  });
});
