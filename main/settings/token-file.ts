import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { TokenSet, TokenStore } from '../sync/ports.ts';
import { parseJsonText, readPrivateFile, writePrivateFile } from './private-file.ts';
import { unreadableFailure } from './secret-box.ts';
import type { SecretBox } from './secret-box.ts';

export interface TokenFileOptions {
  /** The folder that holds `tokens.json`; made where it is missing. */
  readonly dataDir: string;
  readonly box: SecretBox;
  /** The tokens as the configuration gives them: where one starts, or starts again. */
  readonly configured: TokenSet;
  /** Tells connections apart, such as `zoom:CLIENT_ID`: the tokens of one are of no use to another. */
  readonly accountKey: string;
}

const fileSchema = z.object({
  version: z.literal(1),
  accounts: z.record(
    z.string(),
    z.object({
      /** SHA-256 of the configuration's refresh token these tokens descend from. */
      startedWithSha256: z.string(),
      /** Null once the tokens were cleared. */
      sealed: z.string().nullable(),
    }),
  ),
});
type Accounts = z.infer<typeof fileSchema>['accounts'];

const tokensSchema = z.object({
  refreshToken: z.string().min(1),
  accessToken: z.string().nullable(),
  expiresAtMs: z.number().nullable(),
});

/**
 * Opens the store of one connection's rotating tokens: `tokens.json`, encrypted, for its owner only. Stored tokens win
 * over the configured ones they descend from; a `refreshToken` in the configuration other than the one started with
 * replaces them, which is how one reconnects, also after the key was lost. Fails with `secrets-unreadable`, or as
 * writing files can.
 */
export async function openTokenFile(options: TokenFileOptions): Promise<Result<TokenStore>> {
  const { dataDir, box, configured, accountKey } = options;
  const file = join(dataDir, 'tokens.json');
  const read = await readAccounts(file);
  if (!read.ok) return read;
  let accounts = read.value;
  let tokens: TokenSet | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  const startedWithSha256 = createHash('sha256').update(configured.refreshToken).digest('hex');

  /** Disk first, then memory; one write after another. */
  function keep(newTokens: TokenSet | null): Promise<Result<void>> {
    const written = writing.then(async () => {
      const sealed = newTokens === null ? null : box.seal(JSON.stringify(newTokens));
      const changed = { ...accounts, [accountKey]: { startedWithSha256, sealed } };
      const result = await writeAccounts(file, changed);
      if (!result.ok) return result;
      accounts = changed;
      tokens = newTokens;
      return result;
    });
    writing = written;
    return written;
  }

  const stored = accounts[accountKey];
  if (stored === undefined || stored.startedWithSha256 !== startedWithSha256) {
    const seeded = await keep(configured);
    if (!seeded.ok) return seeded;
  } else if (stored.sealed !== null) {
    const opened = openTokens(box, stored.sealed);
    if (opened === null) return failed(unreadableFailure(file));
    tokens = opened;
  }
  return success({
    load: () => Promise.resolve(success(tokens)),
    save: keep,
    clear: () => keep(null),
  });
}

function openTokens(box: SecretBox, sealed: string): TokenSet | null {
  const opened = box.open(sealed);
  if (!opened.ok) return null;
  const parsed = tokensSchema.safeParse(parseJsonText(opened.value));
  return parsed.success ? parsed.data : null;
}

async function readAccounts(file: string): Promise<Result<Accounts>> {
  const text = await readPrivateFile(file);
  if (!text.ok) return text;
  if (text.value === null) return success({});
  const parsed = fileSchema.safeParse(parseJsonText(text.value));
  return parsed.success ? success(parsed.data.accounts) : failed(damagedFailure(file));
}

/** Nothing in it can be told from anything else, so a new token in the configuration cannot take a place in it. */
function damagedFailure(file: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'secrets-unreadable',
    message: `The file ${file}, which holds the sign-in tokens, cannot be understood. It is kept as it is.`,
    mend: 'Put back a copy of it; or move it away, sign in to the meeting provider again and put the new refreshToken into the configuration.',
    isTemporary: false,
  });
}

function writeAccounts(file: string, accounts: Accounts): Promise<Result<void>> {
  return writePrivateFile(file, `${JSON.stringify({ version: 1, accounts }, null, 2)}\n`);
}
