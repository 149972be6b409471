import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinPushes } from '../../../../main/service/ui/join-pushes.ts';
import type { Push } from '../../../../preload/contract/pushes.ts';
import { jobsPush, logPush, navigatePush, row } from './pushes.ts';

/** The page's own reading of jobs pushes, as plainly as can be. */
function readJobs(pushes: readonly Push[]): Record<string, string> {
  let rows: Record<string, string> = { kept: 'before', gone: 'before' };
  for (const push of pushes) {
    if (push.name !== 'jobs') continue;
    if (push.payload.isWhole) rows = {};
    for (const jobId of push.payload.removed) rows = Object.fromEntries(without(rows, jobId));
    for (const { jobId, words } of push.payload.rows) rows = { ...rows, [jobId]: words };
  }
  return rows;
}
const without = (rows: Record<string, string>, jobId: string) =>
  Object.entries(rows).filter(([id]) => id !== jobId);

const ids = fc.constantFrom('kept', 'gone', 'a', 'b', 'c');
const anyJobsPush = fc
  .record({
    isWhole: fc.boolean(),
    rows: fc.uniqueArray(fc.tuple(ids, fc.string()), { selector: ([id]) => id, maxLength: 4 }),
    removed: fc.uniqueArray(ids, { maxLength: 3 }),
  })
  .map(({ isWhole, rows, removed }) => ({
    isWhole,
    rows: rows.map(([id, words]) => row(id, words)),
    removed: removed.filter((id) => !rows.some(([added]) => added === id)),
  }));

describe('joining pushes that a page has not taken yet', () => {
  test('the page reads the same rows out of what is joined', () => {
    fc.assert(
      fc.property(fc.array(anyJobsPush, { minLength: 2, maxLength: 6 }), (payloads) => {
        const pushes = payloads.map((payload, index) => jobsPush({ ...payload, revision: index + 1 }));
        const joined = pushes.reduce(joinPushes);
        expect(readJobs([joined])).toEqual(readJobs(pushes));
        expect(joined.payload).toMatchObject({ revision: pushes.length });
      }),
    );
  });

  test('names each job once', () => {
    const joined = joinPushes(
      jobsPush({ rows: [row('a', 'old'), row('b')], removed: ['c', 'd'] }),
      jobsPush({ revision: 2, rows: [row('a', 'new'), row('c')], removed: ['b', 'd'] }),
    );
    expect(joined).toEqual(jobsPush({ revision: 2, rows: [row('a', 'new'), row('c')], removed: ['d', 'b'] }));
  });

  test('log lines follow one another; once too many, the page begins anew with the last', () => {
    expect(joinPushes(logPush(false, 'a'), logPush(false, 'b', 'c'))).toEqual(logPush(false, 'a', 'b', 'c'));
    expect(joinPushes(logPush(true, 'a'), logPush(false, 'b'))).toEqual(logPush(true, 'a', 'b'));
    expect(joinPushes(logPush(false, 'a'), logPush(true, 'b'))).toEqual(logPush(true, 'b'));
    const many = Array.from({ length: 500 }, (_, index) => String(index));
    expect(joinPushes(logPush(false, 'first'), logPush(false, ...many))).toEqual(logPush(true, ...many));
  });

  test('of everything else the newer is left', () => {
    expect(joinPushes(navigatePush('a'), navigatePush('b'))).toEqual(navigatePush('b'));
  });
});
