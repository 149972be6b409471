import { describe, expect, test } from 'vitest';
import { linkMark, meetingMark } from '../../../main/admin/job-marks.ts';
import type { JobSituation } from '../../../main/automation/automation.ts';
import type { LinkState, MeetingState } from '../../../main/sync/record.ts';
import { markSchema } from '../../../preload/contract/jobs.ts';
import {
  detailsOfJob,
  finding,
  LINK,
  made,
  MEETING,
  officeJob,
  record,
  situation,
  trouble,
} from '../../fakes/admin/situations.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';

const PASSING = { isTemporary: true, retryAtMs: MONDAY_MS + 60_000 };

type Expected = readonly [state: string, words: string, atMs: number | null];

function shown(mark: ReturnType<typeof meetingMark>): Expected {
  const { state, words, atMs } = markSchema.parse(mark);
  return [state, words, atMs];
}

function withMeeting(meeting: MeetingState, changes: Partial<JobSituation> = {}): JobSituation {
  return situation({ record: record({ meeting }), ...changes });
}

const creating: MeetingState = {
  state: 'creating',
  generation: 1,
  key: 'rm1',
  details: detailsOfJob(officeJob()),
  sinceMs: MONDAY_MS,
  askedProvider: 'zoom',
  wasAsked: true,
};
const cancelling: MeetingState = {
  state: 'cancelling',
  generation: 1,
  key: 'rm1',
  details: detailsOfJob(officeJob()),
  meeting: MEETING,
  reason: 'The job was cancelled.',
  sinceMs: MONDAY_MS,
};
const cancelled: MeetingState = { state: 'cancelled', generation: 1, atMs: MONDAY_MS + 5 };
const lost: MeetingState = { state: 'lost', generation: 1, atMs: MONDAY_MS + 5 };
const left = (reason: string | null): MeetingState => ({
  state: 'left',
  generation: 1,
  atMs: MONDAY_MS + 5,
  reason,
});
const CANCELLED_JOB = officeJob({ status: 'Cancelled' });
const DISPATCHED_JOB = officeJob({ status: 'Dispatched' });

describe('the mark of the meeting', () => {
  test.each<[string, JobSituation, Expected]>([
    ['a Ready job without a record', situation(), ['not-yet', 'Not made yet', null]],
    [
      'a job that needs somebody first',
      situation({ findings: [finding('attention', 'no-end')] }),
      ['not-yet', 'Not made: the job needs you first', null],
    ],
    [
      'a job with another meeting',
      situation({ findings: [finding('skipped', 'has-other-link')] }),
      ['not-meant', 'The job has another meeting', null],
    ],
    [
      'a dispatched job without one',
      situation({ job: DISPATCHED_JOB }),
      ['not-meant', 'None is meant to be', null],
    ],
    ['being made', withMeeting(creating), ['not-yet', 'Being made', MONDAY_MS]],
    [
      'refused by the provider',
      situation({ record: record({ meeting: creating, meetingTrouble: trouble() }) }),
      ['failed', 'Could not be made', MONDAY_MS + 9],
    ],
    [
      'not answered by the provider',
      situation({ record: record({ meeting: creating, meetingTrouble: trouble(PASSING) }) }),
      ['not-yet', 'Could not be made; it is tried again', MONDAY_MS + 9],
    ],
    ['made', withMeeting(made()), ['confirmed', 'Made', MONDAY_MS + 1]],
    [
      'made, and moved since',
      withMeeting(made(), { job: officeJob({ endMs: MONDAY_MS * 2 }) }),
      ['not-yet', 'Made, the latest change is not passed on yet', MONDAY_MS + 1],
    ],
    [
      'made, under way, and moved since',
      withMeeting(made(), { job: officeJob({ endMs: MONDAY_MS * 2, status: 'On Site' }) }),
      ['confirmed', 'Made', MONDAY_MS + 1],
    ],
    [
      'made, and a change was refused',
      situation({ record: record({ meeting: made(), meetingTrouble: trouble() }) }),
      ['failed', 'Made, but a change failed', MONDAY_MS + 9],
    ],
    ['made, and the job is hidden', withMeeting(made(), { job: null }), ['confirmed', 'Made', MONDAY_MS + 1]],
    [
      'being removed',
      withMeeting(cancelling, { job: CANCELLED_JOB }),
      ['not-yet', 'Being removed', MONDAY_MS],
    ],
    [
      'a removal that was refused',
      situation({ job: CANCELLED_JOB, record: record({ meeting: cancelling, meetingTrouble: trouble() }) }),
      ['failed', 'Could not be removed', MONDAY_MS + 9],
    ],
    [
      'removed with the job',
      withMeeting(cancelled, { job: CANCELLED_JOB }),
      ['not-meant', 'Removed', MONDAY_MS + 5],
    ],
    ['removed, and Ready again', withMeeting(cancelled), ['not-yet', 'Not made yet', null]],
    [
      'gone at the provider, Ready',
      withMeeting(lost),
      ['not-yet', 'Gone at the provider; a new one follows', MONDAY_MS + 5],
    ],
    [
      'gone at the provider, not Ready any more',
      withMeeting(lost, { job: DISPATCHED_JOB }),
      ['failed', 'Gone at the provider', MONDAY_MS + 5],
    ],
    ['left for another one', withMeeting(left(null)), ['not-yet', 'Not made yet', null]],
    [
      'left for good',
      withMeeting(left('The job was cancelled.'), { job: CANCELLED_JOB }),
      ['not-meant', 'Not looked after any more', MONDAY_MS + 5],
    ],
  ])('%s', (_what, given, expected) => {
    expect(shown(meetingMark(given))).toEqual(expected);
  });
});

