import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describeStorageError } from '../ledger/failures.ts';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock } from '../sync/ports.ts';
import { appSettingsSchema, DEFAULT_APP_SETTINGS } from './app-settings.ts';
import type { AppSettings } from './app-settings.ts';
import { damagedSettingsFailure, migrateAppSettings } from './migrate-app-settings.ts';
import type { MigratedSettings } from './migrate-app-settings.ts';
import { instantInFileName, parseJsonText, readTextFile, writePrivateFile } from './private-file.ts';
import type { SettingsStore } from './stores.ts';

/** How one file of settings is read and written. */
export interface SettingsStorage {
  /** Undefined where there is no such file. Fails with `settings-damaged`, or as files can. */
  read(file: string): Promise<Result<unknown>>;
  /** Writes for its owner only: whole or not at all, over whatever stood there. Fails as files can. */
  write(file: string, settings: AppSettings): Promise<Result<void>>;
}

export interface FileSettingsStoreOptions {
  /** The folder of `settings.json` and its last good copy; made where it is missing. */
  readonly dataDir: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** JSON files of our own unless told. */
  readonly storage?: SettingsStorage;
}

/**
 * Opens the settings of a data folder, for its owner only. A damaged file is put aside as `settings.damaged-<time>.json`
 * and replaced by the last good copy, or by ReadyMeet's own settings where there is none, and `notices` says so.
 * Fails with `settings-newer`, or as files can.
 */
export async function openFileSettingsStore(
  options: FileSettingsStoreOptions,
): Promise<Result<SettingsStore>> {
  const files = filesIn(options);
  const read = await readSettings(files, files.current);
  if (!read.ok && read.failure.code !== 'settings-damaged') return read;
  const opened =
    read.ok && read.value !== null ? success(read.value) : await recover(files, options, !read.ok);
  if (!opened.ok) return opened;
  let current = opened.value.settings;
  // Also brings an earlier version up to date, and makes the copy where it is missing.
  const kept = await keep(files, current);
  if (!kept.ok) return kept;
  let writing: Promise<unknown> = Promise.resolve();
  return success({
    get current() {
      return current;
    },
    notices: opened.value.notices,
    save(settings) {
      const saved = writing.then(async (): Promise<Result<void>> => {
        const checked = appSettingsSchema.safeParse(settings);
        if (!checked.success) return failed(unusable(checked.error.issues[0]?.path ?? []));
        const written = await keep(files, checked.data);
        if (written.ok) current = checked.data;
        return written;
      });
      writing = saved;
      return saved;
    },
  });
}

interface SettingsFiles {
  readonly current: string;
  readonly lastGood: string;
  readonly storage: SettingsStorage;
}

function filesIn({ dataDir, storage = jsonFiles }: FileSettingsStoreOptions): SettingsFiles {
  return {
    current: join(dataDir, 'settings.json'),
    lastGood: join(dataDir, 'settings.last-good.json'),
    storage,
  };
}

const jsonFiles: SettingsStorage = {
  async read(file) {
    const text = await readTextFile(file);
    if (!text.ok) return text;
    if (text.value === null) return success(undefined);
    const value = parseJsonText(text.value);
    return value === undefined
      ? failed(damagedSettingsFailure('the file is not valid JSON'))
      : success(value);
  },
  write: (file, settings) => writePrivateFile(file, `${JSON.stringify(settings, null, 2)}\n`),
};

async function readSettings(
  { storage }: SettingsFiles,
  file: string,
): Promise<Result<MigratedSettings | null>> {
  const read = await storage.read(file);
  if (!read.ok) return read;
  return read.value === undefined ? success(null) : migrateAppSettings(read.value);
}

/** Finds settings to go on with where the file is damaged or gone. */
async function recover(
  files: SettingsFiles,
  { clock, dataDir }: FileSettingsStoreOptions,
  isDamaged: boolean,
): Promise<Result<MigratedSettings>> {
  const copy = await readSettings(files, files.lastGood);
  if (!copy.ok && copy.failure.code !== 'settings-damaged') return copy;
  const isFirstStart = !isDamaged && copy.ok && copy.value === null;
  if (isFirstStart) return success({ settings: DEFAULT_APP_SETTINGS, notices: [] });
  let aside: string | null = null;
  if (isDamaged) {
    aside = join(dataDir, `settings.damaged-${instantInFileName(clock.nowMs())}.json`);
    try {
      await rename(files.current, aside);
    } catch (error) {
      return failed(describeStorageError(error, files.current));
    }
  }
  const what =
    aside === null
      ? 'The settings file was missing'
      : `The settings file was damaged and is kept as ${aside}`;
  if (copy.ok && copy.value !== null) {
    return success({
      settings: copy.value.settings,
      notices: [
        `${what}. ReadyMeet goes on with the settings as they were last saved before; look through them once.`,
        ...copy.value.notices,
      ],
    });
  }
  return success({
    settings: DEFAULT_APP_SETTINGS,
    notices: [
      `${what}, and there is no good copy. ReadyMeet starts with its own settings; set it up again. Meetings, links and invitations made so far are kept.`,
    ],
  });
}

async function keep(files: SettingsFiles, settings: AppSettings): Promise<Result<void>> {
  const written = await files.storage.write(files.current, settings);
  if (!written.ok) return written;
  // Best effort: the settings themselves are on the disk, and the next saving makes the copy again.
  await files.storage.write(files.lastGood, settings);
  return written;
}

function unusable(path: readonly PropertyKey[]): ReturnType<typeof inputFailure> {
  const field = path.map(String).join('.');
  return inputFailure({
    party: 'ledger',
    code: 'settings-unusable',
    field,
    message: `The setting "${field}" cannot be saved as it is. The earlier settings are kept.`,
    scope: 'party',
  });
}
