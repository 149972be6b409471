import { describe, expect, it } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';
const THEIRS = { url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null };
const LATER = { startMs: MONDAY_MS + DAY_MS + HOUR_MS, endMs: MONDAY_MS + DAY_MS + 2 * HOUR_MS };

async function worldWithOneJob(): Promise<{ world: World; pc: Pc }> {
  const world = new World();
  world.putJob(readyJob());
  const pc = world.boot();
  await runUntilQuiet(pc);
  return { world, pc };
}

async function activeCount(pc: Pc): Promise<number> {
  const active = await pc.ledger.activeRecords('tenant-1');
  if (!active.ok) throw new Error(active.failure.message);
  return active.value.length;
}

describe('a job that counted as deleted and is seen again', () => {
  async function outOfSight(during: (world: World) => void = () => undefined) {
    const { world, pc } = await worldWithOneJob();
    const hidden = world.jobs.get('job-1')!;
    world.jobs.delete('job-1');
    during(world);
    await runUntilQuiet(pc);
    world.fate = () => 'work';
    world.nowMs += HOUR_MS;
    return { world, pc, hidden };
  }

  it('its old link is ours: a fresh meeting, its link, a new calendar event', async () => {
    const { world, pc, hidden } = await outOfSight();
    expect(world.liveMeetings()).toHaveLength(0);
    expect(await activeCount(pc)).toBe(0);
    expect(hidden.link.id).toBe('Teams:m1');
    world.putJob(hidden);
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual([]);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(world.mailTo(ANN).map(({ method, content }) => `${method} ${content.joinUrl}`)).toEqual([
      'REQUEST https://meet.test/m1',
      'CANCEL https://meet.test/m1',
      'REQUEST https://meet.test/m2',
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(2);
  });

  it('also when its link had been written and not yet read back', async () => {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    let hidden = readyJob();
    world.beforeRequest = (_party, name) => {
      const job = world.jobs.get('job-1');
      if (name !== 'reread' || job === undefined || job.link.url === null) return;
      hidden = job;
      world.jobs.delete('job-1');
    };
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
    world.beforeRequest = () => undefined;
    world.putJob(hidden);
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual([]);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
  });

  it('while its guest could not be told, and cancelled meanwhile: the link is cleared', async () => {
    const { world, pc, hidden } = await outOfSight((office) => {
      office.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
    });
    world.putJob({ ...hidden, status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link.url).toBeNull();
    expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
  });

  it('with a link that somebody wrote meanwhile: theirs is left alone', async () => {
    const { world, pc, hidden } = await outOfSight();
    world.putJob({ ...hidden, link: THEIRS });
    await runUntilQuiet(pc);
    expect(world.jobs.get('job-1')?.link).toEqual(THEIRS);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(findingsOf(pc)).toEqual(['JOB-0001 has-other-link']);
  });

  it('never leads to more than one question a pass while it is out of sight', async () => {
    const { world, pc } = await outOfSight();
    const before = world.requests.length;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
  });
});

describe('a meeting that the provider refuses to remove', () => {
  async function refusedAndReadyAgain() {
    const { world, pc } = await worldWithOneJob();
    world.fate = (_party, name) => (name === 'cancel' ? 'refuse' : 'work');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'Ready' });
    await runUntilQuiet(pc);
    return { world, pc };
  }

  it('stays visible while the job has its next one', async () => {
    const { world, pc } = await refusedAndReadyAgain();
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(world.mailTo(ANN).at(-1)?.content.joinUrl).toBe('https://meet.test/m2');
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(2);
    expect(findingsOf(pc)).toEqual(['JOB-0001 meeting-left-behind']);
    const [report] = pc.engine.reports();
    expect(report?.findings[0]?.message).toContain('(m1) still stands');
    // It is also there after the next start.
    const next = world.boot({ ledger: pc.ledger });
    await runUntilQuiet(next);
    expect(findingsOf(next)).toEqual(['JOB-0001 meeting-left-behind']);
  });

  it('is removed as soon as the provider allows it, and the next one is kept', async () => {
    const { world, pc } = await refusedAndReadyAgain();
    const asked = (): number => world.requests.filter((request) => request === 'provider cancel').length;
    const before = asked();
    await runUntilQuiet(pc);
    expect(asked()).toBe(before);
    world.fate = () => 'work';
    world.nowMs += 2 * HOUR_MS;
    await runUntilQuiet(pc);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(findingsOf(pc)).toEqual([]);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
  });

  it('still needs a person when the next one has been cancelled too', async () => {
    const { world, pc } = await refusedAndReadyAgain();
    world.fate = (_party, name) => {
      const isFirst = world.meetings[1]?.isCancelled === true;
      return name === 'cancel' && isFirst ? 'refuse' : 'work';
    };
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m1']);
    expect(findingsOf(pc)).toEqual(['JOB-0001 meeting-left-behind']);
    world.nowMs += 3 * DAY_MS;
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual([]);
    expect(await activeCount(pc)).toBe(0);
  });

  it('is not lost sight of when the next one, which was sooner, is over', async () => {
    const { world, pc } = await worldWithOneJob();
    world.fate = (_party, name) => (name === 'cancel' ? 'refuse' : 'work');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.changeJob('job-1', {
      status: 'Ready',
      startMs: MONDAY_MS + HOUR_MS,
      endMs: MONDAY_MS + 2 * HOUR_MS,
    });
    await runUntilQuiet(pc);
    world.nowMs = MONDAY_MS + 3 * HOUR_MS;
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 meeting-left-behind']);
    expect(await activeCount(pc)).toBe(1);
    world.fate = () => 'work';
    world.nowMs += HOUR_MS;
    await runUntilQuiet(pc);
    // The one that is over is let go, as always.
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(findingsOf(pc)).toEqual([]);
    expect(await activeCount(pc)).toBe(0);
  });

  it('is not set aside for a job that is locked: no meeting could follow', async () => {
    const { world, pc } = await worldWithOneJob();
    world.fate = (_party, name) => (name === 'cancel' ? 'refuse' : 'work');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.changeJob('job-1', { status: 'Ready', isLocked: true });
    await runUntilQuiet(pc);
    expect(findingsOf(pc)).toEqual(['JOB-0001 job-locked', 'JOB-0001 refused']);
    world.fate = () => 'work';
    world.nowMs += 2 * HOUR_MS;
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(0);
  });

  it.each(['Dispatched', 'En Route', 'Complete'])(
    'does not keep the link and the guest of a job that is %s from being finished',
    async (status) => {
      const { world, pc } = await worldWithOneJob();
      world.fate = (party, name) => {
        if (name === 'cancel') return 'refuse';
        return party === 'mail' || party === 'write' ? 'fail-before' : 'work';
      };
      world.changeJob('job-1', { status: 'Cancelled' });
      await runUntilQuiet(pc);
      world.fate = (_party, name) => (name === 'cancel' ? 'refuse' : 'work');
      world.nowMs += 10 * 60_000;
      world.changeJob('job-1', { status });
      await runUntilQuiet(pc);
      expect(world.jobs.get('job-1')?.link.url).toBeNull();
      expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
      expect(world.meetings).toHaveLength(1);
    },
  );
});

describe('another provider than the one that made the meeting', () => {
  /** Restarts ReadyMeet with the other provider connected. */
  async function withOtherProvider(kind: ProviderKind, before: (world: World) => void) {
    const { world, pc } = await worldWithOneJob();
    world.providerKind = kind;
    before(world);
    const next = world.boot({ ledger: pc.ledger });
    await runUntilQuiet(next);
    return { world, next };
  }

  it('moved and locked: the old meeting is kept until a new one can be made', async () => {
    const { world, next } = await withOtherProvider('meet', (office) => {
      office.changeJob('job-1', { ...LATER, isLocked: true });
    });
    expect(findingsOf(next)).toEqual(['JOB-0001 job-locked']);
    const kept = await next.ledger.recordsOf('tenant-1', ['job-1']);
    expect(kept).toMatchObject({ ok: true, value: [{ meeting: { state: 'made', generation: 1 } }] });
    world.changeJob('job-1', { isLocked: false });
    await runUntilQuiet(next);
    expect(world.jobs.get('job-1')?.link.id).toBe('Meet:m2');
    expect(world.mailTo(ANN).map(({ method, uid }) => `${method} ${uid}`)).toHaveLength(2);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
  });

  it('moved and locked, then cancelled with the first provider connected again: the meeting goes', async () => {
    const { world, next } = await withOtherProvider('meet', (office) => {
      office.changeJob('job-1', { ...LATER, isLocked: true });
    });
    world.providerKind = 'teams';
    world.changeJob('job-1', { status: 'Cancelled', isLocked: false });
    await runUntilQuiet(world.boot({ ledger: next.ledger }));
    expect(world.liveMeetings()).toHaveLength(0);
  });

  it('moved: the history says that the old meeting was let go', async () => {
    const { world, next } = await withOtherProvider('meet', (office) => {
      office.changeJob('job-1', LATER);
    });
    expect(world.jobs.get('job-1')?.link.id).toBe('Meet:m2');
    const history = await next.ledger.history('tenant-1', 'job-1', 50);
    expect(history.ok && history.value.map(({ action }) => action)).toContain('meeting-left');
  });

  it.each(['Dispatched', 'En Route', 'Complete'])(
    'cancelled while mail and Skedulo were down, then %s: guest and link are not forgotten',
    async (status) => {
      const { world, next } = await withOtherProvider('meet', (office) => {
        office.fate = (party) => (party === 'mail' || party === 'write' ? 'fail-before' : 'work');
        office.changeJob('job-1', { status: 'Cancelled' });
      });
      expect(world.mail).toHaveLength(1);
      world.fate = () => 'work';
      world.nowMs += 10 * 60_000;
      world.changeJob('job-1', { status });
      await runUntilQuiet(next);
      expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
      expect(world.jobs.get('job-1')?.link.url).toBeNull();
      expect(await activeCount(next)).toBe(0);
    },
  );

  it('a creation that was given up because the job can wait takes nothing back', async () => {
    const { world, pc } = await worldWithOneJob();
    // The meeting is gone, its next one could not be made for sure, and the job leaves Ready.
    world.meetings[0]!.isCancelled = true;
    world.fate = (_party, name) => (name === 'create' ? 'refuse' : 'work');
    world.changeJob('job-1', LATER);
    await runUntilQuiet(pc);
    world.fate = () => 'work';
    world.changeJob('job-1', { status: 'Dispatched' });
    await runUntilQuiet(pc);
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN).map(({ method }) => method)).toEqual(['REQUEST']);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m1');
    // Cancelled after all, while mail is down, and Dispatched once more: now the guest is to be told.
    world.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    world.fate = () => 'work';
    world.nowMs += 10 * 60_000;
    world.changeJob('job-1', { status: 'Dispatched' });
    await runUntilQuiet(pc);
    expect(world.mailTo(ANN).at(-1)?.method).toBe('CANCEL');
  });
});

