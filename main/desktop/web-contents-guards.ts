/** As much of an event of Electron as is needed. */
interface Preventable {
  preventDefault(): void;
}

/** As much of Electron's `WebContents` as guarding the page needs. */
export interface GuardedContents {
  on(
    event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    listener: (event: Preventable) => void,
  ): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

/**
 * Keeps a page where it is: no navigation, redirect or nested page, no further window, no embedded one. What the page
 * wants opened in a browser it asks the program for.
 */
export function guardPage(contents: GuardedContents): void {
  const prevent = (event: Preventable): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-frame-navigate', prevent);
  refuseWebview(contents);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Guards of the contents that live in certain sessions, such as that of a sign-in. */
export interface GuardRegistry<S extends object, C extends GuardedContents> {
  /** To be called before the first window of the session is made. */
  register(session: S, guard: (contents: C) => void): void;
  /** Guards contents that were just made: as registered, else as the page. */
  guard(contents: C & { readonly session: S }): void;
}

/** Makes the registry that `web-contents-created` asks. Whatever nobody vouches for is guarded like the page. */
export function createGuardRegistry<S extends object, C extends GuardedContents>(): GuardRegistry<S, C> {
  const guards = new WeakMap<S, (contents: C) => void>();
  return {
    register(session, guard) {
      guards.set(session, guard);
    },
    guard(contents) {
      const guard = guards.get(contents.session) ?? guardPage;
      guard(contents);
    },
  };
}

/** Refuses `<webview>`, whatever the page. */
export function refuseWebview(contents: Pick<GuardedContents, 'on'>): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
}
