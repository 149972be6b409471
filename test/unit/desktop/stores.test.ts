import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import type { SettingsStore } from '../../../main/settings/stores.ts';
import { openDesktopSecrets } from '../../../main/desktop/desktop-secrets.ts';
import { shareSettings } from '../../../main/desktop/desktop-settings.ts';
import { createElectronSettingsStorage } from '../../../main/desktop/electron-settings-storage.ts';
import type { OpenedStore, StoreOptions } from '../../../main/desktop/electron-settings-storage.ts';
import { createLoginItem, startsHidden } from '../../../main/desktop/login-item.ts';
import { createSafeStorageCipher, findKeystore } from '../../../main/desktop/safe-storage-cipher.ts';
import type { Keystore } from '../../../main/desktop/safe-storage-cipher.ts';
import { createDesktopShell } from '../../../main/desktop/shell.ts';
import { failed, localFailure, success } from '../../../main/sync/failure.ts';

const recordSchema = z.record(z.string(), z.unknown());

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'readymeet-stores-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('settings that page and window share', () => {
  /** A store whose writing takes a moment. */
  function slowStore(): SettingsStore & { readonly saved: AppSettings[] } {
    const saved: AppSettings[] = [];
    return {
      saved,
      notices: [],
      get current() {
        return saved.at(-1) ?? DEFAULT_APP_SETTINGS;
      },
      async save(settings) {
        await new Promise((resolve) => {
          setTimeout(resolve, 5);
        });
        saved.push(settings);
        return success(undefined);
      },
    };
  }
  const bounds = { x: 1, y: 2, width: 900, height: 600, isMaximized: false };

  test('neither undoes what the other has just written', async () => {
    const store = slowStore();
    const shared = shareSettings(store);
    const before = shared.forPage.current;
    const writes = [
      shared.remember({ windowBounds: bounds }),
      shared.forPage.save({ ...before, selectedProvider: 'zoom' }),
      shared.remember({ wasToldThatClosingHides: true }),
    ];
    await Promise.all(writes);
    expect(store.current.selectedProvider).toBe('zoom');
    expect(store.current.desktop).toMatchObject({ windowBounds: bounds, wasToldThatClosingHides: true });
    expect(shared.memory).toEqual({ windowBounds: bounds, wasToldThatClosingHides: true });
  });

  test('what a person sets on the page is kept as it was set', async () => {
    const store = slowStore();
    const shared = shareSettings(store);
    const { desktop } = shared.forPage.current;
    await shared.forPage.save({
      ...shared.forPage.current,
      desktop: { ...desktop, showsNotifications: false, windowBounds: bounds },
    });
    expect(store.current.desktop).toMatchObject({ showsNotifications: false, windowBounds: null });
  });

  test('a write that fails is told, and the next one goes on', async () => {
    const store = slowStore();
    const failure = localFailure({ party: 'ledger', code: 'disk-full', message: 'Full.' });
    let isFull = true;
    const shared = shareSettings({
      ...store,
      get current() {
        return store.current;
      },
      save: (settings) => (isFull ? Promise.resolve(failed(failure)) : store.save(settings)),
    });
    expect(await shared.remember({ windowBounds: bounds })).toEqual(failed(failure));
    isFull = false;
    expect(await shared.remember({ windowBounds: bounds })).toEqual(success(undefined));
    expect(shared.memory.windowBounds).toEqual(bounds);
  });
});

