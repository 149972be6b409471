import type { Result } from '../sync/failure.ts';
import type { AppSettings } from './app-settings.ts';

/** Where the app's settings are kept: `electron-store` in the desktop app, a file for the service's page. */
export interface SettingsStore {
  /** The settings as last written to the disk. */
  readonly current: AppSettings;
  /** Writes, and only then changes `current`. Fails with `local`; nothing is changed then. */
  save(settings: AppSettings): Promise<Result<void>>;
  /** What was mended at the start, in plain words, such as a damaged file replaced by its last good copy. */
  readonly notices: readonly string[];
}

/** Names of the secrets the app keeps. */
export const SECRET_NAMES = [
  'skedulo-token',
  'meeting-password',
  'smtp-password',
  'provider-tokens',
  'client-secret-zoom',
  'client-secret-teams',
  'client-secret-meet',
] as const;
export type SecretName = (typeof SECRET_NAMES)[number];

/** Where secrets are kept: the system's keystore in the desktop app, an encrypted file or memory for the service. */
export interface SecretStore {
  /** `memory`: secrets are lost when the program ends, because this machine has no safe place for them. */
  readonly keeps: 'encrypted' | 'memory';
  /** Why secrets are kept in memory only, and what to do; null where they are encrypted. */
  readonly note: string | null;
  /** Null where none is stored. Fails with `local` and code `secrets-unreadable` when it can be read no more. */
  read(name: SecretName): Promise<Result<string | null>>;
  /** Null forgets the secret. Resolves when it is on the disk. */
  write(name: SecretName, value: string | null): Promise<Result<void>>;
}
