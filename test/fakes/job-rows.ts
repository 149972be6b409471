import type { JobDetails, JobRow, Mark } from '../../preload/contract/jobs.ts';
import { DAY_MS, HOUR_MS } from './jobs.ts';

const MINUTE_MS = 60_000;

export function confirmed(words: string, atMs: number): Mark {
  return { state: 'confirmed', atMs, words };
}

export function notYet(words: string): Mark {
  return { state: 'not-yet', atMs: null, words };
}

export function failed(words: string, atMs: number): Mark {
  return { state: 'failed', atMs, words };
}

export function notMeant(words: string): Mark {
  return { state: 'not-meant', atMs: null, words };
}

/** The row of a job for which everything is done. */
export function sampleRow(nowMs: number, changes: Partial<JobRow> = {}): JobRow {
  const doneMs = nowMs - 3 * HOUR_MS;
  const jobId = changes.jobId ?? 'a0J000000000042';
  return {
    jobId,
    jobName: 'JOB-0042',
    type: 'Consultation',
    status: 'Ready',
    startMs: nowMs + 2 * HOUR_MS,
    endMs: nowMs + 3 * HOUR_MS,
    timeZone: 'Australia/Brisbane',
    contact: 'Ann Lee',
    addresses: ['ann.lee@customer.test'],
    providerKind: 'zoom',
    joinUrl: `https://zoom.test/j/${jobId}`,
    meeting: confirmed('Made', doneMs),
    link: confirmed('On the job', doneMs + 2000),
    invitations: confirmed('1 sent', doneMs + 5000),
    standing: 'fine',
    words: '',
    ...changes,
  };
}

const NAMES = [
  'Ann Lee',
  'Bruno Díaz',
  'Chidi Okafor',
  'Dana Ng',
  'Eva Lindqvist',
  'Farid Rahimi',
  'Grace Hopper',
  'Hélène Marchand',
  'Ivo Novak',
  'Jun Watanabe',
];
const ZONES = [
  'Australia/Brisbane',
  'Australia/Brisbane',
  'Australia/Perth',
  'Australia/Brisbane',
  'Pacific/Auckland',
  'Europe/Berlin',
  'America/New_York',
];
const TYPES = ['Consultation', 'Home assessment', 'Follow-up', 'Group session'];

/**
 * Many rows of all sorts, the same for the same number: in office hours, a quarter of the days back, the rest ahead.
 */
export function sampleRows(nowMs: number, count: number): readonly JobRow[] {
  return Array.from({ length: count }, (_, index) => variedRow(nowMs, index, count <= 200 ? 8 : 56));
}

function variedRow(nowMs: number, index: number, days: number): JobRow {
  // 22:00 UTC is eight in the morning in Brisbane.
  const firstMs = nowMs - (nowMs % DAY_MS) - 2 * HOUR_MS - Math.floor(days / 4) * DAY_MS;
  const startMs = firstMs + (index % days) * DAY_MS + (scatter(index, 1) % 20) * 30 * MINUTE_MS;
  const name = NAMES[scatter(index, 2) % NAMES.length] ?? '';
  const number = String(index + 1).padStart(4, '0');
  const row = sampleRow(nowMs, {
    jobId: `a0J0000000${number.padStart(5, '0')}`,
    jobName: `JOB-${number}`,
    type: TYPES[scatter(index, 3) % TYPES.length] ?? null,
    startMs,
    endMs: startMs + HOUR_MS,
    timeZone: ZONES[scatter(index, 4) % ZONES.length] ?? null,
    contact: name,
    addresses: [
      `${name
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, '.')}@customer.test`,
    ],
    status: startMs < nowMs ? 'Complete' : 'Ready',
  });
  const trouble = TROUBLED[index % 97];
  return trouble === undefined ? row : { ...row, ...trouble(nowMs, row) };
}

/** A number that looks like chance and is always the same. */
function scatter(index: number, salt: number): number {
  return Math.imul(index + 1, 2_654_435_761 + salt * 40_503) >>> 12;
}

type Trouble = (nowMs: number, row: JobRow) => Partial<JobRow>;

/** What some of every 97 rows are like. */
const TROUBLED: Readonly<Record<number, Trouble>> = {
  5: (nowMs, { jobName }) => ({
    standing: 'attention',
    link: failed('Not written: the job is locked', nowMs - HOUR_MS),
    invitations: notYet('Not sent: there is no link yet'),
    words: `${jobName} is locked in Skedulo, so no link can be written onto it. The meeting is kept.`,
  }),
  17: (_nowMs, { jobName, contact }) => ({
    standing: 'left-alone',
    invitations: notMeant('Nobody to send to'),
    addresses: [],
    words: `${contact ?? 'The contact'} has no e-mail address, so no invitation is sent for ${jobName}.`,
  }),
  29: (_nowMs, { jobName }) => ({
    standing: 'left-alone',
    providerKind: null,
    joinUrl: null,
    meeting: notMeant('The job has another meeting'),
    link: notMeant('The job has another link'),
    invitations: notMeant('None is meant to be'),
    words: `${jobName} already carries a meeting link that ReadyMeet did not write; it is left alone.`,
  }),
  41: (nowMs) => ({
    standing: 'waiting',
    invitations: {
      state: 'not-yet',
      atMs: nowMs - 4 * MINUTE_MS,
      words: 'Could not be sent; it is tried again',
    },
    words: 'The mail server does not answer. The invitation is tried again in 2 minutes.',
  }),
  53: () => ({
    standing: 'waiting',
    joinUrl: null,
    meeting: notYet('Being made'),
    link: notYet('Not written yet'),
    invitations: notYet('Not sent yet'),
  }),
};

/** What the drawer shows of a row. */
export function sampleDetails(nowMs: number, row: JobRow): JobDetails {
  const needsYou = row.standing === 'attention';
  const madeMs = row.meeting.atMs ?? nowMs;
  return {
    jobId: row.jobId,
    row,
    meetingId: row.joinUrl === null ? null : '861 2345 6789',
    dialIn: row.joinUrl === null ? [] : ['+61 7 3185 3730', '+61 2 8015 6011'],
    guests: row.addresses.map((address) => ({
      address,
      name: row.contact ?? '',
      invitation: row.invitations,
      canResend: row.invitations.state === 'confirmed',
    })),
    problems:
      row.words === ''
        ? []
        : [
            {
              code: needsYou ? 'job-locked' : 'left-alone',
              message: row.words,
              mend: needsYou ? 'Unlock the job in Skedulo; the link is written by itself then.' : null,
              isForPerson: needsYou,
            },
          ],
    history: [
      {
        atMs: madeMs + 5000,
        actor: 'ReadyMeet',
        action: 'invitation-sent',
        detail: `Sent the request to ${row.addresses[0] ?? 'nobody'}. Message-ID <1a2b3c@readymeet.test>`,
      },
      {
        atMs: madeMs + 2000,
        actor: 'ReadyMeet',
        action: 'link-written',
        detail: `Wrote the link onto the job and read it back: https://zoom.test/j/${row.jobId}`,
      },
      {
        atMs: madeMs,
        actor: 'ReadyMeet',
        action: 'meeting-created',
        detail:
          'Made meeting 86123456789 for 2026-11-23T04:00:00.000Z to 2026-11-23T05:00:00.000Z, Australia/Brisbane',
      },
    ].slice(row.meeting.state === 'confirmed' ? 0 : 3),
    canRetry: needsYou,
    skeduloUrl: `https://acme.my.skedulo.test/jobdetails/${row.jobId}`,
  };
}
