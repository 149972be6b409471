import { LETTER_KINDS, LETTER_LIMITS } from '../../preload/contract/letters.ts';
import type { LetterKind, LetterProblem, LetterTemplate } from '../../preload/contract/letters.ts';
import { isColour } from './colour.ts';
import { DEFAULT_BRAND } from './letter-style.ts';
import type { LetterStyle } from './letter-style.ts';
import { readLogo } from './logo.ts';
import { toSingleLine } from './plain-text.ts';
import { complaintsAbout } from './template-text.ts';
import { DEFAULT_WORDINGS } from './templates/wordings.ts';
import type { Wording } from './templates/wording.ts';

/** The letters ReadyMeet writes where the organization has none of its own. */
export const DEFAULT_LETTER_TEMPLATE: LetterTemplate = {
  greeting: DEFAULT_WORDINGS.labels.greeting,
  request: sentencesOf(DEFAULT_WORDINGS.request),
  update: sentencesOf(DEFAULT_WORDINGS.update),
  cancellation: sentencesOf(DEFAULT_WORDINGS.cancellation),
  colour: DEFAULT_BRAND.colour,
  logo: null,
  footer: DEFAULT_BRAND.footer,
};

/** The letters as the problems name them. */
const KIND_WORDS: Readonly<Record<LetterKind, string>> = {
  request: 'invitation',
  update: 'update',
  cancellation: 'cancellation',
};

/**
 * Says in plain words what is wrong with a template; only one without problems may be saved. The template has the
 * contract's shape; nothing else of it is taken for granted.
 */
export function checkLetterTemplate(template: LetterTemplate): LetterProblem[] {
  const problems: LetterProblem[] = [];
  const check = (
    field: string,
    text: string,
    rules: {
      readonly name: string;
      readonly limit: number;
      readonly isOneLine?: true;
      readonly isNeeded?: true;
    },
  ): void => {
    for (const message of complaintsAbout(text, rules)) problems.push({ field, message });
  };
  check('greeting', template.greeting, {
    name: 'The greeting',
    limit: LETTER_LIMITS.greeting,
    isOneLine: true,
  });
  for (const kind of LETTER_KINDS) {
    const { subject, opening, closing } = template[kind];
    const of = `of the ${KIND_WORDS[kind]}`;
    check(`${kind}.subject`, subject, {
      name: `The subject ${of}`,
      limit: LETTER_LIMITS.subject,
      isOneLine: true,
      isNeeded: true,
    });
    check(`${kind}.opening`, opening, { name: `The text ${of}`, limit: LETTER_LIMITS.text, isNeeded: true });
    check(`${kind}.closing`, closing, { name: `The closing text ${of}`, limit: LETTER_LIMITS.text });
  }
  if (!isColour(template.colour)) {
    problems.push({
      field: 'colour',
      message: 'The colour has to be written like #0b5cad: a # and six digits from 0 to 9 and a to f.',
    });
  }
  const logo = template.logo === null ? null : readLogo(template.logo);
  if (logo !== null && 'complaint' in logo) {
    problems.push({ field: 'logo', message: `The logo ${logo.complaint}.` });
  }
  check('footer', template.footer, { name: 'The footer', limit: LETTER_LIMITS.footer });
  return problems;
}

/**
 * Makes the style that the mailer takes of a template. Total: whatever has problems is left out or replaced by
 * ReadyMeet's own, so that a template that was changed by hand can neither stop the invitations nor break them.
 */
export function toLetterStyle(template: LetterTemplate): LetterStyle {
  const { labels } = DEFAULT_WORDINGS;
  const greeting = toSingleLine(template.greeting);
  const logo = template.logo === null ? null : readLogo(template.logo);
  return {
    wordings: {
      request: toWording('request', template),
      update: toWording('update', template),
      cancellation: toWording('cancellation', template),
      labels: { ...labels, greeting, namelessGreeting: withoutName(greeting) },
    },
    brand: {
      colour: isColour(template.colour) ? template.colour.toLowerCase() : DEFAULT_BRAND.colour,
      logo: logo !== null && 'logo' in logo ? logo.logo : null,
      footer: toLines(template.footer),
    },
  };
}

function sentencesOf({ subject, opening, closing }: Wording): LetterTemplate['request'] {
  return { subject, opening, closing };
}

function toWording(kind: LetterKind, template: LetterTemplate): Wording {
  const own = DEFAULT_WORDINGS[kind];
  const { subject, opening, closing } = template[kind];
  return {
    subject: toSingleLine(subject) || own.subject,
    opening: toLines(opening) || own.opening,
    joinButton: own.joinButton,
    closing: toLines(closing),
  };
}

/** Keeps the lines of a text, ended alike, and drops every other control character. */
function toLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/u)
    .map(toSingleLine)
    .join('\n')
    .trim();
}

/** The greeting of somebody whose name is not known: `Dear {guest},` becomes `Dear,`. */
function withoutName(greeting: string): string {
  const left = greeting
    .replaceAll(/\s*\{guest\}/gu, '')
    .replace(/^[\s,;:.!-]+/u, '')
    .trim();
  return left === '' && greeting !== '' ? DEFAULT_WORDINGS.labels.namelessGreeting : left;
}
