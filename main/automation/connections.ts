import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { createAuthorizedClient } from '../providers/authorized-client.ts';
import type { AuthorizedClient } from '../providers/authorized-client.ts';
import { createDailyQuota } from '../providers/daily-quota.ts';
import { createLimiter } from '../providers/limiter.ts';
import { createMeetProvider } from '../providers/meet/meet-provider.ts';
import { createAccessTokens } from '../providers/oauth.ts';
import type { RefreshTurns } from '../providers/oauth.ts';
import { PROVIDER_DEFAULTS } from '../providers/provider-defaults.ts';
import { createTeamsProvider } from '../providers/teams/teams-provider.ts';
import { zoomDefaults } from '../providers/zoom/zoom-defaults.ts';
import { createZoomProvider } from '../providers/zoom/zoom-provider.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { Clock, Ledger, MeetingProvider, ProviderAccount, TokenStore } from '../sync/ports.ts';
import type { ProviderSetup } from './automation.ts';

/** The provider as a person calls it. */
export function nameOfProvider(kind: ProviderKind): string {
  return PROVIDER_NAMES[kind];
}

export interface ProviderConnection {
  readonly provider: MeetingProvider;
  /** Who authorized, as asked once at the start; a failure says why the provider cannot be used now. */
  readonly account: Promise<Result<ProviderAccount>>;
  /** Asks again. */
  readonly check: (signal: AbortSignal) => Promise<Result<ProviderAccount>>;
  /** Requests sent to the provider so far, those for tokens included. */
  readonly requestCount: () => number;
}

export interface ConnectProviderOptions {
  readonly config: ProviderSetup;
  readonly store: TokenStore;
  /** Shared with every other connection over the same tokens; left out where there is none. */
  readonly refreshTurns?: RefreshTurns | undefined;
  readonly ledger: Pick<Ledger, 'addToCounter' | 'readCounter'>;
  readonly clock: Clock;
  /** How many jobs may be at the provider at the same time. */
  readonly concurrency: number;
  /** False where nothing is to be asked of the provider. */
  readonly asksAccount: boolean;
  readonly signal: AbortSignal;
}

/** Builds the connection to the configured provider and asks who authorized it. */
export async function connectProvider(options: ConnectProviderOptions): Promise<ProviderConnection> {
  const { config, store, refreshTurns, clock, concurrency, signal } = options;
  const defaults = PROVIDER_DEFAULTS[config.kind];
  const tokens = createAccessTokens({
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    secretIn: defaults.secretIn,
    revokes: defaults.revokes,
    endpoints: {
      authorizeUrl: config.authorizeUrl ?? defaults.urls.authorizeUrl,
      tokenUrl: config.tokenUrl ?? defaults.urls.tokenUrl,
      revokeUrl: config.revokeUrl ?? defaults.urls.revokeUrl,
    },
    providerName: nameOfProvider(config.kind),
    store,
    clock,
    ...(refreshTurns === undefined ? {} : { refreshTurns }),
  });
  const api = createAuthorizedClient({
    apiUrl: config.apiUrl ?? defaults.urls.apiUrl,
    providerName: nameOfProvider(config.kind),
    tokens,
    limiter: createLimiter({
      concurrency: Math.min(concurrency, defaults.pace.concurrency),
      perSecond: config.limits.perSecond ?? defaults.pace.perSecond,
      clock,
    }),
  });
  // While nobody knows the account, the app's own id names the counter.
  const provider = createProvider(options, api, config.clientId);
  const check = (checkSignal: AbortSignal): Promise<Result<ProviderAccount>> => provider.account(checkSignal);
  const requestCount = (): number => api.requestCount + tokens.requestCount;
  const account = options.asksAccount ? check(signal) : Promise.resolve(UNASKED);
  if (config.kind !== 'zoom') return { provider, account, check, requestCount };
  // Zoom's daily limit is one of the host user: the counter carries the user's id. Others need not wait for the answer.
  const known = await account;
  return {
    provider: known.ok && known.value.id !== '' ? createProvider(options, api, known.value.id) : provider,
    account,
    check,
    requestCount,
  };
}

const UNASKED: Result<ProviderAccount> = { ok: true, value: { id: '', name: '', email: '', notes: [] } };

function createProvider(
  { config, ledger, clock }: ConnectProviderOptions,
  api: AuthorizedClient,
  accountId: string,
): MeetingProvider {
  switch (config.kind) {
    case 'zoom':
      return createZoomProvider({
        api,
        clock,
        quota: createDailyQuota({
          counter: ledger,
          name: `zoom-meeting-requests:${accountId}`,
          perDay: config.limits.perDay ?? zoomDefaults.pace.perDay,
          providerName: nameOfProvider('zoom'),
          clock,
        }),
      });
    case 'teams':
      return createTeamsProvider({ api });
    case 'meet':
      return createMeetProvider({ api, clock });
  }
}
