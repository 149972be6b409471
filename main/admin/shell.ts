import type { Result } from '../sync/failure.ts';

/** What only the shell around the page can do: the desktop app, or the service with a page in a browser. */
export interface Shell {
  readonly kind: 'desktop' | 'service';
  /** Who opens web addresses for the person: the page itself, or this program. */
  readonly opensLinks: 'page' | 'program';
  /** Opens a web address in the system's browser. Only http and https. Null where the page does it. */
  readonly openExternal: ((url: string) => Promise<Result<void>>) | null;
  /** Opens a folder in the system's file manager; null where there is none. */
  readonly openFolder: ((path: string) => Promise<Result<void>>) | null;
  /** Asks where to and saves a text; null where the page saves it. Success with false: the person thought better of it. */
  readonly saveText: ((fileName: string, text: string) => Promise<Result<boolean>>) | null;
  /** Null where ReadyMeet cannot start itself at login. */
  readonly loginItem: { isOn(): boolean; set(isOn: boolean): Promise<Result<void>> } | null;
  readonly hasNotifications: boolean;
  /** A window of the app's own to sign in in; null where there is none. */
  readonly signInWindow: SignInWindow | null;
}

/** How a sign-in window ended by itself: the person closed it, or it was about to go to the redirect address. */
export type SignInWindowEvent =
  | { readonly kind: 'closed' }
  | { readonly kind: 'redirected'; readonly url: string }
  /** The page could not be shown, such as for a certificate that cannot be trusted. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface SignInWindow {
  /**
   * Shows the sign-in page in a guarded window with a partition of its own.
   * @param request.redirectUrl the address whose visit is caught before it is made
   * @returns the way to close it; no event comes after that
   */
  open(
    request: { readonly url: string; readonly redirectUrl: string; readonly title: string },
    onEvent: (event: SignInWindowEvent) => void,
  ): { close(): void; focus(): void };
}
