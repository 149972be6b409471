import { connect as connectSocket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { navigatePush } from '../../../unit/service/ui/pushes.ts';
import { closeCode, DONE, nextFrame, servePage } from './page-rig.ts';

describe('who may connect', () => {
  test.each([
    ['without a cookie', 401, { cookie: '' }],
    ['with a false cookie', 401, { cookie: 'ready-meet-1=forged' }],
    ['from a page elsewhere', 403, { origin: 'http://evil.test' }],
    ['from a page that hides where it is from', 403, { origin: 'null' }],
    ['from another program on this computer', 403, { origin: 'http://127.0.0.1:1' }],
    ['with another name for us', 403, { host: 'evil.test' }],
  ])('nobody %s: %i', async (_, status, changed) => {
    const { connect, enter, server, sessions, refusals } = await servePage();
    const headers = { cookie: await enter(), origin: server.origin, ...changed };
    expect(await connect(headers)).toBe(status);
    expect(sessions).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  test('nobody who says nothing of where they are from: 403', async () => {
    const { connect, enter } = await servePage();
    expect(await connect({ cookie: await enter() })).toBe(403);
  });

  test('nobody anywhere but at the one path: 404', async () => {
    const { connect, enter, server } = await servePage();
    const headers = { cookie: await enter(), origin: server.origin };
    expect(await connect(headers, '/')).toBe(404);
    expect(await connect(headers, '/socket/')).toBe(404);
  });

  test('no other protocol', async () => {
    const { enter, host, server } = await servePage();
    const socket = connectSocket(Number(host.split(':')[1]), '127.0.0.1');
    const answered = new Promise<string>((resolve) => {
      socket.once('data', (data) => {
        resolve(data.toString());
      });
    });
    socket.write(
      `GET /socket HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${server.origin}\r\nCookie: ${await enter()}\r\n` +
        'Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
    );
    expect(await answered).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
  });
});

describe('a page that is connected', () => {
  test('has commands carried out and answered by its own session', async () => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    session.answer = () => Promise.resolve({ ok: true, id: 'here' });
    socket.send(JSON.stringify({ id: 3, name: 'pause', payload: { until: 'hour' } }));
    expect(await nextFrame(socket)).toEqual({ id: 3, answer: { ok: true, id: 'here' } });
    expect(session.calls).toEqual([{ name: 'pause', payload: { until: 'hour' } }]);
  });

  test('is answered in the order in which commands end', async () => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    const slow = Promise.withResolvers<typeof DONE>();
    session.answer = () => slow.promise;
    socket.send(JSON.stringify({ id: 1, name: 'sync-now', payload: {} }));
    await vi.waitFor(() => {
      expect(session.calls).toHaveLength(1);
    });
    session.answer = () => Promise.resolve(DONE);
    socket.send(JSON.stringify({ id: 2, name: 'resume', payload: {} }));
    expect(await nextFrame(socket)).toMatchObject({ id: 2 });
    slow.resolve(DONE);
    expect(await nextFrame(socket)).toMatchObject({ id: 1 });
  });

  test('is pushed what its session says', async () => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    const frame = nextFrame(socket);
    session.push(navigatePush('a'));
    expect(await frame).toEqual({ push: navigatePush('a') });
  });

  test('is apart from others: each has a session, closed when it goes', async () => {
    const { openPage } = await servePage();
    const first = await openPage();
    const second = await openPage();
    first.socket.close();
    await vi.waitFor(() => {
      expect(first.session.isClosed).toBe(true);
    });
    expect(second.session.isClosed).toBe(false);
    const frame = nextFrame(second.socket);
    first.session.push(navigatePush('late'));
    second.session.push(navigatePush('b'));
    expect(await frame).toEqual({ push: navigatePush('b') });
  });

  test.each([
    ['no JSON', 'sync-now'],
    ['no object', '[]'],
    ['no id', '{"name":"sync-now","payload":{}}'],
    ['an id that is none', '{"id":"1","name":"sync-now","payload":{}}'],
    ['a negative id', '{"id":-1,"name":"sync-now","payload":{}}'],
    ['more than is agreed upon', '{"id":1,"name":"sync-now","payload":{},"then":{}}'],
    ['bytes', Buffer.from('{"id":1,"name":"sync-now","payload":{}}')],
  ])('is cut off when it sends %s', async (_, data) => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    socket.send(data);
    expect(await closeCode(socket)).toBe(1008);
    expect(session.calls).toEqual([]);
    await vi.waitFor(() => {
      expect(session.isClosed).toBe(true);
    });
  });

  test('is cut off when it sends more than any command takes; others are not', async () => {
    const { openPage } = await servePage();
    const other = await openPage();
    const { socket, session } = await openPage();
    socket.send(JSON.stringify({ id: 1, name: 'sync-now', payload: 'x'.repeat(1_000_001) }));
    expect(await closeCode(socket)).toBe(1009);
    expect(session.calls).toEqual([]);
    expect(other.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('has fifty commands carried out at the same time, not more', async () => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    const held = Promise.withResolvers<typeof DONE>();
    session.answer = () => held.promise;
    for (let id = 1; id <= 51; id += 1) socket.send(JSON.stringify({ id, name: 'sync-now', payload: {} }));
    expect(await nextFrame(socket)).toMatchObject({
      id: 51,
      answer: { ok: false, problem: { code: 'too-many-commands' } },
    });
    expect(session.calls).toHaveLength(50);
    held.resolve(DONE);
    await nextFrame(socket);
    socket.send(JSON.stringify({ id: 52, name: 'sync-now', payload: {} }));
    await vi.waitFor(() => {
      expect(session.calls).toHaveLength(51);
    });
  });

  test('that takes nothing does not fill the memory, and gets the newest when it listens again', async () => {
    const { openPage } = await servePage();
    const { socket, session } = await openPage();
    socket.pause();
    const filler = 'x'.repeat(10_000);
    for (let count = 0; count < 5_000; count += 1) session.push(navigatePush(`${filler}${String(count)}`));
    let frames = 0;
    const last = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        frames += 1;
        if (Buffer.isBuffer(data) && data.toString().includes('x4999"')) resolve();
      });
    });
    socket.resume();
    await last;
    // Fifty megabytes were pushed; what the operating system takes into its own buffers is all that is sent.
    expect(frames).toBeLessThan(2_500);
  });
});

describe('the end', () => {
  test('closes every connection and gives the port back', async () => {
    const { openPage, server, ask } = await servePage();
    const { socket, session } = await openPage();
    const code = closeCode(socket);
    await server.close();
    expect(await code).toBe(1001);
    expect(session.isClosed).toBe(true);
    await expect(ask('/')).rejects.toThrow('ECONNREFUSED');
  });

  test('does not wait for a page that does not answer', async () => {
    const { openPage, server } = await servePage();
    const { socket } = await openPage();
    socket.pause();
    await server.close();
    socket.terminate();
  });
});
