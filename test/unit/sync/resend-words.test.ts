import { describe, expect, it } from 'vitest';
import type { Result } from '../../../main/sync/failure.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS } from '../../fakes/jobs.ts';
import { runUntilQuiet, worldWithOneJob } from '../../fakes/run.ts';
import type { Pc } from '../../fakes/world.ts';

const ANN = 'ann.lee@customer.test';

function resend(pc: Pc, address: string): Promise<Result<void>> {
  return pc.engine.resend('job-1', { address, actor: 'Admin' }, new AbortController().signal);
}

async function detailsOf(pc: Pc): Promise<readonly string[]> {
  const history = await pc.ledger.history('tenant-1', 'job-1', 100);
  return history.ok ? history.value.map(({ detail }) => detail) : [];
}

describe('the words of an invitation that is sent again', () => {
  it('says again what the last message said: an update stays an update, before and after a crash', async () => {
    const { world, pc } = await worldWithOneJob();
    world.nowMs += HOUR_MS;
    world.changeJob('job-1', { startMs: MONDAY_MS + 2 * DAY_MS, endMs: MONDAY_MS + 2 * DAY_MS + HOUR_MS });
    world.nowMs += HOUR_MS;
    await runUntilQuiet(pc);
    expect(await resend(pc, ANN)).toEqual({ ok: true, value: undefined });
    world.fate = (_party, name) => (name === `send ${ANN}` ? 'die-after' : 'work');
    await Promise.race([resend(pc, ANN), world.death()]);
    world.fate = () => 'work';
    await runUntilQuiet(world.boot({ ledger: pc.ledger }));
    expect(world.mailTo(ANN).map(({ kind }) => kind)).toEqual([
      'request',
      'update',
      'update',
      'update',
      'update',
    ]);
    expect(await detailsOf(pc)).toContainEqual(
      expect.stringContaining('Sent the update to Ann.Lee@customer.test again.'),
    );
  });

  it('of a first request in doubt after a crash is no update: nothing has changed', async () => {
    const { world, pc } = await worldWithOneJob();
    world.fate = (_party, name) => (name === `send ${ANN}` ? 'die-after' : 'work');
    await Promise.race([resend(pc, ANN), world.death()]);
    world.fate = () => 'work';
    await runUntilQuiet(world.boot({ ledger: pc.ledger }));
    expect(world.mailTo(ANN).map(({ kind }) => kind)).toEqual(['request', 'request', 'request']);
  });
});
