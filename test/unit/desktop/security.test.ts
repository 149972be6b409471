import { describe, expect, test, vi } from 'vitest';
import { isPageUrl, SCHEME_PRIVILEGES } from '../../../main/desktop/app-scheme.ts';
import { openExternalUrl } from '../../../main/desktop/external-links.ts';
import { isFromPage } from '../../../main/desktop/ipc-sender.ts';
import type { SenderFrame } from '../../../main/desktop/ipc-sender.ts';
import { isPermitted, isRequestAllowed, ruleSession } from '../../../main/desktop/session-rules.ts';
import { createGuardRegistry } from '../../../main/desktop/web-contents-guards.ts';
import { mainWindowOptions, pagePreferences } from '../../../main/desktop/window-options.ts';
import { FakeContents } from '../../fakes/desktop/fake-contents.ts';
import { FakeSession } from '../../fakes/desktop/fake-session.ts';

/** Addresses that look like the page's own to a careless eye. */
const LOOK_ALIKES = [
  'https://evil.test/?next=app://ui',
  'app://ui.evil.test/',
  'app://evil.test/ui',
  'app://ui@evil.test/',
  'app://user@ui/',
  'app:ui',
  'app://',
  'application://ui/',
  'http://ui/',
  'file:///app://ui/',
  'data:text/html,app://ui/',
  'javascript:alert(1)',
  'about:blank',
  'devtools://devtools/bundled/inspector.html',
  'not an address',
  '',
];

describe('the page’s origin', () => {
  test.each(['app://ui/', 'app://ui/index.html', 'app://ui'])('%s is the page', (address) => {
    expect(isPageUrl(address)).toBe(true);
  });
  test.each(LOOK_ALIKES)('%s is not', (address) => {
    expect(isPageUrl(address)).toBe(false);
  });
  test('the scheme can do no more than be an origin', () => {
    expect(SCHEME_PRIVILEGES).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, codeCache: true },
    });
  });
});

describe('links that leave the app', () => {
  test.each(['https://app.skedulo.test/jobs/1', 'http://127.0.0.1:8080/x'])(
    '%s is opened',
    async (address) => {
      const open = vi.fn<(url: string) => Promise<void>>(() => Promise.resolve());
      expect(await openExternalUrl(address, open)).toEqual({ ok: true, value: undefined });
      expect(open).toHaveBeenCalledExactlyOnceWith(address);
    },
  );

  test.each([
    'file:///C:/Windows/System32/calc.exe',
    'javascript:alert(1)',
    'ms-settings:',
    'smb://host/share',
    'data:text/html,x',
    'app://ui/',
    'https://good.test@evil.test/',
    'https:',
    'good.test',
    '',
    null,
    undefined,
    42,
    { href: 'https://good.test/' },
    ['https://good.test/'],
  ])('%s is refused', async (address) => {
    const open = vi.fn<(url: string) => Promise<void>>();
    const opened = await openExternalUrl(address, open);
    expect(opened).toMatchObject({ ok: false, failure: { code: 'link-refused' } });
    expect(open).not.toHaveBeenCalled();
  });

  test('a computer without a browser is told without the address', async () => {
    const opened = await openExternalUrl('https://good.test/?code=123', () =>
      Promise.reject(new Error('no handler')),
    );
    expect(opened).toMatchObject({ ok: false, failure: { code: 'link-not-opened' } });
    expect(JSON.stringify(opened)).not.toContain('123');
  });
});

describe('who sends a message', () => {
  const page: SenderFrame = { parent: null, origin: 'app://ui' };
  test('the page may', () => {
    expect(isFromPage(page)).toBe(true);
  });
  test.each<[string, SenderFrame | null]>([
    ['a frame that is gone', null],
    ['a nested frame on the page’s origin', { parent: page, origin: 'app://ui' }],
    ['another origin', { parent: null, origin: 'https://evil.test' }],
    ['an origin that begins alike', { parent: null, origin: 'app://ui.evil.test' }],
    ['an opaque origin', { parent: null, origin: 'null' }],
    ['no origin', { parent: null, origin: '' }],
    [
      'a frame that is disposed of while it is asked',
      {
        parent: null,
        get origin(): string {
          throw new Error('Render frame was disposed');
        },
      },
    ],
  ])('%s may not', (_words, frame) => {
    expect(isFromPage(frame)).toBe(false);
  });
});

