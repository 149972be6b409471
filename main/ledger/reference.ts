import type { Random } from '../sync/ports.ts';

/** Letters and digits that nobody mistakes for one another, read aloud or in print. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const LENGTH = 6;

/** Draws the six characters that tell one ledger's links from another's. */
export function drawReference(random: Random): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(Math.floor(random() * ALPHABET.length))).join(
    '',
  );
}