function withLink(link: LinkState, changes: Partial<JobSituation> = {}): JobSituation {
  return situation({ record: record({ meeting: made(), link }), ...changes });
}

describe('the mark of the link', () => {
  const at = { link: LINK, atMs: MONDAY_MS + 2 };
  test.each<[string, JobSituation, Expected]>([
    ['nothing done yet', situation(), ['not-yet', 'Not written yet', null]],
    ['no meeting is meant', situation({ job: DISPATCHED_JOB }), ['not-meant', 'None is meant to be', null]],
    [
      'somebody else wrote one',
      situation({ findings: [finding('skipped', 'has-other-link')] }),
      ['not-meant', 'The job has another link', null],
    ],
    [
      'a meeting exists and the job is locked',
      withLink({ state: 'none' }, { findings: [finding('attention', 'job-locked')] }),
      ['failed', 'Not written: the job is locked', null],
    ],
    [
      'locked before a meeting was made',
      situation({ findings: [finding('attention', 'job-locked')] }),
      ['not-yet', 'Not written yet', null],
    ],
    [
      'being written',
      withLink({ state: 'writing', replaces: null, ...at }),
      ['not-yet', 'Being written', at.atMs],
    ],
    [
      'written, not read back',
      withLink({ state: 'written', replaces: null, ...at }),
      ['not-yet', 'Written, not read back yet', at.atMs],
    ],
    ['read back', withLink({ state: 'confirmed', ...at }), ['confirmed', 'On the job', at.atMs]],
    [
      'refused by Skedulo',
      situation({ record: record({ meeting: made(), linkTrouble: trouble() }) }),
      ['failed', 'Could not be written', MONDAY_MS + 9],
    ],
    [
      'Skedulo did not answer',
      situation({
        record: record({
          meeting: made(),
          link: { state: 'writing', replaces: null, ...at },
          linkTrouble: trouble(PASSING),
        }),
      }),
      ['not-yet', 'Could not be written; it is tried again', MONDAY_MS + 9],
    ],
    [
      'replaced by somebody',
      withLink({ state: 'confirmed', ...at }, { findings: [finding('attention', 'link-replaced')] }),
      ['failed', 'Replaced by another link', null],
    ],
    [
      'removed by somebody again and again',
      withLink({ state: 'confirmed', ...at }, { findings: [finding('attention', 'link-keeps-vanishing')] }),
      ['failed', 'Removed from the job again and again', null],
    ],
    ['being cleared', withLink({ state: 'clearing', ...at }), ['not-yet', 'Being cleared', at.atMs]],
    [
      'clearing refused',
      situation({
        record: record({ meeting: cancelled, link: { state: 'clearing', ...at }, linkTrouble: trouble() }),
      }),
      ['failed', 'Could not be cleared', MONDAY_MS + 9],
    ],
    [
      'left on a locked job',
      withLink(
        { state: 'confirmed', ...at },
        { findings: [finding('attention', 'link-left-on-locked-job')] },
      ),
      ['failed', 'Could not be cleared: the job is locked', null],
    ],
    [
      'written by another ReadyMeet',
      withLink({ state: 'yielded', ...at }),
      ['not-meant', 'Written by another ReadyMeet', at.atMs],
    ],
    [
      'gone with the job',
      withLink({ state: 'deleted', replaces: null, ...at }),
      ['not-meant', 'Gone with the job', at.atMs],
    ],
  ])('%s', (_what, given, expected) => {
    expect(shown(linkMark(given))).toEqual(expected);
  });
});
