import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { ProviderAccount } from '../sync/ports.ts';
import { parseJsonText, readPrivateFile, writePrivateFile } from './private-file.ts';

export interface AccountFileOptions {
  /** The folder that holds `accounts.json`; made where it is missing. */
  readonly dataDir: string;
  readonly kind: ProviderKind;
  /** The refresh token as the configuration gives it: while it stays the same, so does the account. */
  readonly configuredRefreshToken: string;
  readonly nowMs: () => number;
}

export interface AccountFile {
  /**
   * Since when the account makes the provider's meetings, in milliseconds since 1970; 0 for "from the beginning". At
   * once while the configured token is the one the account was known by; otherwise as soon as the provider has said
   * whose it is, and where it does not say the instant at which the token came to be used: earlier meetings are then
   * taken for another account's.
   */
  sinceMs(account: Promise<Result<ProviderAccount>>): Promise<number>;
  /** Resolves when what the provider said is on the disk. Fails as writing files can; the next start asks again. */
  kept(): Promise<Result<void>>;
}

const entrySchema = z.object({
  /** The provider's id of the account; null until it has told it. */
  accountId: z.string().nullable(),
  sinceMs: z.int(),
  /** SHA-256 of the configuration's refresh token that the account was known by. */
  startedWithSha256: z.string(),
  /** The token that took its place and since when, until the provider has told whose it is. */
  successor: z.object({ startedWithSha256: z.string(), sinceMs: z.int() }).nullable().default(null),
});
type Entry = z.infer<typeof entrySchema>;

const fileSchema = z.object({ version: z.literal(1), accounts: z.record(z.string(), entrySchema) });

/**
 * Opens the record of which account makes each provider's meetings, and since when. A refresh token of another account
 * sees none of the meetings made before: without this record they would seem to be gone. Fails as files can, with
 * `local`; a file that cannot be understood counts as one that knows no account.
 */
export async function openAccountFile(options: AccountFileOptions): Promise<Result<AccountFile>> {
  const { dataDir, kind, configuredRefreshToken, nowMs } = options;
  const file = join(dataDir, 'accounts.json');
  const text = await readPrivateFile(file);
  if (!text.ok) return text;
  const isNew = text.value === null;
  const parsed = isNew ? null : fileSchema.safeParse(parseJsonText(text.value));
  const accounts = parsed?.success === true ? parsed.data.accounts : {};
  const isDamaged = parsed?.success === false;
  const startedWithSha256 = createHash('sha256').update(configuredRefreshToken).digest('hex');

  function write(entry: Entry): Promise<Result<void>> {
    const changed = { version: 1, accounts: { ...accounts, [kind]: entry } };
    return writePrivateFile(file, `${JSON.stringify(changed, null, 2)}\n`);
  }

  let stored = accounts[kind] ?? null;
  if (stored === null) {
    stored = { accountId: null, sinceMs: isDamaged ? nowMs() : 0, startedWithSha256, successor: null };
    const written = await write(stored);
    if (!written.ok) return written;
  }
  const hasSameToken = stored.startedWithSha256 === startedWithSha256;
  const before = stored.successor;
  const isSuccessorKnown = before !== null && before.startedWithSha256 === startedWithSha256;
  const successor = isSuccessorKnown ? before : { startedWithSha256, sinceMs: nowMs() };
  if (hasSameToken ? before !== null : !isSuccessorKnown) {
    // Also what is given up: used again later, a token's meetings do not reach back to its first time.
    stored = { ...stored, successor: hasSameToken ? null : successor };
    const written = await write(stored);
    if (!written.ok) return written;
  }
  const known = stored;
  let learning: Promise<Learned> = Promise.resolve({ entry: null, written: success(undefined) });

  /** What is known once the provider has answered; null where it did not tell. */
  function entryOf(account: Result<ProviderAccount>): Entry | null {
    if (!account.ok || account.value.id === '') return null;
    const { id: accountId } = account.value;
    const isFirstAnswer = known.accountId === null && hasSameToken;
    const isSame = isFirstAnswer || accountId === known.accountId;
    const sinceMs = isSame ? known.sinceMs : successor.sinceMs;
    return { accountId, sinceMs, startedWithSha256, successor: null };
  }

  async function learn(account: Promise<Result<ProviderAccount>>): Promise<Learned> {
    const entry = entryOf(await account);
    const isNews = entry !== null && !(hasSameToken && entry.accountId === known.accountId);
    return { entry, written: isNews ? await write(entry) : success(undefined) };
  }

  return success({
    async sinceMs(account) {
      learning = learn(account);
      if (hasSameToken) return known.sinceMs;
      return (await learning).entry?.sinceMs ?? successor.sinceMs;
    },
    async kept() {
      return (await learning).written;
    },
  });
}

interface Learned {
  readonly entry: Entry | null;
  readonly written: Result<void>;
}
