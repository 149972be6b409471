import type { Diagnostics } from '../../preload/contract/pushes.ts';
import type { AdminContext } from './admin-context.ts';
import { diagnosticsFileName, writeDiagnostics } from './diagnostics.ts';
import { canRetry } from './job-details.ts';
import { bySoonest, needOf } from './job-needs.ts';
import { jobRow } from './job-row.ts';
import { lastLogLines } from './log-tail.ts';
import { createShortener, peopleOf } from './people.ts';

const JOBS_SHOWN = 20;
const HISTORY_SHOWN = 12;
const LOG_LINES_SHOWN = 200;

/** Gathers what a diagnostics file is written from, and writes it; null when it was cancelled. */
export async function collectDiagnostics(
  context: AdminContext,
  signal: AbortSignal,
): Promise<Diagnostics | null> {
  const { automation, clock, logFile, platform, redactor, settings } = context;
  const atMs = clock.nowMs();
  const policy = settings.current.automation;
  const needs = [...automation.jobs.values()]
    .flatMap((situation) => needOf(situation, canRetry(situation)) ?? [])
    .sort(bySoonest)
    .slice(0, JOBS_SHOWN);
  const inTrouble = [];
  for (const { jobId } of needs) {
    const situation = automation.jobs.get(jobId);
    if (situation === undefined) continue;
    const history = await automation.history(jobId, HISTORY_SHOWN);
    if (signal.aborted) return null;
    inTrouble.push({ row: jobRow(situation, policy), history });
  }
  const view = context.view();
  const { account } = settings.current;
  const people = [
    ...peopleOf(automation.jobs.values()),
    ...(account === null ? [] : [account.name]),
    ...(view.skedulo.userName === null ? [] : [view.skedulo.userName]),
  ];
  const logLines = await lastLogLines(logFile, LOG_LINES_SHOWN);
  if (signal.aborted) return null;
  const text = writeDiagnostics({
    atMs,
    view,
    settings: settings.current,
    platform,
    jobs: [...automation.jobs.values()],
    inTrouble,
    logLines,
    redact: (raw) => redactor.redact(raw),
    shorten: createShortener(people),
  });
  return { text, atMs, fileName: diagnosticsFileName(atMs) };
}
