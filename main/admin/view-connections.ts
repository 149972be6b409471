import type { ProviderView, SkeduloView } from '../../preload/contract/connections.ts';
import { PROVIDER_KINDS, PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { untilUtcMidnightMs } from '../providers/daily-quota.ts';
import { ownAppView } from '../providers/registrations.ts';
import { zoomDefaults } from '../providers/zoom/zoom-defaults.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import type { Failure } from '../sync/failure.ts';
import type { Tenant } from '../sync/ports.ts';
import type { Facts } from './facts.ts';
import { problemOf } from './problem-words.ts';
import { isRunning, troubleOf } from './view-parties.ts';

/** What is shown of the connection to Skedulo: `connected` only after Skedulo has said so. */
export function skeduloView(facts: Facts): SkeduloView {
  const { secrets, settings } = facts;
  const tenant = tenantOf(facts);
  const failure = skeduloFailure(facts);
  return {
    state: skeduloState(facts, tenant, failure),
    userName: tenant?.userName ?? null,
    tenantId: tenant?.tenantId ?? null,
    roles: [...(tenant?.roles ?? [])],
    apiUrl: tenant?.apiUrl ?? settings.skedulo.apiUrl,
    fixedApiUrl: settings.skedulo.apiUrl,
    tokenFingerprint: secrets.skeduloToken?.fingerprint ?? null,
    tokenExpiresAtMs: secrets.skeduloToken?.expiresAtMs ?? null,
    problem: failure === null ? null : problemOf(failure),
  };
}

function skeduloState(facts: Facts, tenant: Tenant | null, failure: Failure | null): SkeduloView['state'] {
  if (facts.secrets.failure !== null) return 'wrong';
  if (facts.secrets.skeduloToken === null) return 'not-set-up';
  if (failure !== null) return 'wrong';
  return tenant === null ? 'checking' : 'connected';
}

function tenantOf({ secrets, status, findings }: Facts): Tenant | null {
  if (secrets.skeduloToken === null) return null;
  if (status.tenant !== null) return status.tenant;
  return findings.skedulo.kind === 'passed' ? findings.skedulo.value : null;
}

function skeduloFailure(facts: Facts): Failure | null {
  const { secrets, findings } = facts;
  if (secrets.failure !== null) return secrets.failure;
  if (secrets.skeduloToken === null) return null;
  if (isRunning(facts)) return troubleOf('skedulo', facts)?.failure ?? null;
  return findings.skedulo.kind === 'failed' ? findings.skedulo.failure : null;
}

/** What is shown of the meetings provider: the vendor user who authorized, signing in, and what removing does. */
export function providerView(facts: Facts): ProviderView {
  const { settings, secrets, signIn, builtInClients } = facts;
  const { account } = settings;
  return {
    selected: settings.selectedProvider ?? account?.kind ?? null,
    account: account === null ? null : { ...identityOf(account), ...accountState(facts) },
    signIn,
    ownApps: PROVIDER_KINDS.map((kind) => ({
      ...ownAppView(kind, {
        builtIn: builtInClients,
        settings: settings.providers[kind],
        ownClientSecret: null,
      }),
      hasClientSecret: secrets.hasClientSecret[kind],
    })),
    quota: quotaOf(facts),
    removal: account === null ? null : { meetingsThatStay: facts.meetingsLookedAfter },
  };
}

type Account = NonNullable<ProviderView['account']>;

/** Each field by name: the page takes nothing that the contract does not know. */
function identityOf(account: NonNullable<AppSettings['account']>): Omit<Account, 'state' | 'problem'> {
  const { kind, id, name, email, notes, connectedAtMs } = account;
  return { kind, id, name, email, notes: [...notes], connectedAtMs };
}

function accountState(facts: Facts): Pick<Account, 'state' | 'problem'> {
  const { secrets, findings, settings } = facts;
  if (secrets.failure !== null) return { state: 'reconnect', problem: problemOf(secrets.failure) };
  if (!secrets.hasProviderTokens) {
    const name = settings.account === null ? 'The provider' : PROVIDER_NAMES[settings.account.kind];
    return {
      state: 'reconnect',
      problem: {
        code: 'reconnect',
        message: `The authorization of this account at ${name} is not stored here, or belongs to another registration.`,
        mend: `Sign in to ${name} again.`,
      },
    };
  }
  const running = isRunning(facts) ? troubleOf('provider', facts) : null;
  const asked = findings.provider.kind === 'failed' ? findings.provider.failure : null;
  const failure = running?.failure ?? (isProviderProven(facts) ? null : asked);
  if (failure !== null) {
    return { state: failure.kind === 'auth' ? 'reconnect' : 'unreachable', problem: problemOf(failure) };
  }
  const isConnected = isProviderProven(facts) || findings.provider.kind === 'passed';
  return { state: isConnected ? 'connected' : 'checking', problem: null };
}

/** Automation asked the provider who authorized since it started, and was told. */
function isProviderProven(facts: Facts): boolean {
  return isRunning(facts) && facts.status.account !== null;
}

function quotaOf({ settings, findings, nowMs }: Facts): ProviderView['quota'] {
  if (settings.account?.kind !== 'zoom' || findings.quotaUsed === null) return null;
  return {
    used: findings.quotaUsed,
    perDay: settings.providers.zoom.limits.perDay ?? zoomDefaults.pace.perDay,
    resetsAtMs: nowMs + untilUtcMidnightMs(nowMs),
  };
}
