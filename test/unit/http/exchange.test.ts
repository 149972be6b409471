import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { ANSWER_TOO_LONG, CONNECT_TIMEOUT, createExchange } from '../../../main/http/exchange.ts';
import { serve } from './serve.ts';

const never = new AbortController().signal;
const exchange = createExchange();

it('says that it understands zipped answers, and unzips them', async () => {
  const asked: unknown[] = [];
  const origin = await serve((request, response) => {
    asked.push(request.headers['accept-encoding']);
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('Grüße'));
  });
  expect((await exchange({ method: 'GET', url: origin }, never)).text).toBe('Grüße');
  expect(asked).toEqual(['gzip']);
});

it('takes a zipped answer without a body for an empty one', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end();
  });
  expect((await exchange({ method: 'GET', url: origin }, never)).text).toBe('');
});

it('takes half a zipped answer for none', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('words').subarray(0, 12));
  });
  await expect(exchange({ method: 'GET', url: origin }, never)).rejects.toThrow(/unexpected end/);
});

it('joins the pieces of an answer, also where one ends inside a character, and drops a byte order mark', async () => {
  const bytes = Buffer.from('\uFEFF{"name":"Ω"}');
  const origin = await serve((_request, response) => {
    response.writeHead(200).write(bytes.subarray(0, -3));
    setTimeout(() => response.end(bytes.subarray(-3)), 20);
  });
  expect((await exchange({ method: 'GET', url: origin }, never)).text).toBe('{"name":"Ω"}');
});

it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
  '%s: names the length of its body in bytes',
  async (method) => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      request.setEncoding('utf8').on('data', (body: string) => {
        seen.push(request.headers['content-length'], body);
        response.end();
      });
    });
    await exchange({ method, url: origin, body: 'Ω' }, never);
    expect(seen).toEqual(['2', 'Ω']);
  },
);

it('finds headers in any case, one that came twice as one', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'Retry-After': '7', 'set-cookie': ['a=1', 'b=2'] }).end();
  });
  const { headers } = await exchange({ method: 'GET', url: origin }, never);
  expect([headers.get('retry-after'), headers.get('RETRY-AFTER')]).toEqual(['7', '7']);
  expect([headers.get('set-cookie'), headers.get('x-missing')]).toEqual(['a=1, b=2', null]);
});

it('uses a connection again', async () => {
  const ports = new Set<unknown>();
  const origin = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('words');
  });
  for (let count = 0; count < 3; count += 1) await exchange({ method: 'GET', url: origin }, never);
  expect(ports.size).toBe(1);
});

it('gives up where no connection comes about', async () => {
  const impatient = createExchange({ connectLimitMs: 20, lookup: () => undefined });
  await expect(impatient({ method: 'GET', url: 'http://silent.test/' }, never)).rejects.toMatchObject({
    code: CONNECT_TIMEOUT,
  });
});

it('waits longer than that for an answer once there is a connection', async () => {
  const origin = await serve((_request, response) => {
    setTimeout(() => response.end('late'), 150);
  });
  const impatient = createExchange({ connectLimitMs: 50 });
  expect((await impatient({ method: 'GET', url: origin }, never)).text).toBe('late');
});

it('sends nothing when it was told to stop before', async () => {
  let count = 0;
  const origin = await serve((_request, response) => {
    count += 1;
    response.end();
  });
  await expect(exchange({ method: 'GET', url: origin }, AbortSignal.abort())).rejects.toThrow();
  await exchange({ method: 'GET', url: origin }, never);
  expect(count).toBe(1);
});

it.each([
  ['zipped', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(5_000_000))],
  ['plain', {}, Buffer.alloc(5_000_000)],
] as const)('reads no answer that would fill the memory: %s', async (_name, headers, body) => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, headers).end(body);
  });
  const small = createExchange({ longestBytes: 1_000_000 });
  await expect(small({ method: 'GET', url: origin }, never)).rejects.toMatchObject({ code: ANSWER_TOO_LONG });
  expect((await exchange({ method: 'GET', url: origin }, never)).text).toHaveLength(5_000_000);
});

it('ends where the server switches to another protocol, which nobody asked for', async () => {
  const origin = await serve((request) => {
    request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  });
  await expect(exchange({ method: 'GET', url: origin }, never)).rejects.toThrow(/without an answer/);
});

it('takes an answer that is broken off for none, whoever broke it off', async () => {
  const stop = new AbortController();
  const origin = await serve((request, response) => {
    response.writeHead(200, { 'content-length': 10 }).write('12345');
    if (request.url === '/cut') setTimeout(() => response.destroy(), 20);
    else setTimeout(() => stop.abort(), 20);
  });
  await expect(exchange({ method: 'GET', url: `${origin}/cut` }, never)).rejects.toThrow();
  await expect(exchange({ method: 'GET', url: origin }, stop.signal)).rejects.toThrow();
});
