import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { CALL_CHANNEL, SUBSCRIBE_CHANNEL } from '../../../preload/contract/channels.ts';
import { parsePush } from '../../../preload/contract/pushes.ts';
import { contentSecurityPolicy } from '../../../main/admin/page-policy.ts';
import { openLedger } from '../../../main/ledger/open-ledger.ts';
import { systemClock } from '../../../main/automation/system-clock.ts';
import { buildDesktop, PROJECT } from './build-desktop.ts';
import { startDesktop } from './desktop-process.ts';
import type { DesktopProcess } from './desktop-process.ts';
import type { DiaryEntry } from './stand-in/diary.ts';

let root = '';
let built = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'readymeet-built-'));
  built = join(root, 'desktop');
  await buildDesktop(built);
  await mkdir(join(root, 'renderer'));
  await writeFile(join(root, 'renderer', 'index.html'), '<!doctype html><title>the page</title>');
  await writeFile(join(root, 'secret.js'), 'outside');
}, 120_000);

afterAll(() => rm(root, { recursive: true, force: true }));

async function start(args: readonly string[] = []): Promise<DesktopProcess> {
  const desktop = await startDesktop(built, args);
  onTestFinished(() => desktop.dispose());
  return desktop;
}

/** The places of these entries in the diary; one that is missing fails the test. */
function placesOf(diary: readonly DiaryEntry[], ...entries: readonly string[]): readonly number[] {
  return entries.map((what) => {
    const place = diary.findIndex((entry) => entry.what === what);
    expect(place, what).toBeGreaterThanOrEqual(0);
    return place;
  });
}

const given = (diary: readonly DiaryEntry[], what: string): unknown =>
  diary.find((entry) => entry.what === what)?.given;

/** Sends a message to the program as the page does. */
function sayAsPage(desktop: DesktopProcess, channel: string, ...args: readonly unknown[]): Promise<unknown> {
  return desktop.ask({ kind: 'page', channel, origin: 'app://ui', isNested: false, args });
}

