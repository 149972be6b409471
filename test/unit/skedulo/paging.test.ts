import { describe, expect, it } from 'vitest';
import { createPageSize } from '../../../main/skedulo/page-size.ts';
import { readAllPages } from '../../../main/skedulo/paging.ts';
import type { Page } from '../../../main/skedulo/paging.ts';
import { failed, remoteFailure, success } from '../../../main/sync/failure.ts';

interface Row {
  readonly name: string;
}

const nameOf = (row: Row): string => row.name;

const page = (ids: readonly string[], totalCount: number, nextCursor: string | null): Page<Row> => ({
  rows: ids.map((name) => ({ name })),
  totalCount,
  nextCursor,
  isLast: nextCursor === null,
});

describe('readAllPages', () => {
  it('reads to the end and counts rows that cannot be read', async () => {
    const pages = [page(['a', 'b'], 4, '2'), { ...page([], 4, null), rows: [{ name: 'c' }, null] }];
    const asked: (string | null)[] = [];
    const rows = await readAllPages((after) => {
      asked.push(after);
      return Promise.resolve(success(pages[asked.length - 1] ?? page([], 0, null)));
    }, nameOf);
    expect(asked).toEqual([null, '2']);
    expect(rows).toMatchObject({
      ok: true,
      value: { unreadableCount: 1, totalCount: 4, isComplete: true },
    });
    expect(rows.ok ? [...rows.value.byId.values()] : []).toEqual([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' },
    ]);
  });

  it.each([
    ['an empty page that is not the last', page([], 5, '1')],
    ['a missing cursor', { ...page(['a'], 5, null), isLast: false }],
  ])('fails at %s', async (_name, answer) => {
    const rows = await readAllPages(() => Promise.resolve(success(answer)), nameOf);
    expect(rows).toMatchObject({ ok: false, failure: { code: 'unexpected-answer', isTemporary: true } });
  });

  it('fails at a cursor that leads back', async () => {
    let count = 0;
    const rows = await readAllPages(() => {
      count += 1;
      return Promise.resolve(success(page([`id${String(count)}`], 50, 'same')));
    }, nameOf);
    expect(rows.ok).toBe(false);
    expect(count).toBe(2);
  });

  it('passes a failure on and asks for nothing more', async () => {
    const failure = remoteFailure({ party: 'skedulo', code: 'x', message: 'x' });
    expect(await readAllPages(() => Promise.resolve(failed(failure)), nameOf)).toEqual({
      ok: false,
      failure,
    });
  });

  it('does not ask for more rows than allowed', async () => {
    let count = 0;
    const rows = await readAllPages(
      () => {
        count += 1;
        return Promise.resolve(success(page([`${String(count)}a`, `${String(count)}b`], 100, String(count))));
      },
      nameOf,
      4,
    );
    expect(count).toBe(2);
    expect(rows).toMatchObject({ ok: true, value: { isComplete: false } });
  });
});

describe('createPageSize', () => {
  const limit = (text: string): Headers => new Headers({ 'x-skedulo-dynamic-query-limit': text });

  it.each([
    ['500', 500],
    ['10000', 1_000],
    ['50', 50],
    ['0', 1],
    ['many', 200],
    ['', 200],
  ])('takes over %j as %d', (text, expected) => {
    const size = createPageSize();
    size.adopt(limit(text));
    expect(size.current()).toBe(expected);
  });

  it('stays small after falling back', () => {
    const size = createPageSize();
    expect(size.fallBack()).toBe(false);
    size.adopt(limit('800'));
    expect(size.fallBack()).toBe(true);
    size.adopt(limit('800'));
    expect(size.current()).toBe(200);
  });
});
