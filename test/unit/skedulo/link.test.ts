import { describe, expect, it } from 'vitest';
import { findFieldLengths, shortenInfo } from '../../../main/skedulo/field-lengths.ts';
import { secretParts, serverWords } from '../../../main/skedulo/server-words.ts';
import { fitLink } from '../../../main/skedulo/write-link.ts';

/** Typed, unlike what vitest returns. */
const containing = (text: string): unknown => expect.stringContaining(text);

describe('shortenInfo', () => {
  const info = 'first\nsecond\nthird\nlast line';
  it.each([
    [100, info],
    [info.length, info],
    [info.length - 1, 'first\nsecond\nlast line'],
    [15, 'first\nlast line'],
    [14, 'last line'],
    [9, 'last line'],
    [8, null],
  ])('to %d characters', (most, expected) => {
    expect(shortenInfo(info, most)).toBe(expected);
  });
});

describe('findFieldLengths', () => {
  const url = { name: 'VirtualMeetingURL', maxLength: 255 };
  it.each([
    [{ result: [url] }, 255],
    [{ result: { Jobs: [{ ...url, schemaName: 'Jobs' }] } }, 255],
    [{ result: [{ fieldname: 'VirtualMeetingURL', column: { maxLength: 400 } }] }, 400],
    [{ result: { Contacts: [url] } }, undefined],
    [{ result: [{ ...url, schemaName: 'TemplatedJobs' }] }, undefined],
    [{ result: [{ name: 'VirtualMeetingURL', maxLength: 0 }] }, undefined],
    [null, undefined],
    ['text', undefined],
  ])('in %j', (metadata, expected) => {
    expect(findFieldLengths(metadata).get('VirtualMeetingURL')).toBe(expected);
  });
});

describe('fitLink', () => {
  const link = { url: 'https://x.test/12345', id: 'Zoom:12345', info: 'a\nb\nReference 1' };
  it('leaves a link alone whose fields are not known or long enough', () => {
    expect(fitLink(link, new Map())).toEqual({ ok: true, value: link });
  });
  it.each([
    ['VirtualMeetingURL', 19],
    ['VirtualMeetingId', 9],
    ['VirtualMeetingInfo', 10],
  ] as const)('refuses what %s with %d characters cannot hold', (field, most) => {
    expect(fitLink(link, new Map([[field, most]]))).toMatchObject({
      ok: false,
      failure: {
        kind: 'input',
        code: 'link-too-long',
        field,
        message: containing(String(most)),
      },
    });
  });
  it('never refuses to clear', () => {
    const cleared = { url: null, id: null, info: null };
    expect(fitLink(cleared, new Map([['VirtualMeetingURL', 1]]))).toEqual({ ok: true, value: cleared });
  });
});

describe('serverWords', () => {
  it('hides what was sent, longest first, and makes one short line', () => {
    const shown = serverWords(`Bad\n value: Passcode: hunter2! ${'x'.repeat(300)}`, [
      'hunter2',
      'Passcode: hunter2',
    ]);
    expect(shown).not.toContain('hunter2');
    expect(shown.startsWith('Bad value: …! xxx')).toBe(true);
    expect(shown).toHaveLength(200);
  });
  it('knows the parts of a text that may be secret', () => {
    expect(secretParts('Passcode: abc123\nPhone')).toContain('abc123');
    expect(secretParts(null)).toEqual([]);
  });
});
