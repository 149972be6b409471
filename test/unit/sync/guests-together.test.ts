import { describe, expect, it } from 'vitest';
import { failed, localFailure } from '../../../main/sync/failure.ts';
import { Lane } from '../../../main/sync/lane.ts';
import type { Ledger, LedgerChange } from '../../../main/sync/ports.ts';
import { known, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';

/** One group event; the fakes' mail server has four places. */
function officeWith(guests: number): World {
  const world = new World();
  const attendees = Array.from({ length: guests }, (_, index) => ({
    id: `a${String(index)}`,
    status: 'Attended',
    contact: known(`Guest ${String(index)}`, `g${String(index)}@customer.test`),
  }));
  world.putJob(readyJob({ isGroupEvent: true, contact: { kind: 'none' }, attendees }));
  world.policyChanges = { enableAttendees: true };
  return world;
}

/** Keeps what is committed; `refuse` says of which changes the ledger cannot take in. */
function watched(refuse: (change: LedgerChange) => boolean = () => false): {
  readonly ledger: Ledger;
  readonly changes: LedgerChange[];
} {
  const changes: LedgerChange[] = [];
  const inner = createMemoryLedger();
  const commit: Ledger['commit'] = async (change) => {
    changes.push(change);
    if (!refuse(change)) return inner.commit(change);
    return failed(localFailure({ party: 'ledger', code: 'disk-full', message: 'The disk is full.' }));
  };
  return { ledger: { ...inner, commit }, changes };
}

function intentsIn(changes: readonly LedgerChange[]): readonly (readonly string[])[] {
  return changes
    .map(({ record, changedAddresses }) =>
      changedAddresses.filter((address) => (record.invitations.get(address)?.sending ?? null) !== null),
    )
    .filter((addresses) => addresses.length > 0);
}

function sentIn(changes: readonly LedgerChange[]): readonly string[] {
  return [...(changes.at(-1)?.record.invitations.values() ?? [])]
    .filter(({ sent }) => sent !== null)
    .map(({ address }) => address);
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('the guests of one job', () => {
  it('are written to several at a time, with one intent for those that go out together', async () => {
    const world = officeWith(10);
    const { ledger, changes } = watched();
    await runUntilQuiet(world.boot({ ledger }));
    expect(world.mail.map(({ guest }) => guest.address).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => `g${String(index)}@customer.test`),
    );
    expect(intentsIn(changes).map((addresses) => addresses.length)).toEqual([4, 4, 2]);
    expect(sentIn(changes)).toHaveLength(10);
  });

  it('are recorded each as soon as its message is accepted: a slow one leaves no other in doubt', async () => {
    const world = officeWith(4);
    const slow = Promise.withResolvers<undefined>();
    world.mailGates.set('g1@customer.test', slow.promise);
    const { ledger, changes } = watched();
    const pc = world.boot({ ledger });
    await pc.engine.pass();
    await settle();
    expect(sentIn(changes)).toEqual(['g0@customer.test', 'g2@customer.test', 'g3@customer.test']);
    slow.resolve(undefined);
    await pc.engine.idle();
    expect(sentIn(changes)).toHaveLength(4);
  });

  it('leave their places as they go: a slow one keeps no more than its own from other jobs', async () => {
    const world = officeWith(4);
    const slow = Promise.withResolvers<undefined>();
    world.mailGates.set('g1@customer.test', slow.promise);
    const pc = world.boot();
    await pc.engine.pass();
    await settle();
    for (const id of ['job-2', 'job-3', 'job-4']) {
      const gate = world.mailGates;
      gate.set(`${id}@customer.test`, slow.promise);
      world.putJob(readyJob({ id, name: id.toUpperCase(), contact: known(id, `${id}@customer.test`) }));
    }
    world.putJob(readyJob({ id: 'job-5', name: 'JOB-0005', contact: known('Eve', 'eve@customer.test') }));
    world.mailGates.delete('job-4@customer.test');
    await pc.engine.pass();
    await settle();
    expect(world.mailTo('eve@customer.test')).toHaveLength(1);
    expect(world.mailTo('job-4@customer.test')).toHaveLength(1);
    slow.resolve(undefined);
    await pc.engine.idle();
    expect(world.mail).toHaveLength(8);
  });

  it('each have their own trouble: a refused address keeps nobody else from the invitation', async () => {
    const world = officeWith(4);
    world.fate = (_, name) => (name === 'send g2@customer.test' ? 'refuse' : 'work');
    const { ledger, changes } = watched();
    await runUntilQuiet(world.boot({ ledger }));
    expect(sentIn(changes)).toEqual(['g0@customer.test', 'g1@customer.test', 'g3@customer.test']);
    const refused = changes.at(-1)?.record.invitations.get('g2@customer.test');
    expect(refused).toMatchObject({ sending: null, sent: null, trouble: { code: 'refused' } });
  });

  it('get nothing where the intent cannot be recorded, and nothing more where a result cannot', async () => {
    const first = officeWith(6);
    const { ledger } = watched((change) => intentsIn([change]).length > 0);
    expect(await runUntilQuiet(first.boot({ ledger }))).toMatchObject({ code: 'disk-full' });
    expect(first.mail).toHaveLength(0);

    const second = officeWith(6);
    const full = watched((change) => sentIn([change]).length > 0);
    expect(await runUntilQuiet(second.boot({ ledger: full.ledger }))).toMatchObject({ code: 'disk-full' });
    expect(second.mail).toHaveLength(4);
    // The four are in doubt: once the disk has room they go out again, under the same Message-IDs.
    const records = await full.ledger.activeRecords('tenant-1');
    if (!records.ok) throw new Error('The ledger cannot be read.');
    const inDoubt = [...(records.value[0]?.invitations.values() ?? [])].map(
      ({ sending }) => sending?.messageId,
    );
    expect(inDoubt).toEqual(second.mail.map(({ messageId }) => messageId));
  });
});

describe('a place that nobody needs', () => {
  const clock = { nowMs: () => 0 };

  it('is given while there is one, and not when somebody waits, when it is closed, or after the stop', async () => {
    const lane = new Lane(2, clock, () => 0.5);
    const entry = await lane.enter(0);
    const leave = lane.enterIfFree();
    expect(leave).not.toBeNull();
    expect(lane.enterIfFree()).toBeNull();
    const waiting = lane.enter(1);
    leave?.();
    leave?.();
    expect((await waiting).kind).toBe('entered');
    expect(lane.enterIfFree()).toBeNull();
    if (entry.kind === 'entered') entry.leave();
    const again = lane.enterIfFree();
    expect(again).not.toBeNull();
    again?.();
    lane.noteFailure({
      ...localFailure({ party: 'mail', code: 'down', message: 'Down.' }),
      scope: 'party',
      isTemporary: false,
    });
    expect(lane.enterIfFree()).toBeNull();
    lane.tryAgain();
    lane.stop();
    expect(lane.enterIfFree()).toBeNull();
  });
});
