import { describe, expect, test } from 'vitest';
import { canRetry, jobDetails } from '../../../main/admin/job-details.ts';
import { jobRow } from '../../../main/admin/job-row.ts';
import { success } from '../../../main/sync/failure.ts';
import { jobDetailsSchema, jobRowSchema } from '../../../preload/contract/jobs.ts';
import {
  doneRecord,
  doneSituation,
  finding,
  invitation,
  MEETING,
  officeJob,
  record,
  situation,
  trouble,
} from '../../fakes/admin/situations.ts';
import { DAY_MS, HOUR_MS, known, MONDAY_MS } from '../../fakes/jobs.ts';

const ON = { enableAttendees: false, sendIcsToRecipients: true };

test('a row of a job for which everything was done', () => {
  expect(jobRowSchema.parse(jobRow(doneSituation(), ON))).toEqual({
    jobId: 'a0000000-0000-4000-8000-000000000001',
    jobName: 'JOB-0042',
    type: 'Consultation',
    status: 'Ready',
    startMs: MONDAY_MS + DAY_MS,
    endMs: MONDAY_MS + DAY_MS + HOUR_MS,
    timeZone: 'Australia/Brisbane',
    contact: 'Ann Lee',
    addresses: ['ann.lee@customer.test'],
    providerKind: 'zoom',
    joinUrl: MEETING.joinUrl,
    meeting: { state: 'confirmed', atMs: MONDAY_MS + 1, words: 'Made' },
    link: { state: 'confirmed', atMs: MONDAY_MS + 2, words: 'On the job' },
    invitations: { state: 'confirmed', atMs: MONDAY_MS + 3, words: 'Sent' },
    standing: 'fine',
    words: '',
  });
});

test('a job that cannot be seen keeps what its guests were told', () => {
  const row = jobRow(doneSituation({ job: null }), ON);
  expect(row).toMatchObject({
    jobName: 'JOB-0042',
    status: null,
    contact: null,
    startMs: MONDAY_MS + DAY_MS,
    timeZone: 'Australia/Brisbane',
    addresses: ['ann.lee@customer.test'],
  });
});

test('a join link is shown only while its meeting stands', () => {
  const gone = record({ meeting: { state: 'cancelled', generation: 1, atMs: MONDAY_MS } });
  expect(jobRow(situation({ record: gone }), ON)).toMatchObject({ joinUrl: null, providerKind: null });
});

describe('the standing of a job', () => {
  test.each([
    [[], 'fine', ''],
    [['waiting:settling'], 'waiting', 'settling.'],
    [['skipped:no-address'], 'left-alone', 'no-address.'],
    [['retrying:unreachable', 'waiting:settling'], 'waiting', 'unreachable.'],
    [['skipped:no-address', 'waiting:not-ready', 'attention:hidden-guest'], 'attention', 'hidden-guest.'],
  ] as const)('%j is %s', (findings, standing, words) => {
    const given = situation({
      findings: findings.map((text) => {
        const [kind, code] = text.split(':');
        if (kind !== 'waiting' && kind !== 'skipped' && kind !== 'retrying' && kind !== 'attention') {
          throw new Error(text);
        }
        return finding(kind, code ?? '');
      }),
    });
    expect(jobRow(given, ON)).toMatchObject({ standing, words });
  });
});

test('the details name guests, numbers, problems and history', () => {
  const given = doneSituation({
    job: officeJob({ contact: known('Ann  Lee', 'Ann.Lee@customer.test') }),
    findings: [finding('waiting', 'settling'), { ...finding('attention', 'hidden-guest'), mend: 'Look.' }],
  });
  const entry = {
    atMs: MONDAY_MS,
    tenantId: 'tenant-1',
    jobId: given.jobId,
    jobName: 'JOB-0042',
    actor: 'Admin',
    action: 'invitation-sent',
    detail: 'Sent the request again.',
  };
  const details = jobDetailsSchema.parse(
    jobDetails(given, ON, success([entry]), 'https://acme.my.skedulo.com/job/x'),
  );
  expect(details).toMatchObject({
    meetingId: MEETING.id,
    dialIn: ['+61 2 8015 6011 (Australia), code 83012345678'],
    guests: [{ address: 'ann.lee@customer.test', name: 'Ann Lee', canResend: true }],
    problems: [
      { code: 'hidden-guest', message: 'hidden-guest.', mend: 'Look.', isForPerson: true },
      { code: 'settling', message: 'settling.', mend: null, isForPerson: false },
    ],
    history: [
      { atMs: MONDAY_MS, actor: 'Admin', action: 'invitation-sent', detail: 'Sent the request again.' },
    ],
    canRetry: false,
    skeduloUrl: 'https://acme.my.skedulo.com/job/x',
  });
});

describe('an invitation can be sent again', () => {
  const given = (changes: Parameters<typeof invitation>[1]) =>
    jobDetails(
      doneSituation({ record: doneRecord(officeJob(), invitation(undefined, changes)) }),
      ON,
      success([]),
      null,
    ).guests[0]?.canResend;

  test('once it was accepted', () => {
    expect(given({})).toBe(true);
  });
  test('not before that, and not while one is on its way', () => {
    expect(given({ sent: null })).toBe(false);
    const { sent } = invitation();
    expect(given({ sending: sent })).toBe(false);
  });
  test('not when the job was let go, nor while sending is off', () => {
    const over = doneSituation({ record: { ...doneRecord(), releasedAtMs: MONDAY_MS } });
    expect(jobDetails(over, ON, success([]), null).guests[0]?.canResend).toBe(false);
    const off = { ...ON, sendIcsToRecipients: false };
    expect(jobDetails(doneSituation(), off, success([]), null).guests[0]?.canResend).toBe(false);
  });
});

describe('trying again is offered', () => {
  test.each([
    ['a meeting that failed for good', record({ meetingTrouble: trouble() }), true],
    ['a link that failed for good', record({ linkTrouble: trouble() }), true],
    ['an invitation that failed for good', record({}, invitation(undefined, { trouble: trouble() })), true],
    ['what is tried again by itself', record({ linkTrouble: trouble({ isTemporary: true }) }), false],
    ['a job without trouble', doneRecord(), false],
  ])('for %s: see', (_what, given, expected) => {
    expect(canRetry(situation({ record: given }))).toBe(expected);
  });
});
