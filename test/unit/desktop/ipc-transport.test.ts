import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { CALL_CHANNEL, PUSH_CHANNEL, SUBSCRIBE_CHANNEL } from '../../../preload/contract/channels.ts';
import type { Answer } from '../../../preload/contract/contract.ts';
import type { Push } from '../../../preload/contract/pushes.ts';
import { createBridge } from '../../../preload/bridge-over-ipc.ts';
import type { Admin } from '../../../main/admin/admin.ts';
import { startIpcTransport } from '../../../main/desktop/ipc-transport.ts';
import type { PageContents, PageMessages } from '../../../main/desktop/ipc-transport.ts';
import type { SenderFrame } from '../../../main/desktop/ipc-sender.ts';

const PAGE: SenderFrame = { parent: null, origin: 'app://ui' };
const PUSH: Push = { name: 'navigate', payload: { page: 'jobs', jobId: null } };
const DONE: Answer = { ok: true, id: null };

type Handler = Parameters<PageMessages['handle']>[1];

class FakeIpcMain implements PageMessages {
  readonly handlers = new Map<string, Handler>();
  readonly listeners = new Map<string, Parameters<PageMessages['on']>[1]>();
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
  on(channel: string, listener: Parameters<PageMessages['on']>[1]): void {
    this.listeners.set(channel, listener);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  removeAllListeners(channel: string): void {
    this.listeners.delete(channel);
  }
}

class FakePage extends EventEmitter implements PageContents {
  readonly id: number;
  readonly received: { readonly channel: string; readonly push: Push }[] = [];
  isGone = false;
  constructor(id: number) {
    super();
    this.id = id;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  send(channel: string, push: Push): void {
    this.received.push({ channel, push });
  }
}

function setUp() {
  const ipcMain = new FakeIpcMain();
  const opened: { push: (push: Push) => void; isClosed: boolean }[] = [];
  const calls: unknown[] = [];
  const refused: string[] = [];
  let subscribedCount = 0;
  const admin: Pick<Admin, 'openSession'> = {
    openSession(push) {
      const session = { push, isClosed: false };
      opened.push(session);
      return {
        call: (name, payload) => {
          calls.push([name, payload]);
          return Promise.resolve(DONE);
        },
        close: () => {
          session.isClosed = true;
        },
      };
    },
  };
  const transport = startIpcTransport({
    ipcMain,
    onRefused: (channel) => refused.push(channel),
    onSubscribed: () => (subscribedCount += 1),
  });
  const page = new FakePage(7);
  const subscribe = (senderFrame: SenderFrame | null = PAGE, sender = page): void => {
    ipcMain.listeners.get(SUBSCRIBE_CHANNEL)?.({ sender, senderFrame });
  };
  const call = (name: unknown, payload: unknown, senderFrame: SenderFrame | null = PAGE) =>
    ipcMain.handlers.get(CALL_CHANNEL)?.({ sender: page, senderFrame }, name, payload);
  return {
    ipcMain,
    opened,
    calls,
    refused,
    transport,
    admin,
    page,
    subscribe,
    call,
    subscribedCount: () => subscribedCount,
  };
}

describe('messages between page and program', () => {
  test('a page that subscribes has a session, is sent pushes, and its commands are carried out', async () => {
    const { transport, admin, page, subscribe, call, opened, calls, subscribedCount } = setUp();
    transport.connect(admin);
    expect(transport.hasPage).toBe(false);
    subscribe();
    expect(transport.hasPage).toBe(true);
    expect(subscribedCount()).toBe(1);
    opened[0]?.push(PUSH);
    expect(page.received).toEqual([{ channel: PUSH_CHANNEL, push: PUSH }]);
    expect(await call('sync-now', { any: 1 })).toEqual(DONE);
    expect(calls).toEqual([['sync-now', { any: 1 }]]);
  });

  test.each<[string, SenderFrame | null]>([
    ['no frame', null],
    ['a nested frame', { parent: PAGE, origin: 'app://ui' }],
    ['another origin', { parent: null, origin: 'https://evil.test' }],
  ])('%s is answered with an error, and nothing is done', async (_words, frame) => {
    const { transport, admin, subscribe, call, opened, calls, refused } = setUp();
    transport.connect(admin);
    subscribe(frame);
    expect(opened).toEqual([]);
    subscribe();
    expect(await call('sync-now', {}, frame)).toMatchObject({
      ok: false,
      problem: { code: 'sender-refused' },
    });
    expect(calls).toEqual([]);
    expect(refused).toEqual([SUBSCRIBE_CHANNEL, CALL_CHANNEL]);
  });

  test('a page that is there before the admin waits for it', async () => {
    const { transport, admin, subscribe, call, opened } = setUp();
    subscribe();
    expect(await call('sync-now', {})).toMatchObject({ ok: false, problem: { code: 'starting' } });
    transport.connect(admin);
    expect(opened).toHaveLength(1);
    expect(await call('sync-now', {})).toEqual(DONE);
  });

  test('a page that was loaded anew has a new session, and one that is gone none', () => {
    const { transport, admin, page, subscribe, opened } = setUp();
    transport.connect(admin);
    subscribe();
    subscribe();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    expect(page.listenerCount('destroyed')).toBe(1);
    page.isGone = true;
    page.emit('destroyed');
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, true]);
    opened[1]?.push(PUSH);
    expect(page.received).toEqual([]);
    expect(transport.hasPage).toBe(false);
  });

  test('disposing closes everything and takes the channels back', () => {
    const { transport, admin, subscribe, opened, ipcMain } = setUp();
    transport.connect(admin);
    subscribe();
    transport.dispose();
    expect(opened[0]?.isClosed).toBe(true);
    expect([...ipcMain.handlers.keys(), ...ipcMain.listeners.keys()]).toEqual([]);
  });
});

describe('the bridge in the page', () => {
  function setUpBridge(invoke: () => Promise<Answer> = () => Promise.resolve(DONE)) {
    const sent: string[] = [];
    let push: (event: unknown, push: Push) => void = () => undefined;
    const bridge = createBridge({
      invoke,
      send: (channel) => sent.push(channel),
      on: (channel, listener) => {
        if (channel === PUSH_CHANNEL) push = listener;
      },
    });
    return { bridge, sent, push: (given: Push) => push({}, given) };
  }

  test('cannot be changed by the page', () => {
    const { bridge } = setUpBridge();
    expect(Object.isFrozen(bridge)).toBe(true);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'onConnection', 'subscribe']);
  });

  test('never rejects', async () => {
    const { bridge } = setUpBridge(() => Promise.reject(new Error('no handler')));
    expect(await bridge.call('sync-now', {})).toMatchObject({
      ok: false,
      problem: { code: 'program-not-reached' },
    });
    expect(await setUpBridge().bridge.call('sync-now', {})).toEqual(DONE);
  });

  test('subscribes with its first listener, and tells each of them everything', () => {
    const { bridge, sent, push } = setUpBridge();
    const first: Push[] = [];
    const second: Push[] = [];
    const stopFirst = bridge.subscribe((given) => first.push(given));
    bridge.subscribe((given) => second.push(given));
    expect(sent).toEqual([SUBSCRIBE_CHANNEL]);
    push(PUSH);
    stopFirst();
    push(PUSH);
    expect([first.length, second.length]).toEqual([1, 2]);
  });

  test('is connected as long as the page lives', () => {
    const heard: boolean[] = [];
    setUpBridge().bridge.onConnection((isConnected) => heard.push(isConnected));
    expect(heard).toEqual([true]);
  });
});
