import { describe, expect, test } from 'vitest';
import {
  findLinkMismatches,
  openWorld,
  passOnce,
  readPass,
  reconfigured,
  runService,
  startService,
  summarySchema,
  until,
} from './service-rig.ts';
import type { PrintedSummary } from './service-rig.ts';

/** The lines of a run that goes on, each of which must be one whole object of the documented form. */
function readPasses(stdout: string): readonly PrintedSummary[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => summarySchema.parse(JSON.parse(line)));
}

function sumOf(
  passes: readonly PrintedSummary[],
  field: 'meetingsCreated' | 'linksWritten' | 'emailsSent',
): number {
  return passes.reduce((sum, pass) => sum + pass[field], 0);
}

test('a run that goes on prints one object a pass, a pass that failed among them', async () => {
  const world = await openWorld({ provider: 'teams' });
  const { config } = world;
  const hasty = await reconfigured(world, 'hasty', { ...config, sync: { ...config.sync, pollSeconds: 5 } });
  const first = world.skedulo.office.addJob().Name;
  const service = startService(hasty, ['--json']);
  await until(() => world.mailbox.messageCount === 1);
  world.skedulo.http.faults.add({
    path: /^\/graphql/,
    bodyIncludes: 'query ReadJobs(',
    fault: { kind: 'answer-before', answer: { status: 503, body: 'Down.' } },
  });
  const second = world.skedulo.office.addJob().Name;
  await until(() => world.mailbox.messageCount === 2);
  service.child.kill('SIGTERM');
  const { exitCode, stdout } = await service.output;
  expect(exitCode).toBe(0);
  const passes = readPasses(stdout);
  expect(passes).toHaveLength(3);
  expect(passes.map(({ jobsSeen, meetingsCreated }) => [jobsSeen, meetingsCreated])).toEqual([
    [1, 1],
    [0, 0],
    [2, 1],
  ]);
  expect(passes.map(({ unusable }) => unusable.length)).toEqual([0, 1, 0]);
  for (const field of ['meetingsCreated', 'linksWritten', 'emailsSent'] as const) {
    expect(sumOf(passes, field)).toBe(2);
  }
  expect(passes.reduce((sum, { requests }) => sum + requests.skedulo, 0)).toBe(
    world.skedulo.http.requestCount,
  );
  expect(findLinkMismatches(world, [first, second])).toEqual([]);
});

test('a run that was to go on and could not begin prints its object too', async () => {
  const world = await openWorld({ provider: 'teams' });
  const refused = { environment: { SKEDULO_API_TOKEN: 'mistyped-token' } };
  const { exitCode, summary } = readPass(await runService(world, ['--json'], refused));
  expect(exitCode).toBe(3);
  expect(summary.unusable.map(({ code }) => code)).toEqual(['token-refused']);
});

test('a slow mail server holds up no link, and its mails arrive all the same, none twice', async () => {
  const world = await openWorld({ provider: 'teams' });
  const names = Array.from({ length: 30 }, () => world.skedulo.office.addJob().Name);
  const { promise: patience, resolve: goOn } = Promise.withResolvers<void>();
  world.mailbox.faults.add({ step: 'data', times: Infinity, fault: { kind: 'hold', until: patience } });
  const service = startService(world, ['--once', '--json']);
  // Not one message has been taken: were links to wait for messages, this would never end.
  await until(() => names.every((name) => world.skedulo.office.job(name).VirtualMeetingURL !== null));
  expect(findLinkMismatches(world, names)).toEqual([]);
  await until(() => world.mailbox.connectionCount > 0);
  expect(world.mailbox.messageCount).toBe(0);
  goOn();
  expect(readPass(await service.output)).toMatchObject({
    exitCode: 0,
    summary: { meetingsCreated: 30, linksWritten: 30, emailsSent: 30, needsAttention: [], unusable: [] },
  });
  expect(world.mailbox.messageCount).toBe(30);
  expect(new Set(world.mailbox.envelopes.map(({ messageId }) => messageId)).size).toBe(30);
  expect(new Set(world.mailbox.envelopes.map(({ to }) => to.join())).size).toBe(30);
});

/** How Skedulo is asked whose token it is, which is the first thing of all. */
const isFirstAsked = (request: string): boolean => request === 'GET /auth/whoami';

describe('at the start', () => {
  const STOPPED = 'Stopped before everything was done. The next run goes on from here.\n';

  test.each([
    { run: 'a run that goes on', args: ['--json'], exitCode: 0, stderr: '' },
    { run: 'a single run', args: ['--once', '--json'], exitCode: 1, stderr: STOPPED },
  ])('$run that is stopped while Skedulo does not answer says nothing bad of it', async (wanted) => {
    const world = await openWorld({ provider: 'teams' });
    world.skedulo.http.faults.add({ path: /whoami/, fault: { kind: 'stall', durationMs: 30_000 } });
    const service = startService(world, wanted.args);
    await until(() => world.skedulo.http.requests.some(isFirstAsked));
    service.child.kill('SIGTERM');
    const { exitCode, stderr, summary } = readPass(await service.output);
    expect({ exitCode, stderr }).toEqual({ exitCode: wanted.exitCode, stderr: wanted.stderr });
    expect(summary).toMatchObject({ jobsSeen: 0, needsAttention: [], unusable: [] });
  });

  test('a single run does not wait out a longer delay than a minute', async () => {
    const world = await openWorld({ provider: 'teams' });
    const answer = { status: 429, headers: { 'retry-after': '3600' }, body: {} };
    world.skedulo.http.faults.add({ path: /whoami/, fault: { kind: 'answer-before', answer } });
    const { exitCode, summary } = await passOnce(world);
    expect(exitCode).toBe(3);
    expect(summary.unusable.map(({ code }) => code)).toEqual(['rate-limited']);
    expect(world.skedulo.http.requests.filter(isFirstAsked)).toHaveLength(1);
  });
});
