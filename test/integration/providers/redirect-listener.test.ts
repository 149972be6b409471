import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ANSWER_PAGE } from '../../../main/providers/answer-page.ts';
import { listenForRedirect } from '../../../main/providers/redirect-listener.ts';
import type { LoopbackPlace, RedirectListener } from '../../../main/providers/redirect-listener.ts';
import { valueOf } from './oauth-rig.ts';

const ZOOM: LoopbackPlace = { kind: 'loopback', host: '127.0.0.1', port: null, path: '/callback' };
const MICROSOFT: LoopbackPlace = { kind: 'loopback', host: 'localhost', port: null, path: '' };

async function listen(
  place: LoopbackPlace = ZOOM,
): Promise<{ listener: RedirectListener; port: number; visits: URL[]; visited: Promise<URL> }> {
  const visits: URL[] = [];
  const { promise: visited, resolve } = Promise.withResolvers<URL>();
  const listener = valueOf(
    await listenForRedirect(place, (url) => {
      visits.push(url);
      resolve(url);
    }),
  );
  onTestFinished(() => listener.close());
  return { listener, port: Number(new URL(listener.redirectUri).port), visits, visited };
}

interface Visit {
  readonly port: number;
  readonly path: string;
  readonly address?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request with full say over its headers, on a connection of its own. */
function visit({ port, path, address = '127.0.0.1', method = 'GET', headers = {} }: Visit): Promise<{
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: address, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

async function occupy(port: number, host: string): Promise<{ readonly port: number }> {
  const server: Server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, resolve);
  });
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port };
}

