import { existsSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { describeStorageError } from '../ledger/failures.ts';
import { flushFolder } from '../ledger/flush.ts';
import type { SettingsStorage } from '../settings/file-settings-store.ts';
import { damagedSettingsFailure } from '../settings/migrate-app-settings.ts';
import { failed, success } from '../sync/failure.ts';

/** What a store of `electron-store` is opened with. */
export interface StoreOptions {
  readonly cwd: string;
  readonly name: string;
  readonly configFileMode: number;
  readonly accessPropertiesByDotNotation: false;
  /** Whether a file that is not valid JSON is written over instead of refused. */
  readonly clearInvalidConfig: boolean;
}

/** As much of `electron-store` as is needed. */
export interface OpenedStore {
  store: Record<string, unknown>;
}

/**
 * Reads and writes settings by `electron-store`, which writes atomically. What the settings may be is checked and
 * brought up to date by whoever reads them, the same for the desktop app as for the service.
 */
export function createElectronSettingsStorage(open: (options: StoreOptions) => OpenedStore): SettingsStorage {
  const openFile = (file: string, clearInvalidConfig: boolean): OpenedStore =>
    open({
      cwd: dirname(file),
      name: basename(file, extname(file)),
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig,
    });
  return {
    read(file) {
      try {
        // Opening a store would be enough to make the file.
        if (!existsSync(file)) return Promise.resolve(success(undefined));
        return Promise.resolve(success({ ...openFile(file, false).store }));
      } catch (error) {
        const failure =
          error instanceof SyntaxError
            ? damagedSettingsFailure('the file is not valid JSON')
            : describeStorageError(error, file);
        return Promise.resolve(failed(failure));
      }
    },
    async write(file, settings) {
      try {
        openFile(file, true).store = { ...settings };
        await flushFolder(dirname(file));
        return success(undefined);
      } catch (error) {
        return failed(describeStorageError(error, file));
      }
    },
  };
}
