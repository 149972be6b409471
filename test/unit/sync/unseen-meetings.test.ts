import { describe, expect, it } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import { DAY_MS, HOUR_MS, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Pc } from '../../fakes/world.ts';

const LEFT_BEHIND = ['JOB-0001 meeting-left-behind'];

function wordsOf(pc: Pc): string {
  return pc.engine
    .reports()
    .flatMap(({ findings }) => findings.map(({ message }) => message))
    .join(' ');
}

async function historyOf(pc: Pc): Promise<readonly string[]> {
  const history = await pc.ledger.history('tenant-1', 'job-1', 100);
  return history.ok ? history.value.map(({ action }) => action) : [];
}

/** The process dies when the provider has made the meeting and before it could say so. */
async function diedWhileCreating(kind: ProviderKind): Promise<{ world: World; pc: Pc }> {
  const world = new World();
  world.providerKind = kind;
  world.putJob(readyJob());
  const pc = world.boot({ ledger: createMemoryLedger() });
  world.fate = (_party, name) => (name === 'create' ? 'die-after' : 'work');
  await Promise.race([runUntilQuiet(pc), world.death()]);
  world.fate = () => 'work';
  world.nowMs += HOUR_MS;
  return { world, pc };
}

function bobs(world: World, pc: Pc): Pc {
  world.policyChanges = { accountSinceMs: world.nowMs };
  world.nowMs += 60_000;
  return world.boot({ ledger: pc.ledger, account: 'bob@office.test' });
}

describe('a creation in doubt while the account is changed', () => {
  it.each(['zoom', 'meet'] as const)('from Teams to %s is reported until its time is over', async (kind) => {
    const { world, pc } = await diedWhileCreating('teams');
    world.providerKind = kind;
    const next = bobs(world, pc);
    await runUntilQuiet(next);
    expect(world.meetings).toHaveLength(2);
    expect(world.jobs.get('job-1')?.link.url).toBe('https://meet.test/m2');
    expect(findingsOf(next)).toEqual(LEFT_BEHIND);
    expect(wordsOf(next)).toContain('may still stand');
    expect(await historyOf(next)).toContain('creation-in-doubt');
    // Nobody can be asked about it: a restart asks nobody either.
    const again = world.boot({ ledger: pc.ledger, account: 'bob@office.test' });
    const from = world.requests.length;
    await runUntilQuiet(again);
    expect(world.requests.slice(from)).toEqual(['read observe']);
    expect(findingsOf(again)).toEqual(LEFT_BEHIND);
    world.nowMs += 30 * DAY_MS;
    await runUntilQuiet(again);
    expect(findingsOf(again)).toEqual([]);
  });

  it('is reported where only the kind tells: the instant of the change is not always known', async () => {
    const { world, pc } = await diedWhileCreating('teams');
    world.providerKind = 'zoom';
    const next = world.boot({ ledger: pc.ledger, account: 'bob@office.test' });
    await runUntilQuiet(next);
    expect(findingsOf(next)).toEqual(LEFT_BEHIND);
  });

  it('is reported for another account of the same provider, and where the job was cancelled meanwhile', async () => {
    const { world, pc } = await diedWhileCreating('zoom');
    world.changeJob('job-1', { status: 'Cancelled' });
    const next = bobs(world, pc);
    await runUntilQuiet(next);
    expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m1']);
    expect(findingsOf(next)).toEqual(LEFT_BEHIND);
    expect(await historyOf(next)).not.toContain('creation-given-up');
  });

  it('is found as ever where the account is the same', async () => {
    const { world, pc } = await diedWhileCreating('zoom');
    const next = world.boot({ ledger: pc.ledger });
    await runUntilQuiet(next);
    expect(world.meetings).toHaveLength(1);
    expect(findingsOf(next)).toEqual([]);
  });
});

describe('removing a meeting that another account of the provider made', () => {
  async function madeByAnn(): Promise<{ world: World; pc: Pc }> {
    const world = new World();
    world.putJob(readyJob());
    const pc = world.boot();
    await runUntilQuiet(pc);
    world.nowMs += HOUR_MS;
    return { world, pc };
  }

  it('is not called done, and is tried again when the account is back', async () => {
    const { world, pc } = await madeByAnn();
    const next = bobs(world, pc);
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(next);
    expect(findingsOf(next)).toEqual(LEFT_BEHIND);
    expect(wordsOf(next)).toContain('whether it does is not known');
    expect(await historyOf(next)).toContain('meeting-out-of-sight');
    expect(await historyOf(next)).not.toContain('meeting-cancelled');
    expect(world.jobs.get('job-1')?.link.url).toBeNull();
    expect(world.mail.at(-1)?.method).toBe('CANCEL');

    world.nowMs += HOUR_MS;
    const later = world.boot({ ledger: pc.ledger, account: 'bob@office.test' });
    await runUntilQuiet(later);
    expect(findingsOf(later)).toEqual(LEFT_BEHIND);

    world.policyChanges = { accountSinceMs: world.nowMs };
    world.nowMs += HOUR_MS;
    const back = world.boot({ ledger: pc.ledger });
    await runUntilQuiet(back);
    expect(world.liveMeetings()).toEqual([]);
    expect(findingsOf(back)).toEqual([]);
    expect(await historyOf(back)).toContain('meeting-cancelled');
  });

  it('is done at once where the account can see it after all, as after signing in to the same one', async () => {
    const { world, pc } = await madeByAnn();
    world.policyChanges = { accountSinceMs: world.nowMs };
    const next = world.boot({ ledger: pc.ledger });
    world.changeJob('job-1', { status: 'Cancelled' });
    await runUntilQuiet(next);
    expect(world.liveMeetings()).toEqual([]);
    expect(findingsOf(next)).toEqual([]);
  });
});
