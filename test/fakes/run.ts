import { passUntilQuiet } from '../../main/sync/schedule.ts';
import type { Failure } from '../../main/sync/failure.ts';
import { readyJob } from './jobs.ts';
import { World } from './world.ts';
import type { Pc } from './world.ts';

/** Lets a PC work until nothing is left that could be done within a minute. */
export function runUntilQuiet(pc: Pc): Promise<Failure | null> {
  return passUntilQuiet(
    pc.engine,
    pc.clock,
    () => 0.5,
    { passed: () => undefined, failed: () => undefined },
    new AbortController().signal,
  );
}

/** What the PC says of its jobs, as `JOB-0001 code`. */
export function findingsOf(pc: Pc): readonly string[] {
  return pc.engine
    .reports()
    .flatMap(({ jobName, findings }) => findings.map(({ code }) => `${jobName} ${code}`))
    .sort();
}

/** A world in which one job has everything it is to have. */
export async function worldWithOneJob(): Promise<{ world: World; pc: Pc }> {
  const world = new World();
  world.putJob(readyJob());
  const pc = world.boot();
  await runUntilQuiet(pc);
  return { world, pc };
}
