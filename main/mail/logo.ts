import { LETTER_LIMITS } from '../../preload/contract/letters.ts';
import type { Logo } from './letter-style.ts';

/** Either the picture, or what is wrong with it as the end of a sentence. */
export type LogoReading = { readonly logo: Logo } | { readonly complaint: string };

const DATA_URL = /^data:image\/(?:png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/u;
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Larger pictures are no logos, and some mail programs show none of them. */
const LONGEST_SIDE = 4000;

/**
 * Reads a logo from its data URL. What the bytes are counts, not what the URL calls them: PNG (W3C, "PNG" section 5.2
 * and 11.2.1) or JPEG (ITU T.81 annex B), of at most 200,000 bytes.
 */
export function readLogo(dataUrl: string): LogoReading {
  const base64 = DATA_URL.exec(dataUrl)?.[1];
  if (base64 === undefined) return { complaint: 'is not a PNG or JPEG picture' };
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > LETTER_LIMITS.logoBytes) {
    const kilobytes = String(Math.ceil(bytes.length / 1000));
    return {
      complaint: `is too big: ${kilobytes} kB, where ${String(LETTER_LIMITS.logoBytes / 1000)} kB are allowed`,
    };
  }
  const mediaType = kindOf(bytes);
  if (mediaType === null) return { complaint: 'is not a PNG or JPEG picture' };
  const size = mediaType === 'image/png' ? pngSize(bytes) : jpegSize(bytes);
  if (size === null) return { complaint: 'is damaged: its size cannot be read' };
  if (size.width > LONGEST_SIDE || size.height > LONGEST_SIDE) {
    return { complaint: `is too large: at most ${String(LONGEST_SIDE)} pixels a side are allowed` };
  }
  // Written anew, so that nothing but what was read is kept.
  return { logo: { mediaType, base64: bytes.toString('base64'), ...size } };
}

function kindOf(bytes: Buffer): Logo['mediaType'] | null {
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return 'image/png';
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'image/jpeg' : null;
}

type Size = Pick<Logo, 'width' | 'height'>;

/** The first chunk, IHDR, begins with width and height. */
function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return sizeOf(bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

/** Start-of-frame segments are C0 to CF, but for DHT (C4), JPG (C8) and DAC (CC). */
function jpegSize(bytes: Buffer): Size | null {
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return sizeOf(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function sizeOf(width: number, height: number): Size | null {
  return width > 0 && height > 0 ? { width, height } : null;
}
