import { describe, expect, it } from 'vitest';
import { containing, never, NOW_MS, requestsOf, stage, summary, valueOf } from './stage.ts';

const GRAPHQL = 'POST /graphql/graphql';

describe('jobs that can no longer be read', () => {
  it('believes the change history: deleted, or only hidden', async () => {
    const { skedulo, source } = await stage();
    const ids = [1, 2, 3].map(() => skedulo.office.addJob().UID);
    skedulo.office.deleteJob(ids[0] ?? '');
    skedulo.office.hideJob(ids[1] ?? '');
    const { value, requests } = await requestsOf(skedulo, () => source.observe(ids, NOW_MS, never));
    expect(summary(valueOf(value).sightings)).toEqual([
      `${ids[0] ?? ''} deleted`,
      `${ids[1] ?? ''} unclear job-not-visible`,
      'JOB-0003',
    ]);
    expect(requests).toEqual([GRAPHQL, GRAPHQL, GRAPHQL, 'GET /events/changes/simple']);
  });

  it.each([403, 404])(
    'takes few absent jobs for deleted where the history answers %d',
    async (historyStatus) => {
      const { skedulo, source } = await stage({ tenant: { historyStatus } });
      const ids = [1, 2, 3, 4, 5].map(() => skedulo.office.addJob().UID);
      for (const id of ids.slice(0, 3)) skedulo.office.deleteJob(id);
      const { sightings } = valueOf(await source.observe(ids, NOW_MS, never));
      expect(sightings.filter((sighting) => sighting.kind === 'deleted')).toHaveLength(3);
    },
  );

  it('takes nothing for deleted when many jobs vanish at once without a history to ask', async () => {
    const { skedulo, source } = await stage({ tenant: { historyStatus: 403 } });
    const ids = [1, 2, 3, 4, 5, 6].map(() => skedulo.office.addJob().UID);
    for (const id of ids.slice(0, 4)) skedulo.office.hideJob(id);
    const { sightings } = valueOf(await source.observe(ids, NOW_MS, never));
    expect(sightings.filter((sighting) => sighting.kind === 'deleted')).toEqual([]);
    const unclear = sightings.filter((sighting) => sighting.kind === 'unclear');
    expect(unclear).toHaveLength(4);
    expect(unclear[0]).toMatchObject({
      code: 'jobs-not-visible',
      message: containing('4 jobs'),
    });
  });

  it('calls nothing deleted while the history has a bad moment', async () => {
    const { skedulo, source } = await stage({ tenant: { historyStatus: 503 } });
    const job = skedulo.office.addJob();
    skedulo.office.deleteJob(job.UID);
    const { sightings } = valueOf(await source.observe([job.UID], NOW_MS, never));
    expect(sightings).toMatchObject([{ kind: 'unclear', code: 'deletion-unconfirmed' }]);
  });

  it('asks the history again of a hidden job after some minutes, and only the list until then', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    skedulo.office.hideJob(job.UID);
    const first = valueOf(await source.observe([job.UID], NOW_MS, never));
    const again = await requestsOf(skedulo, () => source.observe([job.UID], NOW_MS + 290_000, never));
    expect(again.requests).toEqual([GRAPHQL]);
    expect(valueOf(again.value).sightings).toEqual(first.sightings);
    skedulo.office.deleteJob(job.UID);
    const later = await requestsOf(skedulo, () => source.observe([job.UID], NOW_MS + 300_000, never));
    expect(later.requests).toEqual([GRAPHQL, GRAPHQL, 'GET /events/changes/simple']);
    expect(valueOf(later.value).sightings).toEqual([{ kind: 'deleted', jobId: job.UID }]);
  });

  it.each([503, 403])('asks each time where the history answers %d', async (historyStatus) => {
    const { skedulo, source } = await stage({ tenant: { historyStatus } });
    const ids = [1, 2, 3, 4].map(() => skedulo.office.addJob().UID);
    for (const id of ids) skedulo.office.hideJob(id);
    valueOf(await source.observe(ids, NOW_MS, never));
    const { requests } = await requestsOf(skedulo, () => source.observe(ids, NOW_MS, never));
    expect(requests).toEqual([GRAPHQL, GRAPHQL, 'GET /events/changes/simple']);
  });

  it('sees a job again that was hidden', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    skedulo.office.hideJob(job.UID);
    valueOf(await source.observe([job.UID], NOW_MS, never));
    skedulo.office.showJob(job.UID);
    expect(summary(valueOf(await source.observe([job.UID], NOW_MS, never)).sightings)).toEqual(['JOB-0001']);
  });
});
