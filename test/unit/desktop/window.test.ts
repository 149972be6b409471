import type { BrowserWindowConstructorOptions } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createArrivals } from '../../../main/desktop/arrivals.ts';
import { createClosingNotice } from '../../../main/desktop/closing-notice.ts';
import { createMainWindow } from '../../../main/desktop/main-window.ts';
import type { PageWindow } from '../../../main/desktop/main-window.ts';
import { createNavigator } from '../../../main/desktop/navigator.ts';
import type { Destination } from '../../../main/desktop/navigator.ts';
import { reloadAfterCrash } from '../../../main/desktop/reload-limit.ts';
import { placeWindow } from '../../../main/desktop/window-bounds.ts';
import type { SavedBounds } from '../../../main/desktop/window-bounds.ts';

const MAIN = { x: 0, y: 0, width: 1920, height: 1040 };
const LEFT = { x: -1280, y: 100, width: 1280, height: 984 };
const saved = (changes: Partial<SavedBounds> = {}): SavedBounds => ({
  x: 100,
  y: 50,
  width: 1000,
  height: 700,
  isMaximized: false,
  ...changes,
});

describe('where the window opens', () => {
  test('in the middle the first time, smaller on a small display', () => {
    expect(placeWindow(null, [MAIN])).toEqual({ bounds: { width: 1180, height: 780 }, isMaximized: false });
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }]).bounds).toEqual({
      width: 1024,
      height: 600,
    });
    expect(placeWindow(null, [])).toEqual({ bounds: { width: 1180, height: 780 }, isMaximized: false });
  });

  test('where it was, on whichever display', () => {
    expect(placeWindow(saved(), [MAIN]).bounds).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
    expect(placeWindow(saved({ x: -1200, y: 150 }), [MAIN, LEFT]).bounds).toEqual({
      x: -1200,
      y: 150,
      width: 1000,
      height: 700,
    });
    expect(placeWindow(saved({ isMaximized: true }), [MAIN]).isMaximized).toBe(true);
  });

  test.each([
    ['its display is gone', saved({ x: -1200, y: 150 })],
    ['it is far away', saved({ x: 100_000, y: 100_000 })],
    ['only a corner is left', saved({ x: 1900 })],
    ['its title bar is above', saved({ y: -400 })],
    ['its title bar is below', saved({ y: 1039 })],
  ])('in the middle when %s', (_words, bounds) => {
    expect(placeWindow(bounds, [MAIN]).bounds).toEqual({ width: 1180, height: 780 });
  });

  test('within its display, whatever its size was', () => {
    expect(placeWindow(saved({ width: 5000, height: 5000 }), [MAIN]).bounds).toMatchObject({
      width: 1920,
      height: 1040,
    });
    expect(placeWindow(saved({ width: 200, height: 10 }), [MAIN]).bounds).toMatchObject({
      width: 640,
      height: 480,
    });
  });
});

test('a page that crashes is loaded anew three times a minute, then given up', () => {
  let reloads: readonly number[] = [];
  for (const atMs of [0, 10_000, 20_000]) {
    const next = reloadAfterCrash(reloads, atMs);
    expect(next).not.toBeNull();
    reloads = next ?? [];
  }
  expect(reloadAfterCrash(reloads, 30_000)).toBeNull();
  expect(reloadAfterCrash(reloads, 61_000)).toEqual([10_000, 20_000, 61_000]);
});

class FakeWindow extends EventEmitter implements PageWindow {
  readonly webContents = new EventEmitter();
  readonly done: string[] = [];
  readonly options: BrowserWindowConstructorOptions;
  isGone = false;
  isOnScreen = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.done.push(`load ${url}`);
    return Promise.resolve();
  }
  show(): void {
    this.isOnScreen = true;
    this.done.push('show');
  }
  hide(): void {
    this.isOnScreen = false;
    this.done.push('hide');
  }
  focus(): void {
    this.done.push('focus');
  }
  restore(): void {}
  maximize(): void {
    this.done.push('maximize');
  }
  destroy(): void {
    this.isGone = true;
    this.emit('closed');
  }
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  isVisible(): boolean {
    return this.isOnScreen;
  }
  isFocused(): boolean {
    return this.isOnScreen;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 1, y: 2, width: 900, height: 600 };
  }
  setBackgroundColor(colour: string): void {
    this.done.push(`colour ${colour}`);
  }
  /** Says whether the window stays. */
  tryToClose(): boolean {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
}

function setUpWindow(savedBounds: SavedBounds | null = null) {
  const made: FakeWindow[] = [];
  const told: string[] = [];
  let nowMs = 0;
  let isDark = false;
  const mainWindow = createMainWindow({
    create: (options) => {
      const window = new FakeWindow(options);
      made.push(window);
      return window;
    },
    preload: '/preload.cjs',
    icon: null,
    hasDevTools: false,
    readWorkAreas: () => [MAIN],
    isDark: () => isDark,
    nowMs: () => nowMs,
    readSavedBounds: () => savedBounds,
    onHidden: (bounds) => told.push(`hidden ${JSON.stringify(bounds)}`),
    onBroken: () => told.push('broken'),
    onSessionEnd: () => told.push('session end'),
  });
  return {
    mainWindow,
    made,
    told,
    pass: (durationMs: number) => (nowMs += durationMs),
    darken: () => (isDark = true),
  };
}

