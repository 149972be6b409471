import { expect, test } from 'vitest';
import { judge } from '../../bench/verdict.ts';
import type { Bound } from '../../bench/verdict.ts';

function holds(value: number, bound: Bound | null): boolean {
  return judge({ name: 'a figure', value, unit: 'ms', bound }).holds;
}

test('a figure holds on the right side of its limit and at the limit itself', () => {
  const most: Bound = { kind: 'at-most', limit: 10 };
  expect([9.9, 10, 10.1].map((value) => holds(value, most))).toEqual([true, true, false]);
  const least: Bound = { kind: 'at-least', limit: 10 };
  expect([9.9, 10, 10.1].map((value) => holds(value, least))).toEqual([false, true, true]);
  const exactly: Bound = { kind: 'exactly', limit: 10 };
  expect([9.9, 10, 10.1].map((value) => holds(value, exactly))).toEqual([false, true, false]);
});

test('a figure without a limit holds, one that is not a number never', () => {
  expect(judge({ name: 'printed only', value: 3, unit: 's', bound: null })).toEqual({
    name: 'printed only',
    value: 3,
    unit: 's',
    limit: null,
    holds: true,
  });
  expect(holds(Number.NaN, null)).toBe(false);
  expect(holds(Number.NaN, { kind: 'at-most', limit: 10 })).toBe(false);
  expect(holds(Infinity, { kind: 'at-least', limit: 10 })).toBe(false);
});

test('rounding is for the eye and not for the verdict', () => {
  const row = judge({
    name: 'just missed',
    value: 10.0004,
    unit: 'ms',
    bound: { kind: 'at-most', limit: 10 },
  });
  expect(row).toEqual({ name: 'just missed', value: 10, unit: 'ms', limit: 10, holds: false });
});
