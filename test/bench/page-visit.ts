import { chromium } from '@playwright/test';
import type { Browser, CDPSession, Page } from '@playwright/test';
import { findBrowser } from '../e2e/setup/find-browser.ts';
import { FrameTally } from './frame-tally.ts';

/** One empty tab of a browser that knows nothing yet, ready to be sent to the service's page. */
export interface PageVisit {
  readonly page: Page;
  /** All that this tab and the service have said to each other. */
  readonly frames: FrameTally;
  /** Bytes of files loaded so far, headers included. */
  readonly fileBytes: () => number;
  readonly renderer: () => Promise<RendererFigures>;
  /** Collects garbage first, so that only what is still held is counted. */
  readonly rendererAtRest: () => Promise<RendererFigures>;
  close(): Promise<void>;
}

export interface RendererFigures {
  /** Time of the tab's main thread in tasks since it was opened. */
  readonly taskMs: number;
  readonly heapBytes: number;
  readonly domNodes: number;
  readonly eventListeners: number;
}

/** Runs `use` with Chromium. Rejects where there is none. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    throw new Error('There is no Chromium here. npm run test:e2e installs one, or says what to install.');
  }
  const browser = await chromium.launch({
    executablePath,
    // Chromium does not start for root with its sandbox on; here it opens loopback alone.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Opens a tab with a storage of its own, so that nothing comes from an earlier visit. */
export async function openVisit(browser: Browser): Promise<PageVisit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const frames = new FrameTally();
  let fileBytes = 0;
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      frames.send(payload.toString());
    });
    socket.on('framereceived', ({ payload }) => {
      frames.receive(payload.toString());
    });
  });
  const protocol = await context.newCDPSession(page);
  protocol.on('Network.loadingFinished', ({ encodedDataLength }) => {
    fileBytes += encodedDataLength;
  });
  await protocol.send('Network.enable');
  // Durations in time of the processor: a busy computer makes none of them longer.
  await protocol.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    page,
    frames,
    fileBytes: () => fileBytes,
    renderer: () => figuresOf(protocol),
    async rendererAtRest() {
      await protocol.send('HeapProfiler.collectGarbage');
      return figuresOf(protocol);
    },
    close: () => context.close(),
  };
}

/** https://chromedevtools.github.io/devtools-protocol/tot/Performance/#method-getMetrics; durations are in seconds. */
async function figuresOf(protocol: CDPSession): Promise<RendererFigures> {
  const { metrics } = await protocol.send('Performance.getMetrics');
  const valueOf = (wanted: string): number =>
    metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return {
    taskMs: valueOf('TaskDuration') * 1000,
    heapBytes: valueOf('JSHeapUsedSize'),
    domNodes: valueOf('Nodes'),
    eventListeners: valueOf('JSEventListeners'),
  };
}

/** Goes to one of the pages by the navigation, as a person does, and waits for its heading. */
export async function goToPage(page: Page, title: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Pages' })
    // The name may go on: `Overview, 2 to look at`.
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Waits for the Overview with its one sentence that says whether ReadyMeet works. */
export async function waitForOverview(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
}

/** Waits until the jobs table shows jobs. */
export async function waitForJobRows(page: Page): Promise<void> {
  await page.getByRole('main').locator('tbody tr').first().waitFor();
}
