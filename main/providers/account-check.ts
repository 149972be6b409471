import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { Clock, ProviderAccount, TokenSet, TokenStore } from '../sync/ports.ts';
import type { ApiClient } from './api-client.ts';
import type { AuthorizedTokens } from './authorization.ts';
import { createAuthorizedClient } from './authorized-client.ts';
import { checkGrantedScopes } from './granted-scopes.ts';
import { createLimiter } from './limiter.ts';
import { checkCalendar } from './meet/meet-eligibility.ts';
import { createMeetProvider } from './meet/meet-provider.ts';
import { createAccessTokens } from './oauth.ts';
import type { AccessTokens } from './oauth.ts';
import { PROVIDER_DEFAULTS } from './provider-defaults.ts';
import { personalAccountFailure } from './redirect-failure.ts';
import type { ProviderRegistration } from './registrations.ts';
import { checkTeamsLicence, isPersonalAccount } from './teams/teams-eligibility.ts';
import { createTeamsProvider } from './teams/teams-provider.ts';
import { readZoomAccount } from './zoom/zoom-account.ts';

/** Tokens that a sign-in brought and nobody has accepted yet. */
export interface NewGrant {
  /** Finds out who signed in, and whether this account can make meetings; fails with what keeps it from that. */
  check(signal: AbortSignal): Promise<Result<ProviderAccount>>;
  /** As they are to be stored: checking may have replaced what came first. */
  readonly tokens: TokenSet;
  /** Ends the grant at the provider where that is possible. */
  revoke(signal: AbortSignal): Promise<Result<void>>;
}

/** Takes the tokens of a sign-in for a look at the account, without storing them anywhere. */
export function holdGrant(
  kind: ProviderKind,
  registration: ProviderRegistration,
  authorized: AuthorizedTokens,
  clock: Clock,
): NewGrant {
  const { refreshToken, accessToken, expiresAtMs } = authorized;
  let tokens: TokenSet = { refreshToken, accessToken, expiresAtMs };
  const store: TokenStore = {
    load: () => Promise.resolve(success(tokens)),
    save(next) {
      tokens = next;
      return Promise.resolve(success(undefined));
    },
    // They are dropped with the grant.
    clear: () => Promise.resolve(success(undefined)),
  };
  const access = accessTo(kind, registration, store, clock);
  const api = createAuthorizedClient({
    apiUrl: registration.apiUrl,
    providerName: PROVIDER_NAMES[kind],
    tokens: access,
    limiter: createLimiter({ concurrency: 1, perSecond: null, clock }),
  });
  return {
    async check(signal) {
      const scopes = checkGrantedScopes(kind, authorized.grantedScopes);
      if (!scopes.ok) return scopes;
      if (kind === 'teams' && isPersonalAccount(authorized.idToken)) return failed(personalAccountFailure());
      return checkAccount(kind, api, clock, signal);
    },
    get tokens() {
      return tokens;
    },
    revoke: (signal) => access.revoke(signal),
  };
}

/** The access tokens of a registration, kept in `store`. */
export function accessTo(
  kind: ProviderKind,
  registration: ProviderRegistration,
  store: TokenStore,
  clock: Clock,
): AccessTokens {
  const { secretIn, revokes } = PROVIDER_DEFAULTS[kind];
  return createAccessTokens({
    clientId: registration.clientId,
    clientSecret: registration.clientSecret,
    secretIn,
    revokes,
    endpoints: registration.endpoints,
    providerName: PROVIDER_NAMES[kind],
    store,
    clock,
  });
}

async function checkAccount(
  kind: ProviderKind,
  api: ApiClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<ProviderAccount>> {
  switch (kind) {
    case 'zoom':
      return readZoomAccount(api, clock, signal);
    case 'teams': {
      const account = await createTeamsProvider({ api }).account(signal);
      if (!account.ok) return account;
      const licence = await checkTeamsLicence(api, signal);
      return licence.ok ? account : licence;
    }
    case 'meet': {
      const account = await createMeetProvider({ api, clock }).account(signal);
      if (!account.ok) return account;
      const calendar = await checkCalendar(api, clock, signal);
      return calendar.ok ? account : calendar;
    }
  }
}