describe('the listener for the redirect', () => {
  it('takes the one visit it waits for, and hands it over with its query', async () => {
    const { port, visited } = await listen();
    const answer = await visit({ port, path: '/callback?code=c%2F1&state=s' });
    expect(answer.status).toBe(200);
    const url = await visited;
    expect(url.href).toBe(`http://127.0.0.1:${String(port)}/callback?code=c%2F1&state=s`);
  });

  it('answers with the same page whatever it was asked, and reflects nothing', async () => {
    const first = await listen();
    const second = await listen();
    const allowed = await visit({ port: first.port, path: '/callback?code=SECRET&state=s' });
    const denied = await visit({ port: second.port, path: '/callback?error=%3Cscript%3E&state=x' });
    expect(allowed.text).toBe(ANSWER_PAGE);
    expect(denied.text).toBe(ANSWER_PAGE);
    expect(denied.headers['content-security-policy']).toBe(allowed.headers['content-security-policy']);
    expect(ANSWER_PAGE).not.toMatch(/SECRET|<script|http/);
  });

  it('lets the page do nothing but look as it does', async () => {
    const { port } = await listen();
    const { headers, text } = await visit({ port, path: '/callback?code=c' });
    const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(text).toContain('prefers-color-scheme:dark');
  });

  it.each<[string, Partial<Visit>, number]>([
    ['another path', { path: '/favicon.ico' }, 404],
    ['a path that only begins alike', { path: '/callback/more?code=c' }, 404],
    ['a path that goes up', { path: '/callback/../other?code=c' }, 404],
    ['another method', { method: 'POST' }, 405],
    ['HEAD', { method: 'HEAD' }, 405],
    ['a host that leads here', { headers: { host: 'evil.test' } }, 403],
    ['the right host without its port', { headers: { host: '127.0.0.1' } }, 403],
    ['another name for the same host', { headers: { host: 'localhost:1' } }, 403],
    ['an address within the request', { path: 'http://evil.test/callback?code=c' }, 403],
    [
      'an image of another site',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
      403,
    ],
    [
      'a frame of another site',
      {
        headers: {
          'sec-fetch-site': 'cross-site',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-dest': 'iframe',
        },
      },
      403,
    ],
  ])('turns away %s and goes on waiting', async (_case, changes, status) => {
    const { port, visits, visited } = await listen();
    const refused = await visit({ port, path: '/callback?code=c', ...changes });
    expect(refused.status).toBe(status);
    expect(refused.text).toBe('');
    expect(visits).toEqual([]);
    expect((await visit({ port, path: '/callback?code=right' })).status).toBe(200);
    expect((await visited).searchParams.get('code')).toBe('right');
  });

  it("takes a person's own visit as browsers mark it", async () => {
    const { port, visited } = await listen();
    const headers = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    };
    expect((await visit({ port, path: '/callback?code=c', headers })).status).toBe(200);
    expect((await visited).searchParams.get('code')).toBe('c');
  });

  it('takes nothing after the first', async () => {
    const { port, visits } = await listen();
    await visit({ port, path: '/callback?code=first' });
    expect((await visit({ port, path: '/callback?code=second' })).status).toBe(404);
    expect(visits.map((url) => url.searchParams.get('code'))).toEqual(['first']);
  });

  it('closes with every connection, silent ones too', async () => {
    const { listener, port } = await listen();
    const silent = connect(port, '127.0.0.1');
    const ended = new Promise((resolve) => {
      silent.on('close', resolve);
    });
    await new Promise((resolve) => {
      silent.once('connect', resolve);
    });
    await listener.close();
    await ended;
    await expect(visit({ port, path: '/callback?code=c' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await listener.close();
  });

  it('lets the page arrive although it is closed as soon as the visit is told', async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const listener: RedirectListener = valueOf(
      await listenForRedirect(ZOOM, () => {
        void listener.close().then(resolve);
      }),
    );
    const { port } = new URL(listener.redirectUri);
    expect((await visit({ port: Number(port), path: '/callback?code=c' })).text).toBe(ANSWER_PAGE);
    await closed;
  });

  it('opens its port on loopback alone', async ({ skip }) => {
    if (process.platform !== 'linux') skip('only Linux has a whole net of loopback addresses');
    const { port } = await listen();
    // Another program may have the same port on every other address: ours is taken on this one only.
    await expect(occupy(port, '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(occupy(port, '127.0.0.2')).resolves.toEqual({ port });
  });

  it('says which port is taken by another program', async () => {
    const { port } = await occupy(0, '127.0.0.1');
    const result = await listenForRedirect({ ...ZOOM, port }, () => undefined);
    expect(result).toMatchObject({ ok: false, failure: { code: 'port-busy' } });
    expect(result.ok ? '' : result.failure.message).toContain(String(port));
  });

  it('takes a fixed port that is free, and frees it', async () => {
    const free = await listen();
    await free.listener.close();
    const again = await listen({ ...ZOOM, port: free.port });
    expect(again.port).toBe(free.port);
  });
});

describe('the listener for Microsoft', () => {
  it('waits at localhost without a path, which browsers ask for with a slash', async () => {
    const { listener, port, visited } = await listen(MICROSOFT);
    expect(listener.redirectUri).toBe(`http://localhost:${String(port)}`);
    const headers = { host: `localhost:${String(port)}` };
    expect((await visit({ port, path: '/other?code=c', headers })).status).toBe(404);
    expect(
      (await visit({ port, path: '/?code=c', headers: { host: `127.0.0.1:${String(port)}` } })).status,
    ).toBe(403);
    expect((await visit({ port, path: '/?code=c', headers })).status).toBe(200);
    expect((await visited).searchParams.get('code')).toBe('c');
  });

  it('takes the visit by IPv6 where this computer has it', async ({ skip }) => {
    const { port, visited } = await listen(MICROSOFT);
    const isThere = await occupy(0, '::1').then(
      () => true,
      () => false,
    );
    if (!isThere) skip('no IPv6 here');
    const headers = { host: `localhost:${String(port)}` };
    expect((await visit({ port, address: '::1', path: '/?code=c', headers })).status).toBe(200);
    expect((await visited).searchParams.get('code')).toBe('c');
  });

  it('shares its port in IPv6 with nobody', async ({ skip }) => {
    const other = await occupy(0, '::1').catch(() => null);
    if (other === null) return skip('no IPv6 here');
    const result = await listenForRedirect({ ...MICROSOFT, port: other.port }, () => undefined);
    expect(result).toMatchObject({ failure: { code: 'port-busy' } });
  });
});
