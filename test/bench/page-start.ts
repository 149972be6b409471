import { simulatedTenant } from '../simulators/skedulo/tenant.ts';
import type { Browser } from '@playwright/test';
import { medianOf } from './figures.ts';
import { startPageService } from './page-service.ts';
import { goToPage, openVisit, waitForJobRows, waitForOverview, withBrowser } from './page-visit.ts';
import { LATENCIES, NO_PACE_PER_SECOND } from './part.ts';
import type { PartOptions } from './part.ts';
import { seedLedger } from './seed-ledger.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { PageSetUp } from './stand-ins-protocol.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';
import type { World } from './world.ts';

const FEW_JOBS = 10;
const MANY_JOBS = 1_000;
/** Meetings that have ended stay in the ledger: half a year of a busy office. */
const ENDED_RECORDS = 9_000;
const RUNS = 5;
const DEADLINE_MS = 90_000;

/** How long the service's page takes to start, and how much of it is sent, with few and with many jobs. */
export async function measurePageStart({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  const options = { jobs: FEW_JOBS, latencies: LATENCIES, perSecond: NO_PACE_PER_SECOND };
  return withBrowser((browser) =>
    inWorld(options, async (world) => {
      const setUp = await world.setUpPage();
      const start = (): Promise<Start> => startOnce({ world, setUp, browser, signal });
      const first = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
      requireAllDone(first.summary, FEW_JOBS);
      // Builds the page where it is not up to date, and compiles the code that is kept between starts.
      say('page-start: a start that is not measured …');
      await start();
      say(`page-start: ${String(RUNS)} starts with ${String(FEW_JOBS)} jobs …`);
      const few = await medianStart(start);

      say(`page-start: ${String(MANY_JOBS)} Ready jobs on Teams …`);
      await world.addJobs(MANY_JOBS - FEW_JOBS);
      await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
      const { meetings, messages } = await world.tally();
      if (meetings !== MANY_JOBS || messages !== MANY_JOBS) {
        throw new Error(
          `Not everything was done: ${String(meetings)} meetings, ${String(messages)} messages.`,
        );
      }
      const { tenantId } = simulatedTenant();
      await seedLedger({ dataDir: world.dataDir, tenantId, from: 0, to: ENDED_RECORDS, signal });
      say(`page-start: ${String(RUNS)} starts with ${String(MANY_JOBS)} jobs …`);
      return measurementsOf(few, await medianStart(start));
    }),
  );
}

/** All times count from the start of the process. */
interface Start {
  readonly addressMs: number;
  readonly overviewMs: number;
  /** The navigation has led to the jobs, and they are shown. */
  readonly jobsMs: number;
  readonly fileBytes: number;
  readonly socketBytes: number;
}

async function startOnce(parts: {
  readonly world: World;
  readonly setUp: PageSetUp;
  readonly browser: Browser;
  readonly signal: AbortSignal;
}): Promise<Start> {
  const { world, setUp, browser, signal } = parts;
  const visit = await openVisit(browser);
  try {
    const { page } = visit;
    const beganAtMs = performance.now();
    const sinceStartMs = (): number => performance.now() - beganAtMs;
    const service = startPageService({ dataDir: world.dataDir, setUp, signal });
    try {
      const address = await service.address;
      const addressMs = sinceStartMs();
      await page.goto(address);
      await waitForOverview(page);
      const overviewMs = sinceStartMs();
      const fileBytes = visit.fileBytes();
      const socketBytes = visit.frames.bytes;
      await goToPage(page, 'Jobs');
      await waitForJobRows(page);
      return { addressMs, overviewMs, jobsMs: sinceStartMs(), fileBytes, socketBytes };
    } finally {
      await service.stop();
    }
  } finally {
    await visit.close();
  }
}

async function medianStart(start: () => Promise<Start>): Promise<Start> {
  const starts: Start[] = [];
  for (let index = 0; index < RUNS; index += 1) starts.push(await start());
  const median = (valueOf: (one: Start) => number): number => medianOf(starts.map(valueOf));
  return {
    addressMs: median(({ addressMs }) => addressMs),
    overviewMs: median(({ overviewMs }) => overviewMs),
    jobsMs: median(({ jobsMs }) => jobsMs),
    fileBytes: median(({ fileBytes }) => fileBytes),
    socketBytes: median(({ socketBytes }) => socketBytes),
  };
}

function measurementsOf(few: Start, many: Start): readonly Measurement[] {
  const name = (words: string): string => `page with 1,000 jobs: ${words}`;
  return [
    { name: name('start to its address'), value: many.addressMs, unit: 'ms', bound: null },
    { name: name('start to the Overview'), value: many.overviewMs, unit: 'ms', bound: null },
    {
      name: name('start to the jobs, reached by the navigation'),
      value: many.jobsMs,
      unit: 'ms',
      bound: null,
    },
    {
      // The table draws what is in sight only. More jobs are a longer message, and no reason to wait twice as long.
      name: name('start to the jobs, by that with 10 jobs'),
      value: many.jobsMs / few.jobsMs,
      unit: 'times',
      bound: { kind: 'at-most', limit: 1.5 },
    },
    {
      // Pages other than the first are loaded when they are gone to: what exceeds a megabyte has slipped in.
      name: name('files until the Overview is shown'),
      value: many.fileBytes / 1e6,
      unit: 'MB',
      bound: { kind: 'at-most', limit: 1 },
    },
    {
      // One row of the table is some 800 characters. It comes twice where the page opens before the first look has
      // ended: as the ledger has it, and as Skedulo shows it. More says that jobs are sent over and over.
      name: name('messages until the Overview is shown, a job'),
      value: (many.socketBytes - few.socketBytes) / (MANY_JOBS - FEW_JOBS),
      unit: 'bytes',
      bound: { kind: 'at-most', limit: 1_700 },
    },
  ];
}
