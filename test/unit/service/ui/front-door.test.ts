import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFrontDoor } from '../../../../main/service/ui/front-door.ts';

const open = (port = 4711) => createFrontDoor({ port, randomBytes });

/** What a browser sends back of a `Set-Cookie` header. */
function cookieOf(setCookie: string | null): string {
  const [pair] = (setCookie ?? '').split(';');
  if (pair === undefined || pair === '') throw new Error('No cookie was given.');
  return pair;
}

describe('the front door', () => {
  test('lets a browser in once with a token nobody can guess', () => {
    const door = open();
    const token = door.newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const setCookie = door.exchange(token);
    expect(setCookie).toMatch(/^ready-meet-4711=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(setCookie).not.toContain(token);
    expect(door.knows(cookieOf(setCookie))).toBe(true);
    expect(door.exchange(token)).toBeNull();
  });

  test('lets only the newest token in, and keeps those who are inside', () => {
    const door = open();
    const first = door.newToken();
    const cookie = cookieOf(door.exchange(first));
    const second = door.newToken();
    const third = door.newToken();
    expect(door.exchange(second)).toBeNull();
    expect(door.exchange(third)).not.toBeNull();
    expect(door.knows(cookie)).toBe(true);
  });

  test.each(['', 'AAAA', 'undefined', 'null', '\u0000'])('refuses %j as a token', (token) => {
    const door = open();
    expect(door.exchange(token)).toBeNull();
    door.newToken();
    expect(door.exchange(token)).toBeNull();
  });

  test('finds its cookie among others, and a false one beside it does no harm', () => {
    const door = open();
    const cookie = cookieOf(door.exchange(door.newToken()));
    expect(door.knows(`theme=dark; ready-meet-4711=forged; ${cookie}; a=b=c`)).toBe(true);
    expect(door.knows(` ${cookie.replace('=', ' = ')} `)).toBe(true);
  });

  test('knows nobody by anything else', () => {
    const door = open();
    const cookie = cookieOf(door.exchange(door.newToken()));
    const [name = '', secret = ''] = cookie.split('=');
    for (const header of [
      undefined,
      '',
      ';;',
      name,
      `${name}=`,
      `${name}=${secret.slice(1)}`,
      `other=${secret}`,
      secret,
      `x${cookie}`,
    ]) {
      expect(door.knows(header)).toBe(false);
    }
    expect(open().knows(cookie)).toBe(false);
  });

  test('names its cookie by its port, so that two services in one browser do not overwrite it', () => {
    const doors = [open(4711), open(4712)];
    const names = doors.map((door) => cookieOf(door.exchange(door.newToken())).split('=')[0]);
    expect(names).toEqual(['ready-meet-4711', 'ready-meet-4712']);
  });

  test('forgets the first browser past a hundred', () => {
    const door = open();
    const cookies = Array.from({ length: 101 }, () => cookieOf(door.exchange(door.newToken())));
    expect(cookies.map((cookie) => door.knows(cookie))).toEqual([false, ...Array<boolean>(100).fill(true)]);
  });
});
