import type { JobRow } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import type { Finding } from '../sync/draft.ts';
import type { MeetingDetails } from '../sync/model.ts';
import { guestStandings, invitationsMark } from './guest-marks.ts';
import type { InvitationPolicy } from './guest-marks.ts';
import { linkMark, meetingMark } from './job-marks.ts';

/** What needs a person first, then what goes on by itself, then what is left alone. */
const IMPORTANCE: readonly Finding['kind'][] = ['attention', 'retrying', 'waiting', 'skipped'];

/** The findings of a job, the most important first. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((left, right) => IMPORTANCE.indexOf(left.kind) - IMPORTANCE.indexOf(right.kind));
}

/** What a job is called: its number, or its id while nothing else is known. */
export function nameOf({ job, record, jobId }: JobSituation): string {
  return job?.name ?? record?.jobName ?? jobId;
}

/** When the job takes place, as Skedulo says or, while it cannot be seen, as its guests were told. */
export function timesOf({ job, record }: JobSituation): Pick<JobRow, 'startMs' | 'endMs' | 'timeZone'> {
  if (job !== null) return { startMs: job.startMs, endMs: job.endMs, timeZone: job.timeZone };
  const told: MeetingDetails | null =
    record?.content ?? (record !== null && 'details' in record.meeting ? record.meeting.details : null);
  return { startMs: told?.startMs ?? null, endMs: told?.endMs ?? null, timeZone: told?.timeZone ?? null };
}

/** One line of the jobs table. Pure: the same situation gives the same row. */
export function jobRow(situation: JobSituation, policy: InvitationPolicy): JobRow {
  const { job, record, findings } = situation;
  const [first] = byImportance(findings);
  const meeting = record !== null && 'meeting' in record.meeting ? record.meeting.meeting : null;
  return {
    jobId: situation.jobId,
    jobName: nameOf(situation),
    type: job?.type ?? null,
    status: job?.status ?? null,
    ...timesOf(situation),
    contact: job?.contact.kind === 'known' ? singleLine(job.contact.person.name) : null,
    addresses: guestStandings(situation, policy).map(({ address }) => address),
    providerKind: meeting?.providerKind ?? null,
    joinUrl: record?.meeting.state === 'made' ? record.meeting.meeting.joinUrl : null,
    meeting: meetingMark(situation),
    link: linkMark(situation),
    invitations: invitationsMark(situation, policy),
    standing: standingOf(first),
    words: first?.message ?? '',
  };
}

function standingOf(first: Finding | undefined): JobRow['standing'] {
  switch (first?.kind) {
    case undefined:
      return 'fine';
    case 'attention':
      return 'attention';
    case 'retrying':
    case 'waiting':
      return 'waiting';
    case 'skipped':
      return 'left-alone';
  }
}

function singleLine(text: string): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}
