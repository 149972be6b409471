/** Shortens to at most `limit` UTF-16 units, the `…` at the end included, and never cuts through a character. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let shortened = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (shortened.length + segment.length > limit - 1) break;
    shortened += segment;
  }
  return `${shortened.trimEnd()}…`;
}
