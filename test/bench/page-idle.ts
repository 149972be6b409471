import { setTimeout as wait } from 'node:timers/promises';
import type { FrameTally } from './frame-tally.ts';
import { startPageService, tellsOfProcesses } from './page-service.ts';
import { openVisit, waitForOverview, withBrowser } from './page-visit.ts';
import { LATENCIES, NO_PACE_PER_SECOND } from './part.ts';
import type { PartOptions } from './part.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';

const JOBS = 150;
const POLL_SECONDS = 30;
const DEADLINE_MS = 60_000;
/** Until the checks that a start makes have ended. */
const SETTLING_MS = 10_000;
/** So long after a look its end has been told too: the minute cuts no look in two. */
const AFTER_LOOK_MS = 2_000;
const NEXT_LOOK_DEADLINE_MS = 60_000;
const MINUTE_MS = 60_000;

/** A look begins, and ends with the time of the next: each is news to the page. */
const MESSAGES_A_LOOK = 2;
/** Once a minute words and figures that go by the time are looked over. */
const MESSAGES_OF_THE_MINUTE = 1;

/** What it costs for a minute to look every 30 s, with the Overview open and nothing changing. */
export async function measurePageIdle({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  const options = {
    jobs: JOBS,
    latencies: LATENCIES,
    perSecond: NO_PACE_PER_SECOND,
    pollSeconds: POLL_SECONDS,
  };
  return withBrowser((browser) =>
    inWorld(options, async (world) => {
      const setUp = await world.setUpPage();
      say(`page-idle: ${String(JOBS)} Ready jobs on Teams are done …`);
      const { summary } = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
      requireAllDone(summary, JOBS);
      const visit = await openVisit(browser);
      const service = startPageService({ dataDir: world.dataDir, setUp, signal });
      try {
        await visit.page.goto(await service.address);
        await waitForOverview(visit.page);
        await wait(SETTLING_MS, undefined, { signal });
        await nextLook(visit.frames, signal);
        await wait(AFTER_LOOK_MS, undefined, { signal });
        say('page-idle: a minute in which nothing changes …');
        const look = async (): Promise<Reading> => ({
          looks: (await world.progress()).skeduloRequests,
          messages: visit.frames.total,
          views: visit.frames.countOf('view'),
          bytes: visit.frames.bytes,
          rendererMs: (await visit.renderer()).taskMs,
          serviceMs: service.processorMs(),
        });
        const before = await look();
        await wait(MINUTE_MS, undefined, { signal });
        return measurementsOf(before, await look());
      } finally {
        await service.stop();
        await visit.close();
      }
    }),
  );
}

/** Waits until the view is sent again, as it is with every look. */
async function nextLook(frames: FrameTally, signal: AbortSignal): Promise<void> {
  const views = frames.countOf('view');
  const deadlineMs = performance.now() + NEXT_LOOK_DEADLINE_MS;
  while (frames.countOf('view') === views) {
    if (performance.now() > deadlineMs) throw new Error('The page was told of no look.');
    await wait(100, undefined, { signal });
  }
}

interface Reading {
  /** A look in which nothing changed is one request to Skedulo. */
  readonly looks: number;
  readonly messages: number;
  readonly views: number;
  readonly bytes: number;
  readonly rendererMs: number;
  readonly serviceMs: number;
}

function measurementsOf(before: Reading, after: Reading): readonly Measurement[] {
  const during = (valueOf: (reading: Reading) => number): number => valueOf(after) - valueOf(before);
  const looks = during((reading) => reading.looks);
  const messages = during((reading) => reading.messages);
  const views = during((reading) => reading.views);
  const name = (words: string): string => `page open, an idle minute: ${words}`;
  return [
    {
      name: name('requests to Skedulo'),
      value: looks,
      unit: 'requests',
      bound: { kind: 'at-most', limit: MINUTE_MS / 1000 / POLL_SECONDS },
    },
    {
      name: name('messages to the page'),
      value: messages,
      unit: 'messages',
      bound: { kind: 'at-most', limit: looks * MESSAGES_A_LOOK + MESSAGES_OF_THE_MINUTE },
    },
    {
      name: name('messages to the page that are not the view'),
      value: messages - views,
      unit: 'messages',
      bound: { kind: 'exactly', limit: 0 },
    },
    {
      name: name('bytes to the page'),
      value: during((reading) => reading.bytes),
      unit: 'bytes',
      bound: null,
    },
    ...(tellsOfProcesses()
      ? [
          {
            name: name('processor time of the service'),
            value: during((reading) => reading.serviceMs),
            unit: 'ms',
            bound: null,
          },
        ]
      : []),
    {
      name: name("processor time of the page's main thread"),
      value: during((reading) => reading.rendererMs),
      unit: 'ms',
      bound: null,
    },
  ];
}
