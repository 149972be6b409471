import { describe, expect, it } from 'vitest';
import type { Sighting } from '../../../main/sync/model.ts';
import { jobIdOf } from '../../../main/sync/sighting.ts';
import {
  HOUR_MS,
  never,
  NOW_MS,
  presentJob,
  requestsOf,
  sourceFor,
  stage,
  summary,
  valueOf,
} from './stage.ts';

const GRAPHQL = 'POST /graphql/graphql';

describe('what an observation shows', () => {
  it('reads a Ready job with everything the engine needs', async () => {
    const { skedulo, source } = await stage();
    const row = skedulo.office.addJob({
      name: 'JOB-7',
      type: 'Consultation',
      startMs: NOW_MS + HOUR_MS,
      durationMinutes: 45,
      timezone: 'Australia/Brisbane',
      isGroupEvent: true,
      contact: { name: 'Ann Lee', email: 'ann@example.test' },
      attendees: [{ name: 'Bo Ek', email: null, status: 'Cancelled' }],
      allocations: [
        { resourceName: 'R. Goldberg', status: 'Confirmed' },
        { resourceName: 'Gone', status: 'Deleted' },
      ],
      link: { url: 'https://zoom.test/j/1', id: 'Zoom:1', info: ' ' },
    });
    const { sightings, serverTimeMs } = valueOf(await source.observe([], NOW_MS, never));
    expect(presentJob(sightings, row.UID)).toMatchObject({
      name: 'JOB-7',
      type: 'Consultation',
      status: 'Ready',
      startMs: NOW_MS + HOUR_MS,
      endMs: NOW_MS + HOUR_MS * 1.75,
      timeZone: 'Australia/Brisbane',
      isGroupEvent: true,
      isLocked: false,
      contact: { kind: 'known', person: { name: 'Ann Lee', email: 'ann@example.test' } },
      attendees: [
        { status: 'Cancelled', contact: { kind: 'known', person: { name: 'Bo Ek', email: null } } },
      ],
      allocations: [{ status: 'Confirmed', resourceName: 'R. Goldberg' }],
      link: { url: 'https://zoom.test/j/1', id: 'Zoom:1', info: null },
    });
    expect(serverTimeMs).toBe(NOW_MS);
  });

  it('hands back what is known of a job that has not changed, and what is new of one that has', async () => {
    const { skedulo, source } = await stage();
    const same = skedulo.office.addJob({ contact: { name: 'Ann', email: 'ann@example.test' } });
    const other = skedulo.office.addJob({ contact: { name: 'Bo', email: 'bo@example.test' } });
    const first = valueOf(await source.observe([], NOW_MS, never)).sightings;
    // A changed contact leaves no trace on the job's own row.
    for (const contact of skedulo.office.contacts.values()) {
      if (contact.FullName === 'Bo') contact.Email = 'bo@new.test';
    }
    const known = (jobId: string): Sighting | undefined => first.find((each) => jobIdOf(each) === jobId);
    const again = valueOf(await source.observe([], NOW_MS, never, known)).sightings;
    const sightingIn = (list: readonly Sighting[], { UID }: { readonly UID: string }): Sighting | undefined =>
      list.find((each) => jobIdOf(each) === UID);
    expect(sightingIn(again, same)).toBe(sightingIn(first, same));
    expect(sightingIn(again, other)).not.toBe(sightingIn(first, other));
    expect(presentJob(again, other.UID)).toMatchObject({ contact: { person: { email: 'bo@new.test' } } });
  });

  it('leaves out what is not Ready or has ended, and keeps what has no start or end', async () => {
    const { skedulo, source } = await stage();
    const { office } = skedulo;
    office.addJob({ name: 'ahead' });
    office.addJob({ name: 'ended', startMs: NOW_MS - 2 * HOUR_MS });
    office.addJob({ name: 'running', startMs: NOW_MS - HOUR_MS / 2 });
    office.addJob({ name: 'queued', status: 'Queued' });
    office.addJob({ name: 'no start', startMs: null });
    office.addJob({ name: 'end before start', startMs: NOW_MS + HOUR_MS, endMs: NOW_MS - HOUR_MS });
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(summary(sightings)).toEqual(['ahead', 'end before start', 'no start', 'running']);
  });

  it('reads more than 20 and more than 2,000 attendees', async () => {
    const { skedulo, source } = await stage();
    const people = (count: number): { name: string; email: string }[] =>
      Array.from({ length: count }, (_, index) => ({
        name: `Guest ${String(index)}`,
        email: `guest${String(index)}@example.test`,
      }));
    const small = skedulo.office.addJob({ isGroupEvent: true, attendees: people(25) });
    const large = skedulo.office.addJob({ isGroupEvent: true, attendees: people(2_005) });
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(presentJob(sightings, small.UID).attendees).toHaveLength(25);
    expect(new Set(presentJob(sightings, large.UID).attendees.map((attendee) => attendee.id)).size).toBe(
      2_005,
    );
  });

  it('asks nothing with an id that is none: the job is unclear, and no other', async () => {
    const { skedulo, source } = await stage();
    const attendees = Array.from({ length: 2_001 }, (_, index) => ({
      name: `G${String(index)}`,
      email: `g${String(index)}@x.test`,
    }));
    const uid = "1' OR JobId != '";
    skedulo.office.addJob({ uid, isGroupEvent: true, attendees });
    skedulo.office.addJob({ name: 'other' });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(summary(valueOf(value).sightings)).toEqual([`${uid} unclear unreadable-job`, 'other']);
    expect(requests).toHaveLength(1);
  });

  it.each([
    { why: 'has a row that cannot be read', skip: 0, from: '"ContactId":', to: '"Nobody":' },
    { why: 'ends before its last row', skip: 10, from: '"hasNextPage":true', to: '"hasNextPage":false' },
  ])('makes a job unclear whose long list of attendees $why, and no other', async ({ skip, from, to }) => {
    const { skedulo, source } = await stage();
    const attendees = Array.from({ length: 2_401 }, (_, index) => ({
      name: `G${String(index)}`,
      email: null,
    }));
    const large = skedulo.office.addJob({ isGroupEvent: true, attendees });
    skedulo.office.addJob({ name: 'other' });
    skedulo.http.faults.add({
      bodyIncludes: 'ReadAttendees',
      skip,
      fault: {
        kind: 'change-body',
        change: (body) => JSON.parse(JSON.stringify(body).replace(from, to)) as unknown,
      },
    });
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(summary(sightings)).toEqual([`${large.UID} unclear attendees-unread`, 'other']);
  });

  it('tells a hidden contact from none', async () => {
    const { skedulo, source } = await stage();
    const hidden = skedulo.office.addJob({
      isGroupEvent: true,
      attendees: [{ name: 'A', email: 'a@x.test' }],
    });
    const none = skedulo.office.addJob({ contact: null });
    skedulo.office.hideContact(hidden.UID);
    skedulo.office.hiddenContactIds.add(skedulo.office.attendees.get(hidden.UID)?.[0]?.ContactId ?? '');
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(presentJob(sightings, hidden.UID).contact).toEqual({ kind: 'hidden' });
    expect(presentJob(sightings, hidden.UID).attendees[0]?.contact).toEqual({ kind: 'hidden' });
    expect(presentJob(sightings, none.UID).contact).toEqual({ kind: 'none' });
  });

  it('passes an unknown status and a lock on', async () => {
    const { skedulo, source } = await stage();
    const job = skedulo.office.addJob({ status: 'Thinking It Over', isLocked: true });
    const { sightings } = valueOf(await source.observe([job.UID], NOW_MS, never));
    expect(presentJob(sightings, job.UID)).toMatchObject({ status: 'Thinking It Over', isLocked: true });
  });

  it('makes one unreadable job unclear and shows the others', async () => {
    const { skedulo, source } = await stage();
    const bad = skedulo.office.addJob({ name: 'bad' });
    skedulo.office.addJob({ name: 'good' });
    skedulo.http.faults.add({
      path: /graphql/,
      fault: {
        kind: 'change-body',
        change: (body) =>
          JSON.parse(JSON.stringify(body).replace('"VirtualMeetingURL":null,', '')) as unknown,
      },
    });
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(summary(sightings)).toEqual([`${bad.UID} unclear unreadable-job`, 'good']);
  });

  it('says of an unusable id that it is unclear, and asks nothing with it', async () => {
    const { source } = await stage();
    const { sightings } = valueOf(await source.observe(["x' OR UID != '"], NOW_MS, never));
    expect(sightings).toMatchObject([{ kind: 'unclear', code: 'unusable-job-id' }]);
  });
});

