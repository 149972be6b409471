import { describe, expect, test } from 'vitest';
import { headline } from '../../../main/admin/view-headline.ts';
import { projectView } from '../../../main/admin/view.ts';
import { authFailure, localFailure } from '../../../main/sync/failure.ts';
import { viewSchema } from '../../../preload/contract/view.ts';
import { factsWith, need, outage, partyTrouble } from '../../fakes/admin/facts.ts';
import type { FactsChanges } from '../../fakes/admin/facts.ts';
import { ACCOUNT, TENANT } from '../../fakes/admin/admin-world.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS } from '../../fakes/jobs.ts';

const REFUSED = authFailure({ party: 'skedulo', code: 'token-refused', message: 'The token is refused.' });
const DISK_FULL = localFailure({ party: 'ledger', code: 'disk-full', message: 'The disk is full.' });

const MAIL_REFUSES = authFailure({ party: 'mail', code: 'sign-in-refused', message: 'Refused.' });
const ALL_PASSED = {
  skedulo: { kind: 'passed', value: TENANT },
  provider: { kind: 'passed', value: ACCOUNT },
  mail: { kind: 'passed', value: undefined },
} as const;

const GOLDEN: readonly (readonly [string, FactsChanges, string, string, string | null])[] = [
  ['all is well', {}, 'ready', 'Working', null],
  ['jobs are worked on', { status: { isWorking: true } }, 'working', 'Working', null],
  ['it looks now', { status: { isLooking: true } }, 'working', 'Working', null],
  [
    'it connects',
    { status: { phase: 'starting', tenant: null } },
    'working',
    'Working',
    'Connecting to Skedulo.',
  ],
  [
    'one job needs somebody',
    { needs: [need(1)] },
    'attention',
    'Working, 1 job needs you',
    'A guest cannot be seen.',
  ],
  [
    'two jobs need somebody',
    { needs: [need(1), need(2)] },
    'attention',
    'Working, 2 jobs need you',
    'A guest cannot be seen.',
  ],
  [
    'jobs wait for the provider',
    { status: { troubles: [partyTrouble({ jobsWaiting: 4 })] } },
    'attention',
    'Working, 4 jobs need you',
    'Zoom needs you to sign in again: 4 jobs are waiting',
  ],
  [
    'no job waits for the provider yet',
    { status: { troubles: [partyTrouble()] } },
    'attention',
    'Working, Zoom needs you',
    'Zoom needs you to sign in again',
  ],
  [
    'the mail server is down for a moment',
    {
      status: {
        troubles: [partyTrouble({ failure: outage('mail'), retryAtMs: MONDAY_MS + 1000, jobsWaiting: 2 })],
      },
    },
    'ready',
    'Working',
    'The mail server cannot be used now: 2 jobs are waiting',
  ],
  [
    'paused until this afternoon',
    { status: { phase: 'paused', pausedUntilMs: MONDAY_MS + 3 * HOUR_MS } },
    'paused',
    'Paused until 15:00',
    'Nothing is made, changed or sent meanwhile; links that exist keep working.',
  ],
  [
    'paused until tomorrow',
    { status: { phase: 'paused', pausedUntilMs: MONDAY_MS + DAY_MS } },
    'paused',
    'Paused until tomorrow 12:00',
    'Nothing is made, changed or sent meanwhile; links that exist keep working.',
  ],
  [
    'offline',
    {
      status: {
        offlineSinceMs: MONDAY_MS - 3 * HOUR_MS + 12 * 60_000,
        troubles: [partyTrouble({ failure: outage('skedulo'), retryAtMs: MONDAY_MS + 1000 })],
      },
    },
    'offline',
    'Offline since 09:12',
    'Nobody answered.',
  ],
  [
    'Skedulo refuses the token',
    { status: { phase: 'starting', tenant: null, troubles: [partyTrouble({ failure: REFUSED })] } },
    'attention',
    'Not working, Skedulo needs you',
    'The token is refused.',
  ],
  [
    'the disk is full',
    { status: { troubles: [partyTrouble({ failure: DISK_FULL })] } },
    'attention',
    'Not working, the disk needs you',
    'The disk is full.',
  ],
  [
    'it could not be started',
    {
      status: { phase: 'stopped' },
      findings: { startProblem: { code: 'secrets-unreadable', message: 'Locked.', mend: null } },
    },
    'attention',
    'Not working',
    'Locked.',
  ],
  [
    'nothing is set up',
    {
      settings: { account: null, mail: null },
      automation: { isEnabled: false },
      secrets: { skeduloToken: null, hasProviderTokens: false },
      status: { phase: 'stopped', tenant: null },
    },
    'not-set-up',
    'Not set up',
    'No meetings provider is connected.',
  ],
  [
    'everything is entered and nothing enabled, while the mail server refuses ReadyMeet',
    {
      automation: { isEnabled: false },
      status: { phase: 'stopped' },
      findings: { ...ALL_PASSED, mail: { kind: 'failed', failure: MAIL_REFUSES } },
    },
    'not-set-up',
    'Not set up',
    'Automation is not enabled yet.',
  ],
  [
    'everything is connected and nothing enabled',
    { automation: { isEnabled: false }, status: { phase: 'stopped' }, findings: ALL_PASSED },
    'not-set-up',
    'Not set up',
    'Everything is connected. Automation is not enabled yet.',
  ],
  [
    'the provider was removed while automation is enabled',
    { settings: { account: null }, status: { phase: 'stopped' } },
    'not-set-up',
    'Not set up',
    'No meetings provider is connected. No meetings are made until that is mended.',
  ],
  [
    'the token was lost with a restart',
    { secrets: { skeduloToken: null }, status: { phase: 'stopped', tenant: null } },
    'not-set-up',
    'Not set up',
    'No Skedulo API token is stored. No meetings are made until that is mended.',
  ],
];

describe('the headline', () => {
  test.each(GOLDEN)('when %s', (_when, changes, state, words, cause) => {
    const facts = factsWith(changes);
    expect(headline(facts)).toEqual({ state, words, cause });
    expect(viewSchema.parse(projectView(facts, 3)).revision).toBe(3);
  });

  test('a pause stands above an outage, and the lack of a provider above both', () => {
    const status = {
      phase: 'paused' as const,
      pausedUntilMs: MONDAY_MS + HOUR_MS,
      offlineSinceMs: MONDAY_MS,
    };
    expect(headline(factsWith({ status })).words).toBe('Paused until 13:00');
    expect(headline(factsWith({ status, settings: { account: null } })).words).toBe('Not set up');
  });
});
