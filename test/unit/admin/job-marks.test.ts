import { describe, expect, test } from 'vitest';
import { guestStandings, invitationsMark } from '../../../main/admin/guest-marks.ts';
import { linkMark, meetingMark } from '../../../main/admin/job-marks.ts';
import type { JobSituation } from '../../../main/automation/automation.ts';
import type { LinkState, MeetingState } from '../../../main/sync/record.ts';
import { markSchema } from '../../../preload/contract/jobs.ts';
import {
  detailsOfJob,
  dispatch,
  doneRecord,
  doneSituation,
  finding,
  invitation,
  LINK,
  made,
  MEETING,
  officeJob,
  record,
  situation,
  trouble,
} from '../../fakes/admin/situations.ts';
import { known, MONDAY_MS } from '../../fakes/jobs.ts';

const ON = { enableAttendees: false, sendIcsToRecipients: true };
const OFF = { enableAttendees: false, sendIcsToRecipients: false };
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

describe('the mark of the invitations', () => {
  const ann = invitation();
  const group = officeJob({
    isGroupEvent: true,
    attendees: ['bea', 'cem'].map((name) => ({
      id: name,
      status: 'Attended',
      contact: known(name, `${name}@customer.test`),
    })),
  });
  const groupOn = { enableAttendees: true, sendIcsToRecipients: true };
  const bea = invitation('bea@customer.test', { sent: dispatch({ atMs: MONDAY_MS + 8 }) });
  const cem = invitation('cem@customer.test');

  test.each<[string, JobSituation, Parameters<typeof invitationsMark>[1], Expected]>([
    ['nothing done yet', situation(), ON, ['not-yet', 'Not sent yet', null]],
    ['switched off', situation(), OFF, ['not-meant', 'Sending is off', null]],
    ['accepted by the mail server', doneSituation(), ON, ['confirmed', 'Sent', MONDAY_MS + 3]],
    ['sent before it was switched off', doneSituation(), OFF, ['confirmed', 'Sent', MONDAY_MS + 3]],
    [
      'changed after it was switched off',
      doneSituation({
        record: { ...doneRecord(), content: { ...contentOf(), version: 2 } },
      }),
      OFF,
      ['confirmed', 'Sent before sending was switched off', MONDAY_MS + 3],
    ],
    [
      'on its way',
      doneSituation({
        record: doneRecord(officeJob(), invitation(ann.address, { sent: null, sending: dispatch() })),
      }),
      ON,
      ['not-yet', 'On its way', MONDAY_MS + 3],
    ],
    [
      'refused by the mail server',
      doneSituation({
        record: doneRecord(officeJob(), invitation(ann.address, { sent: null, trouble: trouble() })),
      }),
      ON,
      ['failed', 'Could not be sent', MONDAY_MS + 9],
    ],
    [
      'the mail server is down',
      doneSituation({
        record: doneRecord(officeJob(), invitation(ann.address, { sent: null, trouble: trouble(PASSING) })),
      }),
      ON,
      ['not-yet', 'Could not be sent; it is tried again', MONDAY_MS + 9],
    ],
    [
      'an update that is not out yet',
      doneSituation({ record: { ...doneRecord(), content: { ...contentOf(), version: 2 } } }),
      ON,
      ['not-yet', 'Sent, but the latest change is not', MONDAY_MS + 3],
    ],
    [
      'an update that was refused',
      doneSituation({
        record: {
          ...doneRecord(officeJob(), invitation(ann.address, { trouble: trouble() })),
          content: { ...contentOf(), version: 2 },
        },
      }),
      ON,
      ['failed', 'The update could not be sent', MONDAY_MS + 9],
    ],
    [
      'no contact',
      situation({ job: officeJob({ contact: { kind: 'none' } }) }),
      ON,
      ['not-meant', 'The job has no contact', null],
    ],
    [
      'a contact without an address',
      situation({ job: officeJob({ contact: known('Nora', null) }) }),
      ON,
      ['not-meant', 'No e-mail address', null],
    ],
    [
      'a mistyped address',
      situation({ job: officeJob({ contact: known('Nora', 'nora at home') }) }),
      ON,
      ['failed', 'The e-mail address cannot be right', null],
    ],
    [
      'a hidden contact',
      situation({ job: officeJob({ contact: { kind: 'hidden' } }) }),
      ON,
      ['failed', 'The guest cannot be seen', null],
    ],
    [
      'another meeting on the job',
      situation({ findings: [finding('skipped', 'has-other-link')] }),
      ON,
      ['not-meant', 'The job has another meeting', null],
    ],
    [
      'two of three',
      situation({ job: group, record: doneRecord(group, ann, bea) }),
      groupOn,
      ['not-yet', '2 of 3 sent', MONDAY_MS + 8],
    ],
    [
      'two of three, one refused',
      situation({
        job: group,
        record: doneRecord(group, ann, bea, invitation(cem.address, { sent: null, trouble: trouble() })),
      }),
      groupOn,
      ['failed', '2 of 3 sent', MONDAY_MS + 9],
    ],
    [
      'all of three',
      situation({ job: group, record: doneRecord(group, ann, bea, cem) }),
      groupOn,
      ['confirmed', '3 sent', MONDAY_MS + 8],
    ],
    [
      'one of two cannot be reached',
      situation({
        job: { ...group, attendees: [{ id: 'x', status: 'Attended', contact: { kind: 'hidden' } }] },
        record: doneRecord(group, ann),
      }),
      groupOn,
      ['failed', '1 of 2 sent', MONDAY_MS + 3],
    ],
    [
      'somebody who was taken off and told so',
      doneSituation({
        record: doneRecord(
          officeJob(),
          ann,
          invitation('bea@customer.test', { sent: dispatch({ method: 'CANCEL' }) }),
        ),
      }),
      ON,
      ['confirmed', 'Sent', MONDAY_MS + 3],
    ],
    [
      'a cancellation that is not out yet',
      situation({ job: CANCELLED_JOB, record: record({ meeting: cancelled, series: 1 }, ann) }),
      ON,
      ['not-yet', 'The cancellation is not sent yet', MONDAY_MS + 3],
    ],
    [
      'a cancellation',
      situation({
        job: CANCELLED_JOB,
        record: record(
          { meeting: cancelled },
          invitation(ann.address, { sent: dispatch({ method: 'CANCEL' }) }),
        ),
      }),
      ON,
      ['confirmed', 'Cancellation sent', MONDAY_MS + 3],
    ],
    [
      'cancelled, then Ready again',
      situation({
        record: record(
          { meeting: cancelled },
          invitation(ann.address, { sent: dispatch({ method: 'CANCEL' }) }),
        ),
      }),
      ON,
      ['not-yet', 'Not sent yet', null],
    ],
    [
      'somebody added while the job is under way',
      situation({
        job: { ...group, status: 'On Site' },
        record: doneRecord(group, ann, bea),
      }),
      groupOn,
      ['confirmed', '2 sent', MONDAY_MS + 8],
    ],
    [
      'let go without having been sent',
      situation({ job: officeJob({ status: 'Complete' }), record: record({ releasedAtMs: MONDAY_MS }) }),
      ON,
      ['not-meant', 'Not sent: the meeting is over', null],
    ],
  ])('%s', (_what, given, policy, expected) => {
    expect(shown(invitationsMark(given, policy))).toEqual(expected);
  });

  test('each guest has a mark of their own, also one who is not on the job any more', () => {
    const given = situation({
      job: officeJob(),
      record: doneRecord(
        officeJob(),
        ann,
        invitation('old@customer.test', { name: 'Old', trouble: trouble() }),
      ),
    });
    expect(guestStandings(given, ON).map(({ address, mark }) => [address, mark.state])).toEqual([
      ['ann.lee@customer.test', 'confirmed'],
      ['old@customer.test', 'failed'],
    ]);
  });
});

function contentOf(): NonNullable<ReturnType<typeof doneRecord>['content']> {
  const { content } = doneRecord();
  if (content === null) throw new Error('A finished record has content.');
  return content;
}
