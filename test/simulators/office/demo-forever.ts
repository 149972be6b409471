import { setTimeout as sleep } from 'node:timers/promises';
import { startServiceProcess } from '../world/service-process.ts';
import type { DemoRun } from './demo-once.ts';
import { PROVIDER_NAMES } from './demo-once.ts';
import { officeDay } from './office-day.ts';

const BETWEEN_EVENTS_MS = 4_000;
/** Zoom lets a host make or change 100 meetings a day: what is left of that after the first pass, and a reserve. */
const ZOOM_EVENT_BUDGET = 60;

/**
 * Has the real service look after the office until it is told to stop, while people keep changing jobs.
 * @returns the service's exit code
 */
export async function demonstrateForever(run: DemoRun): Promise<number> {
  const { standIns, say, signal } = run;
  say(
    `ReadyMeet is connected to ${PROVIDER_NAMES[standIns.provider.kind]}; all of it is played by stand-ins on this ` +
      `computer.\nThe mailbox, in a browser: ${standIns.mailbox.webOrigin}\nCtrl+C ends the demo.\n`,
  );
  const service = startServiceProcess(standIns);
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

async function playDay({ standIns, say }: DemoRun, signal: AbortSignal): Promise<void> {
  const isBudgeted = standIns.provider.kind === 'zoom';
  let budget = isBudgeted ? ZOOM_EVENT_BUDGET : Infinity;
  for (const event of officeDay(standIns.skedulo.office, Date.now)) {
    if (event.asksProvider) {
      if (budget === 0) {
        say("Zoom's daily limit is nearly reached, so no more jobs change today. ReadyMeet keeps watching.");
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
