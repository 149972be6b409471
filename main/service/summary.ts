import type { Notice } from '../automation/notice.ts';
import type { Finding } from '../sync/draft.ts';
import type { Engine, JobReport } from '../sync/engine.ts';
import type { Failure } from '../sync/failure.ts';

/** What a run did, as `--json` prints it. */
export interface Summary {
  readonly jobsSeen: number;
  readonly meetingsCreated: number;
  readonly meetingsUpdated: number;
  readonly meetingsCancelled: number;
  readonly linksWritten: number;
  readonly emailsSent: number;
  readonly skipped: readonly { readonly job: string; readonly reason: string }[];
  readonly needsAttention: readonly {
    readonly job: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** Parties that cannot be used at all now. */
  readonly unusable: readonly Notice[];
  readonly notices: readonly Notice[];
  readonly requests: { readonly skedulo: number; readonly provider: number };
  readonly durationMs: number;
}

export interface SummaryInput {
  readonly engine: Pick<Engine, 'jobsSeen' | 'totals' | 'reports'>;
  readonly unusable: readonly Failure[];
  readonly notices: readonly Notice[];
  readonly requests: { readonly skedulo: number; readonly provider: number };
  readonly durationMs: number;
}

/** Gathers what a run did and what it leaves to people. */
export function summarize({ engine, unusable, notices, requests, durationMs }: SummaryInput): Summary {
  const lines = [...engine.reports()]
    .sort(byName)
    .flatMap(({ jobName, findings }) => findings.map((finding) => ({ jobName, finding })));
  return {
    jobsSeen: engine.jobsSeen,
    ...engine.totals,
    skipped: lines
      .filter(({ finding }) => !needsAttention(finding))
      .map(({ jobName, finding }) => ({ job: jobName, reason: finding.message })),
    needsAttention: lines
      .filter(({ finding }) => needsAttention(finding))
      .map(({ jobName, finding }) => ({ job: jobName, code: finding.code, message: withMend(finding) })),
    unusable: unusable.map(describeProblem),
    notices,
    requests,
    durationMs,
  };
}

/** A failure of the whole as `--json` prints it. */
export function describeProblem(failure: Failure): Notice {
  return { code: failure.code, message: withMend(failure) };
}

/** What failed and waits for its next try is for a person too once the program has ended. */
function needsAttention(finding: Finding): boolean {
  switch (finding.kind) {
    case 'attention':
    case 'retrying':
      return true;
    case 'skipped':
    case 'waiting':
      return false;
  }
}

function withMend({ message, mend }: { readonly message: string; readonly mend?: string }): string {
  return mend === undefined ? message : `${message} ${mend}`;
}

function byName(left: JobReport, right: JobReport): number {
  return left.jobName.localeCompare(right.jobName, 'en', { numeric: true });
}

/** 0 done, 1 some job needs attention, 3 a party cannot be used at all. */
export function exitCodeOf(summary: Summary): 0 | 1 | 3 {
  if (summary.unusable.length > 0) return 3;
  return summary.needsAttention.length > 0 ? 1 : 0;
}

/** The summary in words. */
export function writeSummary(summary: Summary): string {
  const seconds = (summary.durationMs / 1000).toFixed(1);
  const done = [
    count(summary.meetingsCreated, 'meeting made', 'meetings made'),
    count(summary.meetingsUpdated, 'meeting changed', 'meetings changed'),
    count(summary.meetingsCancelled, 'meeting removed', 'meetings removed'),
    count(summary.linksWritten, 'link written', 'links written'),
    count(summary.emailsSent, 'e-mail sent', 'e-mails sent'),
  ].filter((part) => !part.startsWith('0 '));
  return [
    `Looked at ${count(summary.jobsSeen, 'job', 'jobs')} in ${seconds} s: ${done.length === 0 ? 'nothing to do' : done.join(', ')}.`,
    ...summary.notices.map(({ message }) => `Note: ${message}`),
    ...section(
      'Left alone or waiting',
      summary.skipped.map(({ job, reason }) => naming(job, reason)),
    ),
    ...section(
      'Needs attention',
      summary.needsAttention.map(({ job, message }) => naming(job, message)),
    ),
    ...section(
      'Cannot be used now',
      summary.unusable.map(({ message }) => message),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** Most messages name their job themselves. */
function naming(job: string, message: string): string {
  const line = message.includes(job) ? message : `${job}: ${message}`;
  // Names come from outside; one line each, and nothing that steers a terminal.
  return line.replaceAll(/[\s\p{Cc}]+/gu, ' ');
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