describe('settings by electron-store', () => {
  /** As `conf` reads and writes: a JSON file, and a syntax error for what is none. */
  function openFake(opened: StoreOptions[]) {
    return (options: StoreOptions): OpenedStore => {
      opened.push(options);
      const file = join(options.cwd, `${options.name}.json`);
      const read = (): Record<string, unknown> => {
        return existsSync(file) ? recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
      };
      if (!options.clearInvalidConfig) read();
      return {
        get store() {
          return read();
        },
        set store(value) {
          writeFileSync(file, JSON.stringify(value));
        },
      };
    };
  }

  test('are written for their owner only, and read back', async () => {
    const file = join(await makeFolder(), 'settings.json');
    const opened: StoreOptions[] = [];
    const storage = createElectronSettingsStorage(openFake(opened));
    expect(await storage.read(file)).toEqual(success(undefined));
    expect(opened).toEqual([]);
    expect(await storage.write(file, DEFAULT_APP_SETTINGS)).toEqual(success(undefined));
    expect(await storage.read(file)).toEqual(success(DEFAULT_APP_SETTINGS));
    expect(opened[0]).toMatchObject({ name: 'settings', configFileMode: 0o600 });
  });

  test('a damaged file is a damaged file, and can be written over', async () => {
    const file = join(await makeFolder(), 'settings.last-good.json');
    await writeFile(file, '{ "version": 1,');
    const storage = createElectronSettingsStorage(openFake([]));
    expect(await storage.read(file)).toMatchObject({ ok: false, failure: { code: 'settings-damaged' } });
    expect(await storage.write(file, DEFAULT_APP_SETTINGS)).toEqual(success(undefined));
    expect((await storage.read(file)).ok).toBe(true);
  });

  test('a disk that refuses is told as such', async () => {
    const file = join(await makeFolder(), 'settings.json');
    const storage = createElectronSettingsStorage(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
    });
    expect(await storage.write(file, DEFAULT_APP_SETTINGS)).toMatchObject({
      ok: false,
      failure: { code: 'disk-full' },
    });
  });
});

/** A keystore that turns texts around. */
function fakeKeystore(changes: Partial<Keystore> = {}): Keystore {
  return {
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(Buffer.from(text, 'utf8').reverse()),
    decryptStringAsync: (sealed) =>
      Promise.resolve({ result: Buffer.from(sealed).reverse().toString('utf8'), shouldReEncrypt: true }),
    ...changes,
  };
}

describe('secrets by the system’s keystore', () => {
  test('what is sealed comes back, with the wish to seal it anew', async () => {
    const cipher = createSafeStorageCipher(fakeKeystore());
    const sealed = await cipher.encrypt('a secret');
    expect(sealed).not.toContain('a secret');
    expect(await cipher.decrypt(sealed)).toEqual({ text: 'a secret', shouldReEncrypt: true });
  });

  test.each<[string, NodeJS.Platform, Partial<Keystore>, boolean]>([
    ['a keyring on Linux', 'linux', {}, true],
    ['no keyring on Linux', 'linux', { getSelectedStorageBackend: () => 'basic_text' }, false],
    ['an unknown one on Linux', 'linux', { getSelectedStorageBackend: () => 'unknown' }, false],
    ['Windows', 'win32', { getSelectedStorageBackend: () => 'basic_text' }, true],
    ['a closed keystore', 'darwin', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }, false],
    [
      'a broken keystore',
      'win32',
      { isAsyncEncryptionAvailable: () => Promise.reject(new Error('x')) },
      false,
    ],
  ])('%s', async (_words, platform, changes, isSafe) => {
    const keystore = fakeKeystore(changes);
    expect((await findKeystore(keystore, platform)).isSafe).toBe(isSafe);
    const dataFolder = await makeFolder();
    const secrets = await openDesktopSecrets({ dataFolder, keystore, platform, clock: { nowMs: () => 0 } });
    if (!secrets.ok) throw new Error(secrets.failure.code);
    expect(secrets.value.keeps).toBe(isSafe ? 'encrypted' : 'memory');
    expect(await secrets.value.write('skedulo-token', 'token-123456')).toEqual(success(undefined));
    expect(await secrets.value.read('skedulo-token')).toEqual(success('token-123456'));
    const file = join(dataFolder, 'secrets.json');
    expect(existsSync(file)).toBe(isSafe);
    if (isSafe) {
      expect(await readFile(file, 'utf8')).not.toContain('token-123456');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    } else {
      expect(secrets.value.note).toContain('in memory only');
    }
  });
});

