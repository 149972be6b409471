import { describe, expect, it } from 'vitest';
import {
  containing,
  failureOf,
  never,
  requestsOf,
  sourceFor,
  stage,
  startSkedulo,
  valueOf,
} from './stage.ts';

const LINK = {
  url: 'https://zoom.test/j/5?pwd=s3cretword',
  id: 'Zoom:5',
  info: 'Passcode: hunter2\nDial in: +61 2 0000 0000\nReadyMeet abc123',
};
const CLEARED = { url: null, id: null, info: null };

describe('writeLink', () => {
  it('[PP-06] writes only the three fields, by one request, and clears them with null', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    const { value, requests } = await requestsOf(skedulo, () => source.writeLink(job.UID, LINK, never));
    expect(value).toEqual({ ok: true, value: undefined });
    expect(requests).toEqual(['POST /graphql/graphql']);
    expect(job).toMatchObject({
      VirtualMeetingURL: LINK.url,
      VirtualMeetingId: LINK.id,
      VirtualMeetingInfo: LINK.info,
    });
    expect(Object.keys(skedulo.office.mutations[0]?.fields ?? {}).sort()).toEqual([
      'VirtualMeetingId',
      'VirtualMeetingInfo',
      'VirtualMeetingURL',
    ]);
    valueOf(await source.writeLink(job.UID, CLEARED, never));
    expect(job).toMatchObject({ VirtualMeetingURL: null, VirtualMeetingId: null, VirtualMeetingInfo: null });
  });

  it('reports a locked job as a problem of that job alone', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob({ isLocked: true });
    expect(failureOf(await source.writeLink(job.UID, LINK, never))).toMatchObject({
      kind: 'remote',
      code: 'job-locked',
      scope: 'job',
      isTemporary: false,
      mayHaveHappened: false,
    });
    expect(job.VirtualMeetingURL).toBeNull();
  });

  it.each([
    ['words of its own', { errors: [{ message: 'Insufficient access to object Jobs' }] }, 'missing-rights'],
    ['words of a lock', { errorType: 'forbidden', message: 'Job is locked: hunter2' }, 'job-locked'],
    ['no words', undefined, 'missing-rights'],
    ['a web page', '<html>Forbidden</html>', 'missing-rights'],
  ])('takes a forbidden change with %s for a problem of that job alone', async (_name, body, code) => {
    const { skedulo, source } = await stage();
    const [forbidden, allowed] = [skedulo.office.addJob(), skedulo.office.addJob()];
    const answer = { status: 403, body };
    skedulo.http.faults.add({ path: /graphql/, fault: { kind: 'answer-before', answer } });
    const failure = failureOf(await source.writeLink(forbidden.UID, LINK, never));
    expect(failure).toMatchObject({ code, scope: 'job', isTemporary: false, mayHaveHappened: false });
    expect(failure.message.includes('Insufficient access to object Jobs')).toBe(
      JSON.stringify(body ?? '').includes('Insufficient'),
    );
    expect(failure.message).not.toContain('hunter2');
    expect(failure.message).not.toContain('<');
    valueOf(await source.writeLink(allowed.UID, LINK, never));
  });

  it('reports a refusal with the reason, and shows no secret the server repeats', async () => {
    const { skedulo, source } = await stage({ tenant: { doesTellLengths: false } });
    const job = skedulo.office.addJob();
    const gone = failureOf(await source.writeLink('0014-nobody', LINK, never));
    expect(gone).toMatchObject({
      code: 'write-refused',
      message: containing('not found'),
    });
    skedulo.tenant.maxLengths.VirtualMeetingInfo = 30;
    const long = failureOf(await source.writeLink(job.UID, LINK, never));
    expect(long).toMatchObject({ code: 'write-refused', scope: 'job', isTemporary: false });
    expect(long.message).toContain('Value too long');
    expect(long.message).not.toContain('hunter2');
  });

  it('refuses a link that its field cannot hold before sending it', async () => {
    const { skedulo, source } = await stage({
      tenant: { maxLengths: { VirtualMeetingURL: 20, VirtualMeetingId: 255, VirtualMeetingInfo: 255 } },
    });
    const job = skedulo.office.addJob();
    const { value, requests } = await requestsOf(skedulo, () => source.writeLink(job.UID, LINK, never));
    const failure = failureOf(value);
    expect(failure).toMatchObject({ kind: 'input', code: 'link-too-long', field: 'VirtualMeetingURL' });
    expect(failure.message).toContain(String(LINK.url.length));
    expect(failure.message).toContain('20');
    expect(requests).toEqual([]);
  });

  it('shortens the text for people and keeps its last line', async () => {
    const { skedulo, source } = await stage({
      tenant: { maxLengths: { VirtualMeetingURL: 255, VirtualMeetingId: 255, VirtualMeetingInfo: 40 } },
    });
    const job = skedulo.office.addJob();
    valueOf(await source.writeLink(job.UID, LINK, never));
    expect(job.VirtualMeetingInfo).toBe('Passcode: hunter2\nReadyMeet abc123');
  });

  it('says that a write may have happened when the answer did not come', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob();
    for (const fault of [
      { kind: 'cut-after' },
      { kind: 'truncate' },
      { kind: 'answer-after', answer: { status: 503, body: '' } },
      { kind: 'change-body', change: () => ({ data: {} }) },
    ] as const) {
      job.VirtualMeetingURL = null;
      skedulo.http.faults.add({ path: /graphql/, fault });
      const failure = failureOf(await source.writeLink(job.UID, LINK, never));
      expect(failure).toMatchObject({ mayHaveHappened: true, isTemporary: true });
      expect(job.VirtualMeetingURL).toBe(LINK.url);
    }
  });

  it('says so too after a silence that took too long', async () => {
    const skedulo = await startSkedulo();
    const job = skedulo.office.addJob();
    skedulo.http.faults.add({ fault: { kind: 'stall', durationMs: 300 } });
    const source = sourceFor(skedulo, { timeoutMs: 100 });
    expect(failureOf(await source.writeLink(job.UID, LINK, never))).toMatchObject({
      code: 'timeout',
      mayHaveHappened: true,
    });
  });

  it('sends nothing for an unusable id', async () => {
    const { skedulo, source } = await stage();
    const { value, requests } = await requestsOf(skedulo, () => source.writeLink('a"b', LINK, never));
    expect(failureOf(value)).toMatchObject({ kind: 'input', code: 'unusable-job-id' });
    expect(requests).toEqual([]);
  });
});
