import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LETTER_STYLE } from '../../../main/mail/letter-style.ts';
import {
  DEFAULT_LETTER_TEMPLATE,
  checkLetterTemplate,
  toLetterStyle,
} from '../../../main/mail/letter-template.ts';
import { layOutAsText } from '../../../main/mail/letter-text.ts';
import { writeLetter } from '../../../main/mail/letter.ts';
import { letterProblemSchema, letterTemplateSchema } from '../../../preload/contract/letters.ts';
import type { LetterTemplate } from '../../../preload/contract/letters.ts';
import { SENDER, sampleInvitation } from './sample-invitation.ts';
import { PNG_LOGO } from './sample-logos.ts';

type Changes = Partial<Omit<LetterTemplate, 'request'>> & {
  readonly request?: Partial<LetterTemplate['request']>;
};

function templateWith({ request, ...changes }: Changes): LetterTemplate {
  return {
    ...DEFAULT_LETTER_TEMPLATE,
    ...changes,
    request: { ...DEFAULT_LETTER_TEMPLATE.request, ...request },
  };
}

describe('the template that ReadyMeet brings', () => {
  it('is without problems, and makes exactly the letters of today', () => {
    expect(checkLetterTemplate(DEFAULT_LETTER_TEMPLATE)).toEqual([]);
    expect(toLetterStyle(DEFAULT_LETTER_TEMPLATE)).toEqual(DEFAULT_LETTER_STYLE);
    expect(letterTemplateSchema.parse(DEFAULT_LETTER_TEMPLATE)).toEqual(DEFAULT_LETTER_TEMPLATE);
  });
});

describe('checkLetterTemplate', () => {
  it('is content with merge fields, lines, a colour and a logo', () => {
    const template = templateWith({
      greeting: 'G’day {guest} 👋,',
      request: { subject: '{sender}: {topic}, {when}', opening: 'First line\r\n\tSecond {job}', closing: '' },
      colour: '#C0FFEE',
      logo: PNG_LOGO,
      footer: 'Acme Care\n{sender}',
    });
    expect(checkLetterTemplate(template)).toEqual([]);
  });

  it.each<[Changes, string, string]>([
    [
      { request: { subject: 'About {topc}' } },
      'request.subject',
      'The subject of the invitation holds {topc}, which is no merge field. Did you mean {topic}?',
    ],
    [
      { greeting: 'Dear {Guest},' },
      'greeting',
      'The greeting holds {Guest}, which is no merge field. Did you mean {guest}?',
    ],
    [
      { greeting: 'Dear { guest },' },
      'greeting',
      'The greeting holds { guest }, which is no merge field. Did you mean {guest}?',
    ],
    [
      { footer: 'See {__proto__}' },
      'footer',
      'The footer holds {__proto__}, which is no merge field. There are {guest}, {topic}, {when}, {job}, {sender}.',
    ],
    [
      { footer: '{constructor}' },
      'footer',
      'The footer holds {constructor}, which is no merge field. There are {guest}, {topic}, {when}, {job}, {sender}.',
    ],
    [
      { request: { opening: 'Dear {guest, hello' } },
      'request.opening',
      'The text of the invitation holds a { without a } after it. Merge fields are written like {guest}.',
    ],
    [
      { request: { opening: '{{guest}}' } },
      'request.opening',
      'The text of the invitation holds a { without a } after it. Merge fields are written like {guest}.',
    ],
    [
      { request: { closing: 'guest}' } },
      'request.closing',
      'The closing text of the invitation holds a } without a { before it.',
    ],
    [{ request: { subject: ' \t' } }, 'request.subject', 'The subject of the invitation is empty.'],
    [{ request: { opening: '\n' } }, 'request.opening', 'The text of the invitation is empty.'],
    [
      { request: { subject: 'Hello\r\nBcc: eve@guest.test' } },
      'request.subject',
      'The subject of the invitation has to stand on one line.',
    ],
    [{ greeting: 'Hello\u2028there' }, 'greeting', 'The greeting has to stand on one line.'],
    [
      { footer: 'a\u0000b' },
      'footer',
      'The footer holds a character that cannot be shown. Type it again instead of pasting it.',
    ],
    [
      { footer: 'half an emoji \ud83d' },
      'footer',
      'The footer holds a character that cannot be shown. Type it again instead of pasting it.',
    ],
    [
      { greeting: 'x'.repeat(201) },
      'greeting',
      'The greeting is too long: 201 characters, where 200 are allowed.',
    ],
    [
      { colour: 'red' },
      'colour',
      'The colour has to be written like #0b5cad: a # and six digits from 0 to 9 and a to f.',
    ],
    [{ logo: 'data:image/gif;base64,R0lG' }, 'logo', 'The logo is not a PNG or JPEG picture.'],
  ])('says in plain words what is wrong (case %#)', (changes, field, message) => {
    const problems = checkLetterTemplate(templateWith(changes));
    expect(problems).toContainEqual({ field, message });
    for (const problem of problems) expect(letterProblemSchema.parse(problem)).toEqual(problem);
  });

  it('names the letter a problem is in', () => {
    const empty = { subject: '', opening: '', closing: '' };
    const problems = checkLetterTemplate({
      ...DEFAULT_LETTER_TEMPLATE,
      request: empty,
      update: empty,
      cancellation: empty,
    });
    expect(problems.map(({ field }) => field)).toEqual([
      'request.subject',
      'request.opening',
      'update.subject',
      'update.opening',
      'cancellation.subject',
      'cancellation.opening',
    ]);
    expect(problems.at(-1)?.message).toBe('The text of the cancellation is empty.');
  });

  it('says each thing once, and cuts what it quotes', () => {
    const name = 'x'.repeat(100);
    const problems = checkLetterTemplate(templateWith({ footer: `{${name}} {${name}} {` }));
    expect(problems).toHaveLength(2);
    expect(problems[0]?.message).toContain(`{${'x'.repeat(39)}…}`);
  });
});

