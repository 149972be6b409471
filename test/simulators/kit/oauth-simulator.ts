import { createHash, randomBytes } from 'node:crypto';
import type { SimulatorAnswer, SimulatorRequest } from './http-simulator.ts';
import { refusalAnswer } from './oauth-answers.ts';
import type { OAuthRefusal } from './oauth-answers.ts';
import { askedScopes, grantedScope, idTokenOf, isOptional } from './oauth-asking.ts';
import { PERSONAL_WORDS, answerAuthorize, complaintAbout } from './oauth-authorize.ts';
import type { AuthorizePageOptions, Decision } from './oauth-authorize.ts';
import { GrantBook } from './oauth-grants.ts';
import type { IssuedTokens, OAuthFlavour, OAuthUser } from './oauth-grants.ts';

export type { OAuthFlavour, OAuthUser } from './oauth-grants.ts';

/** `flavour`: whose rules of client authentication, redirects, rotation and error bodies apply. */
export interface OAuthSimulatorOptions extends AuthorizePageOptions {
  /** Null for a public client. Google refuses every client without one. */
  readonly clientSecret: string | null;
  readonly paths: {
    readonly authorize: string;
    readonly token: string;
    readonly revoke: string | null;
    /** Microsoft: the page that lets personal accounts in too, with a token endpoint beside it. */
    readonly forEverybody?: { readonly authorize: string; readonly token: string };
  };
  readonly nowMs?: () => number;
  /** Life of an access token; 3,600 unless told. */
  readonly lifetimeSeconds?: number;
  /** Zoom: how long a replaced refresh token still works; one minute unless told. */
  readonly graceMs?: number;
}

/** A grant as it would have come out of the browser. */
export interface IssuedGrant {
  readonly refreshToken: string;
  readonly accessToken: string;
  readonly expiresAtMs: number;
}

/** An OAuth 2.0 authorization server, mounted in a provider's simulator. */
export interface OAuthSimulator {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly users: readonly OAuthUser[];
  /** Answers authorize, token and revoke requests; null for any other path. */
  handle(request: SimulatorRequest): SimulatorAnswer | null;
  /** Mints a grant without the browser, of the first user unless told. */
  issue(userId?: string): IssuedGrant;
  /**
   * Plays the user who follows the authorize URL and decides; returns the URL of the redirect. `unticked`: scopes whose
   * boxes the user cleared, where there are boxes.
   */
  decide(
    authorizeUrl: string,
    decision: 'allow' | 'deny',
    userId?: string,
    unticked?: readonly string[],
  ): string;
  /** `bearer` is an access token or a whole `Authorization` header. */
  isAccessTokenValid(bearer: string | undefined): boolean;
  isAccessTokenExpired(bearer: string | undefined): boolean;
  userOf(bearer: string | undefined): OAuthUser | null;
  /** What the token was granted; null where nobody said, as with `issue`. */
  scopesOf(bearer: string | undefined): readonly string[] | null;
  revokeAll(): void;
  expireAccessTokens(): void;
  setLifetimeSeconds(lifetimeSeconds: number): void;
  /** Refreshes that were granted. */
  readonly refreshCount: number;
  /** Requests to the token endpoint, granted or not. */
  readonly tokenRequestCount: number;
  /** Bodies of the token requests, newest last. */
  readonly tokenRequests: readonly URLSearchParams[];
  /** Every access and refresh token ever handed out. */
  readonly issuedTokens: readonly string[];
}

interface PendingCode {
  readonly user: OAuthUser;
  readonly fields: ReadonlyMap<string, string>;
  readonly scope: string;
}

