import { describe, expect, it } from 'vitest';
import { known, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const GUESTS = Array.from({ length: 20 }, (_, index) => `guest-${String(index)}@customer.test`);

function officeOf(count: number): World {
  const world = new World();
  for (const [index, email] of GUESTS.slice(0, count).entries()) {
    const id = `job-${String(index)}`;
    world.putJob(readyJob({ id, name: `JOB-000${String(index)}`, contact: known(`Guest ${id}`, email) }));
  }
  return world;
}

function countOf(world: World, request: string): number {
  return world.requests.filter((made) => made === request).length;
}

describe('a pause', () => {
  it('begins nothing new: a pass looks, and that is all', async () => {
    const world = officeOf(3);
    const pc = world.boot();
    pc.engine.pause();
    await runUntilQuiet(pc);
    expect(world.requests).toEqual(['read observe']);
    expect(pc.engine.jobsSeen).toBe(3);
  });

  it('lets the step under way finish and record, and nothing after it', async () => {
    const world = officeOf(1);
    const pc = world.boot();
    world.beforeRequest = (_party, name) => {
      if (name === 'create') pc.engine.pause();
    };
    await pc.engine.pass();
    await pc.engine.idle();
    expect(world.meetings).toHaveLength(1);
    expect(world.writes).toHaveLength(0);
    const kept = await pc.ledger.recordsOf('tenant-1', ['job-0']);
    expect(kept).toMatchObject({ ok: true, value: [{ meeting: { state: 'made' } }] });
  });

  it('ends with a look at once, which goes on with what was broken off', async () => {
    const world = officeOf(12);
    const pc = world.boot();
    world.beforeRequest = (party) => {
      if (party === 'mail') pc.engine.pause();
    };
    await pc.engine.pass();
    await pc.engine.idle();
    world.beforeRequest = () => undefined;
    const sent = world.mail.length;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(12);
    const looks = countOf(world, 'read observe');
    // No pass but the one that resuming makes.
    expect(await pc.engine.resume()).toEqual({ ok: true, value: undefined });
    await pc.engine.idle();
    expect(countOf(world, 'read observe')).toBe(looks + 1);
    expect(world.liveMeetings()).toHaveLength(12);
    expect(world.writes).toHaveLength(12);
    expect(world.mail.map(({ guest }) => guest.address).sort()).toEqual(GUESTS.slice(0, 12).sort());
    expect(findingsOf(pc)).toEqual([]);
  });

  it('ends by what is true then, not by what was seen before it', async () => {
    const world = officeOf(20);
    const pc = world.boot();
    world.beforeRequest = (_party, name) => {
      if (name === 'create') pc.engine.pause();
    };
    await pc.engine.pass();
    await pc.engine.idle();
    world.beforeRequest = () => undefined;
    const made = world.meetings.length;
    expect(made).toBeLessThan(20);
    for (const id of world.jobs.keys()) world.changeJob(id, { status: 'Cancelled' });
    await pc.engine.resume();
    await pc.engine.idle();
    expect(world.meetings).toHaveLength(made);
    expect(world.liveMeetings()).toHaveLength(0);
    expect(world.mail).toHaveLength(0);
  });

  it('that ends while a pass is under way: what that pass could not know of is done all the same', async () => {
    const world = officeOf(4);
    const pc = world.boot();
    world.beforeRequest = (party) => {
      if (party === 'mail') pc.engine.pause();
    };
    await pc.engine.pass();
    let resumed: Promise<unknown> = Promise.resolve();
    world.beforeRequest = (_party, name) => {
      if (name === 'observe') resumed = pc.engine.resume();
    };
    await pc.engine.idle();
    await pc.engine.pass();
    await resumed;
    await pc.engine.idle();
    expect(world.mail).toHaveLength(4);
    expect(new Set(world.mail.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('that begins and ends during one look: nothing is begun by what was seen before it', async () => {
    const world = officeOf(4);
    const kept = createMemoryLedger();
    let pc: Pc | null = null;
    let resumed: Promise<unknown> = Promise.resolve();
    let reads = 0;
    const ledger: typeof kept = {
      ...kept,
      // Read after the jobs were seen, and before anything is begun for them.
      recordsOf(tenantId, jobIds) {
        reads += 1;
        if (reads === 1) {
          pc?.engine.pause();
          for (const id of world.jobs.keys()) world.changeJob(id, { status: 'Cancelled' });
          resumed = pc?.engine.resume() ?? resumed;
        }
        return kept.recordsOf(tenantId, jobIds);
      },
    };
    pc = world.boot({ ledger });
    await pc.engine.pass();
    await resumed;
    await pc.engine.idle();
    expect(countOf(world, 'read observe')).toBe(2);
    expect(world.meetings).toHaveLength(0);
  });

  it('takes nothing away that is said of a job whose messages wait', async () => {
    const world = officeOf(20);
    const bad = { id: 'a1', status: 'Attended', contact: known('Bob', 'not an address') };
    for (const id of world.jobs.keys()) world.changeJob(id, { isGroupEvent: true, attendees: [bad] });
    world.policyChanges = { enableAttendees: true };
    const kept = createMemoryLedger();
    let pc: Pc | null = null;
    let readsLeft = Number.POSITIVE_INFINITY;
    const ledger: typeof kept = {
      ...kept,
      recordsOf(tenantId, jobIds) {
        // The first one compares the jobs; those that only have messages left are taken up by another.
        readsLeft -= 1;
        if (readsLeft === 0) pc?.engine.pause();
        return kept.recordsOf(tenantId, jobIds);
      },
    };
    world.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
    pc = world.boot({ ledger });
    await pc.engine.pass();
    await pc.engine.idle();
    const said = findingsOf(pc).filter((line) => line.endsWith('bad-address'));
    expect(said).toHaveLength(20);
    world.fate = () => 'work';
    world.nowMs += 10 * 60_000;
    readsLeft = 2;
    await pc.engine.pass();
    await pc.engine.idle();
    expect([readsLeft, world.mail.length]).toEqual([0, 0]);
    expect(findingsOf(pc).filter((line) => line.endsWith('bad-address'))).toEqual(said);
  });

  it('that ends while Skedulo is down says so, and the next pass goes on', async () => {
    const world = officeOf(2);
    const pc = world.boot();
    pc.engine.pause();
    await pc.engine.pass();
    world.fate = (party) => (party === 'read' ? 'fail-before' : 'work');
    expect(await pc.engine.resume()).toMatchObject({ ok: false, failure: { code: 'connection-lost' } });
    expect(world.meetings).toHaveLength(0);
    world.fate = () => 'work';
    await runUntilQuiet(pc);
    expect(world.mail).toHaveLength(2);
  });

  it('is not ended by a look, nor by resuming what was stopped', async () => {
    const world = officeOf(1);
    const pc = world.boot();
    pc.engine.pause();
    await pc.engine.pass();
    await pc.engine.stop(1_000);
    await pc.engine.resume();
    await pc.engine.idle();
    expect(world.requests).toEqual(['read observe']);
  });
});
