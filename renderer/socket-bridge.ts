import { z } from 'zod';
import type { CommandInput, CommandName } from '../preload/contract/commands.ts';
import { answerSchema } from '../preload/contract/contract.ts';
import type { Answer, Bridge } from '../preload/contract/contract.ts';
import { parsePush } from '../preload/contract/pushes.ts';
import type { Push } from '../preload/contract/pushes.ts';
import { createSocketLine } from './socket-line.ts';
import type { OpenSocket } from './socket-line.ts';

export interface SocketBridgeOptions {
  /** Where the service listens, such as `ws://127.0.0.1:4711/socket`. */
  readonly url: string;
  /** Makes a connection; the browser's WebSocket unless told. */
  readonly openSocket?: OpenSocket;
  /** From 0 up to 1, for spreading reconnections; `Math.random` unless told. */
  readonly random?: () => number;
}

const answerFrameSchema = z.strictObject({ id: z.int(), answer: answerSchema });
const pushFrameSchema = z.strictObject({ push: z.unknown() });

/** Commands whose effect belongs to one connection: a new connection is told of them again. */
const WATCHES: readonly CommandName[] = ['watch-job', 'watch-log'];

/**
 * The bridge of the page in a browser: the contract over a WebSocket to the service it came from. It connects with the
 * first subscription or call and again by itself whenever the connection is lost; the service then sends the whole
 * view and all jobs anew, counting revisions from wherever that service stands.
 */
export function createSocketBridge(options: SocketBridgeOptions): Bridge {
  const listeners = new Set<(push: Push) => void>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();
  const pending = new Map<number, (answer: Answer) => void>();
  const watches = new Map<CommandName, unknown>();
  let lastId = 0;
  /** Null until the first attempt has ended, so that a page that is only starting does not look cut off. */
  let isConnected: boolean | null = null;

  function tellConnection(isNow: boolean): void {
    if (isNow === isConnected) return;
    isConnected = isNow;
    for (const listener of connectionListeners) listener(isNow);
  }

  const line = createSocketLine({
    url: options.url,
    openSocket: options.openSocket ?? ((url) => new WebSocket(url)),
    random: options.random ?? Math.random,
    onOpen() {
      for (const [name, payload] of watches) {
        lastId += 1;
        line.send(JSON.stringify({ id: lastId, name, payload }));
      }
      tellConnection(true);
    },
    onText: takeIn,
    onLost(wasOpen) {
      for (const [id, answer] of pending) {
        pending.delete(id);
        answer(wasOpen ? LOST : UNREACHABLE);
      }
      tellConnection(false);
    },
  });

  function takeIn(text: string): void {
    const frame = parseJson(text);
    const answered = answerFrameSchema.safeParse(frame);
    if (answered.success) {
      const { id, answer } = answered.data;
      pending.get(id)?.(answer);
      pending.delete(id);
      return;
    }
    const pushed = pushFrameSchema.safeParse(frame);
    const push = pushed.success ? parsePush(pushed.data.push) : null;
    if (push !== null) for (const listener of listeners) listener(push);
  }

  function call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Answer> {
    if (WATCHES.includes(name)) watches.set(name, input);
    line.connect();
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      pending.set(id, resolve);
      const isAccepted = line.send(JSON.stringify({ id, name, payload: input }));
      if (isAccepted) return;
      pending.delete(id);
      resolve(UNREACHABLE);
    });
  }

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      line.connect();
      return () => {
        listeners.delete(listener);
      };
    },
    onConnection(listener) {
      connectionListeners.add(listener);
      if (isConnected !== null) listener(isConnected);
      return () => {
        connectionListeners.delete(listener);
      };
    },
  };
}

const UNREACHABLE: Answer = {
  ok: false,
  problem: {
    code: 'not-connected',
    message: 'ReadyMeet cannot be reached at the moment. Nothing was changed.',
    mend: 'See whether ReadyMeet is still running; this page connects again by itself.',
    field: null,
  },
};

const LOST: Answer = {
  ok: false,
  problem: {
    code: 'connection-lost',
    message: 'The connection to ReadyMeet was lost before it answered. It may have done what was asked.',
    mend: 'This page connects again by itself. Look at what it shows then before trying once more.',
    field: null,
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
