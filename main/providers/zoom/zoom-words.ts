import { shorten } from '../shorten.ts';

const QUOTE_LIMIT = 160;

/**
 * Quotes what Zoom said, as `: words`, or nothing when it said nothing. Addresses and long runs of characters, which
 * could be a token or a link with a password in it, are left out.
 */
export function quoteZoom(words: string): string {
  const cleaned = words
    .toWellFormed()
    .replace(/https?:\/\/\S+/gi, '…')
    .replace(/[\w\-+/=.]{30,}/g, '…')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
  return cleaned === '' ? '' : `: ${shorten(cleaned, QUOTE_LIMIT)}`;
}
