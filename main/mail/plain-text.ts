/** Control characters, which have no meaning in a message and can break its lines or its headers. */
const CONTROLS = /\p{Cc}+/gu;

/** Line and paragraph breaks of every kind, so that none is left for a header or a calendar property to trip over. */
const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/gu;

/** Brings text typed by somebody onto one line without control characters and without doubled spaces. */
export function toSingleLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(LINE_BREAKS, ' ')
    .replaceAll(CONTROLS, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}

const CHARACTERS = new Intl.Segmenter('en');

/** Cuts a long text after `maxCharacters` as people count them, never inside an emoji or an accented letter. */
export function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const characters = Array.from(CHARACTERS.segment(text), (part) => part.segment);
  if (characters.length <= maxCharacters) return text;
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`;
}