describe('what the page’s session may do', () => {
  test('permissions: plain text onto the clipboard for the page, nothing else, nobody else', () => {
    expect(isPermitted('clipboard-sanitized-write', 'app://ui/')).toBe(true);
    expect(isPermitted('clipboard-sanitized-write', undefined)).toBe(false);
    for (const address of LOOK_ALIKES) expect(isPermitted('clipboard-sanitized-write', address)).toBe(false);
    for (const permission of [
      'clipboard-read',
      'media',
      'notifications',
      'openExternal',
      'geolocation',
      'usb',
    ]) {
      expect(isPermitted(permission, 'app://ui/')).toBe(false);
    }
  });

  test('requests: its own files, and the tools’ own where there are tools', () => {
    expect(isRequestAllowed('app://ui/assets/main.js', false)).toBe(true);
    for (const address of LOOK_ALIKES) expect(isRequestAllowed(address, false)).toBe(false);
    expect(isRequestAllowed('devtools://devtools/bundled/inspector.html', true)).toBe(true);
    expect(isRequestAllowed('https://evil.test/?devtools:', true)).toBe(false);
  });

  test('all handlers are there and refuse', () => {
    const session = new FakeSession();
    ruleSession(session, { hasDevTools: false });
    expect(session.askPermission('media', 'app://ui/')).toBe(false);
    expect(session.askPermission('clipboard-sanitized-write', 'app://ui/')).toBe(true);
    expect(session.checkPermission('media', 'app://ui')).toBe(false);
    expect(session.checkPermission('clipboard-sanitized-write', 'app://ui')).toBe(true);
    expect(session.askDevice()).toBe(false);
    expect(session.askDisplayMedia()).toBeNull();
    expect(session.download()).toBe('prevented');
    expect(session.selectSerialPort()).toBe('');
    expect(session.request('https://evil.test/')).toBe('cancelled');
    expect(session.request('app://ui/index.html')).toBe('let through');
    expect(session.isSpellChecking).toBe(false);
  });
});

describe('what contents may do', () => {
  test('a page stays where it is and opens nothing', () => {
    const registry = createGuardRegistry<FakeSession, FakeContents>();
    const contents = new FakeContents(new FakeSession());
    registry.guard(contents);
    for (const event of [
      'will-navigate',
      'will-redirect',
      'will-frame-navigate',
      'will-attach-webview',
    ] as const) {
      expect(contents.fire(event, 'https://evil.test/')).toBe('prevented');
      expect(contents.fire(event, 'app://ui/')).toBe('prevented');
    }
    expect(contents.openWindow()).toEqual({ action: 'deny' });
  });

  test('a session that was vouched for has its own guard, and only it', () => {
    const registry = createGuardRegistry<FakeSession, FakeContents>();
    const signIn = new FakeSession();
    const guard = vi.fn<(contents: FakeContents) => void>();
    registry.register(signIn, guard);
    const own = new FakeContents(signIn);
    const other = new FakeContents(new FakeSession());
    registry.guard(own);
    registry.guard(other);
    expect(guard).toHaveBeenCalledExactlyOnceWith(own);
    expect(other.fire('will-navigate', 'https://x.test/')).toBe('prevented');
  });
});

describe('the window’s rights', () => {
  test('are spelled out', () => {
    expect(pagePreferences('/out/desktop/preload.cjs', false)).toEqual({
      preload: '/out/desktop/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    });
  });

  test('the window waits unseen, in the colour of the page', () => {
    const options = mainWindowOptions({
      place: { bounds: { width: 1000, height: 700 }, isMaximized: false },
      isDark: true,
      preload: 'p.cjs',
      icon: 'icon.png',
      hasDevTools: false,
    });
    expect(options).toMatchObject({ show: false, backgroundColor: '#1f1f1f', icon: 'icon.png', width: 1000 });
  });
});
