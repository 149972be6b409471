/** Apple's names of the pictures in an icon, by their size in pixels. Those for dense screens have names of their own. */
const NAMES: readonly (readonly [name: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];

/** Sizes that an Apple icon is made of, in pixels. */
export const ICNS_SIZES: readonly number[] = [...new Set(NAMES.map(([, size]) => size))];

/**
 * Puts PNG pictures into one Apple icon.
 * https://en.wikipedia.org/wiki/Apple_Icon_Image_format
 */
export function encodeIcns(pngOfSize: (size: number) => Buffer): Buffer {
  const parts = NAMES.map(([name, size]) => {
    const png = pngOfSize(size);
    return Buffer.concat([Buffer.from(name, 'latin1'), lengthOf(8 + png.length), png]);
  });
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([Buffer.from('icns', 'latin1'), lengthOf(length), ...parts]);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
