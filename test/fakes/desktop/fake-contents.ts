import { EventEmitter } from 'node:events';
import type { FakeSession } from './fake-session.ts';

/** Contents of Electron that only remember who listens. */
export class FakeContents extends EventEmitter {
  readonly session: FakeSession;
  #openHandler: (() => { action: 'deny' }) | null = null;

  constructor(session: FakeSession) {
    super();
    this.session = session;
  }

  setWindowOpenHandler(handler: () => { action: 'deny' }): void {
    this.#openHandler = handler;
  }
  openWindow(): { action: string } {
    return this.#openHandler?.() ?? { action: 'allow' };
  }
  /** Has something about to happen, and says whether somebody prevented it. */
  fire(event: string, url: string, isMainFrame = true): 'prevented' | 'let through' {
    let isPrevented = false;
    this.emit(event, { url, isMainFrame, preventDefault: () => (isPrevented = true) });
    return isPrevented ? 'prevented' : 'let through';
  }
}
