import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../../../main/admin/page-policy.ts';
import { INDEX, servePage } from './page-rig.ts';

describe('getting in', () => {
  test('the address is on loopback and lets one browser in, which is then sent to an address without it', async () => {
    const { addresses, ask, newestPath, server } = await servePage();
    expect(addresses).toHaveLength(1);
    expect(addresses[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/enter\?token=[\w-]{43}$/);
    expect(addresses[0]).toContain(server.origin);
    const entered = await ask(newestPath());
    expect(entered.status).toBe(200);
    expect(entered.body).toContain('<meta http-equiv="refresh" content="0; url=/">');
    expect(entered.body).not.toContain('token');
    expect(entered.headers['set-cookie']).toEqual([
      expect.stringMatching(/^ready-meet-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const [cookie = ''] = entered.headers['set-cookie']?.[0]?.split(';') ?? [];
    const page = await ask('/', { headers: { cookie } });
    expect(page).toMatchObject({ status: 200, body: INDEX });
  });

  test('an address that was used lets nobody in any more; the next one does', async () => {
    const { addresses, ask, newestPath } = await servePage();
    const first = newestPath();
    await ask(first);
    const again = await ask(first);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.body).toContain('does not work any more');
    expect(addresses).toHaveLength(2);
    expect(addresses[1]).not.toBe(addresses[0]);
    expect((await ask(newestPath())).status).toBe(200);
  });

  test('a browser that is inside already does not use the address up', async () => {
    const { addresses, ask, enter, newestPath } = await servePage();
    const cookie = await enter();
    expect(await ask(newestPath(), { headers: { cookie } })).toMatchObject({ status: 200 });
    expect(addresses).toHaveLength(2);
    expect((await ask(newestPath())).status).toBe(200);
  });

  test('looking at the address without following it does not use it up', async () => {
    const { ask, newestPath } = await servePage();
    expect((await ask(newestPath(), { method: 'HEAD' })).status).toBe(401);
    expect((await ask(newestPath())).status).toBe(200);
  });

  test.each(['/', '/index.html', '/assets/main-abc123.js', '/enter', '/enter?token=', '/enter?token=AAAA'])(
    '%s tells nothing to a browser that was not let in',
    async (path) => {
      const { ask } = await servePage();
      const answer = await ask(path);
      expect(answer.status).toBe(401);
      expect(answer.body).toContain('printed');
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );
});

describe('who is answered', () => {
  test.each(['evil.test', 'localhost:PORT', '127.0.0.1', 'evil.test:PORT', '127.0.0.1.evil.test:PORT'])(
    'nobody whose name for us is %s (DNS rebinding), token or cookie or not',
    async (name) => {
      const { ask, enter, newestPath, host, refusals } = await servePage();
      const port = host.split(':')[1] ?? '';
      const headers = { host: name.replace('PORT', port), cookie: await enter() };
      for (const path of ['/', newestPath(), '/assets/main-abc123.js']) {
        const answer = await ask(path, { headers });
        expect(answer.status).toBe(403);
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
      expect(refusals).toEqual(['host', 'host', 'host']);
    },
  );

  test.each(['http://evil.test', 'null', 'http://localhost:PORT', 'https://127.0.0.1:PORT'])(
    'no page of %s, which would send its own origin',
    async (name) => {
      const { ask, enter, newestPath, host, refusals } = await servePage();
      const origin = name.replace('PORT', host.split(':')[1] ?? '');
      const cookie = await enter();
      expect((await ask('/', { headers: { origin, cookie } })).status).toBe(403);
      expect((await ask(newestPath(), { headers: { origin } })).status).toBe(403);
      expect(refusals).toEqual(['origin', 'origin']);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'nothing but reading: no %s',
    async (method) => {
      const { ask, enter, newestPath } = await servePage();
      const cookie = await enter();
      const answer = await ask('/', { method, headers: { cookie } });
      expect(answer.status).toBe(405);
      expect(answer.headers.allow).toBe('GET, HEAD');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect((await ask(newestPath(), { method })).status).toBe(405);
      expect((await ask(newestPath())).status).toBe(200);
    },
  );
});

describe('what is answered', () => {
  test('carries the security headers, whatever it is', async () => {
    const { ask, enter, newestPath } = await servePage();
    const entering = await ask(newestPath());
    const cookie = await enter();
    const answers = [
      entering,
      await ask('/', { headers: { cookie } }),
      await ask('/assets/main-abc123.js', { headers: { cookie } }),
      await ask('/nothing.js', { headers: { cookie } }),
      await ask('/'),
      await ask('/', { headers: { host: 'evil.test' } }),
      await ask('/', { method: 'POST', headers: { cookie } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404, 401, 403, 405]);
    expect(contentSecurityPolicy('self')).toMatch(/^default-src 'none';.*connect-src 'self';/);
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'content-security-policy': contentSecurityPolicy('self'),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  test('is kept by the browser only where a name has ever one content', async () => {
    const { ask, enter } = await servePage();
    const headers = { cookie: await enter() };
    const page = await ask('/', { headers });
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
    });
    const script = await ask('/assets/main-abc123.js', { headers });
    expect(script.headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
    });
    expect((await ask('/assets/nothing.js', { headers })).headers['cache-control']).toBe('no-store');
  });

  test('HEAD is answered like GET, without the content', async () => {
    const { ask, enter } = await servePage();
    const head = await ask('/', { method: 'HEAD', headers: { cookie: await enter() } });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe(String(INDEX.length));
  });

  test('a question after the path does not matter', async () => {
    const { ask, enter } = await servePage();
    expect(await ask('/?page=jobs', { headers: { cookie: await enter() } })).toMatchObject({ body: INDEX });
  });

  test.each([
    '/../outside.html',
    '/%2e%2e/outside.html',
    '/%2E%2E%2Foutside.html',
    '/..%2foutside.html',
    '/assets/../../outside.html',
    '/assets/%2e%2e/%2e%2e/outside.html',
    '/..%5coutside.html',
    '/..\\outside.html',
    '/%252e%252e/outside.html',
    '/../page-evil/index.html',
    '/../page/../page-evil/index.html',
    '//outside.html',
    '/%00',
    '/index.html%00.js',
    '/index.html::$DATA',
    '/C:/outside.html',
    '/%c0%ae%c0%ae/outside.html',
    '/%',
    '/notes.txt',
    '/assets',
    '/assets/',
    '/.',
    '/..',
    'http://127.0.0.1/outside.html',
    '*',
  ])('%s leads nowhere', async (path) => {
    const { ask, enter } = await servePage();
    const answer = await ask(path, { headers: { cookie: await enter() } });
    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('secret');
  });

  test('a path that is none is no request', async () => {
    const { ask, enter } = await servePage();
    expect((await ask('outside.html', { headers: { cookie: await enter() } })).status).toBe(400);
  });
});
