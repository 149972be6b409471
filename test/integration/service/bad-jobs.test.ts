import { expect, test } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import {
  containing,
  DAY_MS,
  findLinkMismatches,
  HOUR_MS,
  KINDS,
  liveMeetings,
  matching,
  openWorld,
  passOnce,
} from './service-rig.ts';

const NASTY =
  `JOB-9001 "Ann's" <b>visit</b>\r\nBcc: eve@evil.test\nBEGIN:VEVENT; ${'🩺 Überprüfung, '.repeat(30)}`.slice(
    0,
    300,
  );

/** How a provider is asked for a meeting. */
const CREATION: Readonly<Record<ProviderKind, RegExp>> = {
  zoom: /^\/v2\/users\/me\/meetings$/,
  teams: /\/onlineMeetings\/createOrGet$/,
  meet: /\/events$/,
};

test.each(KINDS)('%s: jobs that are not as they should be', async (kind) => {
  const world = await openWorld({ provider: kind });
  const { office } = world.skedulo;
  const startMs = (Math.floor(Date.now() / HOUR_MS) + 30) * HOUR_MS;
  const good = office.addJob({ startMs }).Name;
  const noStart = office.addJob({ startMs: null }).Name;
  const backwards = office.addJob({ startMs, endMs: startMs - HOUR_MS }).Name;
  const noZone = office.addJob({ startMs, timezone: '' }).Name;
  const unknownZone = office.addJob({ startMs, timezone: 'Mars/Olympus_Mons' }).Name;
  const noAddress = office.addJob({ startMs, contact: { name: 'Nora', email: null } }).Name;
  const badAddress = office.addJob({ startMs, contact: { name: 'Bob', email: 'bob at home' } }).Name;
  const hidden = office.addJob({ startMs, contact: { name: 'Hidden', email: 'hidden@clients.test' } }).Name;
  office.hideContact(hidden);
  office.addJob({
    startMs,
    name: NASTY,
    contact: { name: 'Zoë "Z" O\'Neil\r\n', email: 'zoe@clients.test' },
  });
  const odd = office.addJob({ startMs, status: 'On Hold' }).Name;
  const vanishing = office.addJob({ startMs, contact: { name: 'Van', email: 'van@clients.test' } }).Name;
  world.provider.http.faults.add({
    method: 'POST',
    path: CREATION[kind],
    bodyIncludes: vanishing,
    fault: {
      kind: 'change-body',
      change: (body) => {
        // Somebody deletes the job while its meeting is being made.
        office.deleteJob(vanishing);
        return body;
      },
    },
  });

  const { exitCode, stderr, summary } = await passOnce(world);
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  expect(summary.needsAttention.map(({ job, code }) => `${job} ${code}`)).toEqual([
    `${noStart} no-start`,
    `${backwards} end-before-start`,
    `${noZone} no-time-zone`,
    `${unknownZone} unknown-time-zone`,
    `${badAddress} bad-address`,
    `${hidden} hidden-guest`,
  ]);
  expect(summary.needsAttention.map(({ message }) => message)).toEqual([
    containing('Give the job a start time'),
    containing('Correct the start, end or duration'),
    containing("time zone of the job's region"),
    containing('"Mars/Olympus_Mons", which is not a known one'),
    containing('"bob at home"'),
    containing('cannot be seen with the Skedulo token'),
  ]);
  expect(summary.skipped).toEqual([{ job: noAddress, reason: containing('Nora has no e-mail address') }]);
  // A status that is not Ready is nobody's business as long as nothing was made for the job.
  expect(office.job(odd).VirtualMeetingURL).toBe(null);

  // Whom no invitation can reach has a meeting and a link all the same.
  expect(findLinkMismatches(world, [good, noAddress, badAddress, hidden, NASTY])).toEqual([]);
  expect(world.mailbox.envelopes.map(({ to }) => to.join()).toSorted()).toEqual([
    'contact0001@example.test',
    'zoe@clients.test',
  ]);
  for (const name of [noStart, backwards, noZone, unknownZone]) {
    expect(office.job(name).VirtualMeetingURL).toBe(null);
  }
  // The deleted job's meeting was made and withdrawn.
  expect(world.provider.meetings().filter(({ isCancelled }) => isCancelled)).toMatchObject([
    { topic: vanishing },
  ]);

  const line = NASTY.replaceAll(/\s+/gu, ' ').trim();
  const topics = liveMeetings(world).map(({ topic }) => topic);
  expect(topics.filter((topic) => topic.length > 20)).toEqual([
    // Zoom and Microsoft cut what is longer than they take.
    kind === 'meet' ? line : matching(/^JOB-9001 "Ann's" .{100,240}$/u),
  ]);
  const [message, ...others] = await world.mailbox.messagesTo('zoe@clients.test');
  expect(others).toEqual([]);
  expect(message?.toLine).toBe('"Zoë \\"Z\\" O\'Neil" <zoe@clients.test>');
  expect(message?.subject.startsWith('Your virtual meeting: JOB-9001 "Ann\'s" <b>visit</b> Bcc: eve')).toBe(
    true,
  );
  expect(message?.headers.has('bcc')).toBe(false);
  expect(message?.text).toContain(line);
  expect(message?.html).toContain('&lt;b&gt;visit&lt;/b&gt;');
  expect(message?.calendars).toHaveLength(2);
  expect(message?.calendars[0]).toMatchObject({
    method: 'REQUEST',
    startMs,
    location: office.job(NASTY).VirtualMeetingURL,
    attendees: [{ address: 'zoe@clients.test' }],
  });
  expect(message?.calendars[0]?.summary).toContain(line);
});

