import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeStorageError } from '../ledger/failures.ts';
import { failed, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';
import { instantInFileName, parseJsonText, readPrivateFile, writePrivateFile } from './private-file.ts';
import type { SecretBox } from './secret-box.ts';
import { SECRET_NAMES } from './stores.ts';
import type { SecretName, SecretStore } from './stores.ts';

/** Seals texts: the system's keystore in the desktop app, `SecretBox` in the service. Both reject when they cannot. */
export interface SecretCipher {
  encrypt(text: string): Promise<string>;
  /** `shouldReEncrypt`: the text was sealed with a key that is on its way out. */
  decrypt(sealed: string): Promise<{ readonly text: string; readonly shouldReEncrypt: boolean }>;
}

export interface SealedSecretStoreOptions {
  /** The folder of `secrets.json`; made where it is missing. */
  readonly dataDir: string;
  readonly cipher: SecretCipher;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** What a person can do when stored secrets can be read no more, in plain words. */
  readonly mendUnreadable: string;
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  secrets: z.partialRecord(z.enum(SECRET_NAMES), z.string()),
});
type Sealed = z.infer<typeof fileSchema>['secrets'];

/**
 * Opens the secrets of a data folder: `secrets.json`, each sealed by itself, for its owner only. A file or a secret
 * that cannot be read fails the reading with `secrets-unreadable` and is kept; a damaged file is put aside as
 * `secrets.damaged-<time>.json` when the first new secret is written. Fails as files can.
 */
export async function openSealedSecretStore(options: SealedSecretStoreOptions): Promise<Result<SecretStore>> {
  const { dataDir, cipher, clock, mendUnreadable } = options;
  const file = join(dataDir, 'secrets.json');
  const text = await readPrivateFile(file);
  if (!text.ok) return text;
  const parsed = text.value === null ? null : fileSchema.safeParse(parseJsonText(text.value));
  let isDamaged = parsed !== null && !parsed.success;
  let secrets: Sealed = parsed?.success === true ? parsed.data.secrets : {};
  let writing: Promise<unknown> = Promise.resolve();

  /** Disk first, then memory; one write after another. */
  function keep(change: (before: Sealed) => Promise<Result<Sealed>>): Promise<Result<void>> {
    const written = writing.then(async (): Promise<Result<void>> => {
      const changed = await change(secrets);
      if (!changed.ok) return changed;
      if (isDamaged) {
        try {
          await rename(file, join(dataDir, `secrets.damaged-${instantInFileName(clock.nowMs())}.json`));
        } catch (error) {
          return failed(describeStorageError(error, file));
        }
        isDamaged = false;
      }
      const content = `${JSON.stringify({ version: 1, secrets: changed.value }, null, 2)}\n`;
      const result = await writePrivateFile(file, content);
      if (result.ok) secrets = changed.value;
      return result;
    });
    writing = written;
    return written;
  }

  const seal = async (name: SecretName, value: string): Promise<Result<string>> => {
    try {
      // The name is sealed with the value, so that no secret can be put into another's place.
      return success(await cipher.encrypt(`${name}\n${value}`));
    } catch {
      return failed(unsealableFailure());
    }
  };

  return success({
    keeps: 'encrypted',
    note: null,
    async read(name) {
      await writing;
      if (isDamaged) return failed(unreadableSecretFailure(file, mendUnreadable));
      const sealed = secrets[name];
      if (sealed === undefined) return success(null);
      const opened = await open(cipher, name, sealed);
      if (opened === null) return failed(unreadableSecretFailure(file, mendUnreadable));
      if (opened.shouldReEncrypt) {
        // Best effort: the secret can still be read as it is, and the next reading tries again.
        await keep(async (before) => {
          if (before[name] !== sealed) return success(before);
          const resealed = await seal(name, opened.value);
          return resealed.ok ? success({ ...before, [name]: resealed.value }) : resealed;
        });
      }
      return success(opened.value);
    },
    write: (name, value) =>
      keep(async (before) => {
        const { [name]: _replaced, ...others } = before;
        if (value === null) return success(others);
        const sealed = await seal(name, value);
        return sealed.ok ? success({ ...others, [name]: sealed.value }) : sealed;
      }),
  });
}

async function open(
  cipher: SecretCipher,
  name: SecretName,
  sealed: string,
): Promise<{ readonly value: string; readonly shouldReEncrypt: boolean } | null> {
  try {
    const { text, shouldReEncrypt } = await cipher.decrypt(sealed);
    const prefix = `${name}\n`;
    return text.startsWith(prefix) ? { value: text.slice(prefix.length), shouldReEncrypt } : null;
  } catch {
    // Whatever the keystore says, it may quote what it was given.
    return null;
  }
}

/** Lets a box, which works at once, be used where a keystore is. */
export function cipherOfBox(box: SecretBox): SecretCipher {
  return {
    encrypt: (text) => Promise.resolve(box.seal(text)),
    decrypt(sealed) {
      const opened = box.open(sealed);
      return opened.ok
        ? Promise.resolve({ text: opened.value, shouldReEncrypt: false })
        : Promise.reject(new Error(opened.failure.code));
    },
  };
}

function unreadableSecretFailure(file: string, mend: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'secrets-unreadable',
    message: `The passwords and tokens stored in ${file} cannot be read: they were stored with another key, or the file was damaged. The file is kept as it is.`,
    mend,
    isTemporary: false,
  });
}

function unsealableFailure(): Failure {
  return localFailure({
    party: 'ledger',
    code: 'secrets-unwritable',
    message: "This computer's keystore did not take the secret, so it was not stored.",
    mend: 'Unlock the keystore, or sign in to this computer again, and try once more.',
    isTemporary: false,
  });
}
