import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SkeduloSimulator } from '../../simulators/skedulo/skedulo-simulator.ts';
import { DEFAULT_TOKEN } from '../../simulators/skedulo/tenant.ts';
import { anyText, HOUR_MS, NOW_MS, startSkedulo } from './stage.ts';

const reply = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

async function ask(
  skedulo: SkeduloSimulator,
  query: string,
  variables: object = {},
): Promise<{ status: number; data: unknown; message: string }> {
  const response = await fetch(`${skedulo.origin}/graphql/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DEFAULT_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = reply.parse(await response.json());
  return { status: response.status, data, message: errors?.[0]?.message ?? '' };
}

function names(filter: string): string {
  return `{ jobs(filter: ${JSON.stringify(filter)}, orderBy: "Name ASC") { edges { node { Name } } } }`;
}

describe('the simulated Skedulo refuses what the real one refuses', () => {
  it.each([
    [
      'a String variable as filter',
      'query($f: String!) { jobs(filter: $f) { totalCount } }',
      'EQLQueryFilterJobs',
    ],
    ['an unknown field', '{ jobs { edges { node { Nope } } } }', 'Nope'],
    ['a single equals sign', names("JobStatus = 'Ready'"), "unknown operator '='"],
    ['a quoted instant', names("Start > '2026-03-01T00:00:00.000Z'"), 'Type mismatch'],
    ['an instant without milliseconds', names('Start > 2026-03-01T00:00:00Z'), 'milliseconds'],
    ['an unknown field in a filter', names("Nope == 'x'"), "Unknown field 'Nope'"],
    ['more than 200 by first', '{ jobs(first: 201) { totalCount } }', 'PositiveIntMax200'],
    ['a limit that is too large', '{ jobs(limit: 1001) { totalCount } }', 'query_complexity_limit_exceeded'],
    [
      'an unknown input field',
      'mutation { schema { updateJobs(input: { UID: "x", Timezone: "UTC" }) } }',
      'Timezone',
    ],
  ])('%s', async (_name, query, words) => {
    const skedulo = await startSkedulo();
    const answer = await ask(skedulo, query, { f: "JobStatus == 'Ready'" });
    expect(answer).toMatchObject({ status: 400, data: null });
    expect(answer.message).toContain(words);
  });

  it('a token it does not know, in the REST shape', async () => {
    const skedulo = await startSkedulo();
    const response = await fetch(`${skedulo.origin}/graphql/graphql`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errorType: 'unauthorized' });
  });
});

describe('the simulated Skedulo behaves as documented', () => {
  it.each([
    ["JobStatus == 'Ready' AND Duration >= 60", ['a', 'b']],
    ["JobStatus != 'Ready' OR Name == 'a'", ['a', 'c']],
    ["(Name LIKE 'a%' OR Name IN ['b','c']) AND Locked == false", ['a', 'b']],
    ["Name NOTIN ['a'] AND End == null", ['c']],
    ["Contact.Email == 'b@x.test'", ['b']],
    ['Start < 2026-03-01T10:30:00.000Z', ['a']],
    ['Start < 2026-03-01T20:30:00.000+10:00', ['a']],
  ])('filters by %s', async (filter, expected) => {
    const skedulo = await startSkedulo();
    skedulo.office.addJob({ name: 'a', startMs: NOW_MS + HOUR_MS });
    skedulo.office.addJob({ name: 'b', contact: { name: 'B', email: 'b@x.test' } });
    skedulo.office.addJob({ name: 'c', status: 'Queued', startMs: null, isLocked: true });
    const { data } = await ask(skedulo, names(filter));
    expect(data).toEqual({ jobs: { edges: expected.map((Name) => ({ node: { Name } })) } });
  });

  it('pages by row number and cuts child lists to 20 under a limit', async () => {
    const skedulo = await startSkedulo();
    const attendees = Array.from({ length: 30 }, () => ({ name: 'G', email: null }));
    for (const name of ['a', 'b', 'c']) skedulo.office.addJob({ name, attendees });
    const { data } = await ask(
      skedulo,
      `{ jobs(limit: 1, after: "MQ==", orderBy: "Name ASC") {
        totalCount pageInfo { hasNextPage endCursor }
        edges { cursor offset node { Name Attendees { UID } all: Attendees(limit: 2000) { UID } } } } }`,
    );
    const times = (count: number): unknown[] => Array.from({ length: count }, () => ({ UID: anyText }));
    expect(data).toEqual({
      jobs: {
        totalCount: 3,
        pageInfo: { hasNextPage: true, endCursor: 'Mg==' },
        edges: [
          {
            cursor: 'Mg==',
            offset: 1,
            node: { Name: 'b', Attendees: times(20), all: times(30) },
          },
        ],
      },
    });
  });

  it('applies aliased changes together or not at all, and bumps the date of change', async () => {
    let nowMs = NOW_MS;
    const skedulo = await startSkedulo({ now: () => new Date(nowMs) });
    const [good, locked] = [skedulo.office.addJob(), skedulo.office.addJob({ isLocked: true })];
    nowMs += HOUR_MS;
    const change = (alias: string, uid: string): string =>
      `${alias}: updateJobs(input: { UID: "${uid}", VirtualMeetingURL: "https://x.test" })`;
    const both = await ask(
      skedulo,
      `mutation { schema { ${change('a', good.UID)} ${change('b', locked.UID)} } }`,
    );
    expect(both.message).toContain('locked');
    expect(good.VirtualMeetingURL).toBeNull();
    expect(skedulo.office.mutations).toEqual([]);
    const one = await ask(skedulo, `mutation { schema { ${change('a', good.UID)} } }`);
    expect(one.data).toEqual({ schema: { a: good.UID } });
    expect(good.VirtualMeetingURL).toBe('https://x.test');
    expect(good.LastModifiedDate).toBe(new Date(nowMs).toISOString());
    expect(skedulo.office.mutations).toEqual([
      { uid: good.UID, fields: { VirtualMeetingURL: 'https://x.test' }, atMs: nowMs },
    ]);
  });

  it('answers a batch in order', async () => {
    const skedulo = await startSkedulo();
    skedulo.office.addJob();
    const response = await fetch(`${skedulo.origin}/graphql/graphql/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${DEFAULT_TOKEN}` },
      body: JSON.stringify([{ query: '{ jobs { totalCount } }' }, { query: '{ contacts { totalCount } }' }]),
    });
    expect(await response.json()).toEqual([
      { data: { jobs: { totalCount: 1 } } },
      { data: { contacts: { totalCount: 1 } } },
    ]);
  });

  it('locks a job that the office cancels and remembers a deletion', async () => {
    const skedulo = await startSkedulo();
    const cancelled = skedulo.office.cancelJob(skedulo.office.addJob().UID);
    expect(cancelled).toMatchObject({ JobStatus: 'Cancelled', Locked: true });
    const { UID } = skedulo.office.addJob({ name: 'gone' });
    skedulo.office.deleteJob('gone');
    expect(skedulo.office.hasJob('gone')).toBe(false);
    const { data } = await ask(skedulo, `{ jobsById(UID: "${UID}") { Name } }`);
    expect(data).toEqual({ jobsById: null });
    const response = await fetch(
      `${skedulo.origin}/events/changes/simple?entityIds=${UID}&operations=DELETE`,
      {
        headers: { authorization: `Bearer ${DEFAULT_TOKEN}` },
      },
    );
    expect(await response.json()).toMatchObject({ result: [{ entityId: UID, operation: 'DELETE' }] });
  });
});
