import { describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import { migrateAppSettings, SETTINGS_MIGRATIONS } from '../../../main/settings/migrate-app-settings.ts';
import type { SettingsMigration } from '../../../main/settings/migrate-app-settings.ts';

function outcome(value: unknown, migrations?: readonly SettingsMigration[]): unknown {
  const result = migrateAppSettings(value, migrations);
  return result.ok ? result.value : { code: result.failure.code, message: result.failure.message };
}

describe('migrateAppSettings', () => {
  it('takes nothing, and next to nothing, for the settings of somebody who has not set anything', () => {
    for (const value of [undefined, {}, { version: 1 }, { __internal__: { migrations: {} } }]) {
      expect(outcome(value)).toEqual({ settings: DEFAULT_APP_SETTINGS, notices: [] });
    }
  });

  it('fills in what an earlier release did not write', () => {
    expect(outcome({ version: 1, sync: { pollSeconds: 60 } })).toEqual({
      settings: { ...DEFAULT_APP_SETTINGS, sync: { pollSeconds: 60, concurrency: 8 } },
      notices: [],
    });
  });

  it('leaves out what it does not know, keeps the rest, and says so', () => {
    const value = { version: 1, colour: 'red', sync: { pollSeconds: 60, speed: 9 }, mail: null };
    expect(outcome(value)).toEqual({
      settings: { ...DEFAULT_APP_SETTINGS, sync: { pollSeconds: 60, concurrency: 8 } },
      notices: [expect.stringContaining('sync.speed')],
    });
    expect(outcome(value)).toEqual(expect.objectContaining({ notices: [expect.stringContaining('colour')] }));
  });

  it.each([
    ['not an object', 'text'],
    ['a list', []],
    ['null', null],
    ['a version that is none', { version: 'one' }],
    ['a version before the first', { version: 0 }],
    ['a value that cannot be', { version: 1, sync: { pollSeconds: 'often' } }],
    ['an unknown key beside a value that cannot be', { colour: 1, selectedProvider: 'webex' }],
  ])('calls %s damaged', (_name, value) => {
    expect(outcome(value)).toMatchObject({ code: 'settings-damaged' });
  });

  it('names the damaged field and not its value', () => {
    const result = outcome({ mail: { from: 'care@acme.test', host: 'secret.example', port: 'x' } });
    expect(JSON.stringify(result)).toContain('mail.port');
    expect(JSON.stringify(result)).not.toContain('secret.example');
  });

  it('refuses a newer version with words', () => {
    expect(outcome({ version: 2 })).toMatchObject({ code: 'settings-newer' });
    expect(JSON.stringify(outcome({ version: 2 }))).toContain('newer ReadyMeet');
  });

  it('carries out the steps above the version, each once and in order', () => {
    const seen: unknown[] = [];
    const step = (to: number): SettingsMigration => ({
      to,
      apply(settings) {
        seen.push(settings);
        return { ...settings, [`step${String(to)}`]: true };
      },
    });
    const migrations = [step(2), step(3), step(4)];
    migrateAppSettings({ version: 2, own: 'kept' }, migrations);
    expect(seen).toEqual([
      { version: 2, own: 'kept' },
      { version: 3, own: 'kept', step3: true },
    ]);
    expect(outcome({ version: 5 }, migrations)).toMatchObject({ code: 'settings-newer' });
  });

  it('has steps that rise one by one, the newest being what the schema calls its version', () => {
    expect(SETTINGS_MIGRATIONS.map(({ to }) => to)).toEqual(SETTINGS_MIGRATIONS.map((_, index) => index + 2));
    expect(DEFAULT_APP_SETTINGS.version).toBe(SETTINGS_MIGRATIONS.at(-1)?.to ?? 1);
  });
});
