import { createAccessTokens } from '../../../main/providers/oauth.ts';
import type { AccessTokens, OAuthEndpoints } from '../../../main/providers/oauth.ts';
import { createAuthorizedClient } from '../../../main/providers/authorized-client.ts';
import type { AuthorizedClient } from '../../../main/providers/authorized-client.ts';
import { createLimiter } from '../../../main/providers/limiter.ts';
import { success } from '../../../main/sync/failure.ts';
import type { Clock, TokenSet, TokenStore } from '../../../main/sync/ports.ts';
import type { OAuthSimulator } from '../../simulators/kit/oauth-simulator.ts';

/** A token store in memory that can be told to break. */
export interface MemoryTokenStore extends TokenStore {
  readonly tokens: TokenSet | null;
  /** Every set of tokens that was saved, oldest first. */
  readonly saved: readonly TokenSet[];
}

export function createMemoryTokenStore(initial: TokenSet | null): MemoryTokenStore {
  let tokens = initial;
  const saved: TokenSet[] = [];
  return {
    get tokens() {
      return tokens;
    },
    saved,
    load: () => Promise.resolve(success(tokens)),
    save(next) {
      tokens = next;
      saved.push(next);
      return Promise.resolve(success(undefined));
    },
    clear() {
      tokens = null;
      return Promise.resolve(success(undefined));
    },
  };
}

/** The machine's clock, whose sleeps end at once when aborted. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, durationMs);
      signal?.addEventListener('abort', finish);
      if (signal?.aborted === true) finish();
    }),
};

export interface SignedInOptions {
  readonly providerName: string;
  readonly apiUrl: string;
  readonly endpoints: OAuthEndpoints;
  readonly oauth: OAuthSimulator;
  /** Where the client secret travels; `body` unless told. */
  readonly secretIn?: 'header' | 'body';
  readonly clock?: Clock;
  readonly timeoutMs?: number;
}

export interface SignedIn {
  readonly api: AuthorizedClient;
  readonly tokens: AccessTokens;
  readonly store: MemoryTokenStore;
}

/** Connects a client to a simulator with a grant of its first user. */
export function signIn(options: SignedInOptions): SignedIn {
  const clock = options.clock ?? systemClock;
  const store = createMemoryTokenStore(options.oauth.issue());
  const tokens = createAccessTokens({
    clientId: options.oauth.clientId,
    clientSecret: options.oauth.clientSecret,
    secretIn: options.secretIn ?? 'body',
    endpoints: options.endpoints,
    providerName: options.providerName,
    store,
    clock,
    timeoutMs: 5_000,
  });
  const api = createAuthorizedClient({
    apiUrl: options.apiUrl,
    providerName: options.providerName,
    tokens,
    limiter: createLimiter({ concurrency: 8, perSecond: null, clock }),
    timeoutMs: options.timeoutMs ?? 5_000,
  });
  return { api, tokens, store };
}
