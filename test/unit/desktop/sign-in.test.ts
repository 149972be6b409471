import type { BrowserWindowConstructorOptions } from 'electron';
import { EventEmitter } from 'node:events';
import { setImmediate as soon } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { SignInWindowEvent } from '../../../main/admin/shell.ts';
import { mayRequest, mayShow, mayShowNested, signInTitle } from '../../../main/desktop/sign-in-rules.ts';
import { isRedirect } from '../../../main/providers/redirect-place.ts';
import { createSignInWindow } from '../../../main/desktop/sign-in-window.ts';
import type { SignInBrowserWindow, SignInContents } from '../../../main/desktop/sign-in-window.ts';
import { FakeContents } from '../../fakes/desktop/fake-contents.ts';
import { FakeSession } from '../../fakes/desktop/fake-session.ts';

const zoom = {
  startUrl: 'https://zoom.us/oauth/authorize?client_id=x',
  redirectUrl: 'http://127.0.0.1:8765/callback',
};
const ownApp = { ...zoom, redirectUrl: 'https://acme.test/zoom/redirect' };
const standIn = {
  startUrl: 'http://127.0.0.1:4000/authorize',
  redirectUrl: 'http://127.0.0.1:8765/callback',
};

describe('the redirect address', () => {
  test.each([
    [zoom, 'http://127.0.0.1:8765/callback?code=1&state=2'],
    [zoom, 'http://127.0.0.1:8765/callback#x'],
    [ownApp, 'https://acme.test/zoom/redirect?code=1'],
    [ownApp, 'https://ACME.test:443/zoom/redirect?code=1'],
  ])('%# is %s', (addresses, address) => {
    expect(isRedirect(address, addresses.redirectUrl)).toBe(true);
  });

  test.each([
    [zoom, 'http://127.0.0.1:8766/callback?code=1', 'another port'],
    [zoom, 'http://127.0.0.1:8765/callback/?code=1', 'another path'],
    [zoom, 'http://localhost:8765/callback?code=1', 'another name of this computer'],
    [zoom, 'https://127.0.0.1:8765/callback', 'another scheme'],
    [ownApp, 'https://acme.test.evil.test/zoom/redirect', 'a host that begins alike'],
    [ownApp, 'https://evilacme.test/zoom/redirect', 'a host that ends alike'],
    [ownApp, 'https://acme.test@evil.test/zoom/redirect', 'the host as a user name'],
    [ownApp, 'https://user:word@acme.test/zoom/redirect', 'with a user'],
    [ownApp, 'https://evil.test/?u=https://acme.test/zoom/redirect', 'in a query'],
    [ownApp, 'http://acme.test/zoom/redirect', 'without protection'],
    [ownApp, 'https://acme.test/zoom/redirect/../other', 'led away from'],
    [ownApp, 'not an address', 'nothing'],
  ])('%# is not %s: %s', (addresses, address) => {
    expect(isRedirect(address, addresses.redirectUrl)).toBe(false);
  });
});

describe('what a sign-in may show', () => {
  test.each([
    [zoom, 'https://zoom.us/signin'],
    [zoom, 'https://login.acme.okta.test/sso'],
    [standIn, 'http://127.0.0.1:4000/consent'],
  ])('%# %s', (addresses, address) => {
    expect(mayShow(address, addresses)).toBe(true);
  });

  test.each([
    [zoom, 'http://zoom.us/signin'],
    [zoom, 'http://127.0.0.1:4000/x'],
    [zoom, 'http://127.0.0.1:8765/callback?code=1'],
    [zoom, 'https://zoom.us@evil.test/'],
    [zoom, 'file:///etc/passwd'],
    [zoom, 'app://ui/'],
    [zoom, 'javascript:alert(1)'],
    [zoom, 'data:text/html,x'],
    [zoom, 'zoommtg://zoom.us/join'],
    [standIn, 'http://127.0.0.1:4001/consent'],
    [standIn, 'http://localhost:4000/consent'],
    [{ ...zoom, startUrl: 'http://acme.test/' }, 'http://acme.test/'],
    [zoom, ''],
  ])('%# not %s', (addresses, address) => {
    expect(mayShow(address, addresses)).toBe(false);
  });

  test('nested pages may also be empty', () => {
    expect(mayShowNested('about:blank', zoom)).toBe(true);
    expect(mayShowNested('about:srcdoc', zoom)).toBe(true);
    expect(mayShowNested('about:config', zoom)).toBe(false);
    expect(mayShow('about:blank', zoom)).toBe(false);
  });

  test('requests stay within what is protected', () => {
    expect(mayRequest('https://cdn.test/a.js', zoom)).toBe(true);
    expect(mayRequest('data:image/png;base64,x', zoom)).toBe(true);
    expect(mayRequest('wss://zoom.us/x', zoom)).toBe(true);
    expect(mayRequest('http://cdn.test/a.js', zoom)).toBe(false);
    expect(mayRequest('ws://zoom.us/x', zoom)).toBe(false);
    expect(mayRequest('file:///etc/passwd', zoom)).toBe(false);
    expect(mayRequest('app://ui/index.html', zoom)).toBe(false);
  });

  test('the title begins with the real host', () => {
    expect(signInTitle('https://zoom.us/signin', 'Sign in to Zoom')).toBe('zoom.us – Sign in to Zoom');
    expect(signInTitle('https://zооm.us/', 'Sign in to Zoom')).toMatch(/^xn--.*\.us – Sign in to Zoom$/);
    expect(signInTitle('https://zoom.us@evil.test:444/', 'x')).toBe('evil.test:444 – x');
    expect(signInTitle(null, 'Sign in to Zoom')).toBe('Sign in to Zoom');
  });
});

