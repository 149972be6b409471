import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  containing,
  findLinkMismatches,
  HOUR_MS,
  KINDS,
  letSettle,
  liveMeetings,
  matching,
  openWorld,
  passOnce,
  readPass,
  reconfigured,
  runService,
  startService,
  until,
} from './service-rig.ts';

const NOTHING_DONE = {
  meetingsCreated: 0,
  meetingsUpdated: 0,
  meetingsCancelled: 0,
  linksWritten: 0,
  emailsSent: 0,
};

test.each(KINDS)('%s: a first run does everything, a second one nothing', async (kind) => {
  const world = await openWorld({ provider: kind });
  const names = [1, 2, 3].map(() => world.skedulo.office.addJob().Name);
  const first = await passOnce(world);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout.trimEnd()).not.toContain('\n');
  expect(first.summary).toMatchObject({
    jobsSeen: 3,
    meetingsCreated: 3,
    meetingsUpdated: 0,
    meetingsCancelled: 0,
    linksWritten: 3,
    emailsSent: 3,
    skipped: [],
    needsAttention: [],
    unusable: [],
    notices: [],
  });
  expect(first.summary.requests.provider).toBe(world.provider.http.requestCount);
  expect(first.summary.requests.skedulo).toBe(world.skedulo.http.requestCount);
  expect(first.summary.durationMs).toBeGreaterThan(0);
  expect(findLinkMismatches(world, names)).toEqual([]);

  const seen = world.skedulo.http.requests.length;
  const providerRequests = world.provider.http.requestCount;
  const second = await passOnce(world);
  expect(second).toMatchObject({ exitCode: 0, stderr: '', summary: { jobsSeen: 3, ...NOTHING_DONE } });
  const asked = world.skedulo.http.requests.slice(seen);
  expect(asked.filter((request) => request === 'POST /graphql/graphql')).toHaveLength(1);
  expect(asked.filter((request) => request === 'GET /auth/whoami')).toHaveLength(1);
  expect(world.skedulo.office.mutations).toHaveLength(3);
  expect(world.mailbox.messageCount).toBe(3);
  expect(world.provider.meetings()).toHaveLength(3);
  // Who authorized is asked once; nothing is made, changed or read.
  expect(world.provider.http.requestCount - providerRequests).toBeLessThanOrEqual(1);
});

test('in words, without --json', async () => {
  const world = await openWorld({ provider: 'teams' });
  world.skedulo.office.addJob();
  const { exitCode, stdout, stderr } = await runService(world, ['--once']);
  expect(exitCode).toBe(0);
  expect(stderr.split('\n').slice(0, 2)).toEqual([
    `Skedulo: office@simulated.test (administrator), tenant ${world.skedulo.tenant.tenantId}, ${world.skedulo.origin}`,
    'Microsoft Teams: Olivia Office <office@acme.test>',
  ]);
  expect(stdout).toMatch(
    /^Looked at 1 job in \d+\.\d s: 1 meeting made, 1 link written, 1 e-mail sent\.\n$/u,
  );
});

