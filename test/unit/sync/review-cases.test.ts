import { describe, expect, it } from 'vitest';
import { authFailure, networkFailure, remoteFailure } from '../../../main/sync/failure.ts';
import { Lane } from '../../../main/sync/lane.ts';
import { ServerClock } from '../../../main/sync/server-clock.ts';
import { DAY_MS, HOUR_MS, known, MONDAY_MS, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';
const BLANK = { url: null, id: null, info: null };
const THEIRS = { url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null };

/** Sequences of events that once went wrong, each told by its outcome. */
describe('sequences that are easy to get wrong', () => {
  it('a yielded job whose link is blanked gets one new meeting, not one after the other', async () => {
    const world = new World();
    world.putJob(readyJob());
    const first = world.boot({ ledger: createMemoryLedger('AAAAAA') });
    const second = world.boot({ ledger: createMemoryLedger('BBBBBB') });
    await runUntilQuiet(first);
    // The second PC looked before the first one wrote: it makes (gets) the shared meeting, then sees the link.
    const shown = world.jobs.get('job-1')!.link;
    world.changeJob('job-1', { link: BLANK });
    world.beforeRequest = (_party, name) => {
      if (name === 'create') world.changeJob('job-1', { link: shown });
    };
    await runUntilQuiet(second);
    world.beforeRequest = () => undefined;
    expect(findingsOf(second)).toEqual(['JOB-0001 another-ready-meet']);
    world.changeJob('job-1', { link: BLANK });
    await runUntilQuiet(second);
    await runUntilQuiet(second);
    expect(world.liveMeetings().length).toBeLessThanOrEqual(2);
    expect(world.jobs.get('job-1')?.link.url).not.toBeNull();
  });

  it('a link pasted over a blanked one of ours is a problem, not a lost race: the guests keep their meeting', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { link: BLANK, isLocked: true });
    await runUntilQuiet(pc);
    world.changeJob('job-1', { link: THEIRS, isLocked: false });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-replaced']);
  });

  it.each(['Dispatched', 'Queued', 'En Route', 'Complete'])(
    'cancelled while mail was down, then %s: the guest is told all the same',
    async (status) => {
      const world = new World();
      world.putJob(readyJob());
      const pc = world.boot();
      await runUntilQuiet(pc);
      world.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
      world.changeJob('job-1', { status: 'Cancelled' });
      await runUntilQuiet(pc);
      world.fate = () => 'work';
      world.nowMs += HOUR_MS;
      world.changeJob('job-1', { status });
      await runUntilQuiet(pc);
      expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
    },
  );

  it('moved into the past by mistake: reported, not let go; moved on again: the same meeting follows', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { startMs: MONDAY_MS - 7 * DAY_MS, endMs: MONDAY_MS - 7 * DAY_MS + HOUR_MS });
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 moved-into-past']);
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
  });

  it('moved while the link cannot be written: guests who were invited hear of the new time', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', {
      link: BLANK,
      isLocked: true,
      startMs: readyJob().startMs! + HOUR_MS,
      endMs: readyJob().endMs! + HOUR_MS,
    });
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN).at(-1)?.content.startMs).toBe(readyJob().startMs! + HOUR_MS);
    expect(findingsOf(pc)).toEqual(['JOB-0001 job-locked']);
  });

  it('a reference that somebody edited away does not make us yield to nobody', async () => {
    const world = new World();
    world.putJob(readyJob());
    world.beforeRequest = (_party, name) => {
      const link = world.jobs.get('job-1')!.link;
      if (name === 'reread' && link.url !== null)
        world.changeJob('job-1', { link: { ...link, info: 'Bring a hat' } });
    };
    const pc = world.boot();
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN)).toHaveLength(1);
    expect(findingsOf(pc)).toEqual([]);
  });

  it('a contact replaced by somebody without an address is told that the meeting is not theirs any more', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { contact: known('Bob', null) });
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
    expect(findingsOf(pc)).toEqual(['JOB-0001 no-address']);
  });

  it('a contact whose address was lost or mistyped keeps the invitation', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { contact: known('Ann Lee', 'ann.lee@') });
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN)).toHaveLength(1);
    expect(findingsOf(pc)).toEqual(['JOB-0001 bad-address']);
  });

  it('attendees switched off in the settings are not told that the meeting is cancelled', async () => {
    const world = new World();
    world.policyChanges = { enableAttendees: true };
    world.putJob(
      readyJob({
        isGroupEvent: true,
        attendees: [{ id: 'a', status: 'Attended', contact: known('Cy', 'cy@customer.test') }],
      }),
    );
    const ledger = createMemoryLedger();
    await runUntilQuiet(world.boot({ ledger }));
    world.policyChanges = { enableAttendees: false };
    await runUntilQuiet(world.boot({ ledger }));
    expect(world.mailTo('cy@customer.test').map(({ method }) => method)).toEqual(['REQUEST']);
  });

  it('guests who are not on the list any more but were not taken off hear of a new time', async () => {
    const world = new World();
    world.policyChanges = { enableAttendees: true };
    const attendees = [{ id: 'a', status: 'Attended', contact: known('Cy', 'cy@customer.test') }];
    world.putJob(readyJob({ isGroupEvent: true, attendees }));
    const ledger = createMemoryLedger();
    await runUntilQuiet(world.boot({ ledger }));
    world.policyChanges = { enableAttendees: false };
    world.changeJob('job-1', {
      startMs: readyJob().startMs! + HOUR_MS,
      endMs: readyJob().endMs! + HOUR_MS,
      contact: { kind: 'hidden' },
    });
    await runUntilQuiet(world.boot({ ledger }));
    for (const guest of ['cy@customer.test', ANN]) {
      expect(world.mailTo(guest).at(-1)).toMatchObject({
        method: 'REQUEST',
        content: { startMs: readyJob().startMs! + HOUR_MS },
      });
    }
  });

  it('En Route with another contact: nobody is written to', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'En Route', contact: known('Bob', 'bob@customer.test') });
    await runUntilQuiet(pc);
    expect(world.mail).toHaveLength(1);
  });

  it('cancelled while a new link was refused: the earlier link, which the job still shows, is cleared', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.meetings[0]!.isCancelled = true;
    world.changeJob('job-1', { endMs: readyJob().endMs! + HOUR_MS });
    world.fate = (party) => (party === 'write' ? 'refuse' : 'work');
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m1');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.fate = () => 'work';
    world.nowMs += 2 * HOUR_MS;
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.url).toBeNull();
    expect(world.liveMeetings()).toHaveLength(0);
  });

  it('a removal that the provider refuses for good does not keep the job from its next meeting', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.fate = (party, name) => (party === 'provider' && name === 'cancel' ? 'refuse' : 'work');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'Ready' });
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(world.mailTo(ANN).at(-1)?.content.joinUrl).toBe('https://meet.test/m2');
  });

  it('a refused link is tried again as soon as somebody changes the job', async () => {
    const world = new World();
    world.putJob(readyJob());
    world.fate = (party) => (party === 'write' ? 'refuse' : 'work');
    const pc = world.boot();
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 refused']);
    world.fate = () => 'work';
    world.nowMs += 60_000;
    world.changeJob('job-1', {});
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.url).not.toBeNull();
    expect(findingsOf(pc)).toEqual([]);
  });

  it('changes that come while messages wait are seen before the messages leave', async () => {
    const world = new World();
    for (let index = 0; index < 12; index += 1) {
      const id = `job-${String(index)}`;
      world.putJob(readyJob({ id, name: id, contact: known(id, `${id}@customer.test`) }));
    }
    let sent = 0;
    world.beforeRequest = (party) => {
      if (party !== 'mail') return;
      sent += 1;
      // The first messages take so long that every other job is cancelled meanwhile.
      if (sent === 1) {
        for (const id of world.jobs.keys()) world.changeJob(id, { status: 'Cancelled' });
        world.nowMs += 60_000;
      }
    };
    await runUntilQuiet(world.boot());
    for (const id of world.jobs.keys()) {
      const last = world.mailTo(`${id}@customer.test`).at(-1);
      expect(last === undefined || last.method === 'CANCEL').toBe(true);
    }
    expect(world.liveMeetings()).toHaveLength(0);
  });
});

