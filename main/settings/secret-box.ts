import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { failed, inputFailure, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';

/** Locks texts away so that only the holder of the key can read or change them. */
export interface SecretBox {
  /** Encrypts a text; every call gives another answer. */
  seal(text: string): string;
  /** Decrypts what `seal` gave; fails with `secrets-unreadable` where the key or the text is not the same any more. */
  open(sealed: string): Result<string>;
}

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** The length NIST SP 800-38D section 8.2 recommends. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Begins every sealed text, and is sealed with it: another way of sealing gets another word. */
const VERSION = 'rm1';

/**
 * Makes a box from the value of the environment variable `READYMEET_SECRET_KEY`: 32 bytes in base64 or hexadecimal.
 * Anything else fails with `secret-key-missing` or `secret-key-unusable`.
 */
export function createSecretBox(keyText: string | undefined): Result<SecretBox> {
  const text = keyText?.trim() ?? '';
  if (text === '') return failed(keyFailure('secret-key-missing', 'is not set'));
  const key = parseKey(text);
  if (key === null) {
    return failed(keyFailure('secret-key-unusable', 'is not a key of 32 bytes in base64 or hexadecimal'));
  }
  return success({
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(VERSION));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [VERSION, nonce, cipher.getAuthTag(), body]
        .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
        .join('.');
    },
    open(sealed) {
      const [version, nonce, tag, body, ...rest] = sealed.split('.');
      if (version !== VERSION || nonce === undefined || tag === undefined || body === undefined) {
        return failed(unreadableFailure());
      }
      if (rest.length > 0) return failed(unreadableFailure());
      try {
        const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(VERSION));
        decipher.setAuthTag(Buffer.from(tag, 'base64url'));
        const plain = Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]);
        return success(plain.toString('utf8'));
      } catch {
        return failed(unreadableFailure());
      }
    },
  });
}

function parseKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  // 43 characters carry 32 bytes; both alphabets are read, with padding or without.
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length === KEY_BYTES ? key : null;
}

function keyFailure(code: string, finding: string): Failure {
  return inputFailure({
    party: 'ledger',
    code,
    field: 'READYMEET_SECRET_KEY',
    message: `The environment variable READYMEET_SECRET_KEY ${finding}. ReadyMeet needs it to keep sign-in tokens encrypted.`,
    mend: `Make a key once, with  openssl rand -base64 32  or  node -p "require('node:crypto').randomBytes(32).toString('base64')"  and set READYMEET_SECRET_KEY to it at every start. Keep it in a safe place.`,
    scope: 'party',
  });
}

/** Stored secrets that this key does not open, or that were changed. */
export function unreadableFailure(file?: string): Failure {
  return localFailure({
    party: 'ledger',
    code: 'secrets-unreadable',
    message: `The stored sign-in tokens${file === undefined ? '' : ` in ${file}`} cannot be read: the key in READYMEET_SECRET_KEY is not the one they were stored with, or the file was damaged.`,
    mend: 'Set READYMEET_SECRET_KEY to the key used before; or sign in to the meeting provider again and put the new refreshToken into the configuration.',
    isTemporary: false,
  });
}
