import { describe, expect, it } from 'vitest';
import { HOUR_MS, known, readyJob } from '../../fakes/jobs.ts';
import { runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';
const MINUTE_MS = 60_000;

/** A job that starts in ten minutes and takes ten. */
function soon(world: World, id = 'job-1', address = ANN): void {
  const startMs = world.nowMs + 10 * MINUTE_MS;
  world.putJob(
    readyJob({ id, name: id, startMs, endMs: startMs + 10 * MINUTE_MS, contact: known(id, address) }),
  );
}

async function begun(world: World): Promise<Pc> {
  const pc = world.boot();
  await runUntilQuiet(pc);
  return pc;
}

const methodsTo = (world: World, address: string): readonly string[] =>
  world.mailTo(address).map(({ method, sequence }) => `${method} ${String(sequence)}`);

describe('a meeting that has ended', () => {
  it('and whose job is cancelled before anybody looked again: nothing is sent or undone', async () => {
    const world = new World();
    soon(world);
    const pc = await begun(world);
    world.nowMs += HOUR_MS;
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(pc);
    expect(methodsTo(world, ANN)).toEqual(['REQUEST 0']);
    expect(world.liveMeetings()).toHaveLength(1);
    expect(world.jobs.get('job-1')?.link.url).not.toBeNull();
  });

  it('while its messages waited for the mail server: they are not sent any more', async () => {
    const world = new World();
    for (let index = 0; index < 12; index += 1) {
      soon(world, `job-${String(index)}`, `g${String(index)}@customer.test`);
    }
    let isFirst = true;
    world.beforeRequest = (party) => {
      if (party !== 'mail' || !isFirst) return;
      isFirst = false;
      world.nowMs += HOUR_MS;
    };
    await begun(world);
    // Those that were being handed over already.
    expect(world.mail.length).toBeGreaterThan(0);
    expect(world.mail.length).toBeLessThanOrEqual(4);
  });
});

describe('a change of a job', () => {
  it.each([
    ['soon', true, 10 * MINUTE_MS],
    ['later', false, 24 * HOUR_MS],
  ])('whose meeting starts %s: passed on at once is %s', async (_when, isAtOnce, inMs) => {
    const world = new World();
    world.policyChanges = { foldChangesMs: 30_000 };
    const startMs = world.nowMs + inMs;
    world.putJob(readyJob({ startMs, endMs: startMs + HOUR_MS, lastModifiedMs: world.nowMs - HOUR_MS }));
    const pc = await begun(world);
    world.changeJob('job-1', { startMs: startMs + MINUTE_MS });
    const changedMs = world.nowMs;
    await runUntilQuiet(pc);
    expect(methodsTo(world, ANN)).toEqual(['REQUEST 0', 'REQUEST 1']);
    expect((world.mail.at(-1)?.atMs ?? 0) - changedMs < 5_000).toBe(isAtOnce);
  });
});

it('who comes to a meeting that was replaced at the provider gets the calendar entry that all have', async () => {
  const world = new World();
  world.putJob(readyJob());
  const pc = await begun(world);
  for (const meeting of world.meetings) meeting.isCancelled = true;
  world.changeJob('job-1', { endMs: (readyJob().endMs ?? 0) + HOUR_MS });
  await runUntilQuiet(pc);
  world.changeJob('job-1', { contact: known('Bea', 'bea@customer.test') });
  await runUntilQuiet(pc);
  expect(methodsTo(world, ANN)).toEqual(['REQUEST 0', 'REQUEST 1', 'CANCEL 2']);
  expect(methodsTo(world, 'bea@customer.test')).toEqual(['REQUEST 0']);
  expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
});

it('who may have got a message of which no answer came hears of the cancellation', async () => {
  const world = new World();
  world.putJob(readyJob());
  world.fate = (party) => (party === 'mail' ? 'fail-after' : 'work');
  world.beforeRequest = (party) => {
    if (party === 'mail') world.changeJob('job-1', { status: 'Cancelled' });
  };
  const pc = world.boot();
  await pc.engine.pass();
  await pc.engine.idle();
  world.fate = () => 'work';
  await runUntilQuiet(pc);
  // Copies of a message in doubt are the same message.
  expect([...new Set(methodsTo(world, ANN))]).toEqual(['REQUEST 0', 'CANCEL 1']);
  expect(new Set(world.mail.map(({ messageId }) => messageId)).size).toBe(2);
});
