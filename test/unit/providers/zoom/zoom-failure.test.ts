import { describe, expect, it } from 'vitest';
import { zoomFailure } from '../../../../main/providers/zoom/zoom-failure.ts';
import type { ZoomAction } from '../../../../main/providers/zoom/zoom-failure.ts';
import type { Failure } from '../../../../main/sync/failure.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 18);
const HOUR_MS = 3_600_000;

function failureOf(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  action: ZoomAction = 'make',
): Failure {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return zoomFailure({ status, headers: new Headers(headers), text }, action, NOW_MS);
}

const said = (code: number, message: string) => ({ code, message });

describe('zoomFailure', () => {
  it.each([
    [401, said(124, 'Invalid access token.'), { kind: 'auth', code: 'reconnect', scope: 'party' }],
    [401, said(200, 'whatever'), { kind: 'auth', code: 'reconnect' }],
    [401, '', { kind: 'auth', code: 'reconnect' }],
    [400, said(124, 'Access token is expired.'), { kind: 'auth', code: 'reconnect' }],
    [
      400,
      said(4711, 'Invalid access token, does not contain scopes:[a:b:c].'),
      { kind: 'auth', code: 'missing-scope' },
    ],
    [401, said(4700, 'Invalid scope'), { kind: 'auth', code: 'missing-scope' }],
    [
      404,
      said(3001, 'Meeting does not exist: 123.'),
      { code: 'meeting-gone', scope: 'job', isTemporary: false },
    ],
    [403, said(3001, 'not allowed to access'), { code: 'refused', isTemporary: false }],
    [
      404,
      said(1001, 'User does not exist: x.'),
      { code: 'user-unknown', scope: 'party', isTemporary: false },
    ],
    [404, '<html>nginx</html>', { code: 'not-found', isTemporary: false }],
    [
      400,
      said(3000, 'You cannot schedule a meeting for x'),
      { code: 'hosting-not-allowed', isTemporary: false },
    ],
    [400, said(3161, 'Your user account is not allowed'), { code: 'hosting-not-allowed', scope: 'party' }],
    [400, said(200, 'Only available for paid account: x.'), { code: 'plan-too-small', isTemporary: false }],
    [
      400,
      said(9999, 'Something new.'),
      { kind: 'remote', code: 'refused', isTemporary: false, mayHaveHappened: false },
    ],
    [400, '[]', { kind: 'remote', code: 'refused' }],
    [400, 'null', { kind: 'remote', code: 'refused' }],
    [500, '<?xml version="1.0"?>', { kind: 'remote', isTemporary: true, mayHaveHappened: true }],
    [302, '', { kind: 'remote', code: 'unexpected-answer', isTemporary: true }],
  ])('tells %i %j', (status, body, expected) => {
    expect(failureOf(status, body)).toMatchObject({ party: 'provider', ...expected });
  });

  it.each<[string, number, object, Failure['scope'], Failure['scope']]>([
    ['user-unknown', 404, said(1001, 'User does not exist: x.'), 'job', 'party'],
    ['hosting-not-allowed', 400, said(3000, 'Cannot access webinar info.'), 'job', 'party'],
    ['hosting-not-allowed', 400, said(3161, 'Your user account is not allowed'), 'job', 'party'],
    ['plan-too-small', 400, said(200, 'Only available for paid account: x.'), 'job', 'job'],
    ['refused', 403, said(3001, 'not allowed to access'), 'job', 'job'],
    ['not-found', 404, said(2300, 'This API endpoint is not recognized.'), 'job', 'job'],
    ['reconnect', 401, said(124, 'Invalid access token.'), 'party', 'party'],
    ['missing-scope', 400, said(4711, 'does not contain scopes:[a:b:c].'), 'party', 'party'],
    ['rate-limited', 429, said(429, 'per-second rate limit'), 'party', 'party'],
    ['daily-api-limit', 429, said(429, 'maximum daily rate limit for this API.'), 'party', 'party'],
  ])(
    'says whom %s (HTTP %i, %j) concerns: one meeting %s, the account %s',
    (code, status, body, ofOne, ofAccount) => {
      const scopes = (actions: readonly ZoomAction[]) =>
        actions.map((action) => {
          const failure = failureOf(status, body, {}, action);
          return `${failure.code} ${failure.scope}`;
        });
      expect(scopes(['find', 'read', 'change', 'remove'])).toEqual(Array(4).fill(`${code} ${ofOne}`));
      expect(scopes(['make', 'identify'])).toEqual(Array(2).fill(`${code} ${ofAccount}`));
    },
  );

  it('names the scopes and nothing else of the brackets', () => {
    const failure = failureOf(
      400,
      said(4711, 'does not contain scopes:[meeting:write:meeting, user:read:user secret].'),
    );
    expect(failure.message).toContain('meeting:write:meeting, user:read:user');
    expect(failure.message).not.toContain('secret');
  });

  it('names the fields of a refused meeting', () => {
    const errors = [
      { field: 'start_time', message: 'Invalid field.' },
      { field: 'odd', message: 'Odd.' },
    ];
    const failure = failureOf(400, { ...said(300, 'Validation Failed.'), errors });
    expect(failure).toMatchObject({ code: 'fields-refused', isTemporary: false });
    expect(failure.message).toBe('Zoom refused the start time: Invalid field; the field odd: Odd.');
    expect(failureOf(400, said(300, 'Bad.')).message).toBe('Zoom refused the meeting: Bad.');
  });

  it.each([
    [
      'per-second',
      'You have reached the maximum per-second rate limit for this API.',
      {},
      'rate-limited',
      'party',
      1000,
    ],
    ['per-second, told', 'per-second', { 'retry-after': '3' }, 'rate-limited', 'party', 3000],
    [
      'of the account',
      'You have reached the maximum daily rate limit for this API.',
      {},
      'daily-api-limit',
      'party',
      6 * HOUR_MS,
    ],
    [
      'of the account, told as a date',
      'maximum daily rate limit',
      { 'retry-after': '2026-11-22T19:00:00Z' },
      'daily-api-limit',
      'party',
      HOUR_MS,
    ],
    [
      'of the account, by header',
      'Too many',
      { 'x-ratelimit-type': 'Daily-limit' },
      'daily-api-limit',
      'party',
      6 * HOUR_MS,
    ],
    [
      'of the user',
      'You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular user.',
      {},
      'daily-limit',
      'job',
      6 * HOUR_MS,
    ],
  ])('knows the limit %s', (_case, message, headers, code, scope, retryAfterMs) => {
    expect(failureOf(429, said(429, message), headers)).toMatchObject({
      code,
      scope,
      retryAfterMs,
      isTemporary: true,
    });
  });
});
