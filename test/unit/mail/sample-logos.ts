/** A PNG of 1 by 1 pixel. */
export const PNG_BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export const PNG_LOGO = `data:image/png;base64,${PNG_BASE64}`;

/** The beginning of a PNG of that size: enough for everything that is read of it. */
export function pngLogo(width: number, height: number, paddingBytes = 0): string {
  const bytes = Buffer.concat([Buffer.from(PNG_BASE64, 'base64'), Buffer.alloc(paddingBytes)]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return `data:image/png;base64,${bytes.toString('base64')}`;
}

/** The beginning of a JPEG of that size: APP0, fill bytes, a Huffman table, then the frame. */
export function jpegLogo(width: number, height: number, mediaType = 'image/jpeg'): string {
  const frame = Buffer.from([0xff, 0xc2, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const bytes = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0x4a, 0x46]),
    Buffer.from([0xff, 0xff, 0xc4, 0, 3, 0]),
    frame,
  ]);
  return `data:${mediaType};base64,${bytes.toString('base64')}`;
}
