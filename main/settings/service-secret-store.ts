import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';
import { createMemorySecretStore } from './memory-secret-store.ts';
import { cipherOfBox, openSealedSecretStore } from './sealed-secret-store.ts';
import { createSecretBox } from './secret-box.ts';
import type { SecretStore } from './stores.ts';

export interface ServiceSecretStoreOptions {
  readonly dataDir: string;
  /** The value of the environment variable `READYMEET_SECRET_KEY`, if it is set. */
  readonly keyText: string | undefined;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/**
 * Opens the secrets of the service: encrypted in the data folder where `READYMEET_SECRET_KEY` is set, otherwise in
 * memory, which `note` says. Fails with `secret-key-unusable` for a key that is none, or as files can.
 */
export async function openServiceSecretStore(
  options: ServiceSecretStoreOptions,
): Promise<Result<SecretStore>> {
  const { dataDir, keyText, clock } = options;
  if (keyText === undefined || keyText.trim() === '') return success(createMemorySecretStore(NO_KEY));
  const box = createSecretBox(keyText);
  if (!box.ok) return box;
  return openSealedSecretStore({ dataDir, cipher: cipherOfBox(box.value), clock, mendUnreadable: MEND });
}

const NO_KEY =
  'Passwords and tokens are kept only until ReadyMeet ends, because the environment variable READYMEET_SECRET_KEY is not set. To keep them encrypted, make a key once with "openssl rand -base64 32" and set READYMEET_SECRET_KEY to it at every start.';

const MEND =
  'Set READYMEET_SECRET_KEY to the key used before and start ReadyMeet again; or enter the passwords and tokens again, and sign in to the meetings provider again.';
