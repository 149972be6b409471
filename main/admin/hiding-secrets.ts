import { z } from 'zod';
import type { Redactor } from '../log/redaction.ts';
import type { SecretName, SecretStore } from '../settings/stores.ts';

/** Tokens are stored as JSON; each is a secret by itself. */
const tokensSchema = z.object({
  tokens: z.object({ refreshToken: z.string(), accessToken: z.string().nullable() }),
});

/** Of each name so many of the newest values are hidden: rotated tokens would otherwise pile up for months. */
const VALUES_KEPT = 8;

/** A store that tells the redactor of every secret that passes through it, before anybody else sees it. */
export function hidingSecrets(store: SecretStore, redactor: Pick<Redactor, 'addSecret'>): SecretStore {
  /** For each name the values seen last, the newest at the end, each with the way to have it forgotten. */
  const hidden = new Map<SecretName, Map<string, () => void>>();

  const hideValue = (name: SecretName, value: string): void => {
    const values = hidden.get(name) ?? new Map<string, () => void>();
    hidden.set(name, values);
    const forget = values.get(value);
    // One that is still in use is among the newest: Google's refresh token stays the same for months.
    values.delete(value);
    values.set(value, forget ?? redactor.addSecret(value));
    if (forget !== undefined) return;
    const [oldest] = values;
    if (values.size <= VALUES_KEPT || oldest === undefined) return;
    values.delete(oldest[0]);
    oldest[1]();
  };

  const hide = (name: SecretName, value: string | null): void => {
    if (value === null) return;
    if (name !== 'provider-tokens') {
      hideValue(name, value);
      return;
    }
    const parsed = tokensSchema.safeParse(parseJson(value));
    if (!parsed.success) return;
    hideValue(name, parsed.data.tokens.refreshToken);
    if (parsed.data.tokens.accessToken !== null) hideValue(name, parsed.data.tokens.accessToken);
  };
  return {
    keeps: store.keeps,
    note: store.note,
    async read(name) {
      const read = await store.read(name);
      if (read.ok) hide(name, read.value);
      return read;
    },
    write(name, value) {
      hide(name, value);
      return store.write(name, value);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
