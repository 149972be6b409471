import { expect, test } from 'vitest';
import { PART_NAMES, readBenchArguments } from '../../bench/bench-arguments.ts';

test('everything is measured unless told, and parts keep their order', () => {
  expect(readBenchArguments([])).toEqual({ isJson: false, parts: [...PART_NAMES] });
  expect(readBenchArguments(['--only', 'quiet', '--json', '--only', 'speed'])).toEqual({
    isJson: true,
    parts: ['speed', 'quiet'],
  });
  expect(
    readBenchArguments(['--only', 'page-memory', '--only', 'page-start', '--only', 'page-idle']),
  ).toEqual({
    isJson: false,
    parts: ['page-start', 'page-idle', 'page-memory'],
  });
  expect(readBenchArguments(['--help', '--json'])).toBe('help');
});

test('what is not understood is refused', () => {
  expect(readBenchArguments(['--only', 'luck'])).toBeNull();
  expect(readBenchArguments(['--fast'])).toBeNull();
  expect(readBenchArguments(['speed'])).toBeNull();
});
