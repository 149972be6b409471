import { createMemorySecretStore } from '../settings/memory-secret-store.ts';
import { openSealedSecretStore } from '../settings/sealed-secret-store.ts';
import type { SecretStore } from '../settings/stores.ts';
import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';
import { createSafeStorageCipher, findKeystore } from './safe-storage-cipher.ts';
import type { Keystore } from './safe-storage-cipher.ts';

export interface DesktopSecretsOptions {
  readonly dataFolder: string;
  readonly keystore: Keystore;
  readonly platform: NodeJS.Platform;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Opens the secrets of the desktop app: sealed by the system's keystore, or in memory where there is no safe one. */
export async function openDesktopSecrets(options: DesktopSecretsOptions): Promise<Result<SecretStore>> {
  const { dataFolder, keystore, platform, clock } = options;
  const found = await findKeystore(keystore, platform);
  if (!found.isSafe) return success(createMemorySecretStore(found.note));
  return openSealedSecretStore({
    dataDir: dataFolder,
    cipher: createSafeStorageCipher(keystore),
    clock,
    mendUnreadable:
      'Unlock this computer’s keystore and open ReadyMeet again; or enter the passwords and tokens again, and sign in to the meetings provider again.',
  });
}
