import { failed, inputFailure, localFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import { appSettingsSchema } from './app-settings.ts';
import type { AppSettings } from './app-settings.ts';

/** A step from the version below to `to`. */
export interface SettingsMigration {
  readonly to: number;
  apply(settings: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Every step of the settings, in order. Steps are only ever added. The first version needs none. */
export const SETTINGS_MIGRATIONS: readonly SettingsMigration[] = [];

const FIRST_VERSION = 1;

export interface MigratedSettings {
  readonly settings: AppSettings;
  /** What was mended, in plain words. */
  readonly notices: readonly string[];
}

/**
 * Brings settings as they were read from the disk to the newest version and checks them. Nothing at all (`undefined`)
 * and an empty object are the settings of somebody who has not set anything.
 *
 * Fails with `settings-newer` where a later ReadyMeet wrote them, and with `settings-damaged` where they cannot be used;
 * the message names the fields and shows no value.
 */
export function migrateAppSettings(
  value: unknown,
  migrations: readonly SettingsMigration[] = SETTINGS_MIGRATIONS,
): Result<MigratedSettings> {
  if (value === undefined) return check({}, []);
  if (!isObject(value)) return failed(damagedSettingsFailure('they are not an object'));
  // electron-store keeps notes of its own under this name.
  const { __internal__: _ignored, ...settings } = value;
  const version = settings['version'] ?? FIRST_VERSION;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < FIRST_VERSION) {
    return failed(damagedSettingsFailure('their version cannot be read'));
  }
  const newest = migrations.at(-1)?.to ?? FIRST_VERSION;
  if (version > newest) return failed(newerSettingsFailure(version, newest));
  let migrated: Record<string, unknown> = settings;
  for (const migration of migrations) {
    if (migration.to > version) migrated = { ...migration.apply(migrated), version: migration.to };
  }
  return check(migrated, []);
}

function check(value: Record<string, unknown>, dropped: readonly string[]): Result<MigratedSettings> {
  const parsed = appSettingsSchema.safeParse(value);
  if (parsed.success) {
    const notices =
      dropped.length === 0
        ? []
        : [
            `The settings held something ReadyMeet does not know, and it was left out: ${dropped.join(', ')}. Everything else is kept.`,
          ];
    return success({ settings: parsed.data, notices });
  }
  const { issues } = parsed.error;
  const unknownKeys = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
  );
  if (dropped.length === 0 && unknownKeys.length > 0 && issues.length === countUnknown(issues)) {
    return check(withoutKeys(value, unknownKeys), unknownKeys.map(toField));
  }
  const fields = [...new Set(issues.map(({ path }) => toField(path)))].slice(0, 5);
  return failed(damagedSettingsFailure(`these cannot be understood: ${fields.join(', ')}`));
}

function countUnknown(issues: readonly { readonly code: string }[]): number {
  return issues.filter(({ code }) => code === 'unrecognized_keys').length;
}

function toField(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 40)).join('.');
}

function withoutKeys(
  value: Readonly<Record<string, unknown>>,
  paths: readonly (readonly PropertyKey[])[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const below = paths.filter(([first]) => first === key).map((path) => path.slice(1));
    if (below.some((path) => path.length === 0)) continue;
    result[key] = below.length > 0 && isObject(item) ? withoutKeys(item, below) : item;
  }
  return result;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param finding what was found, as the end of a sentence without its full stop */
export function damagedSettingsFailure(finding: string): Failure {
  return inputFailure({
    party: 'ledger',
    code: 'settings-damaged',
    message: `The settings of ReadyMeet are damaged: ${finding}.`,
    scope: 'party',
  });
}

function newerSettingsFailure(found: number, known: number): Failure {
  return localFailure({
    party: 'ledger',
    code: 'settings-newer',
    message: `The settings were written by a newer ReadyMeet (their version is ${String(found)}, this program knows ${String(known)}). They are kept as they are.`,
    mend: 'Install the newest ReadyMeet on this computer.',
    isTemporary: false,
  });
}
