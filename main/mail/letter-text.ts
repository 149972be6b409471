import type { Letter } from './letter.ts';

/** Lays the letter out as plain text, lines ended by `\n`. */
export function layOutAsText(letter: Letter): string {
  const { labels } = letter;
  return [
    letter.greeting,
    '',
    letter.opening,
    '',
    `${labels.what}: ${letter.topic}`,
    `${labels.job}: ${letter.job}`,
    `${labels.when}: ${letter.when}`,
    '',
    ...blockOf(wayInLines(letter)),
    letter.closing,
    '',
    letter.signature,
    '',
  ].join('\n');
}

/** The description of the calendar entry: the way in, or what the letter opens with where there is none. */
export function layOutAsDescription(letter: Letter): string {
  const lines = wayInLines(letter);
  return lines.length === 0 ? letter.opening : lines.join('\n');
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
