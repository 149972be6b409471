import { expect, it } from 'vitest';
import { readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

it('stopping breaks off what does not end by itself once the deadline is over, and the next start completes it', async () => {
  const world = new World();
  const ledger = createMemoryLedger();
  world.putJob(readyJob());
  world.isProviderSilent = true;
  const asked = Promise.withResolvers<void>();
  world.beforeRequest = (party) => {
    if (party === 'provider') asked.resolve();
  };
  const pc = world.boot({ ledger });
  await pc.engine.pass();
  await asked.promise;
  const beganMs = world.nowMs;
  await pc.engine.stop(10_000);
  expect(world.nowMs - beganMs).toBe(10_000);
  expect(pc.engine.isBusy).toBe(false);
  expect(world.meetings).toHaveLength(0);

  world.isProviderSilent = false;
  const requestCount = world.requests.length;
  await runUntilQuiet(world.boot({ ledger }));
  // Whether the first request took effect was not known: the meeting is looked for before it is asked for again.
  expect(world.requests.slice(requestCount).filter((request) => request.startsWith('provider'))).toEqual([
    'provider find',
    'provider create',
  ]);
  expect(world.liveMeetings()).toHaveLength(1);
  expect(world.mail).toHaveLength(1);
});
