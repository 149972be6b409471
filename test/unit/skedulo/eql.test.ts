import { expect, it } from 'vitest';
import { idsFilter, inChunks, isJobId, openJobsFilter, startingFrom } from '../../../main/skedulo/eql.ts';

const AT_MS = Date.parse('2026-03-01T09:00:00Z');

it('writes instants unquoted with milliseconds', () => {
  expect(openJobsFilter(AT_MS, [])).toBe(
    "(JobStatus == 'Ready' AND (End > 2026-03-01T09:00:00.000Z OR Start > 2026-03-01T09:00:00.000Z OR End == null OR Start == null))",
  );
});

it('names further jobs beside the open ones', () => {
  expect(openJobsFilter(AT_MS, ['0014-a', 'b'])).toMatch(/\)\) OR UID IN \['0014-a','b'\]$/);
});

it('narrows a filter by start', () => {
  expect(startingFrom('A OR B', AT_MS)).toBe('(A OR B) AND Start >= 2026-03-01T09:00:00.000Z');
  expect(startingFrom('A OR B', null)).toBe('(A OR B) AND Start == null');
});

it.each(["a'b", 'a b', '', 'a"', 'a\\', 'ä', 'a\n'])('does not take %j for an id', (text) => {
  expect(isJobId(text)).toBe(false);
  expect(() => idsFilter([text])).toThrow('must not reach a filter');
});

it.each(['0014ccb7-73ad-40e1-9282-2c492a0f313a', 'a0E6F00001np3tSUAQ'])('takes %s for an id', (text) => {
  expect(isJobId(text)).toBe(true);
});

it('cuts lists into pieces', () => {
  expect(inChunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inChunks([], 2)).toEqual([]);
});
