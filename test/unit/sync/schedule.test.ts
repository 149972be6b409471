import { expect, test } from 'vitest';
import { passForever } from '../../../main/sync/schedule.ts';
import { readyJob } from '../../fakes/jobs.ts';
import { runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

const POLL_MS = 5_000;
const LOG = { passed: () => undefined, failed: () => undefined };

/** A world in which every look takes so long; `begins` are the instants at which looks begin. */
function worldOfSlowLooks(lookMs: number, onLook: (count: number) => void) {
  const world = new World();
  const begins: number[] = [];
  world.beforeRequest = (_, name) => {
    if (name !== 'observe') return;
    begins.push(world.nowMs);
    world.nowMs += lookMs;
    onLook(begins.length);
  };
  return { world, begins };
}

function gapsOf(instants: readonly number[]): readonly number[] {
  return instants.slice(1).map((atMs, index) => atMs - (instants[index] ?? 0));
}

test.each([
  ['follow each other as they are set where they are quick', 0, POLL_MS],
  ['rest ten times as long as they take', 4_000, 44_000],
  ['rest no longer than a minute', 20_000, 80_000],
])('looks of a service that runs on %s', async (_, lookMs, gapMs) => {
  const stopping = new AbortController();
  const { world, begins } = worldOfSlowLooks(lookMs, (count) => {
    if (count === 4) stopping.abort();
  });
  const { engine, clock } = world.boot();
  await passForever(engine, clock, () => 0.5, POLL_MS, LOG, stopping.signal);
  expect(gapsOf(begins)).toEqual([gapMs, gapMs, gapMs]);
});

test.each([
  ['15 seconds', 0, 15_000],
  ['ten times what the last look took', 4_000, 44_000],
])('a single run that is held up looks again after %s', async (_, lookMs, gapMs) => {
  const gate = Promise.withResolvers<undefined>();
  const { world, begins } = worldOfSlowLooks(lookMs, (count) => {
    if (count === 3) gate.resolve(undefined);
  });
  world.mailGate = gate.promise;
  world.putJob(readyJob());
  await runUntilQuiet(world.boot());
  expect(gapsOf(begins.slice(0, 3))).toEqual([gapMs, gapMs]);
  expect(world.mail).toHaveLength(1);
});
