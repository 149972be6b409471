import type { Diagnostics, Push } from '../../preload/contract/pushes.ts';
import type { AdminContext, SessionPort } from './admin-context.ts';
import { jobDetails } from './job-details.ts';
import { tailLog } from './log-tail.ts';
import { jobPage } from '../skedulo/web-app.ts';

/** Lines of a job's history that the drawer shows. */
const HISTORY_SHOWN = 200;

/** What one open page is sent: the pushes of all, and what it alone asked to watch. */
export interface Session extends SessionPort {
  /** Sends the watched job again. */
  jobsChanged(changed: { has(jobId: string): boolean }): void;
  /** Whether the page is gone. */
  readonly isClosed: boolean;
  close(): void;
}

/**
 * @param push may throw where the page is gone already; nothing is sent then
 * @param onBroken told when it did
 */
export function openSession(
  context: Pick<
    AdminContext,
    'automation' | 'inBackground' | 'logFile' | 'redactor' | 'scheduler' | 'settings' | 'state'
  >,
  push: (push: Push) => void,
  onBroken: (error: unknown) => void,
): Session {
  const { automation, inBackground, logFile, redactor, scheduler, settings, state } = context;
  let watchedJobId: string | null = null;
  let stopLog: (() => void) | null = null;
  let isClosed = false;
  let diagnostics: Diagnostics | null = null;
  /** Counts the readings of a job's history: an answer that was overtaken is dropped. */
  let reading = 0;

  const send = (message: Push): void => {
    if (isClosed) return;
    try {
      push(message);
    } catch (error) {
      onBroken(error);
    }
  };

  const sendDetails = async (jobId: string): Promise<void> => {
    reading += 1;
    const turn = reading;
    const history = await automation.history(jobId, HISTORY_SHOWN);
    if (turn !== reading || watchedJobId !== jobId) return;
    const situation = automation.jobs.get(jobId);
    const { webApp } = state.findings;
    const details =
      situation === undefined
        ? null
        : jobDetails(
            situation,
            settings.current.automation,
            history,
            webApp === null ? null : jobPage(webApp, jobId),
          );
    send({ name: 'job-details', payload: { jobId, details } });
  };

  return {
    push: send,
    get isClosed() {
      return isClosed;
    },
    watchJob(jobId) {
      watchedJobId = jobId;
      reading += 1;
      if (jobId !== null) inBackground(sendDetails(jobId));
    },
    watchLog(isOn) {
      stopLog?.();
      stopLog = null;
      if (!isOn || isClosed) return;
      stopLog = tailLog({
        file: logFile,
        scheduler,
        inBackground,
        onLines: (lines, isWhole) => {
          // Written before a secret was known as one, or by an earlier version.
          const shown = lines.map((line) => ({ ...line, words: redactor.redact(line.words) }));
          send({ name: 'log', payload: { isWhole, lines: shown } });
        },
      });
    },
    get diagnostics() {
      return diagnostics;
    },
    showDiagnostics(prepared) {
      if (isClosed) return;
      diagnostics = prepared;
      send({ name: 'diagnostics', payload: prepared });
    },
    jobsChanged(changed) {
      if (watchedJobId !== null && changed.has(watchedJobId)) inBackground(sendDetails(watchedJobId));
    },
    close() {
      isClosed = true;
      watchedJobId = null;
      diagnostics = null;
      stopLog?.();
    },
  };
}
