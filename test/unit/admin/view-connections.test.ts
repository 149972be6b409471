import { describe, expect, test } from 'vitest';
import type { FactsChanges } from '../../fakes/admin/facts.ts';
import { factsWith, outage, partyTrouble, RECONNECT } from '../../fakes/admin/facts.ts';
import { projectView } from '../../../main/admin/view.ts';
import { authFailure } from '../../../main/sync/failure.ts';
import { viewSchema } from '../../../preload/contract/view.ts';
import { MONDAY_MS } from '../../fakes/jobs.ts';

function viewOf(changes: FactsChanges) {
  return viewSchema.parse(projectView(factsWith(changes), 1));
}

const REFUSED = authFailure({
  party: 'skedulo',
  code: 'token-refused',
  message: 'Refused.',
  mend: 'New one.',
});
const STOPPED = { phase: 'stopped', tenant: null, account: null } as const;
const OFF: FactsChanges = { automation: { isEnabled: false }, status: STOPPED };
const TENANT = { tenantId: 't', userName: 'Ann', roles: ['A'], vendor: 'skedulo', apiUrl: 'https://x.test' };
const ACCOUNT = { id: 'user-1', name: 'Olga Owner', email: 'olga@acme.test', notes: [] };

describe('the connection to Skedulo', () => {
  test.each<[string, FactsChanges, string]>([
    ['no token', { ...OFF, secrets: { skeduloToken: null } }, 'not-set-up'],
    ['never asked', OFF, 'checking'],
    ['being asked', { ...OFF, findings: { skedulo: { kind: 'asking' } } }, 'checking'],
    ['asked and known', { ...OFF, findings: { skedulo: { kind: 'passed', value: TENANT } } }, 'connected'],
    ['asked and refused', { ...OFF, findings: { skedulo: { kind: 'failed', failure: REFUSED } } }, 'wrong'],
    ['at work', {}, 'connected'],
    ['at work, no answer yet', { status: { phase: 'starting', tenant: null } }, 'checking'],
    ['at work and refused', { status: { troubles: [partyTrouble({ failure: REFUSED })] } }, 'wrong'],
    [
      'at work, whatever an earlier check said',
      { findings: { skedulo: { kind: 'failed', failure: REFUSED } } },
      'connected',
    ],
  ])('%s', (_what, changes, state) => {
    expect(viewOf(changes).skedulo.state).toBe(state);
  });

  test('shows whose token it is, and of the token only a fingerprint', () => {
    expect(viewOf({ settings: { skedulo: { apiUrl: 'https://fixed.test' } } }).skedulo).toEqual({
      state: 'connected',
      userName: 'Ann Admin',
      tenantId: 'tenant-1',
      roles: ['Administrator'],
      apiUrl: 'https://api.au.skedulo.com',
      fixedApiUrl: 'https://fixed.test',
      tokenFingerprint: 'ab12cd34',
      tokenExpiresAtMs: null,
      problem: null,
    });
  });

  test('says what is wrong and what to do', () => {
    const { skedulo, checklist } = viewOf({ status: { troubles: [partyTrouble({ failure: REFUSED })] } });
    expect(skedulo.problem).toEqual({ code: 'token-refused', message: 'Refused.', mend: 'New one.' });
    expect(checklist[0]).toEqual({
      id: 'skedulo',
      title: 'Connect Skedulo',
      state: 'wrong',
      words: 'Refused.',
      page: 'automation',
    });
  });
});

