import { describe, expect, it } from 'vitest';
import type { Result } from '../../../main/sync/failure.ts';
import type { HistoryEntry } from '../../../main/sync/ports.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { chooseInvitations } from '../../../main/sync/resend.ts';
import { DAY_MS, HOUR_MS, known, MONDAY_MS, readyJob } from '../../fakes/jobs.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';
const BOB = 'bob@customer.test';
const NEVER = new AbortController().signal;

async function worldWithOneJob(
  changes: Parameters<typeof readyJob>[0] = {},
): Promise<{ world: World; pc: Pc }> {
  const world = new World();
  world.putJob(readyJob(changes));
  const pc = world.boot();
  await runUntilQuiet(pc);
  return { world, pc };
}

const GROUP = {
  isGroupEvent: true,
  attendees: [{ id: 'a1', status: 'Attended', contact: known('Bob', BOB) }],
};

function resend(pc: Pc, address: string | null = null, signal = NEVER): Promise<Result<void>> {
  return pc.engine.resend('job-1', { address, actor: 'Admin' }, signal);
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.failure.code);

async function historyOf(pc: Pc): Promise<readonly HistoryEntry[]> {
  const history = await pc.ledger.history('tenant-1', 'job-1', 100);
  return history.ok ? history.value : [];
}

async function recordOf(pc: Pc): Promise<JobRecord> {
  const records = await pc.ledger.recordsOf('tenant-1', ['job-1']);
  const record = records.ok ? records.value[0] : undefined;
  return record ?? emptyRecord('tenant-1', 'job-1', 'JOB-0001');
}