class FakeWindow extends EventEmitter implements SignInBrowserWindow {
  readonly webContents: FakeContents & SignInContents;
  readonly titles: string[] = [];
  readonly loaded: string[] = [];
  isShown = false;
  isDown = false;
  focusCount = 0;
  #isDestroyed = false;

  constructor(session: FakeSession) {
    super();
    this.webContents = new FakeContents(session);
  }
  setTitle(title: string): void {
    this.titles.push(title);
  }
  setMenu(): void {}
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  show(): void {
    this.isShown = true;
  }
  focus(): void {
    this.focusCount += 1;
  }
  restore(): void {
    this.isDown = false;
  }
  isMinimized(): boolean {
    return this.isDown;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  destroy(): void {
    this.#isDestroyed = true;
    this.emit('closed');
  }
}

function setUp(addresses = zoom) {
  const sessions: FakeSession[] = [];
  const windows: FakeWindow[] = [];
  const options: BrowserWindowConstructorOptions[] = [];
  const events: SignInWindowEvent[] = [];
  let guard: (contents: SignInContents) => void = () => {
    throw new Error('no guard was registered');
  };
  const signInWindow = createSignInWindow<FakeSession>({
    createSession: () => {
      const session = new FakeSession();
      sessions.push(session);
      return session;
    },
    registerGuard: (_session, registered) => {
      guard = registered;
    },
    createWindow: (session, windowOptions) => {
      const window = new FakeWindow(session);
      windows.push(window);
      options.push(windowOptions);
      guard(window.webContents);
      return window;
    },
    onCleaningFailed: (error) => {
      throw error;
    },
  });
  const handle = signInWindow.open(
    { url: addresses.startUrl, redirectUrl: addresses.redirectUrl, title: 'Sign in to Zoom' },
    (event) => events.push(event),
  );
  const [window] = windows;
  const [session] = sessions;
  if (window === undefined || session === undefined) throw new Error('no window was made');
  return { handle, window, session, events, options };
}

describe('the sign-in window', () => {
  test('is shut off: no preload script, a sandbox, no permissions, no downloads', () => {
    const { options, session, window } = setUp();
    expect(options).toEqual([
      expect.objectContaining({
        show: false,
        webPreferences: {
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
        },
      }),
    ]);
    for (const permission of ['media', 'clipboard-sanitized-write', 'notifications', 'openExternal']) {
      expect(session.askPermission(permission, 'https://zoom.us/')).toBe(false);
      expect(session.checkPermission(permission, 'https://zoom.us')).toBe(false);
    }
    expect(session.askDevice()).toBe(false);
    expect(session.askDisplayMedia()).toBeNull();
    expect(session.download()).toBe('prevented');
    expect(window.webContents.openWindow()).toEqual({ action: 'deny' });
    expect(window.webContents.fire('will-attach-webview', '')).toBe('prevented');
    expect(window.loaded).toEqual([zoom.startUrl]);
  });

  test('lets the person go where organizations sign in, and nowhere else', () => {
    const { window, session, events } = setUp();
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(window.webContents.fire(event, 'https://login.acme.test/')).toBe('let through');
      expect(window.webContents.fire(event, 'http://zoom.us/')).toBe('prevented');
      expect(window.webContents.fire(event, 'zoommtg://zoom.us/')).toBe('prevented');
      expect(window.webContents.fire(event, 'about:blank', false)).toBe('let through');
      expect(window.webContents.fire(event, 'file:///x', false)).toBe('prevented');
    }
    expect(session.request('http://evil.test/x.js')).toBe('cancelled');
    expect(session.request('https://cdn.test/x.js')).toBe('let through');
    expect(events).toEqual([]);
  });

  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
    'catches the answer in %s before it leaves, once',
    async (event) => {
      const { window, session, events } = setUp(ownApp);
      const answer = `${ownApp.redirectUrl}?code=secret&state=1`;
      expect(window.webContents.fire(event, answer)).toBe('prevented');
      expect(session.request(answer, 'mainFrame')).toBe('cancelled');
      expect(events).toEqual([{ kind: 'redirected', url: answer }]);
      await soon();
      expect(window.isDestroyed()).toBe(true);
      expect(events).toHaveLength(1);
    },
  );

