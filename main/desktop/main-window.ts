import type { BrowserWindowConstructorOptions } from 'electron';
import { PAGE_URL } from './app-scheme.ts';
import { reloadAfterCrash } from './reload-limit.ts';
import type { Reloads } from './reload-limit.ts';
import { placeWindow } from './window-bounds.ts';
import type { Bounds, SavedBounds } from './window-bounds.ts';
import { backgroundColour, mainWindowOptions } from './window-options.ts';

/** As much of Electron's `BrowserWindow` as the one window needs. */
export interface PageWindow {
  readonly webContents: {
    on(
      event: 'render-process-gone',
      listener: (event: unknown, details: { readonly reason: string }) => void,
    ): unknown;
  };
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'closed' | 'session-end', listener: () => void): unknown;
  once(event: 'ready-to-show', listener: () => void): unknown;
  loadURL(url: string): Promise<void>;
  show(): void;
  hide(): void;
  focus(): void;
  restore(): void;
  maximize(): void;
  destroy(): void;
  isMinimized(): boolean;
  isMaximized(): boolean;
  isVisible(): boolean;
  isFocused(): boolean;
  isDestroyed(): boolean;
  /** Where it is when it is neither maximized nor minimized. */
  getNormalBounds(): Bounds;
  setBackgroundColor(colour: string): void;
}

export interface MainWindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => PageWindow;
  readonly preload: string;
  readonly icon: string | null;
  readonly hasDevTools: boolean;
  /** Work areas of the displays, the main one first. */
  readonly readWorkAreas: () => readonly Bounds[];
  readonly isDark: () => boolean;
  readonly nowMs: () => number;
  readonly readSavedBounds: () => SavedBounds | null;
  readonly onHidden: (bounds: SavedBounds) => void;
  /** The page crashed more often than it is loaded anew. The window is gone then. */
  readonly onBroken: () => void;
  /** The person's session at this computer ends (Windows). */
  readonly onSessionEnd: () => void;
}

export interface MainWindow {
  /** Makes the window where there is none, and brings it to the front. */
  readonly open: () => void;
  readonly isFocused: boolean;
  refreshColours(): void;
  /** From now on closing closes. Returns where the window is; null where there is none. */
  release(): SavedBounds | null;
  dispose(): void;
}

/** The one window: made on demand, hidden instead of closed, loaded anew after a crash. */
export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: PageWindow | null = null;
  let isReleased = false;
  let isDisposed = false;
  let reloads: Reloads = [];

  const make = (): PageWindow => {
    const place = placeWindow(options.readSavedBounds(), options.readWorkAreas());
    const { preload, icon, hasDevTools } = options;
    const made = options.create(
      mainWindowOptions({ place, isDark: options.isDark(), preload, icon, hasDevTools }),
    );
    // Once: a page that is loaded anew after a crash must not bring back a window that was closed.
    made.once('ready-to-show', () => {
      // Maximizing shows the window: it waits for the page like everything else.
      if (place.isMaximized) made.maximize();
      made.show();
    });
    made.on('close', (event) => {
      if (isReleased) return;
      event.preventDefault();
      const bounds = boundsOf(made);
      made.hide();
      options.onHidden(bounds);
    });
    made.on('closed', () => {
      if (window === made) window = null;
    });
    made.on('session-end', options.onSessionEnd);
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || isReleased) return;
      const next = reloadAfterCrash(reloads, options.nowMs());
      if (next === null) {
        reloads = [];
        made.destroy();
        options.onBroken();
        return;
      }
      reloads = next;
      load(made);
    });
    load(made);
    return made;
  };

  return {
    open() {
      // Somebody may start ReadyMeet again while it is stopping.
      if (isDisposed) return;
      if (window === null || window.isDestroyed()) {
        window = make();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    get isFocused() {
      return window !== null && !window.isDestroyed() && window.isVisible() && window.isFocused();
    },
    refreshColours() {
      if (window !== null && !window.isDestroyed())
        window.setBackgroundColor(backgroundColour(options.isDark()));
    },
    release() {
      isReleased = true;
      return window === null || window.isDestroyed() ? null : boundsOf(window);
    },
    dispose() {
      isReleased = true;
      isDisposed = true;
      if (window !== null && !window.isDestroyed()) window.destroy();
      window = null;
    },
  };
}

function load(window: PageWindow): void {
  // What fails is seen in the window itself; the page has no other place to come from.
  window.loadURL(PAGE_URL).catch(() => undefined);
}

function boundsOf(window: PageWindow): SavedBounds {
  const { x, y, width, height } = window.getNormalBounds();
  return { x, y, width, height, isMaximized: window.isMaximized() };
}
