const MOST_CHARACTERS = 200;
const SHORTEST_SECRET = 4;

/**
 * Makes the other side's words fit to be shown: one line, at most 200 characters, and without any text of `secrets`
 * (servers like to repeat the value they refuse).
 */
export function serverWords(text: string, secrets: readonly string[]): string {
  let shown = text;
  const longestFirst = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  for (const secret of longestFirst) shown = shown.replaceAll(secret, '…');
  const line = shown.replace(/\s+/g, ' ').trim();
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** Every part of a text that may be secret: the whole, each line, and what follows a colon in a line. */
export function secretParts(text: string | null): string[] {
  if (text === null) return [];
  const lines = text.split(/\r?\n/);
  const values = lines.map((line) => line.slice(line.indexOf(':') + 1).trim());
  return [text, ...lines.map((line) => line.trim()), ...values];
}
