import type { JobSituation } from '../automation/automation.ts';
import { nameOf, timesOf } from './job-row.ts';

/** A job that needs a person, and the first reason. */
export interface JobNeed {
  readonly jobId: string;
  readonly jobName: string;
  readonly contact: string | null;
  readonly startMs: number | null;
  readonly code: string;
  readonly message: string;
  readonly mend: string | null;
  /** Whether trying again may be all that is left to do. */
  readonly canRetry: boolean;
}

/** What a job needs a person for; null where it needs nobody. */
export function needOf(situation: JobSituation, canRetry: boolean): JobNeed | null {
  const finding = situation.findings.find(({ kind }) => kind === 'attention');
  if (finding === undefined) return null;
  const contact = situation.job?.contact;
  return {
    jobId: situation.jobId,
    jobName: nameOf(situation),
    contact: contact?.kind === 'known' ? contact.person.name.replace(/\s+/g, ' ').trim() : null,
    startMs: timesOf(situation).startMs,
    code: finding.code,
    message: finding.message,
    mend: finding.mend ?? null,
    canRetry,
  };
}

/** Soonest first; jobs without a start come last. */
export function bySoonest(left: JobNeed, right: JobNeed): number {
  const startOf = ({ startMs }: JobNeed): number => startMs ?? Number.MAX_SAFE_INTEGER;
  return startOf(left) - startOf(right) || left.jobName.localeCompare(right.jobName, 'en', { numeric: true });
}
