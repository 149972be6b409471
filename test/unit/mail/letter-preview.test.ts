import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewLetter } from '../../../main/mail/letter-preview.ts';
import { DEFAULT_LETTER_TEMPLATE } from '../../../main/mail/letter-template.ts';
import { LETTER_KINDS, letterPreviewSchema } from '../../../preload/contract/letters.ts';
import type { LetterTemplate } from '../../../preload/contract/letters.ts';
import { SENDER } from './sample-invitation.ts';
import { PNG_LOGO, pngLogo } from './sample-logos.ts';

/** Sunday, 22 November 2026, 14:30 UTC: Monday already in Brisbane. */
const NOW_MS = Date.UTC(2026, 10, 22, 14, 30);

const preview = (
  changes: Partial<LetterTemplate> = {},
  kind: (typeof LETTER_KINDS)[number] = 'request',
  timeZone = 'Australia/Brisbane',
) => previewLetter({ ...DEFAULT_LETTER_TEMPLATE, ...changes }, kind, timeZone, NOW_MS, SENDER);

describe('previewLetter', () => {
  it('shows an invitation for a sample job, tomorrow at ten in its zone', () => {
    const shown = preview();
    expect(letterPreviewSchema.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({ kind: 'request', timeZone: 'Australia/Brisbane', problems: [] });
    expect(shown.subject).toBe('Your virtual meeting: Home visit review, Tue 24 Nov, 10:00 am');
    expect(shown.text).toContain('Hello Anna Example,');
    expect(shown.text).toContain('JOB-0042');
    expect(shown.text).toContain(
      'Tuesday, 24 November 2026, 10:00 am to 11:00 am, Brisbane time (Australia/Brisbane, UTC+10)',
    );
    expect(shown.text).toContain('Acme Care');
  });

  it('shows each letter by its own words', () => {
    expect(preview({}, 'update').subject).toMatch(/^Changed: /u);
    expect(preview({}, 'cancellation').subject).toMatch(/^Cancelled: /u);
    expect(preview({}, 'cancellation').html).not.toContain('href');
  });

  it.each([
    ['America/New_York', 'UTC-5'],
    ['Asia/Kathmandu', 'UTC+5:45'],
    ['UTC', '10:00 am to 11:00 am, UTC'],
    ['Nowhere/At_All', '10:00 am to 11:00 am, UTC'],
  ])('shows it in %s', (timeZone, words) => {
    expect(preview({}, 'request', timeZone).text).toContain(words);
  });

  it('has somebody send it while no mail server is set up', () => {
    const { text } = previewLetter(DEFAULT_LETTER_TEMPLATE, 'request', 'UTC', NOW_MS, null);
    expect(text).toContain('Your organization');
  });

  it("shows the organization's colour, logo, greeting and footer", () => {
    const { html, text } = preview({
      colour: '#FFEB3B',
      logo: pngLogo(480, 100),
      greeting: 'Dear {guest}',
      footer: 'Acme Care\n1 Main Street, {sender}',
    });
    expect(html).toContain('background:#ffeb3b;color:#000000');
    expect(html).toContain('<div style="height:4px;margin:0 0 24px;background:#ffeb3b"></div>');
    expect(html).toMatch(
      /<img src="data:image\/png;base64,[A-Za-z0-9+/=]+" alt="Acme Care" width="240" height="50"/u,
    );
    expect(html).toContain('<p>Dear Anna Example</p>');
    expect(html).toContain('Acme Care<br>\n1 Main Street, Acme Care</p>');
    expect(text).toMatch(/^Dear Anna Example\n/u);
    expect(text).toMatch(/Acme Care\n\nAcme Care\n1 Main Street, Acme Care\n\n?$/u);
  });

  it('shows neither a line nor a picture where nothing was chosen', () => {
    expect(preview().html).not.toMatch(/height:4px|<img/u);
  });

  it('shows a template with problems as far as it goes', () => {
    const shown = preview({
      colour: 'url(//evil.test)',
      logo: 'https://evil.test/logo.png',
      greeting: 'Hi {gest}',
    });
    expect(shown.problems.map(({ field }) => field)).toEqual(['greeting', 'colour', 'logo']);
    expect(shown.html).toContain('Hi {gest}');
    expect(shown.html).not.toContain('evil.test');
  });

  it('does not take what stands for a merge field for wording', () => {
    const { text } = previewLetter(
      { ...DEFAULT_LETTER_TEMPLATE, footer: '{sender}' },
      'request',
      'UTC',
      NOW_MS,
      { ...SENDER, name: '{guest}' },
    );
    expect(text).toMatch(/\n\{guest\}\n/u);
  });
});

/** Every tag a letter is made of; what was typed can only stand in `alt`, where it is escaped. */
const OWN_TAGS =
  /^<(?:!doctype html|\/?(?:html|head|body|title|div|p|strong|a)|html lang="en"|meta [a-z ="0-9;,-]+|br|(?:body|div|p|a) style="[^"<>]*"|a href="https:\/\/example\.com\/[^"<>]*" style="[^"<>]*"|img src="data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]+" alt="[^"<>]*" width="\d+" height="\d+" style="[^"<>]*")>$/u;

/** Text as somebody may type or paste it, mixed with what markup is made of. */
const typed = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '"><svg/onload=alert(1)>',
        "' onmouseover='alert(1)",
        '</title><b>',
        '</p><a href="https://evil.test">',
        '<!--',
        '-->',
        ']]>',
        '&lt;b&gt;',
        '&#60;b&#62;',
        '{guest}',
        '{sender}',
        '{__proto__}',
        '{',
        '}',
        '\r\n',
        '\u2028',
        '\u0000',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

it('never lets what was typed become markup', () => {
  const wording = fc.record({ subject: typed, opening: typed, closing: typed });
  fc.assert(
    fc.property(
      fc.record({
        greeting: typed,
        request: wording,
        update: wording,
        cancellation: wording,
        colour: fc.oneof(typed, fc.constant('#aa00cc')),
        logo: fc.oneof(typed, fc.constant(PNG_LOGO)),
        footer: typed,
      }),
      typed,
      fc.constantFrom(...LETTER_KINDS),
      typed,
      (template, senderName, kind, timeZone) => {
        const sender = { name: senderName, address: 'care@acme.test', domain: 'acme.test' };
        const { html } = previewLetter(template, kind, timeZone, NOW_MS, sender);
        for (const [tag] of html.matchAll(/<[^]*?(?:>|$)/gu)) expect(tag).toMatch(OWN_TAGS);
        // Outside of tags, angle brackets and ampersands stand only as what they are escaped to.
        const words = html.replaceAll(/<[^]*?>/gu, '');
        expect(words).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/u);
      },
    ),
    { numRuns: 300 },
  );
});