  test('catches it at the request, should no event have told of it', () => {
    const { session, events } = setUp(ownApp);
    const answer = `${ownApp.redirectUrl}?code=secret&state=1`;
    expect(session.request(answer, 'mainFrame')).toBe('cancelled');
    expect(events).toEqual([{ kind: 'redirected', url: answer }]);
    expect(session.request('https://zoom.us/')).toBe('cancelled');
  });

  test('takes no answer from a nested page or a script, and lets none leave', () => {
    const { window, session, events } = setUp(ownApp);
    const answer = `${ownApp.redirectUrl}?code=secret&state=1`;
    expect(window.webContents.fire('will-frame-navigate', answer, false)).toBe('prevented');
    expect(session.request(answer, 'xhr')).toBe('cancelled');
    expect(events).toEqual([]);
  });

  test('shows the real host, whatever the page calls itself', () => {
    const { window } = setUp();
    let isKept = false;
    window.emit('page-title-updated', { preventDefault: () => (isKept = true) });
    expect(isKept).toBe(true);
    window.webContents.emit('did-navigate', {}, 'https://login.acme.test/sso?token=1');
    expect(window.titles).toEqual(['Sign in to Zoom', 'login.acme.test – Sign in to Zoom']);
  });

  test('never trusts a certificate that the system does not, and says whose it was', () => {
    const { window, events } = setUp();
    const answers: boolean[] = [];
    const fail = (url: string, isMainFrame: boolean): void => {
      window.webContents.emit(
        'certificate-error',
        { preventDefault: () => undefined },
        url,
        'net::ERR_CERT_AUTHORITY_INVALID',
        {},
        (isTrusted: boolean) => answers.push(isTrusted),
        isMainFrame,
      );
    };
    fail('https://cdn.test/x.js?a=1', false);
    expect(events).toEqual([]);
    fail('https://login.test/?secret=1', true);
    expect(answers).toEqual([false, false]);
    expect(events).toEqual([{ kind: 'failed', reason: 'The certificate of login.test cannot be trusted.' }]);
  });

  test('says why the page could not be shown, without its address', () => {
    const { window, events } = setUp();
    const fail = (code: number, isMainFrame: boolean): void => {
      window.webContents.emit(
        'did-fail-load',
        {},
        code,
        'ERR_NAME_NOT_RESOLVED',
        'https://zoom.us/?s=1',
        isMainFrame,
      );
    };
    fail(-105, false);
    fail(-3, true);
    expect(events).toEqual([]);
    fail(-105, true);
    expect(events).toEqual([
      { kind: 'failed', reason: 'The page of zoom.us could not be shown (ERR_NAME_NOT_RESOLVED).' },
    ]);
  });

  test('closing it cancels and forgets everything', async () => {
    const { window, session, events } = setUp();
    window.destroy();
    await soon();
    await soon();
    expect(events).toEqual([{ kind: 'closed' }]);
    expect([...session.cleared].sort()).toEqual(['auth', 'cache', 'connections', 'storage']);
  });

  test('closed by the program it says nothing, and forgets everything too', async () => {
    const { handle, window, session, events } = setUp();
    handle.focus();
    handle.close();
    handle.close();
    await soon();
    await soon();
    handle.focus();
    expect(events).toEqual([]);
    expect(window.isDestroyed()).toBe(true);
    expect(window.focusCount).toBe(1);
    expect(session.cleared).toHaveLength(4);
  });

  test('a page cannot keep it open', () => {
    const { window } = setUp();
    expect(window.webContents.fire('will-prevent-unload', '')).toBe('prevented');
  });

  test('comes to the front from wherever it is', () => {
    const { handle, window } = setUp();
    window.isDown = true;
    handle.focus();
    expect([window.isDown, window.isShown, window.focusCount]).toEqual([false, true, 1]);
  });

  test('does not begin where it must not', async () => {
    const { window, events } = setUp({ ...zoom, startUrl: 'http://zoom.us/oauth/authorize' });
    await soon();
    expect(window.loaded).toEqual([]);
    expect(events).toEqual([
      { kind: 'failed', reason: 'The address to sign in at is not protected (https).' },
    ]);
  });
});
