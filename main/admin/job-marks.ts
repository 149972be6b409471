import type { Mark } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import { areDetailsEqual, detailsOf } from '../sync/details.ts';
import type { JobRecord, LinkState, MeetingState, Trouble } from '../sync/record.ts';

/** A job on which somebody else's meeting is: ReadyMeet means to do nothing for it. */
const LEFT_ALONE = new Set(['has-other-link', 'another-ready-meet']);

/** Whether ReadyMeet leaves the job to somebody else on purpose. */
export function isLeftAlone({ findings }: JobSituation): boolean {
  return findings.some(({ code }) => LEFT_ALONE.has(code));
}

export function mark(state: Mark['state'], words: string, atMs: number | null = null): Mark {
  return { state, atMs, words };
}

/** A step that failed: a cross where only a person can help, an empty ring where it is tried again by itself. */
export function troubledMark(trouble: Trouble, words: string): Mark {
  return trouble.isTemporary
    ? mark('not-yet', `${words}; it is tried again`, trouble.atMs)
    : mark('failed', words, trouble.atMs);
}

/** How a job's meeting stands: a tick only where the provider confirmed it as the job wants it. */
export function meetingMark(situation: JobSituation): Mark {
  const { record } = situation;
  if (record === null || record.meeting.state === 'none') return meetingToBe(situation, record);
  const { meeting, meetingTrouble } = record;
  switch (meeting.state) {
    case 'creating':
      return meetingTrouble === null
        ? mark('not-yet', 'Being made', meeting.sinceMs)
        : troubledMark(meetingTrouble, 'Could not be made');
    case 'made':
      if (meetingTrouble !== null) return troubledMark(meetingTrouble, 'Made, but a change failed');
      return isChangePending(situation, meeting)
        ? mark('not-yet', 'Made, the latest change is not passed on yet', meeting.atMs)
        : mark('confirmed', 'Made', meeting.atMs);
    case 'cancelling':
      return meetingTrouble === null
        ? mark('not-yet', 'Being removed', meeting.sinceMs)
        : troubledMark(meetingTrouble, 'Could not be removed');
    case 'cancelled':
      return isMeant(situation) ? meetingToBe(situation, record) : mark('not-meant', 'Removed', meeting.atMs);
    case 'lost':
      return isMeant(situation)
        ? mark('not-yet', 'Gone at the provider; a new one follows', meeting.atMs)
        : mark('failed', 'Gone at the provider', meeting.atMs);
    case 'left':
      return isMeant(situation)
        ? meetingToBe(situation, record)
        : mark('not-meant', 'Not looked after any more', meeting.atMs);
  }
}

function meetingToBe(situation: JobSituation, record: JobRecord | null): Mark {
  if (isLeftAlone(situation)) return mark('not-meant', 'The job has another meeting');
  const trouble = record?.meetingTrouble ?? null;
  if (trouble !== null) return troubledMark(trouble, 'Could not be made');
  if (!isMeant(situation)) return mark('not-meant', 'None is meant to be');
  const hindrance = situation.findings.find(({ kind }) => kind === 'attention');
  return mark('not-yet', hindrance === undefined ? 'Not made yet' : 'Not made: the job needs you first');
}

/** Only a Ready job gets a meeting; one that cannot be seen may be Ready. */
function isMeant(situation: JobSituation): boolean {
  if (isLeftAlone(situation)) return false;
  return situation.job === null ? situation.record?.releasedAtMs === null : situation.job.status === 'Ready';
}

function isChangePending({ job }: JobSituation, meeting: Extract<MeetingState, { state: 'made' }>): boolean {
  // A meeting of a job that is under way or over is not changed any more.
  if (job === null || job.status !== 'Ready') return false;
  const wanted = detailsOf(job);
  return wanted.ok && !areDetailsEqual(wanted.details, meeting.details);
}

/** How the link stands on the job: a tick only where it was read back. */
export function linkMark(situation: JobSituation): Mark {
  const { record, findings } = situation;
  const has = (code: string): boolean => findings.some((finding) => finding.code === code);
  if (has('link-replaced')) return mark('failed', 'Replaced by another link');
  if (has('link-keeps-vanishing')) return mark('failed', 'Removed from the job again and again');
  if (has('link-left-on-locked-job')) return mark('failed', 'Could not be cleared: the job is locked');
  const link = record?.link ?? { state: 'none' as const };
  const trouble = record?.linkTrouble ?? null;
  if (link.state === 'none') return linkToBe(situation, trouble, has('job-locked'));
  if (link.state === 'clearing' && trouble !== null) return troubledMark(trouble, 'Could not be cleared');
  if (trouble !== null) return troubledMark(trouble, 'Could not be written');
  return settledLinkMark(link);
}

function linkToBe(situation: JobSituation, trouble: Trouble | null, isLocked: boolean): Mark {
  if (isLeftAlone(situation)) return mark('not-meant', 'The job has another link');
  if (trouble !== null) return troubledMark(trouble, 'Could not be written');
  const { state } = situation.record?.meeting ?? { state: 'none' };
  const isToBe = state === 'made' || state === 'creating' || isMeant(situation);
  if (!isToBe) return mark('not-meant', 'None is meant to be');
  return state === 'made' && isLocked
    ? mark('failed', 'Not written: the job is locked')
    : mark('not-yet', 'Not written yet');
}

function settledLinkMark(link: Exclude<LinkState, { state: 'none' }>): Mark {
  switch (link.state) {
    case 'writing':
      return mark('not-yet', 'Being written', link.atMs);
    case 'written':
      return mark('not-yet', 'Written, not read back yet', link.atMs);
    case 'confirmed':
      return mark('confirmed', 'On the job', link.atMs);
    case 'clearing':
      return mark('not-yet', 'Being cleared', link.atMs);
    case 'yielded':
      return mark('not-meant', 'Written by another ReadyMeet', link.atMs);
    case 'deleted':
      return mark('not-meant', 'Gone with the job', link.atMs);
  }
}