describe('the cost of an observation', () => {
  it('makes one request when nothing changed', async () => {
    const { skedulo, source } = await stage();
    const jobs = [1, 2, 3].map(() => skedulo.office.addJob());
    const ids = jobs.map((job) => job.UID);
    valueOf(await source.observe(ids, NOW_MS, never));
    const { value, requests } = await requestsOf(skedulo, () => source.observe(ids, NOW_MS, never));
    expect(valueOf(value).sightings).toHaveLength(3);
    expect(requests).toEqual([GRAPHQL]);
  });

  it('makes one request also when tracked jobs are under way, done or over', async () => {
    const { skedulo, source } = await stage();
    const { office } = skedulo;
    const ids = [
      office.addJob({ name: 'ready' }),
      office.addJob({ name: 'en route', status: 'En Route' }),
      office.addJob({ name: 'cancelled', status: 'Cancelled', isLocked: true }),
      office.addJob({ name: 'ended', startMs: NOW_MS - 2 * HOUR_MS }),
      office.addJob({ name: 'ending', startMs: NOW_MS - HOUR_MS / 2 }),
    ].map((job) => job.UID);
    const first = await requestsOf(skedulo, () => source.observe(ids, NOW_MS, never));
    expect(first.requests).toHaveLength(2);
    for (const nowMs of [NOW_MS, NOW_MS + HOUR_MS]) {
      const next = await requestsOf(skedulo, () => source.observe(ids, nowMs, never));
      expect(summary(valueOf(next.value).sightings)).toEqual([
        'cancelled',
        'en route',
        'ended',
        'ending',
        'ready',
      ]);
      expect(next.requests).toEqual([GRAPHQL]);
    }
  });

  it('asks for many tracked jobs in pieces and finds each once', async () => {
    const { skedulo, source } = await stage();
    const ids = Array.from({ length: 310 }, () => skedulo.office.addJob({ status: 'En Route' }).UID);
    const { value, requests } = await requestsOf(skedulo, () => source.observe(ids, NOW_MS, never));
    expect(valueOf(value).sightings).toHaveLength(310);
    expect(requests).toHaveLength(4);
  });
});

