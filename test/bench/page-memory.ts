import { setTimeout as wait } from 'node:timers/promises';
import { lateGrowth } from './figures.ts';
import { openHeapProbe, probeAddressIn, PROBED } from './heap-probe.ts';
import type { HeapProbe } from './heap-probe.ts';
import { startPageService, tellsOfProcesses } from './page-service.ts';
import type { PageService } from './page-service.ts';
import { goToPage, openVisit, waitForJobRows, waitForOverview, withBrowser } from './page-visit.ts';
import type { PageVisit } from './page-visit.ts';
import { NO_PACE_PER_SECOND } from './part.ts';
import type { PartOptions } from './part.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Progress } from './stand-ins-protocol.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';
import type { World } from './world.ts';

/** As many all the time: each one added is another one cancelled. */
const JOBS = 200;
/** As many looks as an hour has at one every 30 s, in each half. */
const ROUNDS_A_HALF = 120;
/** In each round: 480 jobs added, moved and cancelled in all, which is more than an hour of a busy office. */
const CHANGES = { added: 2, moved: 2, cancelled: 2 } as const;
const ROUNDS_A_VISIT = 4;
const ROUNDS_A_TAB = 30;
const DEADLINE_MS = 60_000;
/** Nothing left to do: changes are passed on after five seconds. */
const QUIET_MS = 7_000;
const QUIET_DEADLINE_MS = 60_000;
const LOOK_DEADLINE_MS = 30_000;
/** Answers at once: the hour is to be short. */
const LATENCIES = { providerMs: 0, skeduloMs: 0, mailMs: 0 } as const;

/** What a person looks at, over and over. */
const PAGES = ['Jobs', 'Meetings provider', 'Automation', 'E-mail', 'Settings', 'Overview'] as const;

