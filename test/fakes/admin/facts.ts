import type { Facts, Findings, SecretFacts } from '../../../main/admin/facts.ts';
import type { JobNeed } from '../../../main/admin/job-needs.ts';
import { createMomentWords } from '../../../main/admin/moment-words.ts';
import type { AutomationStatus, PartyTrouble } from '../../../main/automation/automation.ts';
import { DEFAULT_APP_SETTINGS } from '../../../main/settings/app-settings.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import { authFailure, networkFailure } from '../../../main/sync/failure.ts';
import type { Failure } from '../../../main/sync/failure.ts';
import { MONDAY_MS } from '../jobs.ts';
import { STOPPED_STATUS } from './fake-automation.ts';

/** What may differ from the facts of somebody who has everything connected and enabled. */
export interface FactsChanges {
  readonly settings?: Partial<AppSettings>;
  readonly automation?: Partial<AppSettings['automation']>;
  readonly secrets?: Partial<SecretFacts>;
  readonly status?: Partial<AutomationStatus>;
  readonly findings?: Partial<Findings>;
  readonly needs?: readonly JobNeed[];
  readonly nowMs?: number;
  readonly hasNotifications?: boolean;
}

const NOTHING_FOUND: Findings = {
  skedulo: { kind: 'never' },
  provider: { kind: 'never' },
  mail: { kind: 'never' },
  automationChecks: [],
  preview: null,
  testInvitation: null,
  chart: [],
  quotaUsed: null,
  startProblem: null,
  webApp: null,
};

const TENANT = {
  tenantId: 'tenant-1',
  userName: 'Ann Admin',
  roles: ['Administrator'],
  vendor: 'skedulo',
  apiUrl: 'https://api.au.skedulo.com',
};

/** Facts of an office in which everything is connected and works, but for the changes. */
export function factsWith(changes: FactsChanges = {}): Facts {
  const settings: AppSettings = {
    ...DEFAULT_APP_SETTINGS,
    selectedProvider: 'zoom',
    account: {
      kind: 'zoom',
      id: 'user-1',
      name: 'Olga Owner',
      email: 'olga@acme.test',
      notes: [],
      connectedAtMs: MONDAY_MS,
      meetingsSinceMs: MONDAY_MS,
    },
    mail: { from: 'care@acme.test', host: 'mail.acme.test', port: 587, security: 'starttls', user: null },
    ...changes.settings,
    automation: { ...DEFAULT_APP_SETTINGS.automation, isEnabled: true, ...changes.automation },
  };
  return {
    app: {
      version: '1.2.3',
      shell: 'desktop',
      opensLinks: 'program',
      keepsSecrets: 'encrypted',
      secretsNote: null,
    },
    dataFolder: '/data',
    settings,
    settingsNotices: [],
    opensAtLogin: false,
    hasNotifications: changes.hasNotifications ?? true,
    builtInClients: { zoom: { clientId: 'built-in-zoom', clientSecret: null } },
    secrets: {
      skeduloToken: { fingerprint: 'ab12cd34', expiresAtMs: null },
      hasMeetingPassword: false,
      hasSmtpPassword: false,
      hasClientSecret: { zoom: false, teams: false, meet: false },
      hasProviderTokens: true,
      failure: null,
      ...changes.secrets,
    },
    status: {
      ...STOPPED_STATUS,
      phase: 'running',
      tenant: TENANT,
      account: { id: 'user-1', name: 'Olga Owner', email: 'olga@acme.test', notes: [] },
      ...changes.status,
    },
    meetingsLookedAfter: 7,
    needs: changes.needs ?? [],
    signIn: { state: 'idle' },
    findings: { ...NOTHING_FOUND, mail: { kind: 'passed', value: undefined }, ...changes.findings },
    tasks: [],
    nowMs: changes.nowMs ?? MONDAY_MS,
    momentWords: createMomentWords('en-GB', 'Australia/Brisbane'),
  };
}

export function need(number: number, changes: Partial<JobNeed> = {}): JobNeed {
  return {
    jobId: `job-${String(number)}`,
    jobName: `JOB-${String(number).padStart(4, '0')}`,
    contact: 'Ann Lee',
    startMs: MONDAY_MS + number,
    code: 'hidden-guest',
    message: 'A guest cannot be seen.',
    mend: 'Give access.',
    canRetry: false,
    ...changes,
  };
}

export const RECONNECT: Failure = authFailure({
  party: 'provider',
  code: 'reconnect',
  message: 'Zoom does not accept the authorization any more.',
  mend: 'Sign in again.',
});

/** A trouble only a person can mend, unless told otherwise. */
export function partyTrouble(changes: Partial<PartyTrouble> = {}): PartyTrouble {
  const failure = changes.failure ?? RECONNECT;
  return { party: failure.party, failure, sinceMs: MONDAY_MS, retryAtMs: null, jobsWaiting: 0, ...changes };
}

/** An outage that passes by itself. */
export function outage(party: 'skedulo' | 'provider' | 'mail', mend = 'Check the connection.'): Failure {
  return networkFailure({ party, code: 'unreachable', message: 'Nobody answered.', mend, scope: 'party' });
}
