import type { SafeStorage } from 'electron';
import type { SecretCipher } from '../settings/sealed-secret-store.ts';

/** As much of Electron's `safeStorage` as is needed: the asynchronous half. */
export type Keystore = Pick<
  SafeStorage,
  'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'
>;

/**
 * Seals secrets with a key that the system's keystore keeps (Windows DPAPI, macOS Keychain, libsecret or KWallet).
 * https://www.electronjs.org/docs/latest/api/safe-storage
 */
export function createSafeStorageCipher(
  keystore: Pick<Keystore, 'encryptStringAsync' | 'decryptStringAsync'>,
): SecretCipher {
  return {
    async encrypt(text) {
      return (await keystore.encryptStringAsync(text)).toString('base64');
    },
    async decrypt(sealed) {
      const { result, shouldReEncrypt } = await keystore.decryptStringAsync(Buffer.from(sealed, 'base64'));
      return { text: result, shouldReEncrypt };
    },
  };
}

/** Whether this computer has a safe place for secrets; otherwise why not and what that means, in plain words. */
export async function findKeystore(
  keystore: Pick<Keystore, 'isAsyncEncryptionAvailable' | 'getSelectedStorageBackend'>,
  platform: NodeJS.Platform,
): Promise<{ readonly isSafe: true } | { readonly isSafe: false; readonly note: string }> {
  // On Linux without a keyring, Chromium would "encrypt" with a password that everybody knows.
  if (platform === 'linux') {
    const backend = keystore.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return { isSafe: false, note: NO_KEYRING };
  }
  try {
    if (await keystore.isAsyncEncryptionAvailable()) return { isSafe: true };
  } catch {
    // Whatever it says, secrets are not to be entrusted to it.
  }
  return { isSafe: false, note: KEYSTORE_CLOSED };
}

const NO_KEYRING =
  'This computer has no keyring, so ReadyMeet keeps tokens and passwords in memory only: they have to be entered again after each start. Install and unlock a keyring such as GNOME Keyring or KWallet, then start ReadyMeet again.';
const KEYSTORE_CLOSED =
  'This computer’s keystore cannot be used, so ReadyMeet keeps tokens and passwords in memory only: they have to be entered again after each start. Unlock the keystore, then start ReadyMeet again.';