describe('exit codes', () => {
  test('1: some job needs attention, the others are done', async () => {
    const world = await openWorld({ provider: 'teams' });
    const { office } = world.skedulo;
    const done = office.addJob().Name;
    const locked = office.addJob({ isLocked: true }).Name;
    const taken = office.addJob({ link: { url: 'https://elsewhere.test/1', id: 'Zoom:1' } }).Name;
    const { exitCode, summary } = await passOnce(world);
    expect(exitCode).toBe(1);
    expect(summary).toMatchObject({ jobsSeen: 3, meetingsCreated: 1, linksWritten: 1, emailsSent: 1 });
    expect(summary.needsAttention).toEqual([
      { job: locked, code: 'job-locked', message: containing('Unlock the job in Skedulo') },
    ]);
    expect(summary.skipped).toEqual([{ job: taken, reason: containing('left alone') }]);
    expect(findLinkMismatches(world, [done])).toEqual([]);
    expect(office.job(taken).VirtualMeetingURL).toBe('https://elsewhere.test/1');
  });

  test('2: the arguments cannot be understood', async () => {
    const world = await openWorld({ provider: 'teams' });
    // The rig always gives --config; an empty one counts as none.
    const { exitCode, stdout, stderr } = await runService({ ...world, configFile: '' }, ['--once']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('--config FILE is missing');
    expect(stderr).toContain('Usage: npm run service -- --config FILE');
    expect(world.skedulo.http.requestCount).toBe(0);
  });

  test('2: without the key for secrets, with words on how to make one', async () => {
    const world = await openWorld({ provider: 'zoom' });
    const { exitCode, stdout, stderr } = await runService(world, ['--once'], {
      environment: { READYMEET_SECRET_KEY: '' },
    });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('READYMEET_SECRET_KEY is not set');
    expect(stderr).toContain('openssl rand -base64 32');
    expect(world.skedulo.http.requestCount).toBe(0);
  });

  test('3: the provider cannot be used; what does not need it is still reported', async () => {
    const world = await openWorld({ provider: 'zoom' });
    world.skedulo.office.addJob();
    world.provider.oauth.revokeAll();
    const { exitCode, summary } = await passOnce(world);
    expect(exitCode).toBe(3);
    expect(summary).toMatchObject({ jobsSeen: 1, ...NOTHING_DONE });
    expect(summary.unusable).toEqual([{ code: 'reconnect', message: containing('Zoom') }]);
  });

  test('3: the mail server cannot be used; meetings and links are made all the same', async () => {
    const world = await openWorld({ provider: 'teams' });
    const names = [1, 2].map(() => world.skedulo.office.addJob().Name);
    const wrong = { environment: { SMTP_PASSWORD: 'not-the-password' } };
    const { exitCode, summary } = await passOnce(world, wrong);
    expect(exitCode).toBe(3);
    expect(summary).toMatchObject({ meetingsCreated: 2, linksWritten: 2, emailsSent: 0 });
    expect(summary.unusable).toEqual([
      { code: 'mail-sign-in-refused', message: containing('user and password') },
    ]);
    expect(findLinkMismatches(world, names)).toEqual([]);
    // Once the password is right, the invitations follow by themselves.
    expect(await passOnce(world)).toMatchObject({
      exitCode: 0,
      summary: { ...NOTHING_DONE, emailsSent: 2 },
    });
  });
});

const simulatedSchema = z.strictObject({
  jobs: z.array(
    z.strictObject({ job: z.string(), wouldDo: z.array(z.string()), because: z.array(z.string()) }),
  ),
  unusable: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});

test('--simulate changes nothing anywhere, and says per job what would be done and why not', async () => {
  const world = await openWorld({ provider: 'teams' });
  const { office } = world.skedulo;
  const moved = office.addJob().Name;
  expect((await passOnce(world)).exitCode).toBe(0);
  office.rescheduleJob(moved, { startMs: Date.now() + 50 * HOUR_MS });
  letSettle(world, moved);
  const wanted = office.addJob({ contact: { name: 'Ann Lee', email: 'ann@clients.test' } }).Name;
  const locked = office.addJob({ isLocked: true }).Name;
  const mutations = office.mutations.length;
  const providerRequests = world.provider.http.requestCount;
  const mailConnections = world.mailbox.connectionCount;

  const json = await runService(world, ['--simulate', '--json']);
  expect(json).toMatchObject({ exitCode: 0, stderr: '' });
  const { jobs, unusable } = simulatedSchema.parse(JSON.parse(json.stdout));
  expect(unusable).toEqual([]);
  expect(jobs.map(({ job }) => job).toSorted()).toEqual([moved, wanted, locked]);
  const of = (name: string) => jobs.find(({ job }) => job === name);
  expect(of(moved)).toMatchObject({
    wouldDo: [
      matching(/^move or rename its meeting: .*Australia\/Sydney/u),
      matching(/^e-mail an update to contact0001@example\.test$/u),
    ],
    because: [],
  });
  expect(of(wanted)).toMatchObject({
    wouldDo: [
      matching(/^make a Microsoft Teams meeting, .*\(Australia\/Sydney\)$/u),
      'write the link onto the job',
      'e-mail an invitation to ann@clients.test',
    ],
    because: [],
  });
  expect(of(locked)).toMatchObject({ wouldDo: [], because: [containing('is locked')] });

  const words = await runService(world, ['--simulate']);
  expect(words.exitCode).toBe(0);
  // Who authorized the provider is not asked.
  expect(words.stderr).toMatch(/^Skedulo: office@simulated\.test .*\n$/u);
  expect(words.stdout).toContain('3 jobs seen; something would be done for 2. Nothing was changed.');
  expect(words.stdout).toContain('  would e-mail an invitation to ann@clients.test');

  expect(office.mutations).toHaveLength(mutations);
  expect(world.provider.http.requestCount).toBe(providerRequests);
  expect(world.mailbox.connectionCount).toBe(mailConnections);
  // Nothing was noted as done either.
  expect((await passOnce(world)).summary).toMatchObject({
    meetingsCreated: 1,
    meetingsUpdated: 1,
    emailsSent: 2,
  });
});

test('--simulate --json prints its object with the problem in it where Skedulo cannot be read', async () => {
  const world = await openWorld({ provider: 'teams' });
  world.skedulo.http.faults.add({
    path: /^\/graphql/,
    times: Infinity,
    fault: { kind: 'answer-before', answer: { status: 503, body: 'Down.' } },
  });
  const { exitCode, stdout } = await runService(world, ['--simulate', '--json']);
  expect(exitCode).toBe(3);
  const { jobs, unusable } = simulatedSchema.parse(JSON.parse(stdout));
  expect(jobs).toEqual([]);
  expect(unusable).toHaveLength(1);
});

describe('settings', () => {
  const groupJob = {
    isGroupEvent: true,
    contact: { name: 'Grace Centre', email: 'grace@clients.test' },
    attendees: [
      { name: 'Ada', email: 'ada@clients.test' },
      { name: 'Ben', email: 'ben@clients.test' },
      { name: 'Same Again', email: 'GRACE@clients.test' },
      { name: 'Cancelled', email: 'gone@clients.test', status: 'Cancelled' },
    ],
  };

  test('[PP-37] [PP-38] without invitations the link is written and no mail server is asked', async () => {
    const world = await openWorld({ provider: 'teams', sendIcsToRecipients: false });
    const { Name } = world.skedulo.office.addJob();
    expect(await passOnce(world)).toMatchObject({
      exitCode: 0,
      summary: { meetingsCreated: 1, linksWritten: 1, emailsSent: 0, skipped: [], needsAttention: [] },
    });
    expect(findLinkMismatches(world, [Name])).toEqual([]);
    expect(world.mailbox.connectionCount).toBe(0);
    // Nor does it need a part "mail" then.
    const { mail: _, ...config } = world.config;
    const other = await reconfigured(world, 'without-mail', config);
    expect(await passOnce(other)).toMatchObject({ exitCode: 0, summary: { jobsSeen: 1, ...NOTHING_DONE } });
  });

  test.each([
    [true, ['ada@clients.test', 'ben@clients.test', 'grace@clients.test']],
    [false, ['grace@clients.test']],
  ])('[PP-08] [PP-33] attendees enabled: %s', async (enableAttendees, guests) => {
    const world = await openWorld({ provider: 'teams', enableAttendees });
    world.skedulo.office.addJob(groupJob);
    expect(await passOnce(world)).toMatchObject({ exitCode: 0, summary: { emailsSent: guests.length } });
    expect(world.mailbox.envelopes.map(({ to }) => to.join()).toSorted()).toEqual(guests);
  });

  test('[PP-32] [PP-55] the meeting password goes to Zoom and to the guests', async () => {
    const world = await openWorld({ provider: 'zoom', meetingPassword: 'Care-2026!' });
    world.skedulo.office.addJob({ contact: { name: 'Ann Lee', email: 'ann@clients.test' } });
    expect((await passOnce(world)).exitCode).toBe(0);
    expect(world.zoom.meetings).toMatchObject([{ password: 'Care-2026!' }]);
    const [message] = await world.mailbox.messagesTo('ann@clients.test');
    expect(message?.text).toContain('Password: Care-2026!');
    expect(message?.html).toContain('Care-2026!');
    expect(message?.calendars[0]?.description).toContain('Password: Care-2026!');
    expect(world.skedulo.office.job('JOB-0001').VirtualMeetingInfo).toContain('Passcode: Care-2026!');
  });
});

test('a second process on the same data folder is refused while the first one lives', async () => {
  const world = await openWorld({ provider: 'teams' });
  const first = startService(world, []);
  await first.says('Looking for jobs until it is stopped');
  const second = await passOnce(world);
  expect(second).toMatchObject({
    exitCode: 2,
    summary: { jobsSeen: 0, ...NOTHING_DONE, unusable: [{ code: 'ledger-in-use' }] },
  });
  expect(second.stderr).toContain('Another program, most likely a second ReadyMeet, is using the ledger');
  expect(second.stderr).toContain('Close the other ReadyMeet');
  first.child.kill('SIGTERM');
  expect(await first.output).toMatchObject({ exitCode: 0 });
  expect((await passOnce(world)).exitCode).toBe(0);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s in the middle of a run stops in order, and the next run completes',
  async (signal) => {
    const world = await openWorld({
      provider: 'teams',
      concurrency: 2,
      latencies: { providerMs: 50, skeduloMs: 10, mailMs: 30 },
    });
    const names = Array.from({ length: 40 }, () => world.skedulo.office.addJob().Name);
    const service = startService(world, ['--once', '--json']);
    await until(() => liveMeetings(world).length >= 5);
    service.child.kill(signal);
    service.child.kill(signal);
    const stopped = readPass(await service.output);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('Stopped before everything was done. The next run goes on from here.');
    const { meetingsCreated, emailsSent } = stopped.summary;
    expect(meetingsCreated).toBeLessThan(names.length);
    // What was under way was finished and recorded.
    expect(liveMeetings(world)).toHaveLength(meetingsCreated);
    expect(world.mailbox.messageCount).toBe(emailsSent);

    const next = await passOnce(world);
    expect(next).toMatchObject({ exitCode: 0, stderr: '' });
    expect(next.summary.meetingsCreated).toBe(names.length - meetingsCreated);
    expect(findLinkMismatches(world, names)).toEqual([]);
    expect(world.mailbox.messageCount).toBe(names.length);
    expect(new Set(world.mailbox.envelopes.map(({ messageId }) => messageId)).size).toBe(names.length);
  },
);
