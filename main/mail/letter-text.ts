import type { Letter } from './letter.ts';

/** Lays the letter out as plain text, lines ended by `\n`. */
export function layOutAsText(letter: Letter): string {
  const { labels } = letter;
  return [
    ...blockOf(letter.greeting === '' ? [] : [letter.greeting]),
    letter.opening,
    '',
    `${labels.what}: ${letter.topic}`,
    `${labels.job}: ${letter.job}`,
    `${labels.when}: ${letter.when}`,
    '',
    ...blockOf(wayInLines(letter)),
    ...blockOf(letter.closing === '' ? [] : [letter.closing]),
    letter.signature,
    '',
    ...blockOf(letter.footer === '' ? [] : [letter.footer]),
  ].join('\n');
}

/**
 * The description of the calendar entry: the way in, or what the letter opens with where there is none, and the
 * footer. It greets nobody: calendar entries are shared.
 */
export function layOutAsDescription(letter: Letter): string {
  const lines = wayInLines(letter);
  const words = lines.length === 0 ? letter.opening : lines.join('\n');
  return letter.footer === '' ? words : `${words}\n\n${letter.footer}`;
}

function wayInLines({ wayIn, labels }: Letter): string[] {
  if (wayIn === null) return [];
  return [
    `${labels.link}: ${wayIn.joinUrl}`,
    ...(wayIn.passcode === null ? [] : [`${labels.password}: ${wayIn.passcode}`]),
    ...(wayIn.phoneLines.length === 0
      ? []
      : [`${labels.phone}:`, ...wayIn.phoneLines.map((line) => `  ${line}`)]),
  ];
}

function blockOf(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}
