import { CALL_CHANNEL, PUSH_CHANNEL, SUBSCRIBE_CHANNEL } from '../../preload/contract/channels.ts';
import type { Answer } from '../../preload/contract/contract.ts';
import type { Push } from '../../preload/contract/pushes.ts';
import type { Admin, AdminSession } from '../admin/admin.ts';
import { isFromPage } from './ipc-sender.ts';
import type { SenderFrame } from './ipc-sender.ts';

/** As much of the page's `WebContents` as is needed. */
export interface PageContents {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, push: Push): void;
  once(event: 'destroyed', listener: () => void): unknown;
}

interface PageEvent {
  readonly sender: PageContents;
  readonly senderFrame: SenderFrame | null;
}

/** As much of Electron's `ipcMain` as is needed. */
export interface PageMessages {
  handle(
    channel: string,
    listener: (event: PageEvent, name: unknown, payload: unknown) => Promise<Answer>,
  ): void;
  on(channel: string, listener: (event: PageEvent) => void): unknown;
  removeHandler(channel: string): void;
  removeAllListeners(channel: string): unknown;
}

export interface IpcTransportOptions {
  readonly ipcMain: PageMessages;
  /** Told of every message that does not come from the page. */
  readonly onRefused: (channel: string) => void;
  /** Told when a page listens from now on. */
  readonly onSubscribed: () => void;
}

export interface IpcTransport {
  /** Whether a page listens. */
  readonly hasPage: boolean;
  /** Gives the pages their admin. Until then commands are answered with a problem, and subscriptions wait. */
  connect(admin: Pick<Admin, 'openSession'>): void;
  dispose(): void;
}

const REFUSED = refusal(
  'sender-refused',
  'This did not come from the page of ReadyMeet, so nothing was done.',
);
const STARTING = refusal(
  'starting',
  'ReadyMeet is still starting, so nothing was done. Try again in a moment.',
);

/**
 * Connects the page with the admin: one session a window, pushes to it, and commands from it. The sender is checked by
 * its frame for every message; what the command is and whether its payload fits, the session checks.
 */
export function startIpcTransport({ ipcMain, onRefused, onSubscribed }: IpcTransportOptions): IpcTransport {
  const sessions = new Map<number, AdminSession>();
  const subscribed = new Map<number, PageContents>();
  let admin: Pick<Admin, 'openSession'> | null = null;

  const open = (contents: PageContents, by: Pick<Admin, 'openSession'>): AdminSession => {
    sessions.get(contents.id)?.close();
    const session = by.openSession((push) => {
      if (!contents.isDestroyed()) contents.send(PUSH_CHANNEL, push);
    });
    sessions.set(contents.id, session);
    return session;
  };
  const subscribe = (contents: PageContents): void => {
    const { id } = contents;
    if (subscribed.get(id) !== contents) {
      contents.once('destroyed', () => {
        sessions.get(id)?.close();
        sessions.delete(id);
        subscribed.delete(id);
      });
    }
    subscribed.set(id, contents);
    if (admin === null) return;
    open(contents, admin);
    onSubscribed();
  };

  ipcMain.handle(CALL_CHANNEL, async ({ sender, senderFrame }, name, payload) => {
    if (!isFromPage(senderFrame)) {
      onRefused(CALL_CHANNEL);
      return REFUSED;
    }
    // A page asks for nothing before it listens, or its answers would be of use to nobody.
    const session = sessions.get(sender.id);
    return session === undefined ? STARTING : session.call(name, payload);
  });
  // A page that was loaded anew subscribes anew, and has everything sent once more.
  ipcMain.on(SUBSCRIBE_CHANNEL, ({ sender, senderFrame }) => {
    if (isFromPage(senderFrame)) subscribe(sender);
    else onRefused(SUBSCRIBE_CHANNEL);
  });

  return {
    get hasPage() {
      return sessions.size > 0;
    },
    connect(connected) {
      admin = connected;
      for (const contents of subscribed.values()) subscribe(contents);
    },
    dispose() {
      ipcMain.removeHandler(CALL_CHANNEL);
      ipcMain.removeAllListeners(SUBSCRIBE_CHANNEL);
      for (const session of sessions.values()) session.close();
      sessions.clear();
      subscribed.clear();
    },
  };
}

function refusal(code: string, message: string): Answer {
  return { ok: false, problem: { code, message, mend: null, field: null } };
}