/** Makes an authorization server that keeps to the rules of one provider. */
export function createOAuthSimulator(options: OAuthSimulatorOptions): OAuthSimulator {
  const { flavour } = options;
  const nowMs = options.nowMs ?? Date.now;
  const grants = new GrantBook({
    flavour,
    nowMs,
    lifetimeSeconds: options.lifetimeSeconds ?? 3600,
    graceMs: flavour === 'zoom' ? (options.graceMs ?? 60_000) : Infinity,
  });
  const codes = new Map<string, PendingCode>();
  const tokenRequests: URLSearchParams[] = [];
  let refreshCount = 0;

  const findUser = (id: string | undefined): OAuthUser => {
    const user = id === undefined ? options.users[0] : options.users.find((candidate) => candidate.id === id);
    if (user === undefined) throw new Error(`The simulator has no user ${String(id)}.`);
    return user;
  };

  const redirectOf = (fields: ReadonlyMap<string, string>, decision: Decision): string => {
    const target = new URL(fields.get('redirect_uri') ?? '');
    if (decision.isAllowed) {
      const code = `code-${randomBytes(16).toString('base64url')}`;
      codes.set(code, { user: decision.user, fields, scope: grantedScope(flavour, decision.scopes) });
      target.searchParams.set('code', code);
    } else {
      target.searchParams.set('error', 'access_denied');
    }
    const state = fields.get('state');
    if (state !== undefined) target.searchParams.set('state', state);
    return target.href;
  };

  const exchange = (
    form: URLSearchParams,
  ): (IssuedTokens & { readonly idToken: string | null }) | OAuthRefusal => {
    const code = form.get('code') ?? '';
    const pending = codes.get(code);
    codes.delete(code);
    if (pending === undefined) return 'bad-code';
    if (pending.fields.get('redirect_uri') !== form.get('redirect_uri')) return 'bad-code';
    if (!isVerifierRight(pending.fields, form.get('code_verifier') ?? '')) return 'bad-verifier';
    const issued = grants.authorize(pending.user, pending.scope);
    const idToken = idTokenOf(flavour, pending.user, pending.scope);
    const { fields } = pending;
    return { ...issued, idToken, ...(isRefreshTokenEarned(flavour, fields) ? {} : { refreshToken: null }) };
  };

  const refresh = (form: URLSearchParams): IssuedTokens | OAuthRefusal => {
    const issued = grants.refresh(form.get('refresh_token') ?? '');
    if (issued === null) return 'dead-refresh-token';
    refreshCount += 1;
    return issued;
  };

  const grantFor = (form: URLSearchParams) => {
    switch (form.get('grant_type') ?? '') {
      case 'authorization_code':
        return exchange(form);
      case 'refresh_token':
        return refresh(form);
      default:
        return 'bad-grant-type';
    }
  };

  const answerToken = (request: SimulatorRequest): SimulatorAnswer => {
    const form = new URLSearchParams(request.body);
    tokenRequests.push(form);
    const refusal = refusalOfClient(options, request, form);
    if (refusal !== null) return refusalAnswer(flavour, refusal);
    const outcome = grantFor(form);
    if (typeof outcome === 'string') return refusalAnswer(flavour, outcome);
    return {
      status: 200,
      body: {
        access_token: outcome.accessToken,
        token_type: flavour === 'zoom' ? 'bearer' : 'Bearer',
        expires_in: outcome.lifetimeSeconds,
        scope: outcome.scope,
        ...(outcome.refreshToken === null ? {} : { refresh_token: outcome.refreshToken }),
        ...(!('idToken' in outcome) || outcome.idToken === null ? {} : { id_token: outcome.idToken }),
      },
    };
  };

  const answerRevoke = (request: SimulatorRequest): SimulatorAnswer => {
    const form = new URLSearchParams(request.body);
    // Google's revoke endpoint asks for no client authentication.
    const refusal = flavour === 'google' ? null : refusalOfClient(options, request, form);
    if (refusal !== null) return refusalAnswer(flavour, refusal);
    if (grants.revoke(form.get('token') ?? '')) {
      return { status: 200, body: flavour === 'zoom' ? { status: 'success' } : {} };
    }
    return { status: 400, body: { error: 'invalid_token', error_description: 'Token expired or revoked' } };
  };

  const inspect = (bearer: string | undefined) => grants.inspect((bearer ?? '').replace(/^Bearer /i, ''));
  return {
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    users: options.users,
    handle(request) {
      const { pathname } = request.url;
      const { authorize, token, revoke, forEverybody } = options.paths;
      if (pathname === authorize || pathname === forEverybody?.authorize) {
        return answerAuthorize(request, options, pathname === forEverybody?.authorize, redirectOf);
      }
      if (request.method !== 'POST') return null;
      if (pathname === token || pathname === forEverybody?.token) return answerToken(request);
      return pathname === revoke ? answerRevoke(request) : null;
    },
    issue(userId) {
      const { refreshToken, accessToken, expiresAtMs } = grants.authorize(findUser(userId), '');
      return { refreshToken, accessToken, expiresAtMs };
    },
    decide(authorizeUrl, decision, userId, unticked = []) {
      const url = new URL(authorizeUrl);
      const fields = new Map(url.searchParams);
      const complaint = complaintAbout(fields, options);
      if (complaint !== null) throw new Error(complaint);
      const user = findUser(userId);
      const isForEverybody = url.pathname === options.paths.forEverybody?.authorize;
      if (user.isPersonal === true && !isForEverybody) throw new Error(PERSONAL_WORDS);
      const scopes = askedScopes(flavour, fields, options.registeredScopes ?? []).filter(
        (scope) => !isOptional(flavour, scope) || !unticked.includes(scope),
      );
      return redirectOf(fields, { isAllowed: decision === 'allow', user, scopes });
    },
    isAccessTokenValid: (bearer) => inspect(bearer).state === 'valid',
    isAccessTokenExpired: (bearer) => inspect(bearer).state === 'expired',
    userOf(bearer) {
      const inspected = inspect(bearer);
      return inspected.state === 'valid' ? inspected.user : null;
    },
    scopesOf(bearer) {
      const inspected = inspect(bearer);
      return inspected.state === 'valid' && inspected.scope !== '' ? inspected.scope.split(' ') : null;
    },
    revokeAll() {
      grants.revokeAll();
    },
    expireAccessTokens() {
      grants.expireAccessTokens();
    },
    setLifetimeSeconds(lifetimeSeconds) {
      grants.lifetimeSeconds = lifetimeSeconds;
    },
    get refreshCount() {
      return refreshCount;
    },
    get tokenRequestCount() {
      return tokenRequests.length;
    },
    tokenRequests,
    get issuedTokens() {
      return grants.issuedTokens;
    },
  };
}

