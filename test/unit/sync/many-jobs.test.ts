import { expect, it } from 'vitest';
import { inputFailure, failed } from '../../../main/sync/failure.ts';
import { known, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

const HOUR_MS = 3_600_000;

function officeOf(count: number): World {
  const world = new World();
  for (let index = 0; index < count; index += 1) {
    const id = `job-${String(index)}`;
    const job = readyJob({ id, name: `JOB-${String(index)}`, contact: known(id, `${id}@customer.test`) });
    // The last one begins first.
    const startMs = (job.startMs ?? 0) + (count - index) * HOUR_MS;
    world.putJob({ ...job, startMs, endMs: startMs + HOUR_MS });
  }
  return world;
}

function addressesIn(world: World): readonly string[] {
  return world.mail.map(({ guest }) => guest.address);
}

function expectEachOnce(world: World, count: number): void {
  expect([world.meetings.length, world.writes.length, world.mail.length]).toEqual([count, count, count]);
  expect(new Set(addressesIn(world)).size).toBe(count);
}

/** Lets everything go on that waits for nothing outside. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('does everything once for more jobs than are compared at a time, and then nothing', async () => {
  const world = officeOf(600);
  const pc = world.boot();
  await runUntilQuiet(pc);
  expectEachOnce(world, 600);
  const done = world.requests.length;
  await runUntilQuiet(pc);
  expect(world.requests.slice(done)).toEqual(['read observe']);
});

it('is not held up by a mail server that takes nothing: every job gets its link', async () => {
  const world = officeOf(150);
  const gate = Promise.withResolvers<undefined>();
  world.mailGate = gate.promise;
  const pc = world.boot();
  await pc.engine.pass();
  await settle();
  expect([world.meetings.length, world.writes.length, world.mail.length]).toEqual([150, 150, 0]);
  // Of those who wait for the mail server only a few are held.
  expect(world.requests.filter((name) => name.startsWith('mail')).length).toBeLessThanOrEqual(32);
  // Another look meanwhile begins nothing twice.
  await pc.engine.pass();
  await settle();
  gate.resolve(undefined);
  await pc.engine.idle();
  expectEachOnce(world, 150);
});

it('sends what was left over after a start, soonest meeting first', async () => {
  const world = officeOf(120);
  const ledger = createMemoryLedger();
  world.mailGate = Promise.withResolvers<undefined>().promise;
  await world.boot({ ledger }).engine.pass();
  await settle();
  world.kill();
  world.mailGate = Promise.resolve();
  const next = world.boot({ ledger });
  await runUntilQuiet(next);
  expectEachOnce(world, 120);
  const order = addressesIn(world).map((address) => Number(/\d+/.exec(address)?.[0]));
  expect(Math.min(...order.slice(0, 16))).toBeGreaterThan(80);
});

it('stops with jobs waiting for the mail server, and goes on at the next start', async () => {
  const world = officeOf(120);
  const ledger = createMemoryLedger();
  const gate = Promise.withResolvers<undefined>();
  world.mailGate = gate.promise;
  const pc = world.boot({ ledger });
  await pc.engine.pass();
  await settle();
  const stopped = pc.engine.stop(1_000);
  gate.resolve(undefined);
  await stopped;
  expect(pc.engine.isBusy).toBe(false);
  expect(world.mail.length).toBeLessThan(120);
  await runUntilQuiet(world.boot({ ledger }));
  expectEachOnce(world, 120);
});

it('tells where the ledger cannot be read when their turn has come', async () => {
  const world = officeOf(120);
  const inner = createMemoryLedger();
  let isBroken = false;
  const broken = failed(inputFailure({ party: 'ledger', code: 'disk-error', message: 'Broken.' }));
  const ledger = {
    ...inner,
    recordsOf: (tenantId: string, jobIds: readonly string[]) =>
      isBroken ? Promise.resolve(broken) : inner.recordsOf(tenantId, jobIds),
  };
  const gate = Promise.withResolvers<undefined>();
  world.mailGate = gate.promise;
  const pc = world.boot({ ledger });
  await pc.engine.pass();
  await settle();
  isBroken = true;
  gate.resolve(undefined);
  await pc.engine.idle();
  expect(pc.engine.haltedBy?.code).toBe('disk-error');
  isBroken = false;
  await runUntilQuiet(pc);
  expectEachOnce(world, 120);
});

it('sends every invitation, also of jobs that came to wait for the mail server while another look was made', async () => {
  const world = officeOf(150);
  const mail = Promise.withResolvers<undefined>();
  world.mailGate = mail.promise;
  const kept = createMemoryLedger();
  const looking = Promise.withResolvers<undefined>();
  let looks = 0;
  const ledger: typeof kept = {
    ...kept,
    async activeJobIds(tenantId) {
      looks += 1;
      if (looks === 2) await looking.promise;
      return kept.activeJobIds(tenantId);
    },
  };
  const pc = world.boot({ ledger });
  await pc.engine.pass();
  const secondLook = pc.engine.pass();
  await settle();
  expect([world.writes.length, world.mail.length]).toEqual([150, 0]);
  looking.resolve(undefined);
  await secondLook;
  mail.resolve(undefined);
  // No further look: what is quiet now counts as done.
  await pc.engine.idle();
  expectEachOnce(world, 150);
});
