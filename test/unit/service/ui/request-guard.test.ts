import { describe, expect, test } from 'vitest';
import { foreignPart } from '../../../../main/service/ui/request-guard.ts';

const ORIGIN = 'http://127.0.0.1:4711';
const HOST = '127.0.0.1:4711';

describe('who is answered', () => {
  test('our own page', () => {
    expect(foreignPart({ host: HOST, origin: undefined }, ORIGIN, false)).toBeNull();
    expect(foreignPart({ host: HOST, origin: ORIGIN }, ORIGIN, true)).toBeNull();
    expect(foreignPart({ host: '127.0.0.1', origin: undefined }, 'http://127.0.0.1', false)).toBeNull();
  });

  test.each([
    undefined,
    '',
    'localhost:4711',
    '127.0.0.1',
    '127.0.0.1:4712',
    '127.0.0.1:04711',
    '127.0.0.1.evil.test:4711',
    'evil.test',
    'evil.test:4711',
    '[::1]:4711',
    '0.0.0.0:4711',
    '2130706433:4711',
    'user@127.0.0.1:4711',
    ' 127.0.0.1:4711',
  ])('nobody who calls us %j', (host) => {
    expect(foreignPart({ host, origin: ORIGIN }, ORIGIN, false)).toBe('host');
  });

  test.each([
    '',
    'null',
    'https://127.0.0.1:4711',
    'http://127.0.0.1',
    'http://127.0.0.1:4712',
    'http://127.0.0.1:4711/',
    'http://127.0.0.1:4711.evil.test',
    'http://localhost:4711',
    'http://evil.test',
    'app://ui',
  ])('no page of %j', (origin) => {
    expect(foreignPart({ host: HOST, origin }, ORIGIN, false)).toBe('origin');
    expect(foreignPart({ host: HOST, origin }, ORIGIN, true)).toBe('origin');
  });

  test('no upgrade without an origin, which every browser sends', () => {
    expect(foreignPart({ host: HOST, origin: undefined }, ORIGIN, true)).toBe('origin');
  });
});