/** A missing method means `plain`, as Zoom takes it. */
function isVerifierRight(fields: ReadonlyMap<string, string>, verifier: string): boolean {
  const isHashed = fields.get('code_challenge_method') === 'S256';
  const presented = isHashed ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return verifier !== '' && presented === fields.get('code_challenge');
}

/** Google wants `access_type=offline`, Microsoft the scope `offline_access`, before they hand out a refresh token. */
function isRefreshTokenEarned(flavour: OAuthFlavour, fields: ReadonlyMap<string, string>): boolean {
  switch (flavour) {
    case 'zoom':
      return true;
    case 'google':
      return fields.get('access_type') === 'offline';
    case 'microsoft':
      return (fields.get('scope') ?? '').split(' ').includes('offline_access');
  }
}

function refusalOfClient(
  { flavour, clientId, clientSecret }: OAuthSimulatorOptions,
  request: SimulatorRequest,
  form: URLSearchParams,
): OAuthRefusal | null {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const presented =
    basic === undefined
      ? { id: form.get('client_id'), secret: form.get('client_secret') }
      : readBasic(Buffer.from(basic, 'base64').toString());
  if (presented.id !== clientId) return 'bad-client';
  if (presented.secret === null) {
    return clientSecret === null && flavour !== 'google' ? null : 'secret-missing';
  }
  if (clientSecret === null) return 'secret-presented';
  return presented.secret === clientSecret ? null : 'bad-client';
}

function readBasic(credentials: string): { id: string; secret: string } {
  const [id = '', secret = ''] = credentials
    .split(':')
    .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
  return { id, secret };
}
