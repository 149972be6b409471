import { PAGE_ORIGIN } from './app-scheme.ts';

/** As much of Electron's `WebFrameMain` as is needed. */
export interface SenderFrame {
  readonly parent: unknown;
  readonly origin: string;
}

/**
 * Whether a message comes from the page itself: from a window's main frame on the page's own origin. Fails closed: a
 * frame that is gone, nested, or on any other origin is refused.
 * https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isFromPage(frame: SenderFrame | null): boolean {
  try {
    return frame !== null && frame.parent === null && frame.origin === PAGE_ORIGIN;
  } catch {
    // Electron throws when the frame was disposed of in between.
    return false;
  }
}
