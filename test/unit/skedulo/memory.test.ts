import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { GraphqlRequest, SkeduloClient } from '../../../main/skedulo/client.ts';
import { createObserver } from '../../../main/skedulo/observe.ts';
import { createPageSize } from '../../../main/skedulo/page-size.ts';
import { readJobs } from '../../../main/skedulo/read-jobs.ts';
import { success } from '../../../main/sync/failure.ts';
import type { Sighting } from '../../../main/sync/model.ts';

const NOW_MS = Date.parse('2026-03-01T09:00:00.000Z');
const PAGES = 5;
const ROWS_PER_PAGE = 20;
const never = new AbortController().signal;

setFlagsFromString('--expose-gc');

/** Lets go of all that nobody holds. A weak reference counts as held until the turn in which it was made is over. */
async function letGo(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  runInNewContext('gc()');
}

function heldOf(references: readonly WeakRef<object>[]): number {
  return references.filter((reference) => reference.deref() !== undefined).length;
}

function jobRow(index: number): object {
  return {
    UID: `0014-${String(index)}`,
    Name: `JOB-${String(index)}`,
    JobStatus: 'Ready',
    Start: '2026-03-02T04:10:00.000Z',
    End: '2026-03-02T05:10:00.000Z',
    IsGroupEvent: false,
    Locked: false,
    VirtualMeetingId: null,
    VirtualMeetingURL: null,
    VirtualMeetingInfo: null,
    ContactId: null,
    Contact: null,
    Attendees: [],
  };
}

/** Answers with pages of rows, and counts before each page how many rows of earlier pages are still held. */
function pagedClient(): { client: SkeduloClient; heldBefore: number[] } {
  const earlier: WeakRef<object>[] = [];
  const heldBefore: number[] = [];
  const pageFrom = (from: number): object => {
    const rows = Array.from({ length: ROWS_PER_PAGE }, (_, index) => jobRow(from + index));
    earlier.push(...rows.map((row) => new WeakRef(row)));
    const next = from + ROWS_PER_PAGE;
    const totalCount = PAGES * ROWS_PER_PAGE;
    return {
      totalCount,
      pageInfo: { hasNextPage: next < totalCount, endCursor: String(next) },
      edges: rows.map((node) => ({ node })),
    };
  };
  const client: SkeduloClient = {
    requestCount: 0,
    async graphql({ variables }: GraphqlRequest) {
      await letGo();
      heldBefore.push(heldOf(earlier));
      return success({ data: { jobs: pageFrom(Number(variables.after ?? 0)) }, headers: new Headers() });
    },
    get: () => Promise.reject(new Error('Nothing is asked for besides jobs.')),
  };
  return { client, heldBefore };
}

it('holds no raw row of a page once the next one is asked for', async () => {
  const { client, heldBefore } = pagedClient();
  const read = await readJobs({ client, pageSize: createPageSize(), vendor: () => 'skedulo' }, 'x', never);
  expect(read.ok ? read.value.sightings.size : 0).toBe(PAGES * ROWS_PER_PAGE);
  expect(heldBefore).toEqual(Array.from({ length: PAGES }, () => 0));
});

it('holds no sighting between two observations', async () => {
  const { client } = pagedClient();
  const observer = createObserver({ client, pageSize: createPageSize(), vendor: () => 'skedulo' }, () =>
    Promise.reject(new Error('No job is missing.')),
  );
  const trackedIds = Array.from({ length: PAGES * ROWS_PER_PAGE }, (_, index) => `0014-${String(index)}`);
  const look = async (): Promise<WeakRef<Sighting>[]> => {
    const observed = await observer.observe(trackedIds, NOW_MS, never);
    return observed.ok ? observed.value.sightings.map((sighting) => new WeakRef(sighting)) : [];
  };
  const seen = await look();
  expect(seen).toHaveLength(trackedIds.length);
  await letGo();
  expect(heldOf(seen)).toBe(0);
  // The observer is still in use: that it was let go as a whole would prove nothing.
  expect(await look()).toHaveLength(trackedIds.length);
});