describe('sending an invitation again', () => {
  it('keeps UID, SEQUENCE and content, and changes date and Message-ID', async () => {
    const { world, pc } = await worldWithOneJob();
    world.nowMs += HOUR_MS;
    expect(await resend(pc, ANN)).toEqual({ ok: true, value: undefined });
    const [first, second, ...more] = world.mailTo(ANN);
    expect(more).toEqual([]);
    expect(second).toEqual({
      ...first,
      messageId: second?.messageId,
      atMs: (first?.atMs ?? 0) + HOUR_MS,
    });
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second?.messageId).toMatch(/^<[0-9a-f]{32}@office\.test>$/);
  });

  it('leaves nothing to do, and names who asked in the history', async () => {
    const { world, pc } = await worldWithOneJob();
    await resend(pc);
    await resend(pc);
    expect(new Set(world.mailTo(ANN).map(({ messageId }) => messageId)).size).toBe(3);
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
    const again = (await historyOf(pc)).filter(({ action }) => action === 'invitation-sent-again');
    expect(again).toHaveLength(2);
    expect(again[0]).toMatchObject({ actor: 'Admin', jobName: 'JOB-0001' });
    expect(again[0]?.detail).toContain('Ann.Lee@customer.test again');
    expect((await recordOf(pc)).invitations.get(ANN)).toMatchObject({ sending: null, trouble: null });
  });

  it('sends the newest content after a change, with its own SEQUENCE', async () => {
    const { world, pc } = await worldWithOneJob();
    const job = readyJob();
    world.changeJob('job-1', {
      startMs: (job.startMs ?? 0) + HOUR_MS,
      endMs: (job.endMs ?? 0) + HOUR_MS,
    });
    await runUntilQuiet(pc);
    await resend(pc, ANN);
    expect(world.mailTo(ANN).map(({ sequence, content }) => [sequence, content.startMs])).toEqual([
      [0, job.startMs],
      [1, (job.startMs ?? 0) + HOUR_MS],
      [1, (job.startMs ?? 0) + HOUR_MS],
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
  });

  it('goes to the guest named, or to all who hold an invitation', async () => {
    const world = new World();
    world.policyChanges = { enableAttendees: true };
    world.putJob(readyJob(GROUP));
    const pc = world.boot();
    await runUntilQuiet(pc);
    await resend(pc, BOB);
    expect([world.mailTo(ANN).length, world.mailTo(BOB).length]).toEqual([1, 2]);
    await resend(pc, null);
    expect([world.mailTo(ANN).length, world.mailTo(BOB).length]).toEqual([2, 3]);
    world.changeJob('job-1', { attendees: [] });
    await runUntilQuiet(pc);
    await resend(pc, null);
    expect(world.mailTo(BOB).map(({ method }) => method)).toEqual([
      'REQUEST',
      'REQUEST',
      'REQUEST',
      'CANCEL',
    ]);
    expect(world.mailTo(ANN)).toHaveLength(3);
  });

  it('repeats the cancellation of a job that was cancelled', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(codeOf(await resend(pc))).toBe('done');
    expect(world.mailTo(ANN).map(({ method, sequence }) => `${method} ${String(sequence)}`)).toEqual([
      'REQUEST 0',
      'CANCEL 1',
      'CANCEL 1',
    ]);
  });

  it.each([
    ['nothing-sent', null, (world: World) => world.jobs.clear()],
    ['unknown-guest', 'nobody@customer.test', () => undefined],
    [
      'meeting-over',
      ANN,
      (world: World) => {
        world.nowMs = MONDAY_MS + 2 * DAY_MS;
      },
    ],
  ])('is refused in plain words: %s', async (code, address, change) => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    if (code !== 'nothing-sent') await runUntilQuiet(pc);
    change(world);
    const sent = world.mail.length;
    const result = await resend(pc, address);
    expect(codeOf(result)).toBe(code);
    expect(world.mail).toHaveLength(sent);
    expect(await historyOf(pc)).not.toContainEqual(expect.objectContaining({ actor: 'Admin' }));
  });

  it('is refused while a newer invitation is due, and while the meeting is being taken back', async () => {
    const { pc } = await worldWithOneJob();
    const record = await recordOf(pc);
    const { content } = record;
    if (content === null) throw new Error('The job has no content.');
    const newer = { ...record, content: { ...content, version: content.version + 1 } };
    expect(codeOf(chooseInvitations(newer, ANN, MONDAY_MS))).toBe('newer-invitation');
    expect(codeOf(chooseInvitations(newer, null, MONDAY_MS))).toBe('newer-invitation');
    const lost: JobRecord = { ...record, meeting: { state: 'lost', generation: 1, atMs: 0 } };
    expect(codeOf(chooseInvitations(lost, ANN, MONDAY_MS))).toBe('meeting-changing');
  });

  it('waits for work on the job that is under way, and keeps new work away until it is done', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    const order: string[] = [];
    const asked: Promise<Result<void>>[] = [];
    world.beforeRequest = (party, name) => {
      order.push(`${party} ${name}`);
      if (name === 'create') asked.push(resend(pc));
      // The second message is the one that is sent again: a pass meanwhile must leave the job alone.
      if (party === 'mail' && world.mail.length === 1) void pc.engine.pass();
    };
    await pc.engine.pass();
    await pc.engine.idle();
    expect(await Promise.all(asked)).toEqual([{ ok: true, value: undefined }]);
    await runUntilQuiet(pc);
    expect(world.meetings).toHaveLength(1);
    expect(world.mailTo(ANN)).toHaveLength(2);
    expect(order.filter((name) => name.startsWith('mail'))).toHaveLength(2);
    expect(order.findLastIndex((name) => name === 'write writeLink')).toBeLessThan(
      order.findIndex((name) => name.startsWith('mail')),
    );
  });

  it('stops waiting when the person thinks better of it', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    const stop = new AbortController();
    const asked: Promise<Result<void>>[] = [];
    world.beforeRequest = (_party, name) => {
      if (name !== 'create') return;
      asked.push(resend(pc, null, stop.signal));
      stop.abort();
    };
    await runUntilQuiet(pc);
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['cancelled']);
    expect(world.mailTo(ANN)).toHaveLength(1);
  });

  it.each(['die-before', 'die-after'] as const)(
    'a crash (%s) between intent and result leaves it in doubt: it goes out once more as the same event',
    async (fate) => {
      const world = new World();
      world.putJob(readyJob());
      const first = world.boot();
      await runUntilQuiet(first);
      world.fate = (party) => (party === 'mail' ? fate : 'work');
      await Promise.race([resend(first), world.death()]);
      world.fate = () => 'work';
      expect((await recordOf(first)).invitations.get(ANN)?.sending).not.toBeNull();
      const pc = world.boot({ ledger: first.ledger });
      await runUntilQuiet(pc);
      const mail = world.mailTo(ANN);
      expect(mail).toHaveLength(fate === 'die-before' ? 2 : 3);
      expect(new Set(mail.map(({ uid }) => uid)).size).toBe(1);
      expect(new Set(mail.map(({ sequence }) => sequence))).toEqual(new Set([0]));
      // What went out twice for the crash carries one Message-ID, so that mail systems fold it.
      expect(new Set(mail.map(({ messageId }) => messageId)).size).toBe(2);
      expect((await recordOf(pc)).invitations.get(ANN)?.sending).toBeNull();
      await runUntilQuiet(pc);
      expect(world.mailTo(ANN)).toHaveLength(mail.length);
    },
  );

  it('that fails before it left changes nothing but the history', async () => {
    const { world, pc } = await worldWithOneJob();
    const before = await recordOf(pc);
    world.fate = (party) => (party === 'mail' ? 'refuse' : 'work');
    expect(codeOf(await resend(pc))).toBe('refused');
    expect(await recordOf(pc)).toEqual(before);
    expect((await historyOf(pc))[0]).toMatchObject({ action: 'resend-invitation-failed', actor: 'Admin' });
    world.fate = () => 'work';
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN)).toHaveLength(1);
    expect(findingsOf(pc)).toEqual([]);
  });

  it('that may have left is sent again by itself, as the same message', async () => {
    const { world, pc } = await worldWithOneJob();
    world.fate = (party) => (party === 'mail' ? 'fail-after' : 'work');
    expect(codeOf(await resend(pc))).toBe('connection-lost');
    world.fate = () => 'work';
    await runUntilQuiet(pc);
    const [, again, repeated, ...more] = world.mailTo(ANN);
    expect(more).toEqual([]);
    expect(repeated).toMatchObject({ messageId: again?.messageId, sequence: 0, uid: again?.uid });
  });
});

