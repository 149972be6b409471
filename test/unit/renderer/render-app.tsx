import { cleanup, configure, render } from '@testing-library/react';
import type { RenderResult } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Page } from '../../../preload/contract/primitives.ts';
import { App } from '../../../renderer/app.tsx';
import { createAppStore } from '../../../renderer/store/app-store.ts';
import type { AppStore } from '../../../renderer/store/app-store.ts';
import { createFakeBridge } from '../../fakes/fake-bridge.ts';
import type { FakeBridge, FakeProgram } from '../../fakes/fake-bridge.ts';
import type { Scene } from '../../fakes/scenes.ts';
import { sampleTemplate } from '../../fakes/views.ts';

/** What jsdom says the size of every element is. */
export const FAKE_HEIGHT_PX = 600;

/** Gives jsdom what it lacks of a browser, and clears the page after each test. Call it once in a test file. */
export function setUpBrowser(): void {
  // Pages are loaded when they are first shown, which takes its time on a busy machine.
  configure({ asyncUtilTimeout: 20_000, getElementError: (message) => new Error(message ?? 'Not found.') });
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({
      matches: false,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }));
    vi.stubGlobal('CSS', { supports: () => false, escape: (text: string) => text });
    vi.stubGlobal('ResizeObserver', StillObserver);
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(FAKE_HEIGHT_PX);
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(1000);
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(FAKE_HEIGHT_PX);
    Element.prototype.scrollTo = scrollTo;
    HTMLDialogElement.prototype.showModal = function showModal() {
      this.open = true;
      this.querySelector('button')?.focus();
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    sessionStorage.clear();
    localStorage.clear();
  });
}

export interface RenderedApp extends RenderResult {
  readonly store: AppStore;
  readonly bridge: FakeBridge;
  readonly user: UserEvent;
}

/** Draws the whole app as in a scene, at a page. */
export function renderApp(scene: Scene, page: Page = 'overview', program?: FakeProgram): RenderedApp {
  sessionStorage.setItem('page', page);
  const bridge = createFakeBridge(
    () => [
      { name: 'letter-template', payload: sampleTemplate() },
      { name: 'view', payload: scene.view },
      { name: 'jobs', payload: { revision: 1, isWhole: true, rows: [...scene.rows], removed: [] } },
    ],
    program,
  );
  const store = createAppStore();
  const result = render(<App store={store} bridge={bridge} />);
  return { ...result, store, bridge, user: userEvent.setup() };
}

class StillObserver {
  observe(): void {
    // Nothing changes its size here.
  }
  unobserve(): void {
    // Nothing to forget.
  }
  disconnect(): void {
    // Nothing to forget.
  }
}

function scrollTo(this: Element, options?: ScrollToOptions | number, y?: number): void {
  this.scrollTop = typeof options === 'object' ? (options.top ?? 0) : (y ?? 0);
  this.dispatchEvent(new Event('scroll'));
}