describe('toLetterStyle', () => {
  it('takes over words, greeting, colour, logo and footer', () => {
    const style = toLetterStyle(
      templateWith({
        greeting: 'Dear {guest}:',
        request: { subject: ' {job} ', opening: 'One\r\nTwo', closing: '' },
        colour: '#C0FFEE',
        logo: PNG_LOGO,
        footer: ' Acme\nCare ',
      }),
    );
    expect(style.wordings.request).toEqual({
      subject: '{job}',
      opening: 'One\nTwo',
      joinButton: 'Join the meeting',
      closing: '',
    });
    expect(style.wordings.cancellation.joinButton).toBeNull();
    expect(style.brand).toMatchObject({ colour: '#c0ffee', logo: { width: 1 }, footer: 'Acme\nCare' });
    expect(structuredClone(style)).toEqual(style);
  });

  it.each([
    ['Hello {guest},', 'Hello,'],
    ['Dear {guest}', 'Dear'],
    ['{guest}, good day', 'good day'],
    ['{guest}', 'Hello,'],
    ['Welcome to {sender}!', 'Welcome to {sender}!'],
    ['', ''],
  ])('greets somebody without a name by what is left of %o', (greeting, expected) => {
    expect(toLetterStyle(templateWith({ greeting })).wordings.labels.namelessGreeting).toBe(expected);
  });

  it('greets nobody where nobody is to be greeted', () => {
    const style = toLetterStyle(templateWith({ greeting: '' }));
    const letter = writeLetter(sampleInvitation(), SENDER, style.wordings, style.brand);
    expect(layOutAsText(letter)).toMatch(/^Your virtual meeting has been arranged\.\n/u);
  });

  it('makes something sound of whatever it is given', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const wording = fc.record({ subject: text, opening: text, closing: text });
    fc.assert(
      fc.property(
        fc.record({
          greeting: text,
          request: wording,
          update: wording,
          cancellation: wording,
          colour: fc.oneof(text, fc.constant('#0b5cad;background:url(//evil.test)')),
          logo: fc.option(text),
          footer: text,
        }),
        (template) => {
          const { wordings, brand } = toLetterStyle(template);
          expect(brand.colour).toMatch(/^#[0-9a-f]{6}$/u);
          for (const { subject, opening } of [wordings.request, wordings.update, wordings.cancellation]) {
            expect(subject).not.toMatch(/\p{Cc}|[\u2028\u2029]/u);
            expect(subject).not.toBe('');
            expect(opening).not.toBe('');
          }
          const letter = writeLetter(sampleInvitation(), SENDER, wordings, brand);
          expect(letter.subject).not.toMatch(/\p{Cc}|[\u2028\u2029]/u);
          expect(
            checkLetterTemplate(template).every(
              ({ message }) => message.endsWith('.') || message.endsWith('?'),
            ),
          ).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
