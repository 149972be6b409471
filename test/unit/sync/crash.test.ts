import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../../main/sync/ports.ts';
import { DAY_MS, HOUR_MS, known, readyJob } from '../../fakes/jobs.ts';
import { createMemoryLedger } from '../../fakes/memory-ledger.ts';
import { findingsOf, runUntilQuiet } from '../../fakes/run.ts';
import { World } from '../../fakes/world.ts';
import type { Fate, Pc } from '../../fakes/world.ts';

const KINDS = ['zoom', 'teams', 'meet'] as const;

function officeOf(kind: (typeof KINDS)[number]): World {
  const world = new World();
  world.providerKind = kind;
  world.putJob(readyJob());
  world.putJob(
    readyJob({
      id: 'job-2',
      name: 'JOB-0002',
      isGroupEvent: true,
      contact: known('Bob', 'bob@customer.test'),
      attendees: [
        { id: 'a1', status: 'Attended', contact: known('Cy', 'cy@customer.test') },
        { id: 'a2', status: 'Cancelled', contact: known('Di', 'di@customer.test') },
      ],
    }),
  );
  world.policyChanges = { enableAttendees: true };
  return world;
}

/** Runs, dying at each of the given request numbers, and at last to the end. Returns the ledger. */
async function runWithDeaths(world: World, deaths: readonly (readonly [number, Fate])[]): Promise<Ledger> {
  const ledger = createMemoryLedger();
  for (const [requestNumber, fate] of deaths) {
    let left = requestNumber;
    world.fate = () => {
      left -= 1;
      return left === 0 ? fate : 'work';
    };
    const death = world.death();
    await Promise.race([runUntilQuiet(world.boot({ ledger })), death]);
    world.nowMs += 5_000;
  }
  world.fate = () => 'work';
  await runUntilQuiet(world.boot({ ledger }));
  return ledger;
}

function expectOneOfEach(world: World, guests: readonly string[]): void {
  for (const job of world.jobs.values()) {
    const live = world.liveMeetings().filter(({ topic }) => topic.endsWith(job.name));
    expect(live).toHaveLength(1);
    expect(job.link.url).toBe(`https://meet.test/${live[0]!.id}`);
  }
  expect(world.liveMeetings()).toHaveLength(world.jobs.size);
  for (const guest of guests) {
    const mails = world.mailTo(guest);
    expect(mails.length).toBeGreaterThan(0);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(new Set(mails.map(({ uid }) => uid)).size).toBe(1);
  }
  expect(world.mailTo('di@customer.test')).toHaveLength(0);
}

const GUESTS = ['ann.lee@customer.test', 'bob@customer.test', 'cy@customer.test'];
const deathArbitrary = fc.tuple(
  fc.integer({ min: 1, max: 45 }),
  fc.constantFrom<Fate>('die-before', 'die-after'),
);

