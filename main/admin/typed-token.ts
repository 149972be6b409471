import type { Answer } from '../../preload/contract/contract.ts';
import type { SecretStore } from '../settings/stores.ts';
import { answerFailure, refuse } from './answers.ts';

type TokenOrAnswer =
  | { readonly ok: true; readonly value: string; readonly isStored: boolean }
  | { readonly ok: false; readonly answer: Answer };

/**
 * The Skedulo token as it was typed, or (null) the one that is stored. Refuses where there is neither, and a text that
 * cannot be a token.
 * @param field the input it is about
 */
export async function typedOrStoredToken(
  { secrets }: { readonly secrets: SecretStore },
  typed: string | null,
  field: string,
): Promise<TokenOrAnswer> {
  if (typed !== null) {
    // What goes into an HTTP header is ASCII; pasting brings other things along.
    if (/^[\x21-\x7E]+$/.test(typed)) return { ok: true, value: typed, isStored: false };
    const answer = refuse(
      'token-unusable',
      'The Skedulo API token holds a blank or a character that no token has.',
      {
        mend: 'Copy the whole token again from Skedulo, under Settings > Developer Tools > API Tokens.',
        field,
      },
    );
    return { ok: false, answer };
  }
  const stored = await secrets.read('skedulo-token');
  if (!stored.ok) return { ok: false, answer: answerFailure(stored.failure, field) };
  if (stored.value !== null) return { ok: true, value: stored.value, isStored: true };
  const answer = refuse('no-token', 'The Skedulo API token is missing.', {
    mend: 'Create one in Skedulo under Settings > Developer Tools > API Tokens, and enter it here.',
    field,
  });
  return { ok: false, answer };
}
