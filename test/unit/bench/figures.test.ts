import { expect, test } from 'vitest';
import {
  extremesOf,
  farthestFrom,
  lateGrowth,
  medianOf,
  peakBytesOf,
  processorMsOf,
  residentBytesOf,
  shareOfPace,
} from '../../bench/figures.ts';

test('what is missing, doubled or unexpected shows in the extremes', () => {
  expect(extremesOf(['ann', 'bob'], ['bob', 'ann'])).toEqual({ least: 1, most: 1 });
  expect(extremesOf(['ann', 'bob'], ['ann'])).toEqual({ least: 0, most: 1 });
  expect(extremesOf(['ann'], ['ann', 'ann'])).toEqual({ least: 2, most: 2 });
  expect(extremesOf(['ann'], ['ann', 'eve', 'eve'])).toEqual({ least: 1, most: 2 });
  expect(extremesOf([], [])).toEqual({ least: 0, most: 0 });
});

test('the worst of several values is shown, on either side', () => {
  expect(farthestFrom(1, [1, 1, 1])).toBe(1);
  expect(farthestFrom(1, [1, 1.001, 1])).toBe(1.001);
  expect(farthestFrom(1, [1.2, 0, 1])).toBe(0);
});

test('the median does not mind outliers', () => {
  expect(medianOf([9, 1, 2])).toBe(2);
  expect(medianOf([1000, 10, 2, 1])).toBe(6);
  expect(medianOf([])).toBeNaN();
});

test('the share of a pace counts intervals, not events', () => {
  expect(shareOfPace([100, 0, 50, 150], 20)).toBe(1);
  expect(shareOfPace([0, 100, 200], 20)).toBe(0.5);
  expect(shareOfPace([0], 20)).toBeNaN();
  expect(shareOfPace([5, 5], 20)).toBeNaN();
});

test('the peak memory is read from what Linux states', () => {
  const status = 'Name:\tnode\nVmPeak:\t 1055000 kB\nVmHWM:\t  131072 kB\nVmRSS:\t   99000 kB\n';
  expect(peakBytesOf(status)).toBe(134_217_728);
  expect(peakBytesOf('Name:\tnode\nState:\tZ (zombie)\n')).toBeNull();
});

test('the memory held just now is not the peak', () => {
  expect(residentBytesOf('VmHWM:\t  131072 kB\nVmRSS:\t   99000 kB\n')).toBe(101_376_000);
  expect(residentBytesOf('Name:\tnode\nState:\tZ (zombie)\n')).toBeNull();
});

test('the processor time is found behind a name with blanks and parentheses', () => {
  const rest = 'S 1 2 2 0 -1 4194304 900 0 0 0 250 37 5 6 20 0 11 0 8000 9000 100';
  expect(processorMsOf(`4711 (node) ${rest}\n`)).toBe(2870);
  expect(processorMsOf(`4711 (my (odd) no de) ${rest}\n`)).toBe(2870);
  expect(processorMsOf('')).toBeNull();
});

test('what grows evenly is told from what has settled', () => {
  expect(lateGrowth({ before: 100, middle: 120, after: 140 }, 0.05)).toBe(1);
  expect(lateGrowth({ before: 100, middle: 120, after: 122 }, 0.05)).toBe(0.1);
  expect(lateGrowth({ before: 100, middle: 120, after: 110 }, 0.05)).toBe(0);
  // A little after next to nothing is chance; much after next to nothing is not.
  expect(lateGrowth({ before: 100, middle: 100, after: 101 }, 0.05)).toBe(0.2);
  expect(lateGrowth({ before: 100, middle: 95, after: 120 }, 0.05)).toBe(5);
  expect(lateGrowth({ before: Number.NaN, middle: 1, after: 1 }, 0.05)).toBeNaN();
});