test('a group event with 2,000 attendees', async () => {
  const world = await openWorld({ provider: 'teams' });
  const attendees = Array.from({ length: 2_000 }, (_, index) => ({
    name: `Guest ${String(index)}`,
    email: `guest${String(index)}@guests.test`,
  }));
  const { Name } = world.skedulo.office.addJob({ isGroupEvent: true, contact: null, attendees });
  const { exitCode, stderr, summary } = await passOnce(world);
  expect({ exitCode, needsAttention: summary.needsAttention }).toEqual({ exitCode: 0, needsAttention: [] });
  expect(stderr).toBe('');
  expect(summary).toMatchObject({ meetingsCreated: 1, linksWritten: 1, emailsSent: 2_000 });
  expect(findLinkMismatches(world, [Name])).toEqual([]);
  const { envelopes } = world.mailbox;
  expect(new Set(envelopes.map(({ to }) => to.join())).size).toBe(2_000);
  expect(new Set(envelopes.map(({ messageId }) => messageId)).size).toBe(2_000);
  expect(envelopes).toHaveLength(2_000);
}, 120_000);

test.each([
  ['ahead', 1],
  ['behind', -1],
])(
  "the computer's clock is a day wrong (Skedulo's is %s): today's jobs are still handled",
  async (_words, sign) => {
    const offsetMs = sign * DAY_MS;
    const world = await openWorld({ provider: 'zoom', now: () => new Date(Date.now() + offsetMs) });
    const nowMs = Date.now() + offsetMs;
    const { office } = world.skedulo;
    const soon = office.addJob({ startMs: Math.floor(nowMs / 1000) * 1000 + HOUR_MS }).Name;
    const running = office.addJob({ startMs: Math.floor(nowMs / 1000) * 1000 - HOUR_MS / 2 }).Name;
    const over = office.addJob({ startMs: nowMs - 5 * HOUR_MS }).Name;
    const { exitCode, summary } = await passOnce(world);
    expect({ exitCode, needsAttention: summary.needsAttention }).toEqual({ exitCode: 0, needsAttention: [] });
    expect(summary).toMatchObject({ meetingsCreated: 2, linksWritten: 2, emailsSent: 2 });
    expect(summary.notices).toEqual([
      {
        code: 'clock-wrong',
        message: containing(`The clock of this computer is 24.0 hours ${sign > 0 ? 'behind' : 'ahead'}.`),
      },
    ]);
    expect(findLinkMismatches(world, [soon, running])).toEqual([]);
    expect(office.job(over).VirtualMeetingURL).toBe(null);
    const [message] = await world.mailbox.messages();
    expect(Math.abs((message?.calendars[0]?.stampMs ?? 0) - nowMs)).toBeLessThan(10 * 60_000);
    // The next run, which learns the time anew, finds nothing left to do.
    expect((await passOnce(world)).summary).toMatchObject({ meetingsCreated: 0, emailsSent: 0 });
  },
);