describe('opening at login', () => {
  function setUp(platform: NodeJS.Platform, isPackaged = true, obeys = true) {
    let isOn = false;
    const given: unknown[] = [];
    const item = createLoginItem({
      platform,
      isPackaged,
      app: {
        setLoginItemSettings: (settings) => {
          given.push(settings);
          if (obeys) isOn = settings.openAtLogin === true;
        },
        getLoginItemSettings: () => ({
          openAtLogin: platform === 'win32' ? !isOn : isOn,
          executableWillLaunchAtLogin: platform === 'win32' ? isOn : !isOn,
          wasOpenedAtLogin: false,
          status: 'enabled',
          launchItems: [],
        }),
      },
    });
    return { item, given };
  }

  test.each(['win32', 'darwin'] as const)(
    'is switched on and off on %s, and starts hidden',
    async (platform) => {
      const { item, given } = setUp(platform);
      expect(item?.isOn()).toBe(false);
      expect(await item?.set(true)).toEqual(success(undefined));
      expect(item?.isOn()).toBe(true);
      expect(await item?.set(false)).toEqual(success(undefined));
      expect(given).toEqual([
        { openAtLogin: true, args: ['--hidden'] },
        { openAtLogin: false, args: ['--hidden'] },
      ]);
    },
  );

  test('a system that does not obey is told', async () => {
    const { item } = setUp('win32', true, false);
    expect(await item?.set(true)).toMatchObject({ ok: false, failure: { code: 'login-item-refused' } });
  });

  test('there is no switch where it would do nothing, or register a tool', () => {
    expect(setUp('linux').item).toBeNull();
    expect(setUp('win32', false).item).toBeNull();
  });

  test('a start by the system stays out of sight', () => {
    expect(startsHidden(['ReadyMeet.exe', '--hidden'], false)).toBe(true);
    expect(startsHidden(['ReadyMeet'], true)).toBe(true);
    expect(startsHidden(['ReadyMeet.exe', '--hidden-not'], false)).toBe(false);
  });
});

describe('what the desktop does for the page', () => {
  function setUp(chosen: { canceled: boolean; filePath: string }) {
    const opened: string[] = [];
    const shell = createDesktopShell({
      app: { getPath: (name) => `/home/${name}` },
      dialog: { showSaveDialog: () => Promise.resolve(chosen) },
      shell: {
        openExternal: (url) => {
          opened.push(url);
          return Promise.resolve();
        },
        openPath: (path) => {
          opened.push(path);
          return Promise.resolve(path === '/missing' ? 'not found' : '');
        },
      },
      loginItem: null,
      hasNotifications: true,
      signInWindow: { open: () => ({ close: () => undefined, focus: () => undefined }) },
    });
    return { shell, opened };
  }

  test('opens web addresses and folders', async () => {
    const { shell, opened } = setUp({ canceled: true, filePath: '' });
    expect(await shell.openExternal?.('https://good.test/')).toEqual(success(undefined));
    expect(await shell.openExternal?.('file:///etc/passwd')).toMatchObject({ ok: false });
    expect(await shell.openFolder?.('/data')).toEqual(success(undefined));
    expect(await shell.openFolder?.('/missing')).toMatchObject({
      ok: false,
      failure: { code: 'folder-not-opened' },
    });
    expect(opened).toEqual(['https://good.test/', '/data', '/missing']);
  });

  test('saves where the person says, for its owner only, or not at all', async () => {
    const filePath = join(await makeFolder(), 'diagnostics.txt');
    const { shell } = setUp({ canceled: false, filePath });
    expect(await shell.saveText?.('diagnostics.txt', 'all is well')).toEqual(success(true));
    expect(await readFile(filePath, 'utf8')).toBe('all is well');
    expect((await stat(filePath)).mode & 0o777).toBe(0o600);
    const declined = setUp({ canceled: true, filePath: '' });
    expect(await declined.shell.saveText?.('diagnostics.txt', 'x')).toEqual(success(false));
  });
});
