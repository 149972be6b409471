import { createHash } from 'node:crypto';
import { authFailure, cancelledFailure, failed, remoteFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Clock, TokenSet } from '../sync/ports.ts';
import { untilAborted } from './abortable.ts';
import { createOAuthClient, readTokenAnswer } from './oauth-client.ts';
import type { OAuthClientSettings } from './oauth-client.ts';
import { oauthFailure, unexpectedAnswerFailure } from './oauth-failure.ts';
import { redirectFailure } from './redirect-failure.ts';

/** Returns that many unpredictable bytes. */
export type RandomBytes = (count: number) => Uint8Array;

export interface AuthorizationSettings extends OAuthClientSettings {
  /** Loopback address the browser comes back to. */
  readonly redirectUri: string;
  /** Empty where the provider's app registration holds them (Zoom). */
  readonly scopes: readonly string[];
  /** Further parameters, such as Google's `access_type=offline`. */
  readonly authorizeParams?: Readonly<Record<string, string>>;
}

/** An authorization under way. Verifier and state are secrets of this try. */
export interface PendingAuthorization {
  /** Where to send the browser. */
  readonly url: string;
  readonly state: string;
  readonly codeVerifier: string;
}

/** What an authorization brought. */
export interface AuthorizedTokens extends TokenSet {
  /** Null where the provider did not say. */
  readonly grantedScopes: readonly string[] | null;
  /** OpenID Connect: who signed in; null where the provider did not say. Not for keeping. */
  readonly idToken: string | null;
}

/** Begins an authorization with PKCE S256 (RFC 7636) and an unguessable state. Sends nothing. */
export function beginAuthorization(
  settings: AuthorizationSettings,
  randomBytes: RandomBytes,
): PendingAuthorization {
  const state = Buffer.from(randomBytes(32)).toString('base64url');
  const codeVerifier = Buffer.from(randomBytes(48)).toString('base64url');
  const parameters = {
    ...settings.authorizeParams,
    redirect_uri: settings.redirectUri,
    state,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(settings.scopes.length === 0 ? {} : { scope: [...settings.scopes] }),
  };
  return { url: createOAuthClient(settings).authorizeURL(parameters), state, codeVerifier };
}

/**
 * Reads the address the browser came back to. The state is checked before anything else is believed.
 * Fails with `state-mismatch`, or as `redirectFailure` says.
 */
export function readRedirect(redirectUrl: URL, state: string, providerName: string): Result<string> {
  const { searchParams } = redirectUrl;
  const mend = `Start connecting ${providerName} again, and finish in the browser window that opens.`;
  if (searchParams.get('state') !== state) {
    return failed(
      authFailure({
        party: 'provider',
        code: 'state-mismatch',
        message: 'The answer in the browser does not belong to this attempt to connect.',
        mend,
      }),
    );
  }
  const code = searchParams.get('code');
  if (code !== null && code !== '') return success(code);
  return failed(redirectFailure(searchParams, providerName));
}

/**
 * Exchanges what the browser came back with for tokens. They are not stored yet: that is the caller's to do.
 * Besides the failures of `readRedirect` and of the token endpoint: `no-refresh-token`.
 */
export async function completeAuthorization(
  settings: AuthorizationSettings,
  pending: PendingAuthorization,
  redirectUrl: URL,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<AuthorizedTokens>> {
  const code = readRedirect(redirectUrl, pending.state, settings.providerName);
  if (!code.ok) return code;
  const exchanged = await untilAborted(exchange(settings, pending, code.value, clock), signal);
  return exchanged ?? failed(cancelledFailure('provider', true));
}

async function exchange(
  settings: AuthorizationSettings,
  pending: PendingAuthorization,
  code: string,
  clock: Clock,
): Promise<Result<AuthorizedTokens>> {
  const { providerName } = settings;
  const parameters = { code, redirect_uri: settings.redirectUri, code_verifier: pending.codeVerifier };
  try {
    const { token } = await createOAuthClient(settings).getToken(parameters);
    const answer = readTokenAnswer(token, clock.nowMs());
    if (answer === null) return failed(unexpectedAnswerFailure(providerName, null));
    const { refreshToken, accessToken, expiresAtMs, scopes, idToken } = answer;
    if (refreshToken !== null) {
      return success({ refreshToken, accessToken, expiresAtMs, grantedScopes: scopes, idToken });
    }
    return failed(
      remoteFailure({
        party: 'provider',
        code: 'no-refresh-token',
        message: `${providerName} gave access only for the moment, not for later.`,
        mend: `Connect ${providerName} again and allow everything the page asks for.`,
        scope: 'party',
      }),
    );
  } catch (error) {
    return failed(oauthFailure(error, providerName, clock.nowMs()));
  }
}
