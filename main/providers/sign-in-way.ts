import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { SignInWindow, SignInWindowEvent } from '../admin/shell.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';

/** Where a person signs in. */
export type Surface = 'window' | 'browser';

export interface Surfaces {
  /** The shell's own sign-in window; null where it has none. */
  readonly signInWindow: SignInWindow | null;
  /** Opens the system's browser; null where the page opens the address itself. */
  readonly openExternal: ((url: string) => Promise<Result<void>>) | null;
}

/**
 * Google turns away every embedded window (`disallowed_useragent`; Google Developers Blog, "Upcoming security changes to
 * Google's OAuth 2.0 authorization endpoint in embedded webviews"), so there the browser is the only way.
 */
export function firstSurface(kind: ProviderKind, { signInWindow }: Surfaces): Surface {
  return kind === 'meet' || signInWindow === null ? 'browser' : 'window';
}

/** Why the app's own window is not used; null where there is none to wonder about. */
export function surfaceNote(kind: ProviderKind, { signInWindow }: Surfaces): string | null {
  if (kind !== 'meet' || signInWindow === null) return null;
  return 'Google does not allow signing in inside the window of an app, so your browser is used.';
}

export const BROWSER_NOT_OPENED =
  'Your browser could not be opened. Copy the link and open it in a browser on this computer.';

/** The sign-in page while it is in front of the person. */
export interface OpenPage {
  /** Brings it to the front, or opens it again. False where that did not work. */
  show(): Promise<boolean>;
  /** Takes the window away; a browser's page stays. */
  close(): void;
}

/** Opens the sign-in page in the app's own window. */
export function openInWindow(
  signInWindow: SignInWindow,
  kind: ProviderKind,
  request: { readonly url: string; readonly redirectUrl: string },
  onEvent: (event: SignInWindowEvent) => void,
): OpenPage {
  const opened = signInWindow.open({ ...request, title: `Sign in to ${PROVIDER_NAMES[kind]}` }, onEvent);
  return {
    show() {
      opened.focus();
      return Promise.resolve(true);
    },
    close: () => {
      opened.close();
    },
  };
}

/** The sign-in page in the system's browser; where the page opens addresses itself there is nothing to do here. */
export function browserPage(openExternal: Surfaces['openExternal'], url: string): OpenPage {
  return {
    async show() {
      if (openExternal === null) return true;
      const opened = await openExternal(url);
      return opened.ok;
    },
    close: () => undefined,
  };
}