describe('killed at any moment', () => {
  it.each(KINDS)(
    '%s: every single crash point ends with one meeting, one link, one message',
    async (kind) => {
      const calm = officeOf(kind);
      await runWithDeaths(calm, []);
      const requestCount = calm.requests.length;
      expect(requestCount).toBeGreaterThan(20);
      for (let at = 1; at <= requestCount; at += 1) {
        for (const fate of ['die-before', 'die-after'] as const) {
          const world = officeOf(kind);
          await runWithDeaths(world, [[at, fate]]);
          expectOneOfEach(world, GUESTS);
          // A second copy only where the end fell between handing over and recording, and never a third.
          for (const guest of GUESTS) expect(world.mailTo(guest).length).toBeLessThanOrEqual(2);
        }
      }
    },
  );

  it.each(KINDS)('%s: several crashes in a row', async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(deathArbitrary, { maxLength: 6 }), async (deaths) => {
        const world = officeOf(kind);
        await runWithDeaths(world, deaths);
        expectOneOfEach(world, GUESTS);
      }),
      { numRuns: 150 },
    );
  });

  it.each(KINDS)('%s: crashes while jobs move, change guests, and are cancelled', async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(deathArbitrary, { maxLength: 4 }),
        fc.array(deathArbitrary, { maxLength: 4 }),
        async (first, second) => {
          const world = officeOf(kind);
          const ledger = createMemoryLedger();
          const live = async (deaths: readonly (readonly [number, Fate])[]): Promise<void> => {
            for (const [requestNumber, fate] of deaths) {
              let left = requestNumber;
              world.fate = () => ((left -= 1) === 0 ? fate : 'work');
              await Promise.race([runUntilQuiet(world.boot({ ledger })), world.death()]);
              world.nowMs += 5_000;
            }
          };
          await live(first);
          world.changeJob('job-1', { status: 'Cancelled' });
          world.changeJob('job-2', {
            startMs: readyJob().startMs! + HOUR_MS,
            endMs: readyJob().endMs! + HOUR_MS,
            contact: known('Bob', 'bob@new.test'),
          });
          await live(second);
          world.fate = () => 'work';
          await runUntilQuiet(world.boot({ ledger }));
          const live2 = world.liveMeetings();
          expect(live2).toHaveLength(1);
          expect(live2[0]?.startMs).toBe(readyJob().startMs! + HOUR_MS);
          expect(world.jobs.get('job-1')?.link.url).toBeNull();
          expect(world.jobs.get('job-2')?.link.url).toBe(`https://meet.test/${live2[0]!.id}`);
          for (const gone of ['ann.lee@customer.test', 'bob@customer.test']) {
            const last = world.mailTo(gone).at(-1);
            expect(last === undefined || last.method === 'CANCEL').toBe(true);
          }
          for (const stays of ['cy@customer.test', 'bob@new.test']) {
            const last = world.mailTo(stays).at(-1);
            expect(last?.method).toBe('REQUEST');
            expect(last?.content.startMs).toBe(readyJob().startMs! + HOUR_MS);
          }
          for (const guest of new Set(world.mail.map((mail) => mail.guest.address))) {
            const sequences = new Map(
              world.mailTo(guest).map(({ messageId, sequence }) => [messageId, sequence]),
            );
            expect(new Set(sequences.values()).size).toBe(sequences.size);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('answers that fail', () => {
  it.each(KINDS)('%s: failures before and after the effect end in the same state', async (kind) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fate>('work', 'work', 'work', 'fail-before', 'fail-after'), {
          maxLength: 60,
        }),
        async (fates) => {
          const world = officeOf(kind);
          const left = [...fates];
          // The ledger either records or everything stops; that is another test.
          world.fate = (party) => (party === 'ledger' ? 'work' : (left.shift() ?? 'work'));
          const ledger = createMemoryLedger();
          for (let round = 0; round < 4; round += 1) {
            await runUntilQuiet(world.boot({ ledger }));
            world.nowMs += HOUR_MS;
          }
          expectOneOfEach(world, GUESTS);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('stops everything when the ledger cannot record, before any effect it could not remember', async () => {
    const world = officeOf('zoom');
    world.fate = (party) => (party === 'ledger' ? 'fail-before' : 'work');
    const failure = await runUntilQuiet(world.boot());
    expect(failure?.code).toBe('connection-lost');
    expect(world.meetings).toHaveLength(0);
    expect(world.writes).toHaveLength(0);
    expect(world.mail).toHaveLength(0);
  });

  it('keeps making meetings and links while the mail server is down', async () => {
    const world = officeOf('teams');
    world.fate = (party) => (party === 'mail' ? 'fail-before' : 'work');
    const pc = world.boot();
    await runUntilQuiet(pc);
    expect(world.liveMeetings()).toHaveLength(2);
    expect([...world.jobs.values()].every(({ link }) => link.url !== null)).toBe(true);
    expect(world.mail).toHaveLength(0);
    world.fate = () => 'work';
    world.nowMs += DAY_MS / 24;
    await runUntilQuiet(pc);
    expect(world.mail).toHaveLength(3);
  });
});

/** Dies at the given request, counted from now; everything else goes as `otherwise` says. */
function dieAt(
  world: World,
  requestNumber: number,
  fate: Fate,
  otherwise: (name: string) => Fate = () => 'work',
): void {
  let left = requestNumber;
  world.fate = (_party, name) => ((left -= 1) === 0 ? fate : otherwise(name));
}

/**
 * Plays a scene again and again, each time dying at another of its requests, and then goes on with a new process. How
 * many requests the scene makes is found out by letting it live once.
 */
async function atEveryCrashPoint(scene: {
  readonly prepare: (world: World) => Promise<Ledger>;
  readonly play: (pc: Pc) => Promise<unknown>;
  readonly fate?: (name: string) => Fate;
  readonly check: (world: World, pc: Pc) => Promise<void> | void;
}): Promise<void> {
  let last = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = 1; at <= last; at += 1) {
    for (const fate of ['die-before', 'die-after'] as const) {
      const world = new World();
      const ledger = await scene.prepare(world);
      const before = world.requests.length;
      dieAt(world, at, fate, scene.fate);
      const death = world.death();
      const ended = await Promise.race([
        scene.play(world.boot({ ledger })).then(() => 'lived' as const),
        death.then(() => 'died' as const),
      ]);
      if (ended === 'lived') last = Math.min(last, world.requests.length - before);
      else count += 1;
      dieAt(world, 0, fate, scene.fate);
      world.nowMs += 60_000;
      const next = world.boot({ ledger });
      await runUntilQuiet(next);
      await scene.check(world, next);
    }
  }
  expect(count).toBeGreaterThan(2);
}

const ANN = 'ann.lee@customer.test';

async function withOneJob(world: World): Promise<Ledger> {
  const ledger = createMemoryLedger();
  world.putJob(readyJob());
  await runUntilQuiet(world.boot({ ledger }));
  return ledger;
}

/** The one meeting that stands, shown by the job and known to the guest. */
function expectOneMeeting(world: World): void {
  const [live, ...more] = world.liveMeetings();
  expect(more).toEqual([]);
  const url = `https://meet.test/${live?.id ?? ''}`;
  expect(world.jobs.get('job-1')?.link.url).toBe(url);
  expect(world.mailTo(ANN).at(-1)).toMatchObject({ method: 'REQUEST', content: { joinUrl: url } });
}

describe('killed at any moment of something rare', () => {
  it('of sending an invitation again: at most one more message, and nothing is left in doubt', () =>
    atEveryCrashPoint({
      prepare: withOneJob,
      play: (pc) =>
        pc.engine.resend('job-1', { address: null, actor: 'Admin' }, new AbortController().signal),
      async check(world, pc) {
        const mails = world.mailTo(ANN);
        expect(new Set(mails.map(({ messageId }) => messageId)).size).toBeLessThanOrEqual(2);
        expect(mails.length).toBeLessThanOrEqual(3);
        expect(new Set(mails.map(({ uid, sequence }) => `${uid} ${String(sequence)}`)).size).toBe(1);
        expectOneMeeting(world);
        const records = await pc.ledger.recordsOf('tenant-1', ['job-1']);
        expect(records.ok && records.value[0]?.invitations.get(ANN)).toMatchObject({
          sending: null,
          trouble: null,
        });
        const quietFrom = world.requests.length;
        await runUntilQuiet(pc);
        expect(world.requests.slice(quietFrom)).toEqual(['read observe']);
      },
    }));

  it('of making room for the next meeting while the last one cannot be removed', () => {
    const refusing = (name: string): Fate => (name === 'cancel' ? 'refuse' : 'work');
    return atEveryCrashPoint({
      async prepare(world) {
        const ledger = await withOneJob(world);
        world.fate = (_party, name) => refusing(name);
        world.changeJob('job-1', { status: 'Cancelled' });
        await runUntilQuiet(world.boot({ ledger }));
        world.changeJob('job-1', { status: 'Ready' });
        return ledger;
      },
      play: runUntilQuiet,
      fate: refusing,
      async check(world, pc) {
        expect(findingsOf(pc)).toEqual(['JOB-0001 meeting-left-behind']);
        expect(world.liveMeetings().map(({ id }) => id)).toEqual(['m1', 'm2']);
        world.fate = () => 'work';
        world.nowMs += 2 * HOUR_MS;
        await runUntilQuiet(pc);
        expectOneMeeting(world);
        expect(findingsOf(pc)).toEqual([]);
        expect(new Set(world.mail.map(({ messageId }) => messageId)).size).toBe(3);
      },
    });
  });

  it('of replacing a meeting that somebody deleted at the provider', () =>
    atEveryCrashPoint({
      async prepare(world) {
        const ledger = await withOneJob(world);
        world.meetings[0]!.isCancelled = true;
        world.nowMs += 9 * HOUR_MS;
        return ledger;
      },
      play: runUntilQuiet,
      check(world) {
        expectOneMeeting(world);
        expect(world.meetings).toHaveLength(2);
        expect(new Set(world.mail.map(({ uid }) => uid)).size).toBe(1);
        expect(new Set(world.mail.map(({ messageId }) => messageId)).size).toBe(2);
      },
    }));
});