describe('a link that keeps vanishing', () => {
  it('is written once more after a restart, and not again and again', async () => {
    const { world, pc } = await worldWithOneJob();
    const blank = { url: null, id: null, info: null };
    for (let round = 0; round < 5; round += 1) {
      world.changeJob('job-1', { link: blank });
      await runUntilQuiet(pc);
    }
    expect(findingsOf(pc)).toEqual(['JOB-0001 link-keeps-vanishing']);
    const writes = world.writes.length;
    world.nowMs += 60_000;
    const next = world.boot({ ledger: pc.ledger });
    await runUntilQuiet(next);
    expect(world.writes).toHaveLength(writes + 1);
    expect(world.jobs.get('job-1')?.link.url).toBe('https://meet.test/m1');
    expect(findingsOf(next)).toEqual([]);
    world.changeJob('job-1', { link: blank });
    await runUntilQuiet(next);
    expect(world.writes).toHaveLength(writes + 1);
    expect(findingsOf(next)).toEqual(['JOB-0001 link-keeps-vanishing']);
    expect(world.mail).toHaveLength(1);
  });
});

describe('a ledger of its own for each ReadyMeet', () => {
  it('a yielded job that is blank and locked is waited for', async () => {
    const world = new World();
    world.putJob(readyJob());
    const first = world.boot({ ledger: createMemoryLedger('AAAAAA') });
    const second = world.boot({ ledger: createMemoryLedger('BBBBBB') });
    await runUntilQuiet(first);
    const shown = world.jobs.get('job-1')!.link;
    const blank = { url: null, id: null, info: null };
    world.changeJob('job-1', { link: blank });
    world.beforeRequest = (_party, name) => {
      if (name === 'create') world.changeJob('job-1', { link: shown });
    };
    await runUntilQuiet(second);
    world.beforeRequest = () => undefined;
    world.changeJob('job-1', { link: blank, isLocked: true });
    await runUntilQuiet(second);
    expect(findingsOf(second)).toEqual(['JOB-0001 job-locked']);
    const kept = await second.ledger.recordsOf('tenant-1', ['job-1']);
    expect(kept).toMatchObject({ ok: true, value: [{ link: { state: 'yielded' } }] });
  });
});