describe('the one window', () => {
  test('is made when it is asked for, and shown when there is something to see', () => {
    const { mainWindow, made } = setUpWindow();
    expect(made).toEqual([]);
    mainWindow.open();
    expect(made[0]?.done).toEqual(['load app://ui/']);
    made[0]?.emit('ready-to-show');
    expect(made[0]?.done).toEqual(['load app://ui/', 'show']);
    expect(mainWindow.isFocused).toBe(true);
    mainWindow.open();
    expect(made).toHaveLength(1);
    expect(made[0]?.done.slice(2)).toEqual(['show', 'focus']);
  });

  test('is maximized where it was, but not before the page is drawn', () => {
    const { mainWindow, made } = setUpWindow(saved({ isMaximized: true }));
    mainWindow.open();
    expect(made[0]?.done).not.toContain('maximize');
    made[0]?.emit('ready-to-show');
    expect(made[0]?.done).toContain('maximize');
  });

  test('hides when it is closed, until the program ends', () => {
    const { mainWindow, made, told } = setUpWindow();
    mainWindow.open();
    expect(made[0]?.tryToClose()).toBe(true);
    expect(made[0]?.done.at(-1)).toBe('hide');
    expect(told).toEqual(['hidden {"x":1,"y":2,"width":900,"height":600,"isMaximized":false}']);
    expect(mainWindow.isFocused).toBe(false);
    expect(mainWindow.release()).toEqual({ x: 1, y: 2, width: 900, height: 600, isMaximized: false });
    expect(made[0]?.tryToClose()).toBe(false);
    mainWindow.dispose();
    expect(made[0]?.isGone).toBe(true);
  });

  test('without a window there is nothing to release', () => {
    const { mainWindow } = setUpWindow();
    expect(mainWindow.release()).toBeNull();
    mainWindow.dispose();
  });

  test('once hidden, a page that is loaded anew does not bring it back', () => {
    const { mainWindow, made } = setUpWindow();
    mainWindow.open();
    made[0]?.emit('ready-to-show');
    made[0]?.tryToClose();
    made[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    made[0]?.emit('ready-to-show');
    expect(made[0]?.isOnScreen).toBe(false);
  });

  test('is not made any more once the program is stopping', () => {
    const { mainWindow, made } = setUpWindow();
    mainWindow.dispose();
    mainWindow.open();
    expect(made).toEqual([]);
  });

  test('loads its page anew after a crash, and gives up in words', () => {
    const { mainWindow, made, told, pass } = setUpWindow();
    mainWindow.open();
    const crash = (reason: string): void => {
      made[0]?.webContents.emit('render-process-gone', {}, { reason });
    };
    crash('clean-exit');
    expect(made[0]?.done).toEqual(['load app://ui/']);
    for (let times = 0; times < 3; times += 1) {
      pass(1_000);
      crash('crashed');
    }
    expect(made[0]?.done.filter((what) => what === 'load app://ui/')).toHaveLength(4);
    expect(told).toEqual([]);
    crash('oom');
    expect(told).toEqual(['broken']);
    expect(made[0]?.isGone).toBe(true);
    mainWindow.open();
    expect(made).toHaveLength(2);
  });

  test('follows the system’s colours and tells of the session’s end', () => {
    const { mainWindow, made, told, darken } = setUpWindow();
    mainWindow.refreshColours();
    mainWindow.open();
    darken();
    mainWindow.refreshColours();
    expect(made[0]?.done.at(-1)).toBe('colour #1f1f1f');
    made[0]?.emit('session-end');
    expect(told).toEqual(['session end']);
  });
});

test('that closing only hides is said once', () => {
  const done: string[] = [];
  const options = { tell: () => done.push('tell'), remember: () => done.push('remember') };
  const notice = createClosingNotice({ wasTold: false, ...options });
  notice();
  notice();
  expect(done).toEqual(['remember', 'tell']);
  createClosingNotice({ wasTold: true, ...options })();
  expect(done).toHaveLength(2);
});

describe('going somewhere in the window', () => {
  test('waits for the page, and only the last wish counts', () => {
    const done: string[] = [];
    let hasPage = false;
    const navigator = createNavigator({
      openWindow: () => done.push('open'),
      hasPage: () => hasPage,
      navigate: ({ page, jobId }: Destination) => done.push(`${page} ${String(jobId)}`),
    });
    navigator.go({ page: 'overview', jobId: null });
    navigator.go({ page: 'jobs', jobId: 'job-1' });
    expect(done).toEqual(['open', 'open']);
    hasPage = true;
    navigator.pageArrived();
    navigator.pageArrived();
    expect(done).toEqual(['open', 'open', 'jobs job-1']);
    navigator.go({ page: 'settings', jobId: null });
    expect(done.slice(3)).toEqual(['open', 'settings null']);
  });
});

describe('who comes while the program starts', () => {
  test.each([
    [true, 0, 1],
    [false, 0, 0],
    [false, 2, 1],
  ])('wanted at the start: %s, called %i times: opened %i times', (isWanted, calls, opens) => {
    const done: string[] = [];
    const arrivals = createArrivals(isWanted);
    for (let times = 0; times < calls; times += 1) arrivals.summon();
    arrivals.onRefused('channel');
    expect(done).toEqual([]);
    arrivals.connect({
      openWindow: () => done.push('open'),
      onPage: () => done.push('page'),
      onRefused: (channel) => done.push(`refused ${channel}`),
    });
    expect(done.filter((what) => what === 'open')).toHaveLength(opens);
    expect(done).toContain('refused channel');
    done.length = 0;
    arrivals.summon();
    arrivals.onSubscribed();
    arrivals.onRefused('other');
    expect(done).toEqual(['open', 'page', 'refused other']);
  });
});
