import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';
import type { ServiceOutput } from './service-rig.ts';
import {
  findLinkMismatches,
  HOUR_MS,
  KINDS,
  letSettle,
  liveMeetings,
  openWorld,
  passOnce,
  startService,
} from './service-rig.ts';

const KILLS = 9;
/** Of them, so many must have found the service at work; the others came when it had just ended. */
const LEAST_KILLED = 4;
/** Mail connections at the same time, each of which may have a message under way when the process dies. */
const MAIL_CONNECTIONS = 3;
/** 128 and the number of SIGKILL. */
const SIGKILLED = 137;
const JOBS_AT_FIRST = 6;
const JOBS_A_ROUND = 2;

/** Numbers from 0 to 1 that a seed determines (Mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What people in the office do while the service is killed again and again. */
class BusyOffice {
  readonly untouched: string[] = [];
  readonly moved = new Map<string, number>();
  readonly cancelled: string[] = [];
  readonly #world: StandIns;
  /** Tomorrow, on the hour: providers and calendars count in whole seconds. */
  readonly #startMs = (Math.floor(Date.now() / HOUR_MS) + 24) * HOUR_MS;

  constructor(world: StandIns) {
    this.#world = world;
  }

  addJobs(count: number): void {
    for (let index = 0; index < count; index += 1) this.untouched.push(this.#addJob());
  }

  /** Moves the oldest job that was left alone so far and cancels the next one. */
  changePlans(): void {
    const { office } = this.#world.skedulo;
    const [moved, cancelled] = this.untouched.splice(0, 2);
    if (moved === undefined || cancelled === undefined) throw new Error('There are too few jobs to change.');
    const startMs = Date.parse(office.job(moved).Start ?? '') + HOUR_MS;
    office.rescheduleJob(moved, { startMs });
    letSettle(this.#world, moved);
    this.moved.set(moved, startMs);
    office.updateJob(cancelled, { JobStatus: 'Cancelled' });
    this.cancelled.push(cancelled);
  }

  #addJob(): string {
    const { office } = this.#world.skedulo;
    const { Name } = office.addJob({ isGroupEvent: true, startMs: this.#startMs });
    office.setAttendees(Name, [{ name: `Guest of ${Name}`, email: `${Name}@guests.test` }]);
    return Name;
  }
}

/** When the service is killed: at any time, between any two requests, or before it is told that a message was taken. */
const MOMENTS = ['time', 'request', 'message'] as const;

async function killAt(
  moment: (typeof MOMENTS)[number],
  world: StandIns,
  random: () => number,
  passMs: number,
): Promise<ServiceOutput> {
  const messages = (): number => world.mailbox.messageCount;
  const requests = (): number =>
    world.skedulo.http.requestCount + world.provider.http.requestCount + messages();
  const service = startService(world, ['--once', '--json']);
  const oneOf = (count: number): number => 1 + Math.floor(random() * count);
  const untilAnother = async (count: () => number, most: number): Promise<void> => {
    const last = count() + oneOf(most);
    while (service.child.exitCode === null && count() < last) await pause(1);
  };
  switch (moment) {
    case 'time':
      await Promise.race([pause(random() * passMs), service.ended]);
      break;
    case 'request':
      await untilAnother(requests, 40);
      await pause(random() * 20);
      break;
    case 'message':
      await untilAnother(messages, 4);
      break;
  }
  service.child.kill('SIGKILL');
  return service.output;
}

async function expectOneOfEach(world: StandIns, office: BusyOffice, kills: number): Promise<void> {
  const standing = [...office.untouched, ...office.moved.keys()];
  expect(findLinkMismatches(world, standing)).toEqual([]);
  expect(liveMeetings(world)).toHaveLength(standing.length);
  for (const [name, startMs] of office.moved) {
    const url = world.skedulo.office.job(name).VirtualMeetingURL;
    expect(liveMeetings(world).find(({ joinUrl }) => joinUrl === url)).toMatchObject({ startMs });
  }
  for (const name of office.cancelled) {
    expect(world.skedulo.office.job(name).VirtualMeetingURL).toBe(null);
  }
  const messages = await world.mailbox.messages();
  const byGuest = Map.groupBy(messages, ({ to }) => to.join());
  const idsOf = (address: string): number =>
    new Set((byGuest.get(address) ?? []).map(({ messageId }) => messageId)).size;
  const guestsOf = (name: string): string[] => [
    `contact${name.slice(-4)}@example.test`,
    `${name}@guests.test`,
  ];
  expect(office.untouched.flatMap(guestsOf).filter((address) => idsOf(address) !== 1)).toEqual([]);
  for (const [name, startMs] of office.moved) {
    for (const address of guestsOf(name)) {
      const newest = byGuest.get(address)?.toSorted(bySequence).at(-1);
      expect(newest?.calendars[0]).toMatchObject({ method: 'REQUEST', startMs });
    }
  }
  for (const address of office.cancelled.flatMap(guestsOf)) {
    // Somebody who was never invited hears of no cancellation.
    const newest = byGuest.get(address)?.toSorted(bySequence).at(-1);
    expect(newest?.calendars[0]?.method ?? 'CANCEL').toBe('CANCEL');
  }
  // What is said once, for one guest, with one sequence, has one Message-ID and one content, however often it came.
  const sayings = Map.groupBy(
    messages,
    ({ to, calendars }) =>
      `${to.join()} ${String(calendars[0]?.uid)} ${String(calendars[0]?.method)} ${String(calendars[0]?.sequence)}`,
  );
  for (const copies of sayings.values()) {
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(1);
    expect(new Set(copies.map(({ calendars }) => calendars[0]?.startMs)).size).toBe(1);
  }
  expect(messages.length - sayings.size).toBeLessThanOrEqual(kills * MAIL_CONNECTIONS);
}

function bySequence(
  left: { readonly calendars: readonly { readonly sequence: number | null }[] },
  right: typeof left,
): number {
  return (left.calendars[0]?.sequence ?? 0) - (right.calendars[0]?.sequence ?? 0);
}

async function survive(kind: ProviderKind, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const world = await openWorld({
    provider: kind,
    latencies: { skeduloMs: 15, providerMs: 30, mailMs: 40 },
    zoom: { dailyLimit: 100_000 },
  });
  const office = new BusyOffice(world);
  office.addJobs(JOBS_AT_FIRST);
  const startedAtMs = Date.now();
  expect((await passOnce(world)).exitCode).toBe(0);
  const passMs = Date.now() - startedAtMs;

  const ends: ServiceOutput[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    office.addJobs(JOBS_A_ROUND);
    if (kill % 4 === 0) office.changePlans();
    ends.push(await killAt(MOMENTS[kill % MOMENTS.length] ?? 'time', world, random, passMs));
  }
  const killedCount = ends.filter(({ exitCode }) => exitCode !== 0).length;
  expect(killedCount).toBeGreaterThanOrEqual(LEAST_KILLED);
  // In particular, nothing about a damaged ledger.
  expect(ends.filter(({ stderr }) => stderr !== '')).toEqual([]);
  expect(ends.filter(({ exitCode }) => exitCode !== 0).map(({ exitCode }) => exitCode)).toEqual(
    Array(killedCount).fill(SIGKILLED),
  );
  const last = await passOnce(world);
  expect(last).toMatchObject({ exitCode: 0, stderr: '', summary: { needsAttention: [], unusable: [] } });
  await expectOneOfEach(world, office, killedCount);
  const quiet = await passOnce(world);
  expect(quiet.summary).toMatchObject({ meetingsCreated: 0, linksWritten: 0, emailsSent: 0 });
}

const seed = Date.now() % 1_000_000;

test.each(KINDS.map((kind, index) => ({ kind, seed: seed + index })))(
  'killed at random moments, $kind ends with one of each (seed $seed)',
  ({ kind, seed }) => survive(kind, seed),
  120_000,
);
