import type { Browser, BrowserContext, ElectronApplication, Page } from '@playwright/test';
import { _electron } from '@playwright/test';
import { findDesktopRuntime } from '../../../main/service/desktop-runtime.ts';
import { PROJECT } from '../../unit/boundaries/source-files.ts';
import { startPageProcess } from '../../simulators/world/page-process.ts';
import type { PageProcess } from '../../simulators/world/page-process.ts';
import type { PageSetup } from '../../simulators/world/page-setup.ts';

/** ReadyMeet as a person has it before them, whatever it runs in. */
export interface App {
  readonly kind: 'service' | 'desktop';
  /** The window, or the tab. */
  readonly page: Page;
  readonly dataFolder: string;
  /** What an admin would paste or type. */
  readonly typed: PageSetup['typed'];
  /** What the process was given besides what it inherits. */
  readonly environment: PageSetup['environment'];
  /** Tokens of the addresses that let a browser in, as they were printed; none where there is a window. */
  entryTokens(): readonly string[];
  /** Does what leads to a provider's sign-in page, and gives that page wherever it is shown. */
  signInPage(begin: () => Promise<void>): Promise<Page>;
  /** What was copied last. */
  clipboardText(): Promise<string>;
  /** Opens another tab; the desktop app has one window only. */
  openTab(): Promise<Page>;
  /** An address that lets another browser in; there is none where there is a window. */
  newestAddress(): Promise<string>;
  /** Ends ReadyMeet and starts it again on the same data folder; `page` is another one then. */
  restart(): Promise<void>;
  /** Ends ReadyMeet, which happens at a test's end by itself. */
  close(): Promise<void>;
  /** Lets a message in the browser's console pass that would fail the test. */
  expectConsole(words: RegExp): void;
  /** Errors of the page and its console so far that nobody expected. */
  unexpectedErrors(): readonly string[];
  /** What the program wrote to its terminal, but for the addresses that let a browser in. */
  terminalText(): string;
}

export interface AppOptions {
  readonly dataFolder: string;
  readonly setup: PageSetup;
  /** Makes a page whose errors are collected before anything is loaded in it. */
  readonly context: BrowserContext;
  /** Stands for the system's browser, which the desktop app opens some addresses in. */
  readonly browser: Browser;
}

const ENTRY_ADDRESS = /^\s*http:\/\/127\.0\.0\.1:\d+\/enter\?token=(\S+)$/;

/** The same program in one of its two shells. */
interface Launched {
  readonly entryTokens: readonly string[];
  terminalText(): string;
  openPage(): Promise<Page>;
  signInPage(begin: () => Promise<void>): Promise<Page>;
  clipboardText(page: Page): Promise<string>;
  newestAddress(): Promise<string>;
  close(): Promise<void>;
}

/** Starts ReadyMeet: the desktop app where its runtime is found, else the service's page in the browser. */
export async function startApp(options: AppOptions): Promise<App> {
  const { dataFolder, setup } = options;
  const runtime = findDesktopRuntime(PROJECT, process.env, process.platform);
  const launch = (): Promise<Launched> =>
    runtime === null ? Promise.resolve(launchService(options)) : launchDesktop(options, runtime);
  const errors: string[] = [];
  const expected: RegExp[] = [];
  const open = async (launched: Launched): Promise<Page> => {
    const page = await launched.openPage();
    listenTo(page, errors);
    // What happened before is not lost: the page is loaded once more while it is listened to.
    await page.reload();
    return page;
  };
  /** Of those that ended before. */
  let earlier = '';
  const earlierTokens: string[] = [];
  let launched = await launch();
  let page = await open(launched);
  return {
    kind: runtime === null ? 'service' : 'desktop',
    get page() {
      return page;
    },
    dataFolder,
    typed: setup.typed,
    environment: setup.environment,
    entryTokens: () => [...earlierTokens, ...launched.entryTokens],
    signInPage: (begin) => launched.signInPage(begin),
    clipboardText: () => launched.clipboardText(page),
    openTab: () => open(launched),
    newestAddress: () => launched.newestAddress(),
    async restart() {
      await page.close();
      await launched.close();
      earlier += launched.terminalText();
      earlierTokens.push(...launched.entryTokens);
      launched = await launch();
      page = await open(launched);
    },
    expectConsole(words) {
      expected.push(words);
    },
    unexpectedErrors: () => errors.filter((error) => !expected.some((words) => words.test(error))),
    terminalText: () => `${earlier}${launched.terminalText()}`,
    async close() {
      await launched.close();
    },
  };
}

function launchService({ dataFolder, setup, context }: AppOptions): Launched {
  const lines: string[] = [];
  const entryTokens: string[] = [];
  const service: PageProcess = startPageProcess({
    dataFolder,
    environment: setup.environment,
    isBuilt: true,
    onLine(line) {
      // The printed address is the one place where the token belongs.
      const token = ENTRY_ADDRESS.exec(line)?.[1];
      if (token === undefined) lines.push(line);
      else entryTokens.push(token);
    },
    onErrorLine: (line) => lines.push(line),
  });
  let isInside = false;
  return {
    entryTokens,
    terminalText: () => lines.map((line) => `${line}\n`).join(''),
    async openPage() {
      const address = await service.address();
      const page = await context.newPage();
      await page.goto(isInside ? new URL('/', address).href : address);
      // The address leads on to one without the token.
      await page.waitForURL(new URL('/', address).href);
      isInside = true;
      return page;
    },
    async signInPage(begin) {
      const [tab] = await Promise.all([context.waitForEvent('page'), begin()]);
      return tab;
    },
    async clipboardText(page) {
      await context.grantPermissions(['clipboard-read']);
      return page.evaluate(() => navigator.clipboard.readText());
    },
    newestAddress: () => service.address(),
    async close() {
      await service.stop();
    },
  };
}

async function launchDesktop({ dataFolder, setup, browser }: AppOptions, runtime: string): Promise<Launched> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const app: ElectronApplication = await _electron.launch({
    executablePath: runtime,
    args: ['.', `--user-data-dir=${dataFolder}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: PROJECT,
    env: { ...Object.fromEntries(inherited), ...setup.environment },
  });
  const chunks: string[] = [];
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  }
  return {
    entryTokens: [],
    terminalText: () => chunks.join(''),
    openPage: () => app.firstWindow(),
    signInPage: (begin) => signInPageOf(app, browser, begin),
    clipboardText: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    newestAddress: () => Promise.reject(new Error('The desktop app has no address.')),
    close: () => app.close(),
  };
}

/** The app's own window, or the system's browser, whose place another browser takes here. */
async function signInPageOf(
  app: ElectronApplication,
  browser: Browser,
  begin: () => Promise<void>,
): Promise<Page> {
  const opened = app.evaluate(
    ({ shell }) =>
      new Promise<string>((resolve) => {
        shell.openExternal = (url) => {
          resolve(url);
          return Promise.resolve();
        };
      }),
  );
  const inBrowser = opened.then(async (url) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  });
  // Where the window comes first, the app may end before any address was opened.
  inBrowser.catch(() => undefined);
  const [page] = await Promise.all([Promise.race([app.waitForEvent('window'), inBrowser]), begin()]);
  return page;
}

function listenTo(page: Page, errors: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    errors.push(error.message);
  });
}
