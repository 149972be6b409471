import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPageProcess } from '../world/page-process.ts';
import { setUpPage } from '../world/page-setup.ts';
import type { PageSetup } from '../world/page-setup.ts';
import { canShowBrowser } from './can-show-browser.ts';
import type { DemoRun } from './demo-once.ts';
import { PROVIDER_NAMES } from './demo-once.ts';
import { officeDay } from './office-day.ts';

const BETWEEN_EVENTS_MS = 4_000;
/** Zoom lets a host make or change 100 meetings a day: what is left of that after the first pass, and a reserve. */
const ZOOM_EVENT_BUDGET = 60;

/**
 * Has the real service show its page and, once it is set up, look after the office until it is told to stop, while
 * people keep changing jobs.
 * @param isReady whether everything is connected and enabled from the start
 * @returns the service's exit code
 */
export async function demonstrateForever(run: DemoRun & { readonly isReady: boolean }): Promise<number> {
  const { standIns, say, signal, isReady } = run;
  const dataFolder = join(standIns.folder, 'data');
  const setup = await setUpPage(standIns, { dataFolder, stage: isReady ? 'ready' : 'mail' });
  introduce(run, setup);
  const service = startPageProcess({
    dataFolder,
    environment: setup.environment,
    args: canShowBrowser(process.platform, process.env) ? ['--open'] : [],
    onLine: say,
  });
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const day = playDay(run, ending.signal).then(() => service.stop());
  const [exitCode] = await Promise.all([service.ended.finally(end), day]);
  signal.removeEventListener('abort', end);
  return exitCode;
}

function introduce(
  { standIns, say, isReady }: DemoRun & { readonly isReady: boolean },
  setup: PageSetup,
): void {
  say(
    'Everything outside of ReadyMeet is played by stand-ins on this computer: Skedulo, Zoom, Microsoft, Google and a ' +
      `mail server.\nThe mailbox, in a browser: ${standIns.mailbox.webOrigin}`,
  );
  if (isReady) {
    say(`ReadyMeet is connected to ${PROVIDER_NAMES[standIns.provider.kind]} and enabled.\n`);
    return;
  }
  say(
    'The mail server is filled in already. On the page: choose a meetings provider and sign in as anybody the stand-in ' +
      'offers, paste the token on the Automation tab, and enable automation. (With --ready all of that is done.)\n' +
      `The Skedulo API Token of this made-up office:\n  ${setup.typed.skeduloToken}\n`,
  );
}

async function playDay({ standIns, say }: DemoRun, signal: AbortSignal): Promise<void> {
  const isBudgeted = standIns.provider.kind === 'zoom';
  let budget = isBudgeted ? ZOOM_EVENT_BUDGET : Infinity;
  for (const event of officeDay(standIns.skedulo.office, Date.now)) {
    if (event.asksProvider) {
      if (budget === 0) {
        say('No more jobs change today, for the sake of the daily limit of Zoom. ReadyMeet keeps watching.');
        await pause(2 ** 31 - 1, signal);
      }
      budget -= 1;
    }
    await pause(BETWEEN_EVENTS_MS, signal);
    if (signal.aborted) return;
    event.happen();
    const time = new Date().toLocaleTimeString('en-GB');
    say(`${time}  ${event.words} (messages so far: ${String(standIns.mailbox.messageCount)})`);
  }
}

async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await sleep(durationMs, undefined, { signal }).catch(() => {
    // Told to stop: the caller looks at the signal.
  });
}
