import { describe, expect, test } from 'vitest';
import { guestStandings, invitationsMark } from '../../../main/admin/guest-marks.ts';
import type { JobSituation } from '../../../main/automation/automation.ts';
import type { MeetingState } from '../../../main/sync/record.ts';
import { markSchema } from '../../../preload/contract/jobs.ts';
import {
  dispatch,
  doneRecord,
  doneSituation,
  finding,
  invitation,
  officeJob,
  record,
  situation,
  trouble,
} from '../../fakes/admin/situations.ts';
import { known, MONDAY_MS } from '../../fakes/jobs.ts';

const ON = { enableAttendees: false, sendIcsToRecipients: true };
const OFF = { enableAttendees: false, sendIcsToRecipients: false };
const PASSING = { isTemporary: true, retryAtMs: MONDAY_MS + 60_000 };
const CANCELLED_JOB = officeJob({ status: 'Cancelled' });
const cancelled: MeetingState = { state: 'cancelled', generation: 1, atMs: MONDAY_MS + 5 };

type Expected = readonly [state: string, words: string, atMs: number | null];

function shown(mark: ReturnType<typeof invitationsMark>): Expected {
  const { state, words, atMs } = markSchema.parse(mark);
  return [state, words, atMs];
}

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
