import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSocketBridge } from '../../../renderer/socket-bridge.ts';
import type { PlainSocket } from '../../../renderer/socket-line.ts';
import type { Push } from '../../../preload/contract/pushes.ts';

/** A socket whose other end is the test. */
class ScriptedSocket implements PlainSocket {
  readyState = 0;
  readonly sent: unknown[] = [];
  private readonly listeners: Record<string, ((event: { readonly data: unknown }) => void)[]> = {};

  addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void {
    (this.listeners[type] ??= []).push(listener);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  happen(type: 'open' | 'close' | 'message', data?: unknown): void {
    for (const listener of this.listeners[type] ?? []) listener({ data });
  }
  say(frame: unknown): void {
    this.happen('message', JSON.stringify(frame));
  }
}

function connect() {
  const sockets: ScriptedSocket[] = [];
  const bridge = createSocketBridge({
    url: 'ws://127.0.0.1:4711/socket',
    openSocket() {
      const socket = new ScriptedSocket();
      sockets.push(socket);
      return socket;
    },
    random: () => 0,
  });
  const socket = (index: number): ScriptedSocket => {
    const found = sockets[index];
    if (found === undefined) throw new Error(`There was no connection ${String(index)}.`);
    return found;
  };
  return { bridge, sockets, socket };
}

const NAVIGATE: Push = { name: 'navigate', payload: { page: 'jobs', jobId: null } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the page talking to the service', () => {
  test('connects with the first subscription and once only', () => {
    const { bridge, sockets } = connect();
    expect(sockets).toHaveLength(0);
    bridge.subscribe(() => undefined);
    bridge.subscribe(() => undefined);
    expect(sockets).toHaveLength(1);
  });

  test('sends calls made while connecting, and hands back each answer to its call', async () => {
    const { bridge, socket } = connect();
    const first = bridge.call('sync-now', {});
    const second = bridge.call('pause', { until: 'hour' });
    expect(socket(0).sent).toEqual([]);
    socket(0).happen('open');
    expect(socket(0).sent).toEqual([
      { id: 1, name: 'sync-now', payload: {} },
      { id: 2, name: 'pause', payload: { until: 'hour' } },
    ]);
    socket(0).say({ id: 2, answer: { ok: true, id: 'second' } });
    socket(0).say({ id: 1, answer: { ok: true, id: 'first' } });
    expect(await first).toEqual({ ok: true, id: 'first' });
    expect(await second).toEqual({ ok: true, id: 'second' });
  });

  test('hands pushes to every listener until it has enough', () => {
    const { bridge, socket } = connect();
    const heard: Push[] = [];
    const stop = bridge.subscribe((push) => heard.push(push));
    socket(0).happen('open');
    socket(0).say({ push: NAVIGATE });
    stop();
    socket(0).say({ push: NAVIGATE });
    expect(heard).toEqual([NAVIGATE]);
  });

  test.each([
    ['no JSON', '{"push":'],
    ['an unknown push', JSON.stringify({ push: { name: 'else', payload: {} } })],
    ['a push that does not fit', JSON.stringify({ push: { name: 'navigate', payload: { page: 'moon' } } })],
    ['an answer to nothing', JSON.stringify({ id: 99, answer: { ok: true, id: null } })],
    ['bytes', new ArrayBuffer(4)],
  ])('lets %s pass by', (_, data) => {
    const { bridge, socket } = connect();
    const heard: Push[] = [];
    bridge.subscribe((push) => heard.push(push));
    socket(0).happen('open');
    socket(0).happen('message', data);
    expect(heard).toEqual([]);
    socket(0).say({ push: NAVIGATE });
    expect(heard).toEqual([NAVIGATE]);
  });

  test('answers what was under way when the connection is lost, and what is asked while there is none', async () => {
    const { bridge, socket } = connect();
    socketOpen(bridge, socket);
    const underWay = bridge.call('sync-now', {});
    socket(0).happen('close');
    expect(await underWay).toMatchObject({ ok: false, problem: { code: 'connection-lost' } });
    const asked = await bridge.call('sync-now', {});
    expect(asked).toMatchObject({ ok: false, problem: { code: 'not-connected' } });
  });

  test('says that nothing was changed when an attempt fails with calls waiting for it', async () => {
    const { bridge, socket } = connect();
    const asked = bridge.call('sync-now', {});
    socket(0).happen('close');
    expect(await asked).toMatchObject({ ok: false, problem: { code: 'not-connected' } });
  });

  test('connects again after longer and longer waits, ten seconds at most, and quickly after a success', () => {
    const { bridge, sockets, socket } = connect();
    bridge.subscribe(() => undefined);
    for (const waitMs of [500, 1000, 2000, 4000, 8000, 10_000, 10_000]) {
      const before = sockets.length;
      socket(before - 1).happen('close');
      vi.advanceTimersByTime(waitMs - 1);
      expect(sockets).toHaveLength(before);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(before + 1);
    }
    const last = sockets.length;
    socket(last - 1).happen('open');
    socket(last - 1).happen('close');
    vi.advanceTimersByTime(500);
    expect(sockets).toHaveLength(last + 1);
  });

  test('tells whether it is connected as soon as that is known, and at every change', () => {
    const { bridge, socket } = connect();
    const told: boolean[] = [];
    const stop = bridge.onConnection((isConnected) => told.push(isConnected));
    bridge.subscribe(() => undefined);
    socket(0).happen('open');
    socket(0).happen('close');
    vi.advanceTimersByTime(500);
    socket(1).happen('close');
    vi.advanceTimersByTime(1000);
    socket(2).happen('open');
    const toldLate: boolean[] = [];
    bridge.onConnection((isConnected) => toldLate.push(isConnected));
    stop();
    socket(2).happen('close');
    expect(told).toEqual([true, false, true]);
    expect(toldLate).toEqual([true, false]);
  });

  test('says once that it is not connected when the first attempts fail', () => {
    const { bridge, socket } = connect();
    const told: boolean[] = [];
    bridge.onConnection((isConnected) => told.push(isConnected));
    bridge.subscribe(() => undefined);
    expect(told).toEqual([]);
    socket(0).happen('close');
    vi.advanceTimersByTime(500);
    socket(1).happen('close');
    expect(told).toEqual([false]);
  });

  test('has a new connection watch what the old one watched', () => {
    const { bridge, socket } = connect();
    socketOpen(bridge, socket);
    void bridge.call('watch-job', { jobId: 'a0000000-0000-0000-0000-000000000001' });
    void bridge.call('watch-job', { jobId: 'a0000000-0000-0000-0000-000000000002' });
    void bridge.call('watch-log', { isOn: true });
    socket(0).happen('close');
    vi.advanceTimersByTime(500);
    socket(1).happen('open');
    expect(socket(1).sent).toMatchObject([
      { name: 'watch-job', payload: { jobId: 'a0000000-0000-0000-0000-000000000002' } },
      { name: 'watch-log', payload: { isOn: true } },
    ]);
  });
});

function socketOpen(
  bridge: { subscribe(listener: () => void): unknown },
  socket: (index: number) => ScriptedSocket,
): void {
  bridge.subscribe(() => undefined);
  socket(0).happen('open');
}
