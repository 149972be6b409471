import { describe, expect, it } from 'vitest';
import { backoffMs, retryAtMs } from '../../../main/sync/backoff.ts';
import { remoteFailure } from '../../../main/sync/failure.ts';

const SECOND_MS = 1_000;

describe('waiting after failures', () => {
  it('doubles from a second to five minutes, of which the second half is drawn by chance', () => {
    const shortest = [1, 2, 3, 9, 10, 50].map((attempts) => backoffMs(attempts, () => 0, undefined));
    const longest = [1, 2, 3, 9, 10, 50].map((attempts) => backoffMs(attempts, () => 1, undefined));
    expect(longest.map((waitMs) => waitMs / SECOND_MS)).toEqual([1, 2, 4, 256, 300, 300]);
    expect(shortest).toEqual(longest.map((waitMs) => waitMs / 2));
  });

  it('is never shorter than the other side asks for', () => {
    expect(backoffMs(1, () => 1, 90 * SECOND_MS)).toBe(90 * SECOND_MS);
    expect(backoffMs(10, () => 1, 90 * SECOND_MS)).toBe(300 * SECOND_MS);
  });

  it.each([
    ['mail', true, true],
    ['mail', false, false],
    ['provider', false, true],
  ] as const)('%s, temporary %s: tried again by itself is %s', (party, isTemporary, isTriedAgain) => {
    const failure = remoteFailure({ party, code: 'refused', message: 'No.', isTemporary });
    expect(retryAtMs(failure, 1, 0, () => 0.5) !== null).toBe(isTriedAgain);
  });
});
