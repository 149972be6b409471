import { describe, expect, it } from 'vitest';
import { readLogo } from '../../../main/mail/logo.ts';
import { PNG_BASE64, PNG_LOGO, jpegLogo, pngLogo } from './sample-logos.ts';

const complaintOf = (dataUrl: string): string => {
  const reading = readLogo(dataUrl);
  return 'complaint' in reading ? reading.complaint : 'none';
};

describe('readLogo', () => {
  it('reads kind and size from the bytes', () => {
    expect(readLogo(PNG_LOGO)).toEqual({
      logo: { mediaType: 'image/png', base64: PNG_BASE64, width: 1, height: 1 },
    });
    expect(readLogo(pngLogo(640, 200))).toMatchObject({ logo: { width: 640, height: 200 } });
    expect(readLogo(jpegLogo(300, 90))).toMatchObject({
      logo: { mediaType: 'image/jpeg', width: 300, height: 90 },
    });
  });

  it('believes the bytes, not the name: many a JPEG is called PNG', () => {
    expect(readLogo(jpegLogo(300, 90, 'image/png'))).toMatchObject({ logo: { mediaType: 'image/jpeg' } });
  });

  it.each([
    ['a web address', 'https://acme.test/logo.png'],
    ['another kind', 'data:image/svg+xml;base64,PHN2Zy8+'],
    [
      'an SVG that calls itself PNG',
      `data:image/png;base64,${Buffer.from('<svg onload="x"/>').toString('base64')}`,
    ],
    ['a GIF that calls itself PNG', `data:image/png;base64,${Buffer.from('GIF89a').toString('base64')}`],
    ['letters that are no base64', 'data:image/png;base64,"><script>'],
    ['a line break', `${PNG_LOGO}\r\nX-Evil: 1`],
    ['nothing', ''],
    ['nothing after the comma', 'data:image/png;base64,'],
  ])('refuses %s', (_case, dataUrl) => {
    expect(complaintOf(dataUrl)).toBe('is not a PNG or JPEG picture');
  });

  it.each([
    [
      'cut off',
      `data:image/png;base64,${Buffer.from(PNG_BASE64, 'base64').subarray(0, 20).toString('base64')}`,
    ],
    ['without a width', pngLogo(0, 10)],
    [
      'of JPEG without a frame',
      `data:image/jpeg;base64,${Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]).toString('base64')}`,
    ],
    [
      'of JPEG with a segment of no length, for ever',
      `data:image/jpeg;base64,${Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0, 0]).toString('base64')}`,
    ],
  ])('refuses a picture %s', (_case, dataUrl) => {
    expect(complaintOf(dataUrl)).toContain('damaged');
  });

  it('refuses what is too big or too large', () => {
    expect(complaintOf(pngLogo(10, 10, 200_000))).toBe('is too big: 201 kB, where 200 kB are allowed');
    expect(complaintOf(pngLogo(4001, 10))).toContain('too large');
    expect(complaintOf(pngLogo(10, 4_294_967_295))).toContain('too large');
    expect(complaintOf(pngLogo(4000, 4000, 199_000))).toBe('none');
  });
});
