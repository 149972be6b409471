import { expect, it } from 'vitest';
import { parseRetryAfterMs } from '../../../main/http/retry-after.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 0, 0);

it.each([
  ['30', 30_000],
  [' 0 ', 0],
  ['1.5', 1_500],
  ['Sun, 22 Nov 2026 10:02:00 GMT', 120_000],
  // Zoom's daily limit.
  ['2026-11-23T00:00:00Z', 14 * 3_600_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  // Longer waits are mistakes: asked again after a day.
  ['99999999999', 24 * 3_600_000],
  ['2126-01-01T00:00:00Z', 24 * 3_600_000],
])('reads %s', (value, expectedMs) => {
  expect(parseRetryAfterMs(value, NOW_MS)).toBe(expectedMs);
});

it.each([[null], [''], ['soon'], ['-5 s'], ['12 apples']])('makes nothing of %s', (value) => {
  expect(parseRetryAfterMs(value, NOW_MS)).toBe(null);
});
