import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import { openFileSettingsStore } from '../../../main/settings/file-settings-store.ts';
import type { SettingsStore } from '../../../main/settings/stores.ts';
import type { Result } from '../../../main/sync/failure.ts';

const NOW_MS = Date.UTC(2031, 4, 6, 1, 2, 3, 4);
const OFTEN: AppSettings = { ...DEFAULT_APP_SETTINGS, sync: { pollSeconds: 10, concurrency: 4 } };
const SELDOM: AppSettings = { ...DEFAULT_APP_SETTINGS, sync: { pollSeconds: 600, concurrency: 4 } };

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readymeet-settings-'));
  file = join(folder, 'settings.json');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (dataDir = folder): Promise<Result<SettingsStore>> =>
  openFileSettingsStore({ dataDir, clock: { nowMs: () => NOW_MS } });

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.failure.code);

describe('the settings file', () => {
  it("starts with ReadyMeet's own settings, in a folder that need not exist", async () => {
    const store = valueOf(await open(join(folder, 'new')));
    expect(store.current).toEqual(DEFAULT_APP_SETTINGS);
    expect(store.notices).toEqual([]);
    expect((await readdir(join(folder, 'new'))).sort()).toEqual(['settings.json', 'settings.last-good.json']);
  });

  it('gives back what was saved, for its owner only', async () => {
    const store = valueOf(await open());
    valueOf(await store.save(OFTEN));
    expect(store.current).toEqual(OFTEN);
    expect(valueOf(await open()).current).toEqual(OFTEN);
    for (const name of await readdir(folder)) {
      expect((await stat(join(folder, name))).mode & 0o777, name).toBe(0o600);
    }
  });

  it('keeps the order of savings made at the same time', async () => {
    const store = valueOf(await open());
    await Promise.all([store.save(OFTEN), store.save(SELDOM)]);
    expect(store.current).toEqual(SELDOM);
    expect(valueOf(await open()).current).toEqual(SELDOM);
  });

  it.each(['{"version":1,"sync":', '', 'null', '{"version":1,"selectedProvider":"webex"}'])(
    'goes on with the last good copy where it finds %j, keeps that aside and says so',
    async (damaged) => {
      valueOf(await valueOf(await open()).save(OFTEN));
      await writeFile(file, damaged);
      const store = valueOf(await open());
      expect(store.current).toEqual(OFTEN);
      expect(store.notices).toEqual([expect.stringContaining('damaged')]);
      const aside = join(folder, 'settings.damaged-2031-05-06T01-02-03-004Z.json');
      expect(await readFile(aside, 'utf8')).toBe(damaged);
      const again = valueOf(await open());
      expect(again.current).toEqual(OFTEN);
      expect(again.notices).toEqual([]);
    },
  );

  it('goes on with the last good copy where the file is gone', async () => {
    valueOf(await valueOf(await open()).save(OFTEN));
    await rm(file);
    const store = valueOf(await open());
    expect(store.current).toEqual(OFTEN);
    expect(store.notices).toEqual([expect.stringContaining('missing')]);
  });

  it('starts anew, and says so, where the copy is damaged too', async () => {
    await writeFile(file, '{');
    await writeFile(join(folder, 'settings.last-good.json'), '{');
    const store = valueOf(await open());
    expect(store.current).toEqual(DEFAULT_APP_SETTINGS);
    expect(store.notices).toEqual([expect.stringContaining('set it up again')]);
  });

  it('refuses settings of a newer version and leaves them as they are', async () => {
    const newer = '{"version":99,"somethingNew":true}';
    await writeFile(file, newer);
    expect(codeOf(await open())).toBe('settings-newer');
    expect(await readFile(file, 'utf8')).toBe(newer);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('reads a file that an editor of Windows has saved', async () => {
    await writeFile(file, `\uFEFF${JSON.stringify(OFTEN)}`);
    expect(valueOf(await open()).current).toEqual(OFTEN);
  });

  it('saves nothing that it could not read again', async () => {
    const store = valueOf(await open());
    const unusable = { ...OFTEN, sync: { pollSeconds: Number.NaN, concurrency: 4 } };
    const saved = await store.save(unusable);
    expect(saved).toMatchObject({
      ok: false,
      failure: { code: 'settings-unusable', field: 'sync.pollSeconds' },
    });
    expect(store.current).toEqual(DEFAULT_APP_SETTINGS);
  });

  it('changes nothing where nothing can be written', async () => {
    const store = valueOf(await open());
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file where the folder was');
    expect(codeOf(await store.save(OFTEN))).not.toBe('done');
    expect(store.current).toEqual(DEFAULT_APP_SETTINGS);
    await rm(folder);
    await mkdir(folder);
    await chmod(folder, 0o700);
    expect(codeOf(await store.save(OFTEN))).toBe('done');
    expect(store.current).toEqual(OFTEN);
  });
});
