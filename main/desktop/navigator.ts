import type { Page } from '../../preload/contract/primitives.ts';

/** Where the window is to go. */
export interface Destination {
  readonly page: Page;
  readonly jobId: string | null;
}

export interface NavigatorOptions {
  readonly openWindow: () => void;
  /** Whether a page listens now. */
  readonly hasPage: () => boolean;
  readonly navigate: (destination: Destination) => void;
}

/** Brings the window to the front and leads it somewhere, as soon as its page listens. */
export interface Navigator {
  readonly go: (destination: Destination) => void;
  /** A page listens from now on. */
  readonly pageArrived: () => void;
}

export function createNavigator({ openWindow, hasPage, navigate }: NavigatorOptions): Navigator {
  let waiting: Destination | null = null;
  return {
    go(destination) {
      const isThere = hasPage();
      waiting = isThere ? null : destination;
      openWindow();
      if (isThere) navigate(destination);
    },
    pageArrived() {
      const destination = waiting;
      waiting = null;
      if (destination !== null) navigate(destination);
    },
  };
}