describe('the meetings provider', () => {
  test.each<[string, FactsChanges, string | null]>([
    ['none', { settings: { account: null } }, null],
    ['not asked yet', OFF, 'checking'],
    ['asked and known', { ...OFF, findings: { provider: { kind: 'passed', value: ACCOUNT } } }, 'connected'],
    [
      'asked and dead',
      { ...OFF, findings: { provider: { kind: 'failed', failure: RECONNECT } } },
      'reconnect',
    ],
    [
      'asked and out of reach',
      { ...OFF, findings: { provider: { kind: 'failed', failure: outage('provider') } } },
      'unreachable',
    ],
    ['at work', {}, 'connected'],
    ['at work and dead', { status: { troubles: [partyTrouble()] } }, 'reconnect'],
    ['its tokens are gone', { secrets: { hasProviderTokens: false } }, 'reconnect'],
    [
      'at work, whatever an earlier check said',
      { findings: { provider: { kind: 'failed', failure: RECONNECT } } },
      'connected',
    ],
  ])('%s', (_what, changes, state) => {
    expect(viewOf(changes).provider.account?.state ?? null).toBe(state);
  });

  test('keeps the name of the account when the grant is dead, and says how many meetings stay', () => {
    const { provider } = viewOf({ status: { troubles: [partyTrouble()] } });
    expect(provider.account).toMatchObject({
      kind: 'zoom',
      name: 'Olga Owner',
      email: 'olga@acme.test',
      state: 'reconnect',
      problem: { code: 'reconnect' },
    });
    expect(provider.removal).toEqual({ meetingsThatStay: 7 });
    expect(viewOf({ settings: { account: null } }).provider.removal).toBeNull();
  });

  test('shows what to register, and of secrets only whether there is one', () => {
    const secrets = { hasClientSecret: { zoom: false, teams: true, meet: false } };
    const { ownApps } = viewOf({ secrets }).provider;
    expect(
      ownApps.map(({ kind, hasBuiltIn, hasClientSecret }) => [kind, hasBuiltIn, hasClientSecret]),
    ).toEqual([
      ['zoom', true, false],
      ['teams', false, true],
      ['meet', false, false],
    ]);
    expect(ownApps[0]?.redirectUrlToRegister).toBe('http://127.0.0.1/callback');
    expect(ownApps[0]?.scopesToRegister).toContain('meeting:write:meeting');
  });

  test("counts Zoom's requests of this UTC day", () => {
    expect(viewOf({ findings: { quotaUsed: 12 } }).provider.quota).toEqual({
      used: 12,
      perDay: 100,
      // 02:00 UTC
      resetsAtMs: MONDAY_MS + 22 * 3_600_000,
    });
    expect(viewOf({}).provider.quota).toBeNull();
  });
});

describe('e-mail', () => {
  const noServer = { settings: { mail: null } };
  test.each<[string, FactsChanges, string, string]>([
    ['no server', { ...noServer, status: STOPPED }, 'not-set-up', 'to-do'],
    [
      'none, and none needed',
      { ...noServer, automation: { sendIcsToRecipients: false } },
      'not-needed',
      'done',
    ],
    ['asked and well', {}, 'connected', 'done'],
    ['being asked', { findings: { mail: { kind: 'asking' } } }, 'checking', 'checking'],
    ['refused', { findings: { mail: { kind: 'failed', failure: outage('mail') } } }, 'wrong', 'wrong'],
    [
      'in trouble at work',
      { status: { troubles: [partyTrouble({ failure: outage('mail'), retryAtMs: 1 })] } },
      'wrong',
      'wrong',
    ],
    [
      'refused, but not needed',
      {
        automation: { sendIcsToRecipients: false },
        findings: { mail: { kind: 'failed', failure: outage('mail') } },
      },
      'wrong',
      'done',
    ],
  ])('%s', (_what, changes, state, line) => {
    const view = viewOf(changes);
    expect(view.mail.state).toBe(state);
    expect(view.checklist[2]?.state).toBe(line);
  });
});

describe('automation', () => {
  test('cannot be enabled without a provider', () => {
    expect(viewOf({ ...OFF, settings: { account: null } }).automation.obstacle).toMatchObject({
      code: 'no-provider',
    });
    expect(viewOf({ ...OFF, secrets: { hasProviderTokens: false } }).automation.obstacle).toMatchObject({
      code: 'reconnect',
    });
    expect(viewOf(OFF).automation.obstacle).toBeNull();
  });
});

describe('settings', () => {
  test('that the shell does not have are not shown', () => {
    expect(viewOf({ hasNotifications: false }).settings.showsNotifications).toBeNull();
    expect(viewOf({}).settings).toEqual({
      opensAtLogin: false,
      showsNotifications: true,
      pollSeconds: 30,
      dataFolder: '/data',
    });
  });
});
