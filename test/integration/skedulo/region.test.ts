import { describe, expect, it } from 'vitest';
import { findRegion } from '../../../main/skedulo/region.ts';
import type { SkeduloSimulator } from '../../simulators/skedulo/skedulo-simulator.ts';
import { DEFAULT_TOKEN, simulatedToken } from '../../simulators/skedulo/tenant.ts';
import { containing, failureOf, never, NOW_MS, sourceFor, startSkedulo, valueOf } from './stage.ts';

const now = (): number => NOW_MS;

/** Four regions, of which only the last knows the token. */
async function startRegions(): Promise<SkeduloSimulator[]> {
  return Promise.all(
    ['us', 'uk', 'ca', 'au'].map((region) =>
      startSkedulo({
        tenant: { region },
        tokens: region === 'au' ? { [DEFAULT_TOKEN]: simulatedToken() } : {},
      }),
    ),
  );
}

function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJl`;
}

describe('findRegion', () => {
  it('finds the one host that knows the token, with at most one request to each', async () => {
    const regions = await startRegions();
    const hosts = regions.map((region) => region.origin);
    const tenant = valueOf(await findRegion({ token: DEFAULT_TOKEN, hosts, now }, never));
    expect(tenant).toEqual({
      tenantId: 'sk_0123456789abcdef0123456789abcdef',
      userName: 'office@simulated.test',
      roles: ['administrator'],
      vendor: 'skedulo',
      apiUrl: hosts[3],
    });
    expect(regions[3]?.http.requests).toEqual(['GET /auth/whoami']);
    for (const region of regions) expect(region.http.requestCount).toBeLessThanOrEqual(1);
  });

  it('does not wait for a region that is silent once another one knows the token', async () => {
    const regions = await startRegions();
    const longMs = 600_000;
    regions[0]?.http.faults.add({ fault: { kind: 'stall', durationMs: longMs } });
    const hosts = regions.map((region) => region.origin);
    const options = { token: DEFAULT_TOKEN, hosts, now, timeoutMs: longMs };
    expect(valueOf(await findRegion(options, never)).apiUrl).toBe(hosts[3]);
  });

  it('finds it although another region is down', async () => {
    const regions = await startRegions();
    await regions[0]?.close();
    const hosts = regions.map((region) => region.origin);
    expect(valueOf(await findRegion({ token: DEFAULT_TOKEN, hosts, now }, never)).apiUrl).toBe(hosts[3]);
  });

  it('reports a token nobody knows, and does not show it', async () => {
    const hosts = (await startRegions()).map((region) => region.origin);
    const failure = failureOf(await findRegion({ token: 'tok-not-known', hosts, now }, never));
    expect(failure).toMatchObject({ kind: 'auth', code: 'token-refused', isTemporary: false });
    expect(JSON.stringify(failure)).not.toContain('tok-not-known');
  });

  it('reports since when a token is over', async () => {
    const hosts = (await startRegions()).map((region) => region.origin);
    const token = jwt({ exp: Date.parse('2026-02-14T00:00:00Z') / 1000 });
    const failure = failureOf(await findRegion({ token, hosts, now }, never));
    expect(failure).toMatchObject({
      code: 'token-expired',
      message: containing('2026-02-14'),
    });
    expect(JSON.stringify(failure)).not.toContain(token);
  });

  it('does not call a token refused while its own region may be the silent one', async () => {
    const regions = await startRegions();
    await regions[3]?.close();
    const hosts = regions.map((region) => region.origin);
    const failure = failureOf(await findRegion({ token: DEFAULT_TOKEN, hosts, now }, never));
    expect(failure).toMatchObject({
      kind: 'network',
      code: 'unreachable',
      isTemporary: true,
      scope: 'party',
    });
  });

  it('uses a configured address alone', async () => {
    const [us, , , au] = await startRegions();
    const tenant = valueOf(
      await findRegion(
        { token: DEFAULT_TOKEN, apiUrl: `${au?.origin ?? ''}/`, hosts: [us?.origin ?? ''], now },
        never,
      ),
    );
    expect(tenant.apiUrl).toBe(au?.origin);
    expect(us?.http.requestCount).toBe(0);
  });

  it.each([
    ['refuses', undefined],
    // How a region answers another one's token is not documented.
    ['does not find', { status: 404, body: { errorType: 'not_found', message: 'No such tenant' } }],
  ])('says which region knows a token that the configured region %s', async (_name, answer) => {
    const regions = await startRegions();
    if (answer !== undefined) regions[0]?.http.faults.add({ fault: { kind: 'answer-before', answer } });
    const hosts = regions.map((region) => region.origin);
    const failure = failureOf(
      await findRegion({ token: DEFAULT_TOKEN, apiUrl: hosts[0] ?? '', hosts, now }, never),
    );
    expect(failure).toMatchObject({
      code: 'wrong-host',
      message: containing(hosts[3] ?? '?'),
    });
  });

  it.each([
    ['a web page', { status: 200, body: '<html>Hello</html>' }],
    ['not found', { status: 404, body: { errorType: 'not_found' } }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['other JSON', { status: 200, body: { hello: 'world' } }],
  ])('reports %s at the configured address as the wrong host', async (_name, answer) => {
    const skedulo = await startSkedulo();
    skedulo.http.faults.add({ fault: { kind: 'answer-before', answer } });
    const failure = failureOf(await findRegion({ token: DEFAULT_TOKEN, apiUrl: skedulo.origin, now }, never));
    expect(failure).toMatchObject({ kind: 'input', code: 'wrong-host', field: 'apiUrl' });
  });

  it('reports an address that is none', async () => {
    const failure = failureOf(
      await findRegion({ token: DEFAULT_TOKEN, apiUrl: 'api.skedulo.com', now }, never),
    );
    expect(failure.code).toBe('wrong-host');
  });

  it.each([
    ['permissions that lack changing', { permissions: ['skedulo.tenant.data.view'] }],
    [
      'permissions as an object',
      { permissions: { 'skedulo.tenant.data.view': true, 'skedulo.tenant.data.modify': false } },
    ],
  ])('reports %s as missing rights', async (_name, token) => {
    const skedulo = await startSkedulo({ tokens: { [DEFAULT_TOKEN]: simulatedToken(token) } });
    const failure = failureOf(await findRegion({ token: DEFAULT_TOKEN, apiUrl: skedulo.origin, now }, never));
    expect(failure).toMatchObject({ kind: 'auth', code: 'missing-rights' });
    expect(failure.message).toContain('skedulo.tenant.data.modify');
  });

  it('stops when told to', async () => {
    const skedulo = await startSkedulo();
    const answer = await findRegion(
      { token: DEFAULT_TOKEN, hosts: [skedulo.origin], now },
      AbortSignal.abort(),
    );
    expect(failureOf(answer).kind).toBe('cancelled');
  });
});

describe('identify', () => {
  it('asks who-am-I once, and survives metadata it cannot read', async () => {
    const skedulo = await startSkedulo();
    skedulo.http.faults.add({
      path: /custom/,
      fault: { kind: 'answer-before', answer: { status: 500, body: 'x' } },
    });
    expect(valueOf(await sourceFor(skedulo).identify(never)).tenantId).toBe(skedulo.tenant.tenantId);
    expect(skedulo.http.requests).toEqual(['GET /auth/whoami', 'GET /custom/fields']);
  });

  it('fails as temporary while Skedulo has a bad moment', async () => {
    const skedulo = await startSkedulo();
    skedulo.http.faults.add({
      fault: { kind: 'answer-before', answer: { status: 503, headers: { 'retry-after': '30' }, body: '' } },
    });
    skedulo.http.faults.add({ fault: { kind: 'truncate' } });
    const source = sourceFor(skedulo);
    expect(failureOf(await source.identify(never))).toMatchObject({
      isTemporary: true,
      retryAfterMs: 30_000,
    });
    expect(failureOf(await source.identify(never))).toMatchObject({ isTemporary: true, code: 'not-json' });
    expect((await source.identify(never)).ok).toBe(true);
  });
});
