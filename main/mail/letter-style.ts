import type { Wordings } from './templates/wordings.ts';

/** How the organization's letters look beside their words. */
export interface LetterBrand {
  /** `#rrggbb`, of the button and the line above the letter. */
  readonly colour: string;
  /** Shown above the letter; null for none. */
  readonly logo: { readonly mediaType: 'image/png' | 'image/jpeg'; readonly base64: string } | null;
  /** Plain text below the letter; empty for none. */
  readonly footer: string;
}

/** How invitations look and read. */
export interface LetterStyle {
  readonly wordings: Wordings;
  readonly brand: LetterBrand;
}
