import type { BrowserWindowConstructorOptions } from 'electron';
import type { SignInWindow, SignInWindowEvent } from '../admin/shell.ts';
import { isRedirect } from '../providers/redirect-place.ts';
import { refuseExcept } from './session-rules.ts';
import type { RuledSession } from './session-rules.ts';
import { mayRequest, mayShow, mayShowNested, signInTitle } from './sign-in-rules.ts';
import type { SignInAddresses } from './sign-in-rules.ts';
import { refuseWebview } from './web-contents-guards.ts';
import type { GuardedContents } from './web-contents-guards.ts';
import { SHUT_PREFERENCES } from './window-options.ts';

interface Preventable {
  preventDefault(): void;
}
interface Navigation extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
}

/** As much of Electron's `WebContents` as a sign-in needs. */
export interface SignInContents extends GuardedContents {
  on(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    listener: (navigation: Navigation) => void,
  ): unknown;
  on(event: 'will-attach-webview' | 'will-prevent-unload', listener: (event: Preventable) => void): unknown;
  on(event: 'did-navigate', listener: (event: unknown, url: string) => void): unknown;
  on(
    event: 'did-fail-load',
    listener: (event: unknown, code: number, description: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
  on(
    event: 'certificate-error',
    listener: (
      event: Preventable,
      url: string,
      error: string,
      certificate: unknown,
      callback: (isTrusted: boolean) => void,
      isMainFrame: boolean,
    ) => void,
  ): unknown;
}

/** As much of Electron's `Session` as a sign-in needs. */
export interface SignInSession extends RuledSession {
  clearStorageData(): Promise<void>;
  clearCache(): Promise<void>;
  clearAuthCache(): Promise<void>;
  closeAllConnections(): Promise<void>;
}

/** As much of Electron's `BrowserWindow` as a sign-in needs. */
export interface SignInBrowserWindow {
  readonly webContents: SignInContents;
  on(event: 'closed' | 'ready-to-show', listener: () => void): unknown;
  on(event: 'page-title-updated', listener: (event: Preventable) => void): unknown;
  setTitle(title: string): void;
  setMenu(menu: null): void;
  loadURL(url: string): Promise<void>;
  show(): void;
  focus(): void;
  restore(): void;
  isMinimized(): boolean;
  isDestroyed(): boolean;
  destroy(): void;
}

export interface SignInWindowOptions<S extends SignInSession> {
  /** Makes a session that lives in memory only; every try has one of its own. */
  readonly createSession: () => S;
  /** Told before the window is made, so that its contents are guarded from the first moment. */
  readonly registerGuard: (session: S, guard: (contents: SignInContents) => void) => void;
  readonly createWindow: (session: S, options: BrowserWindowConstructorOptions) => SignInBrowserWindow;
  /** Told what could not be cleared at the end. */
  readonly onCleaningFailed: (error: unknown) => void;
}

/** `net::ERR_ABORTED`: another navigation took its place, or it was prevented. */
const ABORTED = -3;

/**
 * Signs in in a window of the app's own: a session of its own that is forgotten at the end, no preload script, every
 * permission and download refused, navigation guarded, the real host in the title, and no certificate accepted that the
 * system does not trust. The visit to the redirect address is caught before it is made.
 */
export function createSignInWindow<S extends SignInSession>(options: SignInWindowOptions<S>): SignInWindow {
  return {
    open(request, onEvent) {
      return openSignIn(options, request, onEvent);
    },
  };
}

function openSignIn<S extends SignInSession>(
  { createSession, registerGuard, createWindow, onCleaningFailed }: SignInWindowOptions<S>,
  request: Parameters<SignInWindow['open']>[0],
  onEvent: (event: SignInWindowEvent) => void,
): ReturnType<SignInWindow['open']> {
  const addresses: SignInAddresses = { startUrl: request.url, redirectUrl: request.redirectUrl };
  let hasEnded = false;
  let window: SignInBrowserWindow | null = null;

  /** Ends the try once, whatever ended it; then nothing of it is left. */
  const end = (event: SignInWindowEvent | null): void => {
    if (hasEnded) return;
    hasEnded = true;
    // In a moment: the navigation that led here is still being handled.
    setImmediate(() => {
      if (window !== null && !window.isDestroyed()) window.destroy();
      void forget(session, onCleaningFailed);
    });
    if (event !== null) onEvent(event);
  };

  const session = createSession();
  refuseExcept(session, () => false);
  session.webRequest.onBeforeRequest(({ url, resourceType }, callback) => {
    const isCaught = isRedirect(url, addresses.redirectUrl);
    callback({ cancel: hasEnded || isCaught || !mayRequest(url, addresses) });
    if (isCaught && resourceType === 'mainFrame') end({ kind: 'redirected', url });
  });
  registerGuard(session, (contents) => {
    guardSignIn(contents, addresses, end);
  });
  window = createWindow(session, signInWindowOptions(request.title));
  const shown = window;
  shown.setMenu(null);
  shown.setTitle(signInTitle(null, request.title));
  shown.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  shown.webContents.on('did-navigate', (_event, url) => {
    shown.setTitle(signInTitle(url, request.title));
  });
  shown.on('ready-to-show', () => {
    shown.show();
  });
  shown.on('closed', () => {
    end({ kind: 'closed' });
  });
  if (mayShow(request.url, addresses)) {
    // Failures are told by events; the promise says the same once more.
    shown.loadURL(request.url).catch(() => undefined);
  } else {
    // Told after the caller has the way to close it.
    setImmediate(end, { kind: 'failed', reason: 'The address to sign in at is not protected (https).' });
  }

  return {
    close() {
      end(null);
    },
    focus() {
      if (hasEnded || shown.isDestroyed()) return;
      if (shown.isMinimized()) shown.restore();
      shown.show();
      shown.focus();
    },
  };
}

function guardSignIn(
  contents: SignInContents,
  addresses: SignInAddresses,
  end: (event: SignInWindowEvent) => void,
): void {
  const guard = (navigation: Navigation): void => {
    const { url, isMainFrame } = navigation;
    if (isRedirect(url, addresses.redirectUrl)) {
      navigation.preventDefault();
      if (isMainFrame) end({ kind: 'redirected', url });
      return;
    }
    if (!(isMainFrame ? mayShow : mayShowNested)(url, addresses)) navigation.preventDefault();
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', guard);
  refuseWebview(contents);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // A page may not keep its window open (`beforeunload`): nobody would see why, and the program could not quit.
  contents.on('will-prevent-unload', (event) => {
    event.preventDefault();
  });
  contents.on('certificate-error', (event, url, _error, _certificate, callback, isMainFrame) => {
    event.preventDefault();
    callback(false);
    if (isMainFrame) end({ kind: 'failed', reason: `The certificate of ${hostOf(url)} cannot be trusted.` });
  });
  contents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    end({ kind: 'failed', reason: `The page of ${hostOf(url)} could not be shown (${description}).` });
  });
}

/** The address itself stays unsaid: it holds what belongs to this try alone. */
function hostOf(address: string): string {
  const host = URL.parse(address)?.host ?? '';
  return host === '' ? 'the provider' : host;
}

function signInWindowOptions(title: string): BrowserWindowConstructorOptions {
  return {
    width: 520,
    height: 720,
    title,
    show: false,
    autoHideMenuBar: true,
    fullscreenable: false,
    webPreferences: { ...SHUT_PREFERENCES, devTools: false },
  };
}

/** Leaves nothing of the try behind: neither what the pages kept nor what is still connected. */
async function forget(session: SignInSession, onFailed: (error: unknown) => void): Promise<void> {
  const steps = [
    () => session.closeAllConnections(),
    () => session.clearStorageData(),
    () => session.clearAuthCache(),
    () => session.clearCache(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      onFailed(error);
    }
  }
}
