import type { JobRow } from '../../preload/contract/jobs.ts';
import type { LogLine } from '../../preload/contract/pushes.ts';
import type { View } from '../../preload/contract/view.ts';
import { sampleRow, sampleRows } from './job-rows.ts';
import { DAY_MS, HOUR_MS } from './jobs.ts';
import { sampleAutomation, sampleMail, sampleProvider, sampleSkedulo, sampleView } from './views.ts';

const MINUTE_MS = 60_000;

/** What a page is fed with to be looked at. */
export interface Scene {
  readonly view: View;
  readonly rows: readonly JobRow[];
  readonly log: readonly LogLine[];
  /** False: the program was reached once and is gone. */
  readonly isConnected: boolean;
}

/** States that the page is looked at in, by name. Each is a function of the time. */
export const SCENES: Readonly<Record<string, (nowMs: number) => Scene>> = {
  'not-set-up': (nowMs) => scene(nowMs, NOT_SET_UP(nowMs), []),
  'setting-up': (nowMs) => scene(nowMs, SETTING_UP(nowMs), []),
  working: (nowMs) => scene(nowMs, {}, sampleRows(nowMs, 128)),
  looking: (nowMs) =>
    scene(
      nowMs,
      {
        headline: { state: 'working', words: 'Working', cause: null },
        sync: { ...sampleView(nowMs).sync, isLooking: true },
        tasks: [{ command: 'sync-now', words: 'Looking at Skedulo', sinceMs: nowMs - 4000 }],
      },
      sampleRows(nowMs, 128),
    ),
  attention: (nowMs) => scene(nowMs, ATTENTION(nowMs), sampleRows(nowMs, 128)),
  paused: (nowMs) =>
    scene(
      nowMs,
      {
        headline: {
          state: 'paused',
          words: 'Paused until 15:00',
          cause: 'Nothing is made, changed or sent meanwhile; links that exist keep working.',
        },
        sync: { ...sampleView(nowMs).sync, nextPassMs: null, pausedUntilMs: nowMs + 43 * MINUTE_MS },
      },
      sampleRows(nowMs, 128),
    ),
  offline: (nowMs) =>
    scene(
      nowMs,
      {
        headline: {
          state: 'offline',
          words: 'Offline since 09:12',
          cause: 'Skedulo cannot be reached: this computer has no network. ReadyMeet tries again by itself.',
        },
        sync: {
          ...sampleView(nowMs).sync,
          offlineSinceMs: nowMs - 2 * HOUR_MS,
          coveredUpToMs: nowMs - 2 * HOUR_MS,
        },
        skedulo: sampleSkedulo(nowMs, {
          state: 'wrong',
          problem: {
            code: 'network-unreachable',
            message: 'Skedulo cannot be reached: this computer has no network.',
            mend: null,
          },
        }),
      },
      sampleRows(nowMs, 128),
    ),
  'connection-lost': (nowMs) => ({ ...scene(nowMs, {}, sampleRows(nowMs, 128)), isConnected: false }),
  'no-jobs': (nowMs) => scene(nowMs, { sync: { ...sampleView(nowMs).sync, jobsSeen: 0 } }, []),
  'ten-thousand': (nowMs) =>
    scene(nowMs, { sync: { ...sampleView(nowMs).sync, jobsSeen: 10_000 } }, sampleRows(nowMs, 10_000)),
};

function scene(nowMs: number, changes: Partial<View>, rows: readonly JobRow[]): Scene {
  return { view: sampleView(nowMs, changes), rows, log: sampleLog(nowMs), isConnected: true };
}

const NOTHING_YET = (nowMs: number): Partial<View> => ({
  headline: { state: 'not-set-up', words: 'Not set up', cause: 'No meetings provider is connected.' },
  sync: {
    isLooking: false,
    lastPassMs: null,
    nextPassMs: null,
    coveredUpToMs: null,
    pausedUntilMs: null,
    offlineSinceMs: null,
    jobsSeen: 0,
  },
  chart: sampleView(nowMs).chart.map(({ day }) => ({ day, made: 0, failed: 0 })),
});