describe('another try by hand', () => {
  it('repeats at once what was refused for good, and only that', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    world.fate = (party) => (party === 'mail' ? 'refuse' : 'work');
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 refused']);
    world.fate = () => 'work';
    await runUntilQuiet(pc);
    expect(world.mail).toHaveLength(0);
    expect(await pc.engine.retry('job-1', NEVER)).toEqual({ ok: true, value: undefined });
    await pc.engine.idle();
    expect(world.mail).toHaveLength(1);
    expect(world.meetings).toHaveLength(1);
    expect(findingsOf(pc)).toEqual([]);
  });

  it('is one try: what is refused again waits for a person again', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    world.fate = (party) => (party === 'provider' ? 'refuse' : 'work');
    await runUntilQuiet(pc);
    const tries = (): number => world.requests.filter((name) => name === 'provider create').length;
    expect(tries()).toBe(1);
    await pc.engine.retry('job-1', NEVER);
    await pc.engine.idle();
    await runUntilQuiet(pc);
    expect(tries()).toBe(2);
    expect(findingsOf(pc)).toEqual(['JOB-0001 refused']);
  });

  it('writes once more a link that kept vanishing', async () => {
    const { world, pc } = await worldWithOneJob();
    const clear = (): void => {
      world.changeJob('job-1', { link: { url: null, id: null, info: null } });
    };
    for (let removals = 0; removals < 4; removals += 1) {
      clear();
      world.nowMs += 60_000;
      await runUntilQuiet(pc);
    }
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-keeps-vanishing']);
    await pc.engine.retry('job-1', NEVER);
    await pc.engine.idle();
    expect(world.jobs.get('job-1')?.link.url).toBe('https://meet.test/m1');
    expect(findingsOf(pc)).toEqual([]);
    clear();
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-keeps-vanishing']);
  });

  it('cuts a wait short', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    world.fate = (party) => (party === 'write' ? 'fail-before' : 'work');
    for (let passes = 0; passes < 5; passes += 1) {
      await pc.engine.pass();
      await pc.engine.idle();
    }
    world.fate = () => 'work';
    await pc.engine.retry('job-1', NEVER);
    await pc.engine.idle();
    expect(world.writes).toHaveLength(1);
    expect(world.mailTo(ANN)).toHaveLength(1);
  });

  it('is refused when a pause begins before the work does', async () => {
    const { world, pc } = await worldWithOneJob();
    world.beforeRequest = (_party, name) => {
      if (name === 'reread') pc.engine.pause();
    };
    expect(codeOf(await pc.engine.retry('job-1', NEVER))).toBe('not-working');
  });

  it('is refused during a pause and after the end', async () => {
    const { pc } = await worldWithOneJob();
    pc.engine.pause();
    expect(codeOf(await pc.engine.retry('job-1', NEVER))).toBe('not-working');
    await pc.engine.resume();
    await pc.engine.stop(0);
    expect(codeOf(await pc.engine.retry('job-1', NEVER))).toBe('not-working');
    expect(codeOf(await resend(pc))).toBe('cancelled');
  });

  it('asked for twice begins one run', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await Promise.all([pc.engine.retry('job-1', NEVER), pc.engine.retry('job-1', NEVER)]);
    await pc.engine.idle();
    await runUntilQuiet(pc);
    expect(world.meetings).toHaveLength(1);
    expect(world.mail).toHaveLength(1);
  });
});

describe('the observer', () => {
  it('is told every job of a look, every step, and what is to be said', async () => {
    const told: string[] = [];
    const world = new World();
    world.putJob(readyJob());
    world.putJob(
      readyJob({ id: 'job-2', name: 'JOB-0002', link: { url: 'https://x.test', id: null, info: null } }),
    );
    const pc = world.boot({
      observer: {
        looked(sightings, recordOf) {
          told.push(
            ...sightings.map((sighting) => {
              const jobId = sighting.kind === 'present' ? sighting.job.id : sighting.jobId;
              const record = recordOf(jobId);
              return `saw ${jobId} ${record === undefined ? 'newer' : (record?.meeting.state ?? 'nothing')}`;
            }),
          );
        },
        recorded: (record) => {
          told.push(`${record.jobId} ${record.meeting.state} ${record.link.state}`);
        },
        found: (jobId, findings) => {
          if (findings.length > 0) told.push(`${jobId} ${findings.map(({ code }) => code).join()}`);
        },
      },
    });
    await runUntilQuiet(pc);
    expect(told).toEqual([
      'saw job-1 nothing',
      'saw job-2 nothing',
      'job-2 has-other-link',
      'job-1 made none',
      'job-1 made written',
      'job-1 made confirmed',
      'job-1 made confirmed',
    ]);
    told.length = 0;
    await pc.engine.pass();
    expect(told).toEqual(['saw job-1 made', 'saw job-2 nothing', 'job-2 has-other-link']);
    told.length = 0;
    await resend(pc);
    expect(told).toEqual(['job-1 made confirmed', 'job-1 made confirmed']);
  });
});
