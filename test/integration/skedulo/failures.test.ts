import { describe, expect, it } from 'vitest';
import { createExchange } from '../../../main/http/exchange.ts';
import { findRegion } from '../../../main/skedulo/region.ts';
import type { SimulatorAnswer } from '../../simulators/kit/http-simulator.ts';
import { DEFAULT_TOKEN, simulatedToken } from '../../simulators/skedulo/tenant.ts';
import { containing, failureOf, never, NOW_MS, sourceFor, stage, startSkedulo } from './stage.ts';

const answers: readonly [string, SimulatorAnswer, object][] = [
  ['a web page', { status: 200, body: '<html>Welcome</html>' }, { code: 'not-json', isTemporary: true }],
  ['an empty body', { status: 200, body: '' }, { code: 'not-json', isTemporary: true }],
  ['a gateway page', { status: 502, body: '<html>Bad</html>' }, { code: 'server-error', isTemporary: true }],
  ['null data', { status: 200, body: { data: null } }, { code: 'unexpected-answer', isTemporary: true }],
  ['another shape', { status: 200, body: { data: { jobs: [] } } }, { code: 'unexpected-answer' }],
  ['a list', { status: 200, body: [1] }, { code: 'unexpected-answer', isTemporary: true }],
  [
    'a limit',
    { status: 429, headers: { 'retry-after': '7' }, body: {} },
    { code: 'rate-limited', isTemporary: true, retryAfterMs: 7_000, scope: 'party' },
  ],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, { code: 'wrong-host' }],
  ['an unknown address', { status: 404, body: '<html>?</html>' }, { code: 'wrong-host', scope: 'party' }],
  ['a missing right', { status: 403, body: {} }, { kind: 'auth', code: 'missing-rights', scope: 'party' }],
  [
    'a refusal',
    { status: 400, body: { data: null, errors: [{ message: "Unknown field 'Nope'" }] } },
    { code: 'query-refused', isTemporary: false, message: containing("Unknown field 'Nope'") },
  ],
];

describe('answers to an observation', () => {
  it.each(answers)('translates %s', async (_name, answer, expected) => {
    const { skedulo, source } = await stage();
    skedulo.office.addJob();
    skedulo.http.faults.add({ path: /graphql/, fault: { kind: 'answer-before', answer } });
    const failure = failureOf(await source.observe([], NOW_MS, never));
    expect(failure).toMatchObject({ party: 'skedulo', mayHaveHappened: false, ...expected });
    expect((await source.observe([], NOW_MS, never)).ok).toBe(true);
  });

  it('translates a cut text, a cut connection and silence', async () => {
    const skedulo = await startSkedulo();
    skedulo.office.addJob();
    skedulo.http.faults.add({ fault: { kind: 'truncate' } });
    skedulo.http.faults.add({ fault: { kind: 'cut-before' } });
    skedulo.http.faults.add({ fault: { kind: 'stall', durationMs: 3_000 } });
    const codes = [];
    // Only the one who is to be kept waiting is impatient: the others must not be on a busy machine.
    for (const timeoutMs of [10_000, 10_000, 100]) {
      const source = sourceFor(skedulo, { timeoutMs });
      const failure = failureOf(await source.observe([], NOW_MS, never));
      expect(failure.isTemporary).toBe(true);
      codes.push(failure.code);
    }
    expect(codes).toEqual(['not-json', 'connection-lost', 'timeout']);
  });

  it('reports an unreachable server', async () => {
    const skedulo = await startSkedulo();
    await skedulo.close();
    const failure = failureOf(await sourceFor(skedulo).observe([], NOW_MS, never));
    expect(failure).toMatchObject({ kind: 'network', code: 'unreachable', scope: 'party' });
  });

  it('reports a revoked token and a role without data', async () => {
    const { skedulo, source } = await stage();
    skedulo.tokens.clear();
    expect(failureOf(await source.observe([], NOW_MS, never))).toMatchObject({
      kind: 'auth',
      code: 'token-refused',
    });
    const poor = await startSkedulo({ tokens: { poor: simulatedToken({ mayUseData: false }) } });
    const failure = failureOf(await sourceFor(poor, { token: 'poor' }).observe([], NOW_MS, never));
    expect(failure).toMatchObject({ kind: 'auth', code: 'missing-rights' });
  });

  it('forgives blanks around the token, and never sends one that no header can hold', async () => {
    const { skedulo } = await stage();
    const pasted = sourceFor(skedulo, { token: ` ${DEFAULT_TOKEN}\r\n` });
    expect((await pasted.observe([], NOW_MS, never)).ok).toBe(true);
    const broken = sourceFor(skedulo, { token: 'tok\nen-é' });
    const failures = [
      failureOf(await broken.observe([], NOW_MS, never)),
      failureOf(await broken.identify(never)),
      failureOf(await findRegion({ token: 'tok\nen-é', hosts: [skedulo.origin], now: () => NOW_MS }, never)),
    ];
    expect(failures.map((failure) => [failure.kind, failure.code])).toEqual(
      failures.map(() => ['auth', 'token-refused']),
    );
    expect(JSON.stringify(failures)).not.toContain('en-é');
    expect(broken.requestCount).toBe(0);
  });

  it('stops when told to', async () => {
    const { source } = await stage();
    expect(failureOf(await source.observe([], NOW_MS, AbortSignal.abort())).kind).toBe('cancelled');
  });

  it('names itself in every request', async () => {
    const { skedulo } = await stage();
    const seen: Headers[] = [];
    const exchange = createExchange();
    const source = sourceFor(skedulo, {
      exchange: (request, signal) => {
        seen.push(new Headers(request.headers));
        return exchange(request, signal);
      },
    });
    await source.observe([], NOW_MS, never);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.get('user-agent')).toBe('ReadyMeet');
    expect(seen[0]?.get('x-skedulo-source')).toBe('ReadyMeet');
    expect(seen[0]?.get('x-graphql-operation')).toBe('ReadJobs');
  });
});
