import type { ProviderKind } from '../../../main/sync/model.ts';
import { startServiceProcess } from '../world/service-process.ts';
import type { StandIns } from '../world/stand-ins.ts';
import { findMismatches } from './check-office.ts';
import type { DemoJob } from './demo-office.ts';
import { officeTable } from './office-table.ts';

export interface DemoRun {
  readonly standIns: StandIns;
  readonly jobs: readonly DemoJob[];
  /** Prints words for people; never onto the stream that carries the service's JSON. */
  readonly say: (words: string) => void;
  /** Fires when the demo is to end early. */
  readonly signal: AbortSignal;
}

export const PROVIDER_NAMES: Readonly<Record<ProviderKind, string>> = {
  zoom: 'Zoom',
  teams: 'Microsoft Teams',
  meet: 'Google Meet',
};

/** Exit code for a world that does not look as it has to. */
const MISMATCH_EXIT_CODE = 3;

/**
 * Has the real service make one run over the office, then looks at Skedulo, the provider and the mailbox.
 * @returns the service's exit code, or 3 where the world is not as it has to be
 */
export async function demonstrateOnce(run: DemoRun & { readonly isJson: boolean }): Promise<number> {
  const { standIns, jobs, say, signal, isJson } = run;
  if (!isJson) describeBefore(run);
  const service = startServiceProcess(standIns, { args: ['--once', ...(isJson ? ['--json'] : [])] });
  const stop = (): void => void service.stop();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const exitCode = await service.ended;
  signal.removeEventListener('abort', stop);
  if (signal.aborted || exitCode > 1) return exitCode;

  const messages = await standIns.mailbox.messages();
  const mismatches = findMismatches({ jobs, meetings: standIns.provider.meetings(), messages });
  if (!isJson) {
    const subjects = messages.slice(0, 3).map(({ subject, toLine }) => `  ${subject}\n    to ${toLine}`);
    say(`\nThe office afterwards:\n${officeTable(jobs)}`);
    say(`\n${String(messages.length)} messages in the mailbox, such as:\n${subjects.join('\n')}\n`);
  }
  if (mismatches.length > 0) {
    say(`The stand-ins do not show what they have to:\n${mismatches.map((line) => `  ${line}`).join('\n')}`);
    return MISMATCH_EXIT_CODE;
  }
  if (!isJson) {
    const count = jobs.filter(({ fate }) => fate === 'meeting').length;
    say(
      `Checked at the stand-ins: each of ${String(count)} jobs has exactly one meeting and one link, and each of ` +
        `its guests one message; nobody else got any. The exit code is ${String(exitCode)}: ` +
        `1 says that somebody has to look at a job, here the locked one.`,
    );
  }
  return exitCode;
}

function describeBefore({ standIns, jobs, say }: DemoRun): void {
  const ready = jobs.filter(({ row }) => row.JobStatus === 'Ready').length;
  say(
    `Stand-ins for Skedulo, Zoom, Microsoft, Google and a mail server run on this computer.\n` +
      `The office has ${String(jobs.length)} jobs, ${String(ready)} of them Ready; ReadyMeet is connected to ` +
      `${PROVIDER_NAMES[standIns.provider.kind]}. To look at: the locked job, the one with somebody else's link, ` +
      `the contact without an address, the group event, the night on which the clocks change.\n\n` +
      `The office before:\n${officeTable(jobs)}\n\nReadyMeet, one run:\n`,
  );
}
