import { DEFAULT_WORDINGS } from './templates/wordings.ts';
import type { Wordings } from './templates/wordings.ts';

/** A picture that mail programs show: its kind and size are read from its bytes. */
export interface Logo {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly base64: string;
  /** In the picture's own pixels. */
  readonly width: number;
  readonly height: number;
}

/** How the organization's letters look beside their words. */
export interface LetterBrand {
  /** `#rrggbb`, of the button and the line above the letter. */
  readonly colour: string;
  /** Shown above the letter; null for none. */
  readonly logo: Logo | null;
  /** Plain text below the letter, with merge fields; empty for none. */
  readonly footer: string;
}

/** How invitations look and read. Plain data: it is handed to the mail thread as a copy. */
export interface LetterStyle {
  readonly wordings: Wordings;
  readonly brand: LetterBrand;
}

/** ReadyMeet's own look: no line, no picture, no footer. */
export const DEFAULT_BRAND: LetterBrand = { colour: '#0b5cad', logo: null, footer: '' };

export const DEFAULT_LETTER_STYLE: LetterStyle = { wordings: DEFAULT_WORDINGS, brand: DEFAULT_BRAND };