/** What service and page still hold after an hour's use, passed in about two minutes. */
export async function measurePageMemory({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  const options = { jobs: JOBS, latencies: LATENCIES, perSecond: NO_PACE_PER_SECOND };
  return withBrowser((browser) =>
    inWorld(options, async (world) => {
      const setUp = await world.setUpPage();
      const { summary } = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
      requireAllDone(summary, JOBS);
      const visit = await openVisit(browser);
      const probeAddress = Promise.withResolvers<string>();
      const service = startPageService({
        dataDir: world.dataDir,
        setUp,
        signal,
        environment: PROBED,
        onErrorLine(line) {
          const found = probeAddressIn(line);
          if (found !== null) probeAddress.resolve(found);
        },
      });
      let probe: HeapProbe | null = null;
      try {
        await visit.page.goto(await service.address);
        await waitForOverview(visit.page);
        probe = await openHeapProbe(await probeAddress.promise);
        const use = { world, visit, signal };
        const hold = { service, visit, probe };
        await untilQuiet(use);
        const before = await readingOf(hold);
        say(`page-memory: ${String(ROUNDS_A_HALF)} looks with changes and visits, twice …`);
        await useForHalf(use, 0);
        const middle = await readingOf(hold);
        say('page-memory: the second half …');
        await useForHalf(use, ROUNDS_A_HALF);
        const after = await readingOf(hold);
        requireUsed(await world.progress());
        return measurementsOf(before, middle, after);
      } finally {
        probe?.close();
        await service.stop();
        await visit.close();
      }
    }),
  );
}

/** Throws unless every guest was invited, and told of the cancellation: memory of less would say nothing. */
function requireUsed({ messages }: Progress): void {
  const least = JOBS + 2 * ROUNDS_A_HALF * (CHANGES.added + CHANGES.cancelled);
  if (messages >= least) return;
  throw new Error(`Only ${String(messages)} of at least ${String(least)} messages were sent.`);
}

interface Use {
  readonly world: World;
  readonly visit: PageVisit;
  readonly signal: AbortSignal;
}

async function useForHalf(use: Use, firstRound: number): Promise<void> {
  const { world, visit, signal } = use;
  for (let round = firstRound; round < firstRound + ROUNDS_A_HALF; round += 1) {
    signal.throwIfAborted();
    await world.live(CHANGES);
    await lookNow(use);
    if (round % ROUNDS_A_VISIT === 0) await visitPage(visit, PAGES[(round / ROUNDS_A_VISIT) % PAGES.length]);
    if (round % ROUNDS_A_TAB === 0) await openAnotherTab(visit);
  }
  await goToPage(visit.page, 'Overview');
  await untilQuiet(use);
}

/** Presses the key, and waits until the look has ended. */
async function lookNow({ visit: { page, frames }, signal }: Use): Promise<void> {
  const done = frames.countOf('sync-now done');
  const refused = frames.countOf('sync-now refused');
  const deadlineMs = performance.now() + LOOK_DEADLINE_MS;
  await page.keyboard.press('F5');
  while (frames.countOf('sync-now done') === done) {
    if (frames.countOf('sync-now refused') > refused) throw new Error('A look was refused.');
    if (performance.now() > deadlineMs) throw new Error('A look did not end.');
    await wait(10, undefined, { signal });
  }
}

async function visitPage({ page }: PageVisit, title: (typeof PAGES)[number] | undefined): Promise<void> {
  if (title === undefined) return;
  await goToPage(page, title);
  if (title !== 'Jobs') return;
  await waitForJobRows(page);
  for (const row of [0, 1]) {
    await page.getByRole('main').locator('tbody tr').nth(row).click();
    await page.getByRole('complementary').getByRole('button', { name: 'Close' }).waitFor();
    await page.keyboard.press('Escape');
  }
}

async function openAnotherTab({ page }: PageVisit): Promise<void> {
  const tab = await page.context().newPage();
  await tab.goto(new URL('/', page.url()).href);
  await waitForOverview(tab);
  await tab.close();
}

/** Goes on looking until nothing is done any more. */
async function untilQuiet(use: Use): Promise<void> {
  const { world, signal } = use;
  const deadlineMs = performance.now() + QUIET_DEADLINE_MS;
  let done = '';
  let sinceMs = performance.now();
  while (performance.now() - sinceMs < QUIET_MS) {
    if (performance.now() > deadlineMs) throw new Error('ReadyMeet did not come to rest.');
    await lookNow(use);
    await wait(500, undefined, { signal });
    const { messages, mutations, providerRequests } = await world.progress();
    const now = [messages, mutations, providerRequests].join();
    if (now !== done) sinceMs = performance.now();
    done = now;
  }
}

interface Reading {
  readonly residentBytes: number;
  readonly serviceHeapBytes: number;
  readonly pageHeapBytes: number;
  readonly domNodes: number;
  readonly eventListeners: number;
}

async function readingOf(hold: {
  readonly service: PageService;
  readonly visit: PageVisit;
  readonly probe: HeapProbe;
}): Promise<Reading> {
  const serviceHeapBytes = await hold.probe.heldBytes();
  const { heapBytes, domNodes, eventListeners } = await hold.visit.rendererAtRest();
  return {
    residentBytes: hold.service.residentBytes(),
    serviceHeapBytes,
    pageHeapBytes: heapBytes,
    domNodes,
    eventListeners,
  };
}

/** What is held after garbage was collected: settled means settled. */
const HEAP_FLOOR_SHARE = 0.05;
/** What the system counts as resident also holds pages that are only kept for later. */
const RESIDENT_FLOOR_SHARE = 0.15;
/** A leak adds as much in each half; warming up adds to the first alone. */
const MOST_LATE_GROWTH = 0.5;

function measurementsOf(before: Reading, middle: Reading, after: Reading): readonly Measurement[] {
  const figure = (
    words: string,
    unit: 'MB' | 'pieces',
    floorShare: number,
    valueOf: (reading: Reading) => number,
  ): readonly Measurement[] => {
    const values = { before: valueOf(before), middle: valueOf(middle), after: valueOf(after) };
    const name = `an hour's use: ${words}`;
    const scale = unit === 'MB' ? 1e6 : 1;
    return [
      { name: `${name}, before`, value: values.before / scale, unit, bound: null },
      { name: `${name}, half-way`, value: values.middle / scale, unit, bound: null },
      { name: `${name}, after`, value: values.after / scale, unit, bound: null },
      {
        name: `${name}, growth of the second half by that of the first`,
        value: lateGrowth(values, floorShare),
        unit: 'times',
        bound: { kind: 'at-most', limit: MOST_LATE_GROWTH },
      },
    ];
  };
  return [
    ...(tellsOfProcesses()
      ? figure('memory of the service (RSS)', 'MB', RESIDENT_FLOOR_SHARE, (one) => one.residentBytes)
      : []),
    ...figure('heap of the service', 'MB', HEAP_FLOOR_SHARE, (one) => one.serviceHeapBytes),
    ...figure('heap of the page', 'MB', HEAP_FLOOR_SHARE, (one) => one.pageHeapBytes),
    ...figure('nodes of the page', 'pieces', HEAP_FLOOR_SHARE, (one) => one.domNodes),
    ...figure('event listeners of the page', 'pieces', HEAP_FLOOR_SHARE, (one) => one.eventListeners),
  ];
}
