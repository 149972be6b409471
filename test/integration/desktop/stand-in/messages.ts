import type { DiaryEntry } from './diary.ts';

/** What the test asks the stand-in to do, and gets an answer to. */
export type StandInRequest =
  | { readonly kind: 'diary' }
  /** Has an event of Electron happen, such as `app` `second-instance`. Answered with whether it was prevented. */
  | {
      readonly kind: 'event';
      readonly of: 'app' | 'window' | 'powerMonitor' | 'nativeTheme';
      readonly event: string;
    }
  /** Sends a message to the program as the page would, from a frame with these properties. */
  | {
      readonly kind: 'page';
      readonly channel: string;
      readonly origin: string;
      readonly isNested: boolean;
      readonly args: readonly unknown[];
    }
  /** Asks `app://`. */
  | { readonly kind: 'fetch'; readonly method: string; readonly url: string }
  /** Asks the page's session about something. */
  | {
      readonly kind: 'session';
      readonly ask: 'permission' | 'check' | 'request' | 'download';
      readonly value: string;
    }
  /** Tries something in the contents of the newest window. */
  | { readonly kind: 'contents'; readonly event: string; readonly url: string }
  /** Pushes received by the page. */
  | { readonly kind: 'pushes' }
  /** Chooses a line of the tray's menu by its label. */
  | { readonly kind: 'menu'; readonly label: string }
  /** Has something throw inside the program that nobody expects. */
  | { readonly kind: 'bug'; readonly words: string }
  /** What the next native question is answered with. */
  | { readonly kind: 'answer'; readonly response: number };

export interface StandInAnswer {
  readonly id: number;
  readonly value: unknown;
}

/** The last thing that is heard of the program. */
export interface StandInEnd {
  readonly exitCode: number;
  readonly diary: readonly DiaryEntry[];
}