describe('the built program', () => {
  test('sets up everything before the window, in the order that is safe', async () => {
    const desktop = await start();
    const diary = await desktop.until('window.show');
    const order = placesOf(
      diary,
      'protocol.registerSchemesAsPrivileged',
      'app.enableSandbox',
      'app.requestSingleInstanceLock',
      'app.on web-contents-created',
      'app ready',
      'session.setPermissionRequestHandler',
      'session.setPermissionCheckHandler',
      'session.setDevicePermissionHandler',
      'session.setDisplayMediaRequestHandler',
      'session.on will-download',
      'session.onBeforeRequest',
      'protocol.handle',
      'ipcMain.handle',
      'ipcMain.removeAllListeners',
      'Tray.new',
      'tray.setToolTip',
      'tray.setContextMenu',
      'powerMonitor.on suspend',
      'powerMonitor.on resume',
      'Menu.setApplicationMenu',
      'BrowserWindow.new',
      'contents.on will-navigate',
      'contents.on will-redirect',
      'contents.on will-frame-navigate',
      'contents.on will-attach-webview',
      'contents.setWindowOpenHandler',
      'contents.on context-menu',
      'contents.on render-process-gone',
      'window.loadURL',
      'window.show',
    );
    expect(order).toEqual([...order].sort((left, right) => left - right));
    expect(given(diary, 'protocol.handle')).toBe('app');
    // Windows shows notifications only of a program whose entry in the start menu carries the same name.
    const builder = await readFile(join(PROJECT, 'electron-builder.yml'), 'utf8');
    expect(builder).toContain(`\nappId: ${String(given(diary, 'app.setAppUserModelId'))}\n`);
    expect(given(diary, 'ipcMain.handle')).toBe(CALL_CHANNEL);
    expect(diary.filter(({ what }) => what === 'ipcMain.on').map((entry) => entry.given)).toEqual([
      SUBSCRIBE_CHANNEL,
      'electron-store-get-data',
    ]);
    expect(given(diary, 'ipcMain.removeAllListeners')).toBe('electron-store-get-data');
    expect(given(diary, 'window.loadURL')).toBe('app://ui/');
    expect(given(diary, 'contents.setWindowOpenHandler')).toEqual({ action: 'deny' });
    // A packaged program has no menu for developers.
    expect(JSON.stringify(given(diary, 'Menu.setApplicationMenu'))).not.toMatch(/reload|toggleDevTools/i);
  });

  test('opens its window with every right spelled out, and a preload script that is there', async () => {
    const desktop = await start();
    const diary = await desktop.until('BrowserWindow.new');
    expect(given(diary, 'BrowserWindow.new')).toMatchObject({
      show: false,
      webPreferences: {
        preload: join(built, 'preload.cjs'),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        devTools: false,
      },
    });
    expect((await stat(join(built, 'preload.cjs'))).isFile()).toBe(true);
    expect((await stat(join(built, 'mail-thread-worker.mjs'))).isFile()).toBe(true);
  });

  test('guards work as they are connected', async () => {
    const desktop = await start();
    await desktop.until('window.show');
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      expect(await desktop.ask({ kind: 'contents', event, url: 'https://evil.test/?app://ui' })).toBe(
        'prevented',
      );
    }
    const ask = (what: 'permission' | 'check' | 'request' | 'download', value: string) =>
      desktop.ask({ kind: 'session', ask: what, value });
    expect(await ask('permission', 'media')).toBe(false);
    expect(await ask('check', 'media')).toBe(false);
    expect(await ask('permission', 'clipboard-sanitized-write')).toBe(true);
    expect(await ask('request', 'https://evil.test/')).toBe('cancelled');
    expect(await ask('request', 'devtools://devtools/')).toBe('cancelled');
    expect(await ask('request', 'app://ui/index.html')).toBe('let through');
    expect(await ask('download', '')).toBe('prevented');
  });

  test('serves the page and nothing beside it', async () => {
    const desktop = await start();
    await desktop.until('protocol.handle');
    const fetchPage = (url: string, method = 'GET') => desktop.ask({ kind: 'fetch', method, url });
    expect(await fetchPage('app://ui/')).toMatchObject({
      status: 200,
      text: '<!doctype html><title>the page</title>',
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'content-security-policy': contentSecurityPolicy('none'),
      },
    });
    expect(await fetchPage('app://ui/..%2fsecret.js')).toMatchObject({ status: 404, text: '' });
    expect(await fetchPage('app://ui/', 'POST')).toMatchObject({ status: 405, text: '' });
  });

  test('hears the page, and nobody else', async () => {
    const desktop = await start();
    await desktop.until('window.show');
    const say = (
      channel: string,
      frame: { origin: string; isNested: boolean },
      ...args: readonly unknown[]
    ) => desktop.ask({ kind: 'page', channel, ...frame, args });
    const page = { origin: 'app://ui', isNested: false };
    const strangers = [
      { origin: 'app://ui', isNested: true },
      { origin: 'https://evil.test', isNested: false },
      { origin: 'app://ui.evil.test', isNested: false },
    ];

    for (const stranger of strangers) await say(SUBSCRIBE_CHANNEL, stranger);
    expect(await desktop.ask({ kind: 'pushes' })).toEqual([]);

    await say(SUBSCRIBE_CHANNEL, page);
    await expect
      .poll(async () => {
        const pushes = await desktop.ask({ kind: 'pushes' });
        return Array.isArray(pushes) ? pushes.map((push: unknown) => parsePush(push)?.name) : [];
      })
      .toEqual(expect.arrayContaining(['view', 'jobs']));

    for (const stranger of strangers) {
      expect(await say(CALL_CHANNEL, stranger, 'save-settings', {})).toMatchObject({
        ok: false,
        problem: { code: 'sender-refused' },
      });
    }
    expect(await say(CALL_CHANNEL, page, 'no-such-command', {})).toMatchObject({ ok: false });
    expect(
      await say(CALL_CHANNEL, page, 'save-settings', {
        opensAtLogin: null,
        showsNotifications: true,
        pollSeconds: 45,
        extra: 1,
      }),
    ).toMatchObject({ ok: false });
    expect(
      await say(CALL_CHANNEL, page, 'save-settings', {
        opensAtLogin: null,
        showsNotifications: true,
        pollSeconds: 45,
      }),
    ).toMatchObject({ ok: true });
    const settings: unknown = JSON.parse(await readFile(join(desktop.dataFolder, 'settings.json'), 'utf8'));
    expect(settings).toMatchObject({ sync: { pollSeconds: 45 } });
    expect((await stat(join(desktop.dataFolder, 'settings.json'))).mode & 0o777).toBe(0o600);
  });

  test('signs in in a window of its own, shut off from everything', async () => {
    const desktop = await start();
    await desktop.until('window.show');
    const call = (...command: readonly unknown[]) => sayAsPage(desktop, CALL_CHANNEL, ...command);
    await sayAsPage(desktop, SUBSCRIBE_CHANNEL);
    const redirectUrl = 'https://acme.test/zoom/redirect';
    const ownApp = {
      kind: 'zoom',
      clientId: 'own-client',
      clientSecret: null,
      redirectUrl,
      directoryId: null,
    };
    expect(await call('save-own-app', ownApp)).toMatchObject({ ok: true });
    expect(await call('authorize-provider', { kind: 'zoom' })).toMatchObject({ ok: true });
    const diary = await desktop.diary();
    const opened = diary.filter(({ what }) => what === 'BrowserWindow.new').at(-1)?.given;
    expect(opened).toMatchObject({
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, devTools: false },
    });
    expect(opened).not.toHaveProperty('webPreferences.preload');
    // In memory only: a name that does not begin with `persist:`.
    expect(opened).toHaveProperty(
      'webPreferences.session.name',
      expect.stringMatching(/^sign-in-[0-9a-f-]+$/),
    );
    for (const rule of [
      'session.setPermissionRequestHandler',
      'session.setPermissionCheckHandler',
      'session.setDevicePermissionHandler',
      'session.setDisplayMediaRequestHandler',
      'session.on will-download',
      'session.onBeforeRequest',
    ]) {
      const names = diary.filter(({ what }) => what === rule).map((entry) => entry.given);
      expect(names, rule).toEqual(['default', expect.stringMatching(/^sign-in-/)]);
    }
    const navigate = (event: string, url: string) => desktop.ask({ kind: 'contents', event, url });
    // The guard of a sign-in, not that of the page, which stays where it is.
    expect(await navigate('will-navigate', 'https://login.acme.test/')).toBe('let through');
    expect(await navigate('will-navigate', 'http://login.acme.test/')).toBe('prevented');
    expect(await navigate('will-prevent-unload', '')).toBe('prevented');
    expect(await navigate('will-redirect', `${redirectUrl}?error=access_denied&state=wrong`)).toBe(
      'prevented',
    );
    await desktop.until('window.destroy');
  });

  test('hides its window when it is closed, says so once, and shows it again', async () => {
    const desktop = await start();
    await desktop.until('window.show');
    expect(await desktop.ask({ kind: 'event', of: 'window', event: 'close' })).toBe('prevented');
    await desktop.until('dialog.showMessageBox');
    await desktop.ask({ kind: 'event', of: 'app', event: 'second-instance' });
    expect(await desktop.ask({ kind: 'event', of: 'window', event: 'close' })).toBe('prevented');
    const diary = await desktop.diary();
    expect(diary.filter(({ what }) => what === 'dialog.showMessageBox')).toHaveLength(1);
    expect(diary.filter(({ what }) => what === 'BrowserWindow.new')).toHaveLength(1);
    expect(diary.filter(({ what }) => what === 'window.show')).toHaveLength(2);
    await expect
      .poll(async () => {
        const text = await readFile(join(desktop.dataFolder, 'settings.json'), 'utf8');
        const settings: unknown = JSON.parse(text);
        return settings;
      })
      .toMatchObject({
        desktop: {
          wasToldThatClosingHides: true,
          windowBounds: { x: 10, y: 20, width: 900, height: 600, isMaximized: false },
        },
      });
  });

  test('started at login, it shows no window until it is asked to', async () => {
    const desktop = await start(['--hidden']);
    const diary = await desktop.until('Menu.setApplicationMenu');
    expect(diary.map(({ what }) => what)).not.toContain('BrowserWindow.new');
    expect(await desktop.ask({ kind: 'menu', label: 'Open ReadyMeet' })).toBe(true);
    await desktop.until('window.show');
  });

  test('goes on with the last good settings where they were damaged, and keeps the damaged ones', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'readymeet-damaged-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'settings.json'), '{ "version": 1, "sync": { "poll');
    await writeFile(
      join(folder, 'settings.last-good.json'),
      '{ "version": 1, "sync": { "pollSeconds": 77 } }',
    );
    const desktop = await startDesktop(built, ['--hidden'], folder);
    onTestFinished(() => desktop.dispose());
    await desktop.until('Menu.setApplicationMenu');
    const settings: unknown = JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'));
    expect(settings).toMatchObject({ sync: { pollSeconds: 77 } });
    const kept = (await readdir(folder)).filter((name) => /^settings\.damaged-.*\.json$/.test(name));
    expect(kept).toHaveLength(1);
  });

  test('a second one ends at once and touches nothing', async () => {
    const desktop = await start(['--second']);
    const { exitCode, diary } = await desktop.ended;
    expect(exitCode).toBe(0);
    expect(diary.map(({ what }) => what)).not.toContain('BrowserWindow.new');
    expect(await readdir(desktop.dataFolder)).toEqual([]);
  });

  test('where another program has the data folder, it says so and ends', async () => {
    const first = await start(['--hidden']);
    await first.until('Menu.setApplicationMenu');
    const second = await startDesktop(built, [], first.dataFolder);
    onTestFinished(() => second.dispose());
    const { exitCode, diary } = await second.ended;
    expect(exitCode).toBe(1);
    expect(given(diary, 'dialog.showErrorBox')).toEqual([
      'ReadyMeet cannot start',
      expect.stringContaining(first.dataFolder),
    ]);
    expect(diary.map(({ what }) => what)).not.toContain('Tray.new');
  });

  test('ends with plain words at an error that nobody expected, and keeps it in the log', async () => {
    const desktop = await start(['--hidden']);
    await desktop.until('Menu.setApplicationMenu');
    await desktop.ask({ kind: 'bug', words: 'private words' });
    const { exitCode, diary } = await desktop.ended;
    expect(exitCode).toBe(1);
    const said = JSON.stringify(given(diary, 'dialog.showErrorBox'));
    expect(said).toContain('ReadyMeet has to stop');
    expect(said).not.toContain('private words');
    const log = await readFile(join(desktop.dataFolder, 'readymeet.log'), 'utf8');
    expect(log).toMatch(/"level":"fatal".*An error inside ReadyMeet/);
  });

  test('quitting disposes of everything, and lets the data folder go', async () => {
    const desktop = await start();
    await desktop.until('window.show');
    await sayAsPage(desktop, SUBSCRIBE_CHANNEL);
    expect(await desktop.ask({ kind: 'menu', label: 'Quit ReadyMeet' })).toBe(true);
    const { exitCode, diary } = await desktop.ended;
    expect(exitCode).toBe(0);
    const order = placesOf(
      diary,
      'app.quit',
      'powerMonitor.removeListener suspend',
      'nativeTheme.removeListener updated',
      'tray.destroy',
      'window.destroy',
      'ipcMain.removeHandler',
      'protocol.unhandle',
      'app.exit',
    );
    expect(order).toEqual([...order].sort((left, right) => left - right));
    const ledger = await openLedger({ dataDir: desktop.dataFolder, clock: systemClock, random: Math.random });
    expect(ledger.ok).toBe(true);
    if (ledger.ok) await ledger.value.close();
  });
});

test('the built preload script is one CommonJS file that needs nothing but Electron', async () => {
  const files = await readdir(built);
  expect(files.filter((name) => name.endsWith('.cjs'))).toEqual(['preload.cjs']);
  const text = await readFile(join(built, 'preload.cjs'), 'utf8');
  const { module, errors } = parseSync('preload.cjs', text, { sourceType: 'script' });
  expect(errors).toEqual([]);
  expect(module.hasModuleSyntax).toBe(false);
  expect(module.dynamicImports).toEqual([]);
  const required = [...text.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) =>
    name?.replaceAll(/["'`]/g, ''),
  );
  expect(required).toEqual(['electron']);
  // Schemas stay in the program: the script is loaded before every page.
  expect(text.length).toBeLessThan(5_000);
});
