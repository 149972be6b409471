/** One square picture: four bytes a pixel, red, green, blue and alpha (not multiplied into them), from the top left. */
export interface Picture {
  readonly size: number;
  readonly rgba: Buffer;
  /** The same picture as a PNG file. */
  readonly png: Buffer;
}

const HEADER_BYTES = 6;
const ENTRY_BYTES = 16;
const BITMAP_HEADER_BYTES = 40;
/** From here on as PNG, which Windows reads since Vista and which keeps the file small. */
const PNG_FROM_SIZE = 32;

/**
 * Puts pictures of several sizes into one Windows icon. Small ones as bitmaps with 32 bits a pixel, which
 * everything that reads icons understands.
 * https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
 */
export function encodeIco(pictures: readonly Picture[]): Buffer {
  const bodies = pictures.map((picture) =>
    picture.size >= PNG_FROM_SIZE ? picture.png : encodeBitmap(picture),
  );
  const header = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size }] of pictures.entries()) {
    const body = bodies[index] ?? Buffer.alloc(0);
    const at = HEADER_BYTES + ENTRY_BYTES * index;
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(body.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += body.length;
  }
  return Buffer.concat([header, ...bodies]);
}

/** A bitmap without its file header, from the bottom up, followed by a mask that the alpha channel makes needless. */
function encodeBitmap({ size, rgba }: Picture): Buffer {
  const header = Buffer.alloc(BITMAP_HEADER_BYTES);
  header.writeUInt32LE(BITMAP_HEADER_BYTES, 0);
  header.writeInt32LE(size, 4);
  // Picture and mask together.
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const pixels = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = ((size - 1 - row) * size + column) * 4;
      const to = (row * size + column) * 4;
      pixels[to] = rgba[from + 2] ?? 0;
      pixels[to + 1] = rgba[from + 1] ?? 0;
      pixels[to + 2] = rgba[from] ?? 0;
      pixels[to + 3] = rgba[from + 3] ?? 0;
    }
  }
  const maskRowBytes = Math.ceil(size / 32) * 4;
  return Buffer.concat([header, pixels, Buffer.alloc(maskRowBytes * size)]);
}
