import { onTestFinished } from 'vitest';
import { createAccessTokens } from '../../../main/providers/oauth.ts';
import type { AccessTokens, AccessTokensOptions, OAuthEndpoints } from '../../../main/providers/oauth.ts';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import { startHttpSimulator } from '../../simulators/kit/http-simulator.ts';
import type { HttpSimulator } from '../../simulators/kit/http-simulator.ts';
import { createOAuthSimulator } from '../../simulators/kit/oauth-simulator.ts';
import type { OAuthFlavour, OAuthSimulator } from '../../simulators/kit/oauth-simulator.ts';
import { createMemoryTokenStore, systemClock } from './contract-rig.ts';
import type { MemoryTokenStore } from './contract-rig.ts';

export interface OAuthRig {
  readonly http: HttpSimulator;
  readonly oauth: OAuthSimulator;
  readonly endpoints: OAuthEndpoints;
  readonly store: MemoryTokenStore;
  readonly tokens: AccessTokens;
  /** The `Authorization` headers of the token requests, oldest first. */
  readonly authorizations: readonly (string | undefined)[];
  /** Starts another program with other options, such as another store. */
  readonly connect: (changes?: Partial<AccessTokensOptions>) => AccessTokens;
}

export interface OAuthRigOptions {
  readonly clientSecret?: string | null;
  readonly graceMs?: number;
  readonly nowMs?: () => number;
  readonly options?: Partial<AccessTokensOptions>;
}

/** An authorization server of one provider with a grant whose access token has ended. Closes itself after the test. */
export async function startOAuthRig(flavour: OAuthFlavour, rig: OAuthRigOptions = {}): Promise<OAuthRig> {
  const clientSecret = rig.clientSecret ?? null;
  const paths = {
    authorize: '/authorize',
    token: '/token',
    revoke: flavour === 'microsoft' ? null : '/revoke',
  };
  const oauth = createOAuthSimulator({
    flavour,
    clientId: 'client-1',
    clientSecret,
    paths,
    takesAnyLoopback: true,
    users: [
      { id: 'user-1', name: 'Olivia <Office>', email: 'olivia@acme.test' },
      { id: 'user-2', name: 'Pat', email: 'pat@acme.test' },
    ],
    ...(rig.graceMs === undefined ? {} : { graceMs: rig.graceMs }),
    ...(rig.nowMs === undefined ? {} : { nowMs: rig.nowMs }),
  });
  const authorizations: (string | undefined)[] = [];
  const http = await startHttpSimulator({
    handle: (request) => {
      if (request.url.pathname === paths.token) authorizations.push(request.headers.authorization);
      return oauth.handle(request) ?? { status: 404, body: 'no such page' };
    },
  });
  onTestFinished(() => http.close());
  const endpoints: OAuthEndpoints = {
    authorizeUrl: http.origin + paths.authorize,
    tokenUrl: http.origin + paths.token,
    revokeUrl: paths.revoke === null ? null : http.origin + paths.revoke,
  };
  const store = createMemoryTokenStore({
    refreshToken: oauth.issue().refreshToken,
    accessToken: null,
    expiresAtMs: null,
  });
  const connect = (changes: Partial<AccessTokensOptions> = {}): AccessTokens =>
    createAccessTokens({
      clientId: 'client-1',
      clientSecret,
      endpoints,
      providerName: 'Acme Meet',
      store,
      clock: systemClock,
      timeoutMs: 5_000,
      ...rig.options,
      ...changes,
    });
  return { http, oauth, endpoints, store, authorizations, connect, tokens: connect() };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('A failure was expected.');
  return result.failure;
}
