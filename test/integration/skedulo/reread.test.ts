import { describe, expect, it } from 'vitest';
import { failureOf, never, requestsOf, stage, startSkedulo, sourceFor, valueOf } from './stage.ts';

describe('reread', () => {
  it('shares one request between calls made together, also for the same job', async () => {
    const { skedulo, source } = await stage();
    const ids = Array.from({ length: 30 }, () => skedulo.office.addJob({ status: 'On Site' }).UID);
    const { value, requests } = await requestsOf(skedulo, () =>
      Promise.all([...ids, ...ids].map((id) => source.reread(id, never))),
    );
    expect(value.map((result) => valueOf(result))).toMatchObject(
      [...ids, ...ids].map((id) => ({ kind: 'present', job: { id, status: 'On Site' } })),
    );
    expect(requests).toHaveLength(1);
  });

  it('asks for 100 jobs at most in one request', async () => {
    const { skedulo, source } = await stage();
    const ids = Array.from({ length: 250 }, () => skedulo.office.addJob().UID);
    const { value, requests } = await requestsOf(skedulo, () =>
      Promise.all(ids.map((id) => source.reread(id, never))),
    );
    expect(value.every((result) => result.ok && result.value.kind === 'present')).toBe(true);
    expect(requests).toHaveLength(3);
  });

  it('never answers with what was asked before the call', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    let second: Promise<unknown> = Promise.resolve();
    skedulo.http.faults.add({
      path: /graphql/,
      fault: {
        kind: 'change-body',
        change: (body) => {
          // The first answer is on its way: a change and a call made now must meet in the next request.
          const answer = JSON.parse(JSON.stringify(body)) as unknown;
          skedulo.office.updateJob(job.UID, { VirtualMeetingURL: 'https://other.test/' });
          second = source.reread(job.UID, never);
          return answer;
        },
      },
    });
    const { value, requests } = await requestsOf(skedulo, async () => {
      const first = await source.reread(job.UID, never);
      return [first, await second];
    });
    expect(value).toMatchObject([
      { value: { job: { link: { url: null } } } },
      { value: { job: { link: { url: 'https://other.test/' } } } },
    ]);
    expect(requests).toHaveLength(2);
  });

  it('answers again right after an answer', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    for (let count = 0; count < 5; count += 1) {
      expect(valueOf(await source.reread(job.UID, never)).kind).toBe('present');
    }
  });

  it('tells deleted from hidden', async () => {
    const { skedulo, source } = await stage();
    const gone = skedulo.office.addJob();
    const hidden = skedulo.office.addJob();
    const there = skedulo.office.addJob();
    skedulo.office.deleteJob(gone.UID);
    skedulo.office.hideJob(hidden.UID);
    const sightings = await Promise.all([gone, hidden, there].map((job) => source.reread(job.UID, never)));
    expect(sightings.map((result) => valueOf(result))).toMatchObject([
      { kind: 'deleted', jobId: gone.UID },
      { kind: 'unclear', jobId: hidden.UID, code: 'job-not-visible' },
      { kind: 'present' },
    ]);
  });

  it('takes a single absent job for deleted where there is no history', async () => {
    const { skedulo, source } = await stage({ tenant: { historyStatus: 404 } });
    const job = skedulo.office.addJob();
    skedulo.office.deleteJob(job.UID);
    expect(valueOf(await source.reread(job.UID, never))).toEqual({ kind: 'deleted', jobId: job.UID });
  });

  it('fails all callers of a request that failed, and works again', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    skedulo.http.faults.add({ path: /graphql/, fault: { kind: 'cut-before' } });
    const results = await Promise.all([source.reread(job.UID, never), source.reread(job.UID, never)]);
    expect(results.map((result) => failureOf(result).code)).toEqual(['connection-lost', 'connection-lost']);
    expect((await source.reread(job.UID, never)).ok).toBe(true);
  });

  it('lets one caller give up without the others', async () => {
    const skedulo = await startSkedulo({ latencyMs: 50 });
    const source = sourceFor(skedulo);
    const job = skedulo.office.addJob();
    const controller = new AbortController();
    const [first, second] = [source.reread(job.UID, controller.signal), source.reread(job.UID, never)];
    controller.abort();
    expect(failureOf(await first).kind).toBe('cancelled');
    expect(valueOf(await second).kind).toBe('present');
  });

  it('makes no request for an unusable id', async () => {
    const { skedulo, source } = await stage();
    const { value, requests } = await requestsOf(skedulo, () => source.reread("'", never));
    expect(valueOf(value)).toMatchObject({ kind: 'unclear', code: 'unusable-job-id' });
    expect(requests).toEqual([]);
  });
});