describe('pages', () => {
  it('reads all pages and takes over the limit Skedulo names', async () => {
    const { skedulo, source } = await stage();
    for (let count = 0; count < 450; count += 1) skedulo.office.addJob();
    const first = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(valueOf(first.value).sightings).toHaveLength(450);
    expect(first.requests).toHaveLength(2);
    const second = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(valueOf(second.value).sightings).toHaveLength(450);
    expect(second.requests).toHaveLength(1);
  });

  it('sees each of many jobs that start at the same moment at once, page by page', async () => {
    const { skedulo, source } = await stage({ tenant: { dynamicQueryLimit: 200 } });
    for (let count = 0; count < 450; count += 1) skedulo.office.addJob({ startMs: NOW_MS + HOUR_MS });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(valueOf(value).sightings).toHaveLength(450);
    expect(requests).toHaveLength(3);
  });

  it('goes back to 200 rows for good when a page is too large', async () => {
    const { skedulo, source } = await stage();
    for (let count = 0; count < 450; count += 1) skedulo.office.addJob();
    valueOf(await source.observe([], NOW_MS, never));
    skedulo.tenant.dynamicQueryLimit = 300;
    const fallen = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(valueOf(fallen.value).sightings).toHaveLength(450);
    expect(fallen.requests).toHaveLength(1 + 3);
    const later = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(later.requests).toHaveLength(3);
  });

  it('starts afresh when the total changes between two pages, and misses no job', async () => {
    const { skedulo, source } = await stage({ tenant: { dynamicQueryLimit: 200 } });
    const jobs = Array.from({ length: 250 }, () => skedulo.office.addJob({ startMs: NOW_MS + 2 * HOUR_MS }));
    const removeFirst = (body: unknown): unknown => {
      // The 201st job moves to the page that has just been read.
      skedulo.office.deleteJob(jobs[0]?.UID ?? '');
      return body;
    };
    skedulo.http.faults.add({ path: /graphql/, fault: { kind: 'change-body', change: removeFirst } });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(summary(valueOf(value).sightings)).toEqual(jobs.slice(1).map((job) => job.Name));
    expect(requests).toHaveLength(2 + 2);
  });

  it('starts afresh when a job comes twice although the total is the same', async () => {
    const { skedulo, source } = await stage({ tenant: { dynamicQueryLimit: 200 } });
    const jobs = Array.from({ length: 250 }, () => skedulo.office.addJob({ startMs: NOW_MS + 2 * HOUR_MS }));
    const shift = (body: unknown): unknown => {
      skedulo.office.addJob({ name: 'newcomer', startMs: NOW_MS + HOUR_MS });
      skedulo.office.deleteJob(jobs[249]?.UID ?? '');
      return body;
    };
    skedulo.http.faults.add({ path: /graphql/, fault: { kind: 'change-body', change: shift } });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(summary(valueOf(value).sightings)).toContain('newcomer');
    expect(valueOf(value).sightings).toHaveLength(250);
    expect(requests).toHaveLength(2 + 2);
  });

  it('ends in a list that never stands still, with each job once', async () => {
    const { skedulo, source } = await stage({ tenant: { dynamicQueryLimit: 200 } });
    for (let count = 0; count < 250; count += 1) skedulo.office.addJob({ startMs: NOW_MS + 2 * HOUR_MS });
    const addFirst = (body: unknown): unknown => {
      skedulo.office.addJob({ startMs: NOW_MS + HOUR_MS });
      return body;
    };
    skedulo.http.faults.add({
      path: /graphql/,
      times: Infinity,
      fault: { kind: 'change-body', change: addFirst },
    });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    const names = summary(valueOf(value).sightings);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(250);
    expect(requests).toHaveLength(4 * 2);
  });
});