const NOT_SET_UP = (nowMs: number): Partial<View> => ({
  ...NOTHING_YET(nowMs),
  checklist: [
    {
      id: 'skedulo',
      title: 'Connect Skedulo',
      state: 'to-do',
      words: 'ReadyMeet needs an API token to see your jobs.',
      page: 'automation',
    },
    {
      id: 'provider',
      title: 'Connect a meetings provider',
      state: 'to-do',
      words:
        'Zoom, Microsoft Teams or Google Meet: you sign in once with the account that is to hold the meetings.',
      page: 'provider',
    },
    {
      id: 'mail',
      title: 'Connect e-mail',
      state: 'to-do',
      words: 'The server that sends your invitations.',
      page: 'e-mail',
    },
  ],
  skedulo: {
    state: 'not-set-up',
    userName: null,
    tenantId: null,
    roles: [],
    apiUrl: null,
    fixedApiUrl: null,
    tokenFingerprint: null,
    tokenExpiresAtMs: null,
    problem: null,
  },
  provider: sampleProvider(nowMs, { selected: null, account: null, quota: null, removal: null }),
  automation: sampleAutomation({
    isEnabled: false,
    hasToken: false,
    hasMeetingPassword: false,
    obstacle: {
      code: 'no-provider',
      message: 'No meetings provider is connected.',
      mend: 'Choose a provider on the Meetings provider page and authorize it.',
    },
  }),
  mail: sampleMail({ state: 'not-set-up', server: null }),
});

/** One line done, one wrong, one to do; the person is signing in to Zoom. */
const SETTING_UP = (nowMs: number): Partial<View> => ({
  ...NOTHING_YET(nowMs),
  checklist: [
    {
      id: 'skedulo',
      title: 'Connect Skedulo',
      state: 'done',
      words: 'Connected as ReadyMeet to sk_acme_care.',
      page: 'automation',
    },
    {
      id: 'provider',
      title: 'Connect a meetings provider',
      state: 'checking',
      words: 'Zoom: waiting for you to sign in.',
      page: 'provider',
    },
    {
      id: 'mail',
      title: 'Connect e-mail',
      state: 'wrong',
      words: 'smtp.acme.test refuses the password of care@acme.test.',
      page: 'e-mail',
    },
  ],
  provider: sampleProvider(nowMs, {
    selected: 'zoom',
    account: null,
    quota: null,
    removal: null,
    signIn: {
      state: 'waiting',
      kind: 'zoom',
      surface: 'browser',
      note: null,
      url: 'https://zoom.test/oauth/authorize?client_id=sample&state=sample',
      endsAtMs: nowMs + 4 * MINUTE_MS,
    },
  }),
  automation: sampleAutomation({
    isEnabled: false,
    hasMeetingPassword: false,
    checks: [
      {
        id: 'skedulo',
        title: 'Skedulo',
        state: 'passed',
        words: 'The token is good until 11 June.',
        mend: null,
      },
      { id: 'provider', title: 'Zoom', state: 'running', words: '', mend: null },
      {
        id: 'mail',
        title: 'E-mail',
        state: 'failed',
        words: 'smtp.acme.test refuses the password of care@acme.test.',
        mend: 'Enter the password on the E-mail page.',
      },
    ],
    preview: {
      atMs: nowMs,
      enableAttendees: true,
      sendIcsToRecipients: true,
      jobsSeen: 52,
      meetingsToMake: 37,
      peopleToInvite: 41,
      leftAlone: 3,
      needAttention: 1,
      samples: [
        { jobName: 'JOB-0042', words: 'Today 14:30 Brisbane time, Ann Lee is invited.' },
        { jobName: 'JOB-0043', words: 'Today 16:00 Perth time, Bruno Díaz is invited.' },
        {
          jobName: 'JOB-0044',
          words: 'Tomorrow 09:00 Brisbane time, nobody is invited: there is no e-mail address.',
        },
      ],
    },
  }),
  mail: sampleMail({
    state: 'wrong',
    problem: {
      code: 'mail-auth',
      message: 'smtp.acme.test refuses the password of care@acme.test.',
      mend: 'Enter the password again. For Microsoft 365 and Gmail it is an app password.',
    },
  }),
});

