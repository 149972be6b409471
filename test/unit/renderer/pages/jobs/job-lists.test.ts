import { describe, expect, test } from 'vitest';
import type { JobRow } from '../../../../../preload/contract/jobs.ts';
import { countByFilter, filterBy } from '../../../../../renderer/pages/jobs/job-filter.ts';
import { searchFor, searchTexts } from '../../../../../renderer/pages/jobs/job-search.ts';
import {
  FIRST_SORT,
  recallSort,
  rememberSort,
  sortRows,
  toggleSort,
} from '../../../../../renderer/pages/jobs/job-sort.ts';
import { failed, notYet, sampleRow, sampleRows } from '../../../../fakes/job-rows.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS } from '../../../../fakes/jobs.ts';

const many = sampleRows(MONDAY_MS, 10_000);

function row(jobName: string, changes: Partial<JobRow> = {}): JobRow {
  return sampleRow(MONDAY_MS, { jobId: jobName, jobName, ...changes });
}

function names(rows: readonly JobRow[]): readonly string[] {
  return rows.map(({ jobName }) => jobName);
}

describe('sorting', () => {
  test('puts 10,000 rows into the order of their starts and loses none', () => {
    const sorted = sortRows(many, FIRST_SORT);
    expect(new Set(sorted).size).toBe(10_000);
    const starts = sorted.map(({ startMs }) => startMs ?? 0);
    expect(starts).toEqual([...starts].sort((left, right) => left - right));
  });

  test('takes numbers in job numbers as numbers', () => {
    const rows = [row('JOB-10'), row('JOB-9'), row('JOB-100')];
    expect(names(sortRows(rows, { column: 'job', isDescending: false }))).toEqual([
      'JOB-9',
      'JOB-10',
      'JOB-100',
    ]);
    expect(names(sortRows(rows, { column: 'job', isDescending: true }))).toEqual([
      'JOB-100',
      'JOB-10',
      'JOB-9',
    ]);
  });

  test('by a mark has what failed first', () => {
    const rows = [row('A'), row('B', { link: notYet('') }), row('C', { link: failed('', MONDAY_MS) })];
    expect(names(sortRows(rows, { column: 'link', isDescending: false }))).toEqual(['C', 'B', 'A']);
  });

  test('has rows without a value last either way', () => {
    const rows = [row('A', { startMs: null }), row('B'), row('C', { startMs: MONDAY_MS })];
    expect(names(sortRows(rows, { column: 'start', isDescending: false }))).toEqual(['C', 'B', 'A']);
    expect(names(sortRows(rows, { column: 'start', isDescending: true }))).toEqual(['B', 'C', 'A']);
    const contacts = [
      row('A', { contact: null }),
      row('B', { contact: 'Zoe' }),
      row('C', { contact: 'Ann' }),
    ];
    expect(names(sortRows(contacts, { column: 'contact', isDescending: true }))).toEqual(['B', 'C', 'A']);
  });

  test('turns round on the same column and begins anew on another', () => {
    const once = toggleSort(FIRST_SORT, 'contact');
    expect(once).toEqual({ column: 'contact', isDescending: false });
    expect(toggleSort(once, 'contact')).toEqual({ column: 'contact', isDescending: true });
  });
});

describe('the remembered order', () => {
  function storageWith(text: string | null): Storage {
    const held = new Map(text === null ? [] : [['jobs-sort', text]]);
    return {
      length: 0,
      clear: () => undefined,
      key: () => null,
      removeItem: () => undefined,
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
    };
  }

  test('comes back', () => {
    const storage = storageWith(null);
    rememberSort(storage, { column: 'invitations', isDescending: true });
    expect(recallSort(storage)).toEqual({ column: 'invitations', isDescending: true });
  });

  test.each([null, '', '{', '{"column":"price","isDescending":true}', '[]', 'null'])(
    'is the first one where %j is stored',
    (text) => {
      expect(recallSort(storageWith(text))).toEqual(FIRST_SORT);
    },
  );
});

describe('filters', () => {
  test('count what they show, of 10,000 rows', () => {
    const counts = countByFilter(many, MONDAY_MS);
    expect(counts.all).toBe(10_000);
    expect(counts['needs-you']).toBe(many.filter(({ standing }) => standing === 'attention').length);
    expect(counts['needs-you']).toBeGreaterThan(50);
    expect(counts.today).toBeGreaterThan(50);
    expect(counts.today).toBeLessThan(400);
  });

  test('today is the day of this computer, whatever the zone of the job', () => {
    const midnightMs = new Date(MONDAY_MS).setHours(0, 0, 0, 0);
    const isToday = filterBy('today', MONDAY_MS);
    expect(isToday(row('A', { startMs: midnightMs }))).toBe(true);
    expect(isToday(row('A', { startMs: midnightMs - 1 }))).toBe(false);
    expect(isToday(row('A', { startMs: midnightMs + DAY_MS }))).toBe(false);
    expect(isToday(row('A', { startMs: null }))).toBe(false);
  });

  test('upcoming is what has not started', () => {
    const isUpcoming = filterBy('upcoming', MONDAY_MS);
    expect(isUpcoming(row('A', { startMs: MONDAY_MS + HOUR_MS }))).toBe(true);
    expect(isUpcoming(row('A', { startMs: MONDAY_MS - HOUR_MS }))).toBe(false);
  });
});

describe('searching', () => {
  const rows = [
    row('JOB-0042', { contact: 'Hélène Marchand', addresses: ['helene@customer.test', 'paul@family.test'] }),
    row('JOB-0043', { contact: null, addresses: [], type: 'Group session' }),
  ];
  const find = (query: string): readonly string[] => {
    const matches = searchFor(query);
    return names(rows.filter((_row, index) => matches(searchTexts(rows)[index] ?? '')));
  };

  test.each(['0042', 'job-0042', 'HELENE', 'Hélène', 'paul@family', 'marchand 42', '  helene  '])(
    'finds the job by %j',
    (query) => {
      expect(find(query)).toEqual(['JOB-0042']);
    },
  );

  test('finds all by nothing, and none by what is nowhere', () => {
    expect(find(' ')).toHaveLength(2);
    expect(find('helene 43')).toEqual([]);
    expect(find('.*')).toEqual([]);
  });
});
