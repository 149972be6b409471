import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../teams/scripted-api.ts';
import { signal, request, joinUrl, known, ready, googleError, notFound, connect } from './meet-script.ts';

describe('what Google refuses', () => {
  const hour = 3_600_000;
  const scopeDetails = {
    status: 403,
    body: { error: { code: 403, message: '', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] } },
  };
  it.each<[string, ScriptedAnswer, object]>([
    ['401', googleError(401, 'authError'), { kind: 'auth', code: 'reconnect', scope: 'party' }],
    [
      '403 userRateLimitExceeded',
      googleError(403, 'userRateLimitExceeded'),
      { code: 'rate-limited', scope: 'party', isTemporary: true, mayHaveHappened: false },
    ],
    [
      '403 rateLimitExceeded',
      googleError(403, 'rateLimitExceeded'),
      { code: 'rate-limited', scope: 'party', isTemporary: true },
    ],
    [
      '403 quotaExceeded',
      googleError(403, 'quotaExceeded'),
      { code: 'quota-exceeded', scope: 'party', isTemporary: true, retryAfterMs: hour },
    ],
    [
      '403 dailyLimitExceeded',
      googleError(403, 'dailyLimitExceeded'),
      { code: 'quota-exceeded', isTemporary: true, retryAfterMs: hour },
    ],
    [
      '403 insufficientPermissions',
      googleError(403, 'insufficientPermissions'),
      { kind: 'auth', code: 'missing-scope' },
    ],
    ['403 in the newer form', scopeDetails, { kind: 'auth', code: 'missing-scope' }],
    [
      '403 accessNotConfigured',
      googleError(403, 'accessNotConfigured'),
      { kind: 'remote', code: 'api-disabled', scope: 'party' },
    ],
    [
      '403 otherwise',
      googleError(403, 'forbiddenForNonOrganizer'),
      { kind: 'remote', code: 'not-allowed', isTemporary: false },
    ],
    [
      '429',
      { ...googleError(429, 'rateLimitExceeded'), headers: { 'retry-after': '7' } },
      { code: 'rate-limited', retryAfterMs: 7_000, isTemporary: true, scope: 'party' },
    ],
    ['429 quotaExceeded', googleError(429, 'quotaExceeded'), { code: 'quota-exceeded', retryAfterMs: hour }],
    [
      '400 conference type',
      googleError(400, 'invalid', 'Invalid conference type value.'),
      { code: 'meet-not-available', isTemporary: false, scope: 'party' },
    ],
    ['400 timeRangeEmpty', googleError(400, 'timeRangeEmpty'), { kind: 'input', code: 'time-range-empty' }],
    [
      '400 otherwise',
      googleError(400, 'invalid'),
      { kind: 'remote', code: 'refused', isTemporary: false, scope: 'job' },
    ],
    ['404', notFound, { code: 'not-found', scope: 'party' }],
    [
      '404 of somebody else',
      { status: 404, body: '<html></html>' },
      { code: 'wrong-address', isTemporary: true },
    ],
    [
      '503',
      { status: 503, body: '<html></html>' },
      { code: 'server-error', isTemporary: true, mayHaveHappened: true },
    ],
  ])('says what %s means', async (_case, answer, expected) => {
    const { api, provider } = connect(answer);
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { party: 'provider', ...expected },
    });
    expect(api.requests).toHaveLength(1);
  });

  it.each<[string, ScriptedAnswer, object, object]>([
    [
      'a calendar without Meet',
      googleError(400, 'invalid', 'Invalid conference type value.'),
      { code: 'meet-not-available', scope: 'job' },
      { code: 'meet-not-available', scope: 'party' },
    ],
    [
      'an API that is off',
      googleError(403, 'accessNotConfigured'),
      { code: 'api-disabled', scope: 'job' },
      { code: 'api-disabled', scope: 'party' },
    ],
    [
      'a bad request',
      googleError(400, 'invalid'),
      { code: 'refused', scope: 'job' },
      { code: 'refused', scope: 'job' },
    ],
    [
      'a dead sign-in',
      googleError(401, 'authError'),
      { code: 'reconnect', scope: 'party' },
      { code: 'reconnect', scope: 'party' },
    ],
    [
      'a missing right',
      googleError(403, 'insufficientPermissions'),
      { code: 'missing-scope', scope: 'party' },
      { code: 'missing-scope', scope: 'party' },
    ],
    [
      'too many requests',
      googleError(403, 'rateLimitExceeded'),
      { code: 'rate-limited', scope: 'party' },
      { code: 'rate-limited', scope: 'party' },
    ],
    [
      'a used-up quota',
      googleError(403, 'quotaExceeded'),
      { code: 'quota-exceeded', scope: 'party' },
      { code: 'quota-exceeded', scope: 'party' },
    ],
  ])('tells whom %s concerns: one meeting or the account', async (_case, answer, ofOne, ofAccount) => {
    const { provider } = connect(answer, answer, answer, answer, answer);
    expect(await provider.update(known, request, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.cancel(known, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.find(request, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.create(request, signal)).toMatchObject({ failure: ofAccount });
    expect(await provider.account(signal)).toMatchObject({ failure: ofAccount });
  });

  it('is of one meeting alone where it may not be touched', async () => {
    const refused = googleError(403, 'forbiddenForNonOrganizer');
    const { provider } = connect(refused, ready, refused);
    const expected = { failure: { code: 'not-allowed', scope: 'job' } };
    expect(await provider.update(known, request, signal)).toMatchObject(expected);
    expect(await provider.cancel(known, signal)).toMatchObject(expected);
  });

  it('never repeats the words of Google', async () => {
    const { provider } = connect(googleError(400, 'invalid', `The code 8899 of ${joinUrl} is wrong`));
    const result = await provider.create(request, signal);
    expect(JSON.stringify(result)).not.toMatch(/8899|meet\.google/);
    expect(result).toMatchObject({
      failure: { message: 'Google refused to make the meeting (HTTP 400, invalid).' },
    });
  });
});
