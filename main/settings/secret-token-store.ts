import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { TokenStore } from '../sync/ports.ts';
import { parseJsonText } from './private-file.ts';
import type { SecretStore } from './stores.ts';

export interface SecretTokenStoreOptions {
  readonly secrets: SecretStore;
  /** The connection the tokens belong to. */
  readonly kind: ProviderKind;
  readonly clientId: string;
}

const storedSchema = z.strictObject({
  kind: z.enum(['zoom', 'teams', 'meet']),
  clientId: z.string(),
  /** One sign-in: its rotated tokens carry the same. */
  grant: z.string(),
  tokens: z.strictObject({
    refreshToken: z.string().min(1),
    accessToken: z.string().nullable(),
    expiresAtMs: z.number().nullable(),
  }),
});
type Stored = z.infer<typeof storedSchema>;

/**
 * Keeps the tokens of one connection among the app's secrets. Tokens of another connection count as none.
 *
 * Make a new store whenever somebody has signed in: one that has handed out tokens takes what is saved after that for
 * their rotation, and keeps it only in their place. Where the tokens were forgotten or replaced by another connection
 * meanwhile, saving fails with `connection-replaced` instead of bringing them back; where somebody signed in to the
 * same connection again, the newer tokens stay.
 */
export function createSecretTokenStore({ secrets, kind, clientId }: SecretTokenStoreOptions): TokenStore {
  let handedOutGrant: string | null = null;

  const readOwn = async (): Promise<Result<Stored | null>> => {
    const read = await secrets.read('provider-tokens');
    if (!read.ok) return read;
    if (read.value === null) return success(null);
    const parsed = storedSchema.safeParse(parseJsonText(read.value));
    if (!parsed.success) return failed(unreadableTokensFailure());
    const isOwn = parsed.data.kind === kind && parsed.data.clientId === clientId;
    return success(isOwn ? parsed.data : null);
  };

  return {
    async load() {
      const own = await readOwn();
      if (!own.ok || own.value === null) return own.ok ? success(null) : own;
      handedOutGrant = own.value.grant;
      return success(own.value.tokens);
    },
    async save(tokens) {
      const grant = handedOutGrant ?? randomUUID();
      if (handedOutGrant !== null) {
        const own = await readOwn();
        if (!own.ok) return own;
        if (own.value === null) return failed(replacedFailure());
        if (own.value.grant !== grant) return success(undefined);
      }
      const { refreshToken, accessToken, expiresAtMs } = tokens;
      const stored: Stored = { kind, clientId, grant, tokens: { refreshToken, accessToken, expiresAtMs } };
      const written = await secrets.write('provider-tokens', JSON.stringify(stored));
      if (written.ok) handedOutGrant = grant;
      return written;
    },
    async clear() {
      const own = await readOwn();
      // What cannot be read is of no use to any connection.
      if (!own.ok && own.failure.code !== 'secrets-unreadable') return own;
      handedOutGrant = null;
      return own.ok && own.value === null ? success(undefined) : secrets.write('provider-tokens', null);
    },
  };
}

function unreadableTokensFailure(): Failure {
  return localFailure({
    party: 'ledger',
    code: 'secrets-unreadable',
    message: 'The stored tokens of the meetings provider cannot be understood.',
    mend: 'Sign in to the meetings provider again.',
    isTemporary: false,
  });
}

function replacedFailure(): Failure {
  return localFailure({
    party: 'ledger',
    code: 'connection-replaced',
    message: 'The connection to the meetings provider was removed or replaced meanwhile.',
    isTemporary: false,
  });
}