describe('a lane', () => {
  const clock = { nowMs: () => 0 };

  it('closes once for failures that were under way together, and not for minutes', () => {
    const lane = new Lane(8, clock, () => 0.5);
    for (let count = 0; count < 100; count += 1) {
      lane.noteFailure(networkFailure({ party: 'skedulo', code: 'connection-lost', message: 'Lost.' }));
    }
    expect(lane.closure?.untilMs).toBeLessThanOrEqual(1_000);
  });

  it.each([
    [503, true],
    [400, false],
  ])('of a party that answers every job with %i: closed is %s', (httpStatus, isClosed) => {
    const lane = new Lane(8, clock, () => 0.5);
    for (let count = 0; count < 3; count += 1) {
      const isTemporary = httpStatus >= 500;
      lane.noteFailure(
        remoteFailure({ party: 'provider', code: 'answered', message: 'No.', httpStatus, isTemporary }),
      );
    }
    expect(lane.closure !== null).toBe(isClosed);
  });

  it('lets one step try after a closure, and all after its success', async () => {
    let nowMs = 0;
    const lane = new Lane(8, { nowMs: () => nowMs }, () => 0.5);
    lane.noteFailure(authFailure({ party: 'provider', code: 'reconnect', message: 'Sign in.' }));
    expect((await lane.enter(1)).kind).toBe('closed');
    nowMs += DAY_MS;
    expect((await lane.enter(1)).kind).toBe('closed');
    lane.tryAgain();
    expect((await lane.enter(1)).kind).toBe('entered');
    const second = lane.enter(2);
    lane.noteAnswer();
    expect((await second).kind).toBe('entered');
  });
});

describe('a clock that is wrong', () => {
  it('is corrected before jobs are chosen by it: the job of today gets its meeting', async () => {
    const world = new World();
    world.putJob(readyJob({ startMs: MONDAY_MS + HOUR_MS, endMs: MONDAY_MS + 2 * HOUR_MS }));
    const pc = world.boot({ localAheadMs: 2 * DAY_MS });
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(world.requests.filter((request) => request === 'read observe')).toHaveLength(2);
    await runUntilQuiet(pc);
    expect(world.requests.filter((request) => request === 'read observe')).toHaveLength(3);
  });

  it('is left alone while it differs little', () => {
    let nowMs = 1_000_000;
    const clock = new ServerClock({ nowMs: () => nowMs, sleep: () => Promise.resolve() });
    clock.follow(nowMs + 30_000);
    expect(clock.correctionMs).toBe(0);
    clock.follow(nowMs + DAY_MS);
    expect(clock.nowMs()).toBe(nowMs + DAY_MS);
    clock.follow(nowMs + DAY_MS + 30_000);
    expect(clock.correctionMs).toBe(DAY_MS);
    nowMs += DAY_MS;
    clock.follow(nowMs);
    expect(clock.correctionMs).toBe(0);
  });
});
