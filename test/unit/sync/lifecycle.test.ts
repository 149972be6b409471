import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, known, readyJob } from '../../fakes/jobs.ts';
import { findingsOf, runUntilQuiet, worldWithOneJob } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';

function mailOf(world: World, address = ANN): string[] {
  return world
    .mailTo(address)
    .map(({ method, kind, sequence, content }) => `${method} ${kind} ${String(sequence)} ${content.joinUrl}`);
}

describe('the life of a meeting', () => {
  it('[PP-23] became Ready: one meeting, its link, one request', async () => {
    const { world, pc } = await worldWithOneJob();
    expect(world.liveMeetings()).toHaveLength(1);
    expect(world.jobs.get('job-1')?.link).toMatchObject({ url: 'https://meet.test/m1', id: 'Teams:m1' });
    expect(mailOf(world)).toEqual(['REQUEST request 0 https://meet.test/m1']);
    expect(pc.engine.totals).toEqual({
      meetingsCreated: 1,
      meetingsUpdated: 0,
      meetingsCancelled: 0,
      linksWritten: 1,
      emailsSent: 1,
    });
  });

  it('does nothing in a second pass, with one read', async () => {
    const { world, pc } = await worldWithOneJob();
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
  });

  it('start changed: same meeting, link kept, update with the next sequence', async () => {
    const { world, pc } = await worldWithOneJob();
    const job = readyJob();
    world.changeJob('job-1', { startMs: job.startMs! + HOUR_MS, endMs: job.endMs! + HOUR_MS });
    await runUntilQuiet(pc);
    expect(world.meetings).toHaveLength(1);
    expect(world.meetings[0]?.startMs).toBe(job.startMs! + HOUR_MS);
    expect(world.writes).toHaveLength(1);
    expect(mailOf(world)).toEqual([
      'REQUEST request 0 https://meet.test/m1',
      'REQUEST update 1 https://meet.test/m1',
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
  });

  it.each([
    ['duration', { endMs: readyJob().endMs! + HOUR_MS }],
    ['zone', { timeZone: 'Europe/Berlin' }],
    ['name', { name: 'JOB-0001b' }],
    ['type', { type: 'Follow-up' }],
  ])('%s changed and nothing else: same meeting, link kept, one update', async (_what, change) => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', change);
    await runUntilQuiet(pc);
    expect(world.meetings).toHaveLength(1);
    expect(world.writes).toHaveLength(1);
    expect(mailOf(world)).toEqual([
      'REQUEST request 0 https://meet.test/m1',
      'REQUEST update 1 https://meet.test/m1',
    ]);
  });

  it('folds several changes between passes into one update', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { name: 'JOB-0001b' });
    world.changeJob('job-1', { endMs: readyJob().endMs! + HOUR_MS });
    world.changeJob('job-1', { timeZone: 'Europe/Berlin' });
    await runUntilQuiet(pc);
    expect(world.requests.filter((request) => request === 'provider update')).toHaveLength(1);
    expect(mailOf(world)).toHaveLength(2);
  });

  it('renamed while its meeting was being made: guests read the new name', async () => {
    const world = new World();
    const startMs = world.nowMs + 10 * 60_000;
    world.putJob(readyJob({ startMs, endMs: startMs + HOUR_MS }));
    const pc = world.boot();
    world.beforeRequest = (_party, name) => {
      if (name === 'create') world.changeJob('job-1', { name: 'JOB-9999' });
    };
    await runUntilQuiet(pc);
    expect(world.meetings).toMatchObject([{ topic: 'Consultation – JOB-9999' }]);
    expect(world.mail.map(({ content }) => content.jobName)).toEqual(['JOB-9999']);
  });

  it('waits until a job has settled before it passes a change on', async () => {
    const world = new World();
    world.policyChanges = { foldChangesMs: 5_000 };
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { endMs: readyJob().endMs! + HOUR_MS });
    let moves = 0;
    world.beforeRequest = (_party, name) => {
      // While ReadyMeet waits, the dispatcher drags the job twice more.
      if (name === 'observe' && moves < 3) {
        moves += 1;
        if (moves > 1) world.changeJob('job-1', { endMs: readyJob().endMs! + moves * HOUR_MS });
      }
    };
    await runUntilQuiet(pc);
    expect(moves).toBe(3);
    expect(world.requests.filter((request) => request === 'provider update')).toHaveLength(1);
    expect(world.meetings[0]?.endMs).toBe(readyJob().endMs! + 3 * HOUR_MS);
    expect(mailOf(world)).toHaveLength(2);
  });

  it('address corrected: request to the new, cancellation to the old, meeting untouched', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { contact: known('Ann Lee', 'ann@right.test') });
    await runUntilQuiet(pc);
    expect(mailOf(world, 'ann@right.test')).toEqual(['REQUEST request 0 https://meet.test/m1']);
    expect(mailOf(world)).toEqual([
      'REQUEST request 0 https://meet.test/m1',
      'CANCEL cancellation 1 https://meet.test/m1',
    ]);
    expect(world.requests.filter((request) => request.startsWith('provider'))).toEqual(['provider create']);
  });

  it('cancelled: meeting removed, link cleared, cancellation sent', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.jobs.get('job-1')?.link).toEqual({ url: null, id: null, info: null });
    expect(mailOf(world).at(-1)).toBe('CANCEL cancellation 1 https://meet.test/m1');
    expect(findingsOf(pc)).toEqual([]);
  });

  it('cancelled and locked: everything else happens and the link left is reported', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Cancelled', isLocked: true });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(mailOf(world)).toHaveLength(2);
    expect(world.jobs.get('job-1')?.link.url).not.toBeNull();
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-left-on-locked-job']);
    world.changeJob('job-1', { isLocked: false });
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.url).toBeNull();
    expect(findingsOf(pc)).toEqual([]);
  });

  it('deleted: meeting removed, cancellation sent, nothing written', async () => {
    const { world, pc } = await worldWithOneJob();
    world.jobs.delete('job-1');
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.writes).toHaveLength(1);
    expect(mailOf(world).at(-1)).toContain('CANCEL');
  });

  it('lost its start: as if cancelled', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Queued', startMs: null, endMs: null });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.jobs.get('job-1')?.link.url).toBeNull();
    expect(mailOf(world).at(-1)).toContain('CANCEL');
  });

  it('left Ready but keeps its time: nothing changes, and it is reported as waiting', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Dispatched' });
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
    expect(findingsOf(pc)).toEqual(['JOB-0001 not-ready']);
  });

  it('left Ready with another time: guests are told the new time', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Pending Dispatch', endMs: readyJob().endMs! + HOUR_MS });
    await runUntilQuiet(pc);
    expect(mailOf(world).at(-1)).toBe('REQUEST update 1 https://meet.test/m1');
  });

  it('cancelled, then scheduled again: a new meeting, a new calendar event', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'Ready' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(mailOf(world).at(-1)).toMatch(/^REQUEST request \d+ https:\/\/meet.test\/m2$/);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(2);
    expect(new Set(world.meetings.map(({ key }) => key)).size).toBe(2);
  });

  it('scheduled again before the guest was told of the cancellation: the same event is changed', async () => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status: 'Cancelled' });
    world.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
    await runUntilQuiet(pc);
    world.fate = () => 'work';
    world.nowMs += HOUR_MS;
    world.changeJob('job-1', { status: 'Ready' });
    await runUntilQuiet(pc);
    expect(mailOf(world)).toEqual([
      'REQUEST request 0 https://meet.test/m1',
      'REQUEST update 1 https://meet.test/m2',
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
  });

  it.each(['En Route', 'On Site', 'In Progress', 'Complete'])('%s: nothing', async (status) => {
    const { world, pc } = await worldWithOneJob();
    world.changeJob('job-1', { status, endMs: readyJob().endMs! + HOUR_MS });
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
  });

  it('meeting gone at the provider: a new one, the link rewritten, an update under the same UID', async () => {
    const { world, pc } = await worldWithOneJob();
    world.meetings[0]!.isCancelled = true;
    world.changeJob('job-1', { endMs: readyJob().endMs! + HOUR_MS });
    await runUntilQuiet(pc);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(mailOf(world)).toEqual([
      'REQUEST request 0 https://meet.test/m1',
      'REQUEST update 1 https://meet.test/m2',
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
  });

  it('somebody replaced our link: ours stays, theirs stays, a person is asked', async () => {
    const { world, pc } = await worldWithOneJob();
    const theirs = { url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null };
    world.changeJob('job-1', { link: theirs, endMs: readyJob().endMs! + HOUR_MS });
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-replaced']);
  });

  it('cancelled after somebody replaced our link: our meeting goes, their link stays, the job is let go', async () => {
    const { world, pc } = await worldWithOneJob();
    const theirs = { url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null };
    world.changeJob('job-1', { link: theirs, status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.jobs.get('job-1')?.link).toEqual(theirs);
    expect(mailOf(world).at(-1)).toContain('CANCEL');
    expect(await pc.ledger.activeRecords('tenant-1')).toEqual({ ok: true, value: [] });
  });

  it('ended: let go, link kept, nothing sent even if the job is cancelled afterwards', async () => {
    const { world, pc } = await worldWithOneJob();
    world.nowMs += 2 * DAY_MS;
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(world.jobs.get('job-1')?.link.url).not.toBeNull();
    expect(mailOf(world)).toHaveLength(1);
  });

  it('moved to a later day after it had ended: the same meeting is taken up again', async () => {
    const { world, pc } = await worldWithOneJob();
    world.nowMs += 2 * DAY_MS;
    await runUntilQuiet(pc);
    world.changeJob('job-1', { startMs: world.nowMs + DAY_MS, endMs: world.nowMs + DAY_MS + HOUR_MS });
    await runUntilQuiet(pc);
    expect(world.meetings).toHaveLength(1);
    expect(mailOf(world).at(-1)).toBe('REQUEST update 1 https://meet.test/m1');
  });

  it('a link somebody cleared is written again, but not for ever', async () => {
    const { world, pc } = await worldWithOneJob();
    for (let round = 0; round < 5; round += 1) {
      world.changeJob('job-1', { link: { url: null, id: null, info: null } });
      await runUntilQuiet(pc);
    }
    expect(world.writes).toHaveLength(4);
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-keeps-vanishing']);
    expect(mailOf(world)).toHaveLength(1);
  });

  it('a job that was cancelled while its meeting was being made: nobody is invited', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    world.beforeRequest = (_party, name) => {
      if (name === 'create') world.changeJob('job-1', { status: 'Cancelled' });
    };
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.writes).toHaveLength(0);
    expect(world.mail).toHaveLength(0);
  });
});
