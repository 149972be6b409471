import type { AuthorizationCode } from 'simple-oauth2';
import { authFailure, cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Clock, TokenSet, TokenStore } from '../sync/ports.ts';
import { untilAborted } from './abortable.ts';
import { createOAuthClient, readTokenAnswer } from './oauth-client.ts';
import type { OAuthClientSettings } from './oauth-client.ts';
import { oauthFailure, unexpectedAnswerFailure } from './oauth-failure.ts';

export type { OAuthClientSettings, OAuthEndpoints } from './oauth-client.ts';

export interface AccessTokensOptions extends OAuthClientSettings {
  readonly store: TokenStore;
  readonly clock: Clock;
  /** Which token the provider revokes a whole authorization by; `refresh_token` unless told. */
  readonly revokes?: 'access_token' | 'refresh_token';
  /** Shared by all connections over the same tokens; left out where there is only this one. */
  readonly refreshTurns?: RefreshTurns;
}

/**
 * Lets one connection at a time read and refresh tokens: of two that refresh at the same moment, the second would use a
 * refresh token that the first has used up.
 */
export interface RefreshTurns {
  take<T>(work: () => Promise<T>): Promise<T>;
}

const NO_TURNS: RefreshTurns = { take: (work) => work() };

/** The access tokens of one authorization. */
export interface AccessTokens {
  /** A token good for another minute at least; refreshed when needed, by one request however many ask. */
  current(signal: AbortSignal): Promise<Result<string>>;
  /** Another token than the one the provider just refused with a 401. */
  renew(rejectedToken: string, signal: AbortSignal): Promise<Result<string>>;
  /** Ends the authorization at the provider where that is possible, then forgets the tokens. */
  revoke(signal: AbortSignal): Promise<Result<void>>;
  /** Requests sent to the token and revoke endpoints. */
  readonly requestCount: number;
}

/** A token that ends sooner is replaced before it is used. */
const MARGIN_MS = 60_000;

