import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MONDAY_MS, readyJob } from '../../fakes/jobs.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';
const START_MS = MONDAY_MS + 3 * DAY_MS;

async function madeInTime(): Promise<{ world: World; pc: Pc }> {
  const world = new World();
  world.putJob(readyJob({ startMs: START_MS, endMs: START_MS + HOUR_MS }));
  const pc = world.boot();
  await runUntilQuiet(pc);
  return { world, pc };
}

function looksOf(world: World): number {
  return world.requests.filter((request) => request === 'provider stands').length;
}

/** Passes from now to the given time before the start, every ten minutes. */
async function passUntil(world: World, pc: Pc, beforeStartMs: number): Promise<void> {
  while (world.nowMs < START_MS - beforeStartMs) {
    world.nowMs += 10 * 60_000;
    await runUntilQuiet(pc);
  }
}

describe('a meeting that starts soon', () => {
  it('that somebody deleted at the provider: a new one, its link, and the guest is told', async () => {
    const { world, pc } = await madeInTime();
    world.meetings[0]!.isCancelled = true;
    await passUntil(world, pc, 25 * HOUR_MS);
    expect(world.meetings).toHaveLength(1);
    await passUntil(world, pc, 23 * HOUR_MS);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m2']);
    expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    expect(
      world.mailTo(ANN).map(({ method, sequence, content }) => [method, sequence, content.joinUrl]),
    ).toEqual([
      ['REQUEST', 0, 'https://meet.test/m1'],
      ['REQUEST', 1, 'https://meet.test/m2'],
    ]);
    expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
    expect(findingsOf(pc)).toEqual([]);
  });

  it('is looked at a few times in its last day, once of them in its last hour, and Skedulo no more than ever', async () => {
    const { world, pc } = await madeInTime();
    await passUntil(world, pc, 24 * HOUR_MS + 10 * 60_000);
    expect(looksOf(world)).toBe(0);
    await passUntil(world, pc, HOUR_MS + 10 * 60_000);
    expect(looksOf(world)).toBe(3);
    await passUntil(world, pc, 0);
    expect(looksOf(world)).toBe(4);
    const before = world.requests.length;
    world.nowMs += 10 * 60_000;
    await runUntilQuiet(pc);
    expect(world.requests.slice(before)).toEqual(['read observe']);
    expect(world.requests.filter((request) => request === 'read reread')).toHaveLength(2);
  });

  it('is not looked at again because of a restart', async () => {
    const { world, pc } = await madeInTime();
    await passUntil(world, pc, 20 * HOUR_MS);
    expect(looksOf(world)).toBe(1);
    await runUntilQuiet(world.boot({ ledger: pc.ledger }));
    expect(looksOf(world)).toBe(1);
  });

  it('made within the last hour is not looked at', async () => {
    const world = new World();
    world.putJob(readyJob({ startMs: MONDAY_MS + HOUR_MS / 2, endMs: MONDAY_MS + HOUR_MS }));
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.nowMs += HOUR_MS / 4;
    await runUntilQuiet(pc);
    expect(looksOf(world)).toBe(0);
  });

  it.each(['refuse', 'fail-before'] as const)(
    'a look that fails (%s) says nothing: nothing changes, nobody is bothered, it is made again hours later',
    async (fate) => {
      const { world, pc } = await madeInTime();
      world.meetings[0]!.isCancelled = true;
      world.fate = (_party, name) => (name === 'stands' ? fate : 'work');
      await passUntil(world, pc, 17 * HOUR_MS);
      expect(looksOf(world)).toBe(1);
      expect(findingsOf(pc)).toEqual([]);
      expect(world.meetings).toHaveLength(1);
      world.fate = () => 'work';
      await passUntil(world, pc, 15 * HOUR_MS);
      expect(looksOf(world)).toBe(2);
      expect(world.jobs.get('job-1')?.link.id).toBe('Teams:m2');
    },
  );

  it('of a job that left Ready or carries another link is not looked at', async () => {
    const { world, pc } = await madeInTime();
    world.changeJob('job-1', { status: 'Dispatched' });
    await passUntil(world, pc, 10 * HOUR_MS);
    world.changeJob('job-1', {
      status: 'Ready',
      link: { url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null },
    });
    await passUntil(world, pc, 0);
    expect(looksOf(world)).toBe(0);
  });

  it('that another account made is not looked at: to this one it would seem to be gone', async () => {
    const { world, pc } = await madeInTime();
    world.policyChanges = { accountSinceMs: world.nowMs + HOUR_MS };
    const next = world.boot({ ledger: pc.ledger });
    world.meetings[0]!.isCancelled = true;
    await passUntil(world, next, HOUR_MS / 2);
    expect(looksOf(world)).toBe(0);
    expect(world.meetings).toHaveLength(1);
  });
});
