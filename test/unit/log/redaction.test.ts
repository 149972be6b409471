import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../main/log/redaction.ts';

const SECRET = 'p+ss/w "ö" rd=&?';

describe('a known secret', () => {
  const redactor = createRedactor();
  redactor.addSecret(SECRET);

  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ x: SECRET }).toString()],
    ['in JSON', JSON.stringify({ x: SECRET })],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ])('is hidden %s', (_, text) => {
    const safe = redactor.redact(`before ${text} after`);
    expect(safe).toContain('[hidden]');
    expect(safe).toMatch(/^before .* after$/);
    for (const form of [SECRET, 'w%20', 'w+%22', Buffer.from(SECRET).toString('base64').slice(0, 8)]) {
      expect(safe).not.toContain(form);
    }
  });

  it('is hidden wherever it stands, and leaves the rest alone', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6 }),
        fc.array(fc.constantFrom('Job ', '12:30', '\n', 'Zoë'), { maxLength: 5 }),
        (secret, words) => {
          const redactor = createRedactor();
          redactor.addSecret(secret);
          const safe = redactor.redact(`${words.join('')}${secret}${secret}`);
          expect('[hidden][hidden]'.includes(secret) || !safe.includes(secret)).toBe(true);
        },
      ),
    );
  });

  it('is hidden whole when it holds another one', () => {
    const redactor = createRedactor();
    redactor.addSecret('secret');
    redactor.addSecret('top-secret-1');
    expect(redactor.redact('a top-secret-1 b')).toBe('a [hidden] b');
  });

  it('is left alone when it is too short to tell', () => {
    const redactor = createRedactor();
    redactor.addSecret('');
    redactor.addSecret('meet');
    expect(redactor.redact('meet me at five')).toBe('meet me at five');
  });

  it('can be forgotten, once everybody who added it has', () => {
    const redactor = createRedactor();
    const forgets = [redactor.addSecret('old-token'), redactor.addSecret('old-token')];
    forgets[0]?.();
    forgets[0]?.();
    expect(redactor.redact('old-token')).toBe('[hidden]');
    forgets[1]?.();
    expect(redactor.redact('old-token')).toBe('old-token');
  });
});

describe('the patterns of secrets', () => {
  const redactor = createRedactor();

  it.each([
    ['Authorization: Bearer abc.DEF-123_456', 'Authorization: Bearer [hidden]'],
    ['authorization: basic Y2xpZW50OnNlY3JldA==', 'authorization: basic [hidden]'],
    ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln now', 'got [hidden] now'],
    ['{"refresh_token":"a\\"b","scope":"x"}', '{"refresh_token":"[hidden]","scope":"x"}'],
    ['{"refresh_token":"cut in the mid', '{"refresh_token":"[hidden]'],
    ['{"accessToken" : "abc"}', '{"accessToken" : "[hidden]"}'],
    [
      JSON.stringify({ body: '{"access_token":"abc","expires_in":3600}' }),
      String.raw`{"body":"{\"access_token\":\"[hidden]\",\"expires_in\":3600}"}`,
    ],
    [
      'grant_type=refresh_token&refresh_token=abc&client_id=1',
      'grant_type=refresh_token&refresh_token=[hidden]&client_id=1',
    ],
    ['client_secret=abc password=hunter2', 'client_secret=[hidden] password=[hidden]'],
    ['https://zoom.us/j/123?pwd=abc.1&from=x', 'https://zoom.us/j/123?pwd=[hidden]&from=x'],
    ['https://zoom.us/s/123?zak=eyX.abc#x', 'https://zoom.us/s/123?zak=[hidden]'],
    ['GET /callback?code=abc&state=1', 'GET /callback?code=[hidden]&state=1'],
    ['{"code":"4/0AX4XfWgExampleCode12345"}', '{"code":"[hidden]"}'],
  ])('%s', (text, safe) => {
    expect(redactor.redact(text)).toBe(safe);
  });

  it.each([
    '{"code":"InvalidAuthenticationToken","message":"Access token has expired"}',
    '{"code":124,"message":"Invalid access token."}',
    'JOB-0042: the link was written at 2031-05-06T01:00:00Z',
    'https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc',
    'expires_in=3600&token_type=bearer',
  ])('leaves %s alone', (text) => {
    expect(redactor.redact(text)).toBe(text);
  });

  it('hides by key in values of any depth, and keeps their shape', () => {
    const value = {
      code: 'ledger-in-use',
      list: [{ refreshToken: 'a', password: 12_345, count: 3 }, null, true],
      authorization: 'x',
      oauth: { code: 'abcdefghij0123456789', access_token: { nested: 'kept' } },
    };
    expect(redactor.redactDeep(value)).toEqual({
      code: 'ledger-in-use',
      list: [{ refreshToken: '[hidden]', password: '[hidden]', count: 3 }, null, true],
      authorization: '[hidden]',
      oauth: { code: '[hidden]', access_token: { nested: 'kept' } },
    });
  });
});