/**
 * Hands out access tokens and refreshes them. A rotated refresh token is in the store before the access token that
 * came with it is handed out; when it cannot be stored, neither is used and storing is tried again before anything
 * else. A refused grant is remembered: until the store holds other tokens, every call fails without a request.
 * A refresh is never given up in the middle, since the refresh token it brings may be the only one left.
 */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { store, clock, providerName, refreshTurns = NO_TURNS } = options;
  const client = createOAuthClient(options);
  let known: TokenSet | null = null;
  let unsaved: TokenSet | null = null;
  let refused: { readonly refreshToken: string; readonly failure: Failure } | null = null;
  let inFlight: Promise<Result<TokenSet>> | null = null;
  let requestCount = 0;

  const isUsable = (
    tokens: TokenSet,
    rejectedToken: string | null,
  ): tokens is TokenSet & { accessToken: string } =>
    tokens.accessToken !== null &&
    tokens.accessToken !== rejectedToken &&
    (tokens.expiresAtMs === null || tokens.expiresAtMs - clock.nowMs() > MARGIN_MS);

  const save = async (tokens: TokenSet): Promise<Result<TokenSet>> => {
    unsaved = tokens;
    const saved = await store.save(tokens);
    if (!saved.ok) return saved;
    unsaved = null;
    known = tokens;
    return success(tokens);
  };

  const refresh = async (tokens: TokenSet): Promise<Result<TokenSet>> => {
    requestCount += 1;
    const answered = await requestRefresh(client, tokens.refreshToken, providerName, clock);
    if (answered.ok) return save(answered.value);
    if (answered.failure.kind === 'auth') {
      refused = { refreshToken: tokens.refreshToken, failure: answered.failure };
    }
    return answered;
  };

  const findUsable = async (rejectedToken: string | null): Promise<Result<TokenSet>> => {
    if (unsaved !== null) {
      const saved = await save(unsaved);
      if (!saved.ok || isUsable(saved.value, rejectedToken)) return saved;
    }
    // Read again each time: another connection may have been made since.
    const loaded = await store.load();
    if (!loaded.ok) return loaded;
    const tokens = loaded.value;
    if (tokens === null) return failed(notConnectedFailure(providerName));
    if (tokens.refreshToken === refused?.refreshToken) return failed(refused.failure);
    refused = null;
    known = tokens;
    return isUsable(tokens, rejectedToken) ? success(tokens) : refresh(tokens);
  };

  const obtain = async (rejectedToken: string | null, signal: AbortSignal): Promise<Result<string>> => {
    if (signal.aborted) return failed(cancelledFailure('provider', false));
    if (known !== null && refused === null && isUsable(known, rejectedToken))
      return success(known.accessToken);
    let token: string | null = null;
    // The work another caller began may end with the very token this one had refused: then once more.
    for (let round = 0; round < 2 && (token === null || token === rejectedToken); round += 1) {
      inFlight ??= refreshTurns
        .take(() => findUsable(rejectedToken))
        .finally(() => {
          inFlight = null;
        });
      const found = await untilAborted(inFlight, signal);
      if (found === null) return failed(cancelledFailure('provider', false));
      if (!found.ok) return found;
      token = found.value.accessToken;
    }
    return token === null ? failed(unexpectedAnswerFailure(providerName, null)) : success(token);
  };

  const revoke = async (signal: AbortSignal): Promise<Result<void>> => {
    // A refresh that ended after the tokens were forgotten would bring them back.
    await inFlight;
    const loaded = await store.load();
    if (!loaded.ok) return loaded;
    if (loaded.value !== null && options.endpoints.revokeUrl !== null) {
      const tokenType = options.revokes ?? 'refresh_token';
      // An access token that has ended revokes nothing; a grant that is dead already needs no revoking.
      const token =
        tokenType === 'refresh_token' ? success(loaded.value.refreshToken) : await obtain(null, signal);
      if (!token.ok && token.failure.kind !== 'auth') return token;
      if (token.ok) {
        requestCount += 1;
        const revoked = await untilAborted(
          requestRevoke(client, tokenType, token.value, providerName, clock),
          signal,
        );
        if (revoked === null) return failed(cancelledFailure('provider', true));
        if (!revoked.ok && revoked.failure.code !== 'reconnect') return revoked;
      }
    }
    known = null;
    unsaved = null;
    refused = null;
    return store.clear();
  };

  return {
    current: (signal) => obtain(null, signal),
    renew: (rejectedToken, signal) => obtain(rejectedToken, signal),
    revoke,
    get requestCount() {
      return requestCount;
    },
  };
}

async function requestRefresh(
  client: AuthorizationCode,
  refreshToken: string,
  providerName: string,
  clock: Clock,
): Promise<Result<TokenSet>> {
  try {
    const { token } = await client.createToken({ refresh_token: refreshToken }).refresh();
    const answer = readTokenAnswer(token, clock.nowMs());
    if (answer === null) return failed(unexpectedAnswerFailure(providerName, null));
    // The library loses the refresh token when the server returns none, as Google does.
    const { accessToken, expiresAtMs } = answer;
    return success({ refreshToken: answer.refreshToken ?? refreshToken, accessToken, expiresAtMs });
  } catch (error) {
    return failed(oauthFailure(error, providerName, clock.nowMs()));
  }
}

async function requestRevoke(
  client: AuthorizationCode,
  tokenType: 'access_token' | 'refresh_token',
  token: string,
  providerName: string,
  clock: Clock,
): Promise<Result<void>> {
  try {
    await client.createToken({ [tokenType]: token }).revoke(tokenType);
    return success(undefined);
  } catch (error) {
    return failed(oauthFailure(error, providerName, clock.nowMs()));
  }
}

function notConnectedFailure(providerName: string): Failure {
  return authFailure({
    party: 'provider',
    code: 'not-connected',
    message: `ReadyMeet is not connected to ${providerName}.`,
    mend: `Connect ${providerName}.`,
  });
}
