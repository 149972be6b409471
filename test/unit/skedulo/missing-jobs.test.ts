import { expect, it } from 'vitest';
import { judgeAbsence } from '../../../main/skedulo/missing-jobs.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id${String(index)}`);

it.each([
  [1, 1, 'deleted'],
  [3, 3, 'deleted'],
  [4, 4, 'unclear'],
  [4, 15, 'unclear'],
  [4, 16, 'deleted'],
  [25, 100, 'deleted'],
  [26, 100, 'unclear'],
])('takes %d absent of %d, without a history, for %s', (absent, asked, kind) => {
  const sightings = judgeAbsence(ids(absent), asked, { kind: 'unavailable' });
  expect(sightings).toHaveLength(absent);
  expect(new Set(sightings.map((sighting) => sighting.kind))).toEqual(new Set([kind]));
});

it('believes the history however many are absent', () => {
  const sightings = judgeAbsence(ids(50), 50, { kind: 'told', deletedIds: new Set(ids(49)) });
  expect(sightings.filter((sighting) => sighting.kind === 'deleted')).toHaveLength(49);
  expect(sightings[49]).toMatchObject({ kind: 'unclear', jobId: 'id49', code: 'job-not-visible' });
});

it('calls nothing deleted where the history said nothing, however few are absent', () => {
  expect(judgeAbsence(['id0'], 100, { kind: 'unknown' })).toMatchObject([
    { kind: 'unclear', jobId: 'id0', code: 'deletion-unconfirmed' },
  ]);
});