describe('a Salesforce tenant', () => {
  it('gives all jobs although one question yields 2,000 rows at most', async () => {
    const { skedulo, source } = await stage({ tenant: { vendor: 'salesforce' } });
    for (let count = 0; count < 2_300; count += 1) {
      skedulo.office.addJob({ startMs: NOW_MS + HOUR_MS + Math.floor(count / 10) * 60_000 });
    }
    skedulo.office.addJob({ name: 'no start', startMs: null });
    const { sightings } = valueOf(await source.observe([], NOW_MS, never));
    expect(sightings).toHaveLength(2_301);
    expect(summary(sightings)).toContain('no start');
  });

  it('does not look for a change history it does not have', async () => {
    const { skedulo, source } = await stage({ tenant: { vendor: 'salesforce' } });
    const job = skedulo.office.addJob();
    expect(job.UID).toHaveLength(18);
    skedulo.office.deleteJob(job.UID);
    const { value, requests } = await requestsOf(skedulo, () => source.observe([job.UID], NOW_MS, never));
    expect(valueOf(value).sightings).toEqual([{ kind: 'deleted', jobId: job.UID }]);
    expect(requests).toEqual([GRAPHQL, GRAPHQL, GRAPHQL]);
  });

  it('reports too many jobs at one moment instead of missing some', async () => {
    const { skedulo, source } = await stage({ tenant: { vendor: 'salesforce' } });
    for (let count = 0; count < 2_100; count += 1) skedulo.office.addJob({ startMs: NOW_MS + HOUR_MS });
    const { value, requests } = await requestsOf(skedulo, () => source.observe([], NOW_MS, never));
    expect(value).toMatchObject({ ok: false, failure: { code: 'too-many-jobs' } });
    expect(requests).toHaveLength(3 + 2);
  });
});

it('works before anybody asked who the token belongs to', async () => {
  const { skedulo } = await stage();
  skedulo.office.addJob();
  const source = sourceFor(skedulo);
  expect(valueOf(await source.observe([], NOW_MS, never)).sightings).toHaveLength(1);
  expect(source.requestCount).toBe(1);
});