const ATTENTION = (nowMs: number): Partial<View> => ({
  headline: {
    state: 'attention',
    words: 'Working, 5 jobs need you',
    cause: 'Zoom needs you to sign in again: 4 jobs are waiting',
  },
  attention: [
    {
      id: 'party:provider:invalid-grant',
      about: 'provider',
      code: 'invalid-grant',
      title: 'Zoom needs you to sign in again: 4 jobs are waiting',
      message:
        'Zoom no longer accepts the authorization of Robin Goldberg. Meetings that were made keep working; no new ones can be made.',
      mend: 'Sign in to Zoom again with the same account.',
      jobsWaiting: 4,
      remedy: { kind: 'reconnect-provider', label: 'Sign in again' },
    },
    {
      id: 'job:a0J000000000006',
      about: 'job',
      code: 'job-locked',
      title: 'JOB-0006: the link could not be written',
      message: 'JOB-0006 is locked in Skedulo, so no link can be written onto it. The meeting is kept.',
      mend: 'Unlock the job in Skedulo; the link is written by itself then.',
      jobsWaiting: 1,
      remedy: { kind: 'open-job', label: 'Show JOB-0006', jobId: 'a0J000000000006' },
    },
    {
      id: 'job:a0J000000000103',
      about: 'job',
      code: 'mail-address-refused',
      title: 'JOB-0103: no invitation for Chidi Okafor',
      message:
        'The mail server refuses the address chidi.okafor@customr.test. Meeting and link are in place.',
      mend: 'Correct the address in Skedulo, or try again.',
      jobsWaiting: 1,
      remedy: { kind: 'retry-job', label: 'Try again', jobId: 'a0J000000000103' },
    },
  ],
  notices: [
    {
      code: 'clock-wrong',
      message: 'The clock of this computer is 3 minutes behind. Times of sending may look odd.',
    },
  ],
  provider: {
    ...sampleProvider(nowMs),
    account: {
      kind: 'zoom',
      id: 'KdYKjnimT4KPd8FFgQt9FQ',
      name: 'Robin Goldberg',
      email: 'robin.goldberg@acme.test',
      notes: [],
      connectedAtMs: nowMs - 12 * DAY_MS,
      state: 'reconnect',
      problem: {
        code: 'invalid-grant',
        message: 'Zoom no longer accepts the authorization of Robin Goldberg.',
        mend: 'Sign in to Zoom again with the same account.',
      },
    },
  },
});

/** A row that is not among the many: for tests that need one job. */
export function oneRowScene(nowMs: number): Scene {
  return scene(nowMs, {}, [sampleRow(nowMs)]);
}

function sampleLog(nowMs: number): readonly LogLine[] {
  const words: readonly (readonly [LogLine['level'], string, string])[] = [
    ['info', 'service', 'ReadyMeet 0.1.0 starts.'],
    ['info', 'skedulo', 'Connected to sk_acme_care as ReadyMeet.'],
    ['debug', 'skedulo', 'Read 128 jobs in 1 request.'],
    ['info', 'zoom', 'Made the meeting of JOB-0042.'],
    ['warn', 'mail', 'smtp.acme.test asks to wait 60 seconds before the next message.'],
    ['error', 'skedulo', 'JOB-0006 is locked: the link could not be written.'],
  ];
  return Array.from({ length: 240 }, (_, index) => {
    const [level, room, text] = words[index % words.length] ?? ['info', 'service', ''];
    return { atMs: nowMs - (240 - index) * 1500, level, room, words: text };
  });
}
