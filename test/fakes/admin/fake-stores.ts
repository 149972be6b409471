import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import type { SecretName, SecretStore, SettingsStore } from '../../../main/settings/stores.ts';
import { failed, localFailure, success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { LogFileReader } from '../../../main/admin/ports.ts';

const DISK_FULL = localFailure({ party: 'ledger', code: 'disk-full', message: 'The disk is full.' });

/** Settings in memory, on a disk that can be full. */
export class FakeSettingsStore implements SettingsStore {
  current: AppSettings = DEFAULT_APP_SETTINGS;
  notices: readonly string[] = [];
  isDiskFull = false;

  async save(settings: AppSettings): Promise<Result<void>> {
    await Promise.resolve();
    if (this.isDiskFull) return failed(DISK_FULL);
    // New objects, as what was read from a file is.
    this.current = structuredClone(settings);
    return success(undefined);
  }
}

/** Secrets in memory, in a keystore that can be locked. */
export class FakeSecretStore implements SecretStore {
  keeps: SecretStore['keeps'] = 'encrypted';
  note: string | null = null;
  readonly values = new Map<SecretName, string>();
  isUnreadable = false;
  /** Names that cannot be written. */
  readonly locked = new Set<SecretName>();

  async read(name: SecretName): Promise<Result<string | null>> {
    await Promise.resolve();
    if (!this.isUnreadable) return success(this.values.get(name) ?? null);
    return failed(
      localFailure({
        party: 'ledger',
        code: 'secrets-unreadable',
        message: 'The stored secrets cannot be read.',
        mend: 'Enter them again.',
        isTemporary: false,
      }),
    );
  }

  async write(name: SecretName, value: string | null): Promise<Result<void>> {
    await Promise.resolve();
    if (this.locked.has(name)) return failed(DISK_FULL);
    if (value === null) this.values.delete(name);
    else this.values.set(name, value);
    return success(undefined);
  }
}

/** A log file in memory. */
export class FakeLogFile implements LogFileReader {
  id = 'file-1';
  bytes: Buffer | null = null;

  append(text: string): void {
    this.bytes = Buffer.concat([this.bytes ?? Buffer.alloc(0), Buffer.from(text)]);
  }

  /** Puts the file aside for a new one. */
  rotate(): void {
    this.id = `${this.id}+`;
    this.bytes = Buffer.alloc(0);
  }

  async stat(): Promise<{ readonly sizeBytes: number; readonly id: string } | null> {
    await Promise.resolve();
    return this.bytes === null ? null : { sizeBytes: this.bytes.length, id: this.id };
  }

  async read(fromByte: number, lengthBytes: number): Promise<Uint8Array> {
    await Promise.resolve();
    return Buffer.from(this.bytes ?? []).subarray(fromByte, fromByte + lengthBytes);
  }
}
