import type { Answer } from '../../preload/contract/contract.ts';
import type { Push } from '../../preload/contract/pushes.ts';
import type { View } from '../../preload/contract/view.ts';

/** One page that is open: a window, or a tab of a browser. */
export interface AdminSession {
  /**
   * Carries out a command. Name and payload come from outside: anything but a known command with a fitting payload is
   * answered with a problem. Never rejects.
   */
  call(name: unknown, payload: unknown): Promise<Answer>;
  /** Stops the pushes. Commands under way go on. */
  close(): void;
}

/** What an admin can do and see, whatever the window is made of. */
export interface Admin {
  /** The newest view; the tray shows it too. */
  readonly view: View;
  /** Told after every change of the view. Returns the way to stop that. */
  subscribe(listener: (view: View) => void): () => void;
  /** Opens a session. The whole view and all jobs are pushed to it first, then what changes. */
  openSession(push: (push: Push) => void): AdminSession;
  /** Shows a page, or a job, in every open session. */
  navigate(page: View['checklist'][number]['page'], jobId: string | null): void;
  /** Starts automation if it is enabled. */
  start(): Promise<void>;
  /** Stops everything in reverse order, within a deadline. */
  stop(): Promise<void>;
  /** The machine goes to sleep, or is awake again. */
  sleep(): void;
  wake(): void;
}
