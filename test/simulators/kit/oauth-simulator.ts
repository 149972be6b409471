import { createHash, randomBytes } from 'node:crypto';
import type { SimulatorAnswer, SimulatorRequest } from './http-simulator.ts';
import { consentPage, refusalAnswer } from './oauth-answers.ts';
import type { OAuthRefusal } from './oauth-answers.ts';
import { GrantBook } from './oauth-grants.ts';
import type { IssuedTokens, OAuthFlavour, OAuthUser } from './oauth-grants.ts';

export type { OAuthFlavour, OAuthUser } from './oauth-grants.ts';

export interface OAuthSimulatorOptions {
  /** Whose rules of client authentication, rotation and error bodies apply. */
  readonly flavour: OAuthFlavour;
  readonly clientId: string;
  /** Null for a public client. Google refuses every client without one. */
  readonly clientSecret: string | null;
  readonly users: readonly OAuthUser[];
  readonly paths: { readonly authorize: string; readonly token: string; readonly revoke: string | null };
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
  /** Plays the user who follows the authorize URL and decides; returns the URL of the redirect. */
  decide(authorizeUrl: string, decision: 'allow' | 'deny', userId?: string): string;
  /** `bearer` is an access token or a whole `Authorization` header. */
  isAccessTokenValid(bearer: string | undefined): boolean;
  isAccessTokenExpired(bearer: string | undefined): boolean;
  userOf(bearer: string | undefined): OAuthUser | null;
  revokeAll(): void;
  expireAccessTokens(): void;
  setLifetimeSeconds(lifetimeSeconds: number): void;
  /** Refreshes that were granted. */
  readonly refreshCount: number;
  /** Requests to the token endpoint, granted or not. */
  readonly tokenRequestCount: number;
  /** Bodies of the token requests, newest last. */
  readonly tokenRequests: readonly URLSearchParams[];
}

interface PendingCode {
  readonly user: OAuthUser;
  readonly fields: ReadonlyMap<string, string>;
}

const NAMES: Readonly<Record<OAuthFlavour, string>> = {
  zoom: 'Zoom',
  microsoft: 'Microsoft',
  google: 'Google',
};

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

  const redirectOf = (
    fields: ReadonlyMap<string, string>,
    decision: 'allow' | 'deny',
    userId?: string,
  ): string => {
    const target = new URL(fields.get('redirect_uri') ?? '');
    if (decision === 'allow') {
      const code = `code-${randomBytes(16).toString('base64url')}`;
      codes.set(code, { user: findUser(userId), fields });
      target.searchParams.set('code', code);
    } else {
      target.searchParams.set('error', 'access_denied');
    }
    const state = fields.get('state');
    if (state !== undefined) target.searchParams.set('state', state);
    return target.href;
  };

  const answerAuthorize = (request: SimulatorRequest): SimulatorAnswer => {
    const isDecision = request.method === 'POST';
    const fields = new Map(isDecision ? new URLSearchParams(request.body) : request.url.searchParams);
    const complaint = complaintAbout(fields, options.clientId);
    if (complaint !== null) return { status: 400, body: `<!doctype html><p>${complaint}</p>` };
    if (!isDecision) return consentPage(NAMES[flavour], fields, options.users);
    const decision = fields.get('decision') === 'allow' ? 'allow' : 'deny';
    return { status: 302, headers: { location: redirectOf(fields, decision, fields.get('user')) } };
  };

  const exchange = (form: URLSearchParams): IssuedTokens | OAuthRefusal => {
    const code = form.get('code') ?? '';
    const pending = codes.get(code);
    codes.delete(code);
    if (pending === undefined) return 'bad-code';
    if (pending.fields.get('redirect_uri') !== form.get('redirect_uri')) return 'bad-code';
    if (!isVerifierRight(pending.fields, form.get('code_verifier') ?? '')) return 'bad-verifier';
    const issued = grants.authorize(pending.user, pending.fields.get('scope') ?? '');
    return isRefreshTokenEarned(flavour, pending.fields) ? issued : { ...issued, refreshToken: null };
  };

  const refresh = (form: URLSearchParams): IssuedTokens | OAuthRefusal => {
    const issued = grants.refresh(form.get('refresh_token') ?? '');
    if (issued === null) return 'dead-refresh-token';
    refreshCount += 1;
    return issued;
  };

  const answerToken = (request: SimulatorRequest): SimulatorAnswer => {
    const form = new URLSearchParams(request.body);
    tokenRequests.push(form);
    const refusal = refusalOfClient(options, request, form);
    if (refusal !== null) return refusalAnswer(flavour, refusal);
    const grantType = form.get('grant_type');
    const outcome =
      grantType === 'authorization_code'
        ? exchange(form)
        : grantType === 'refresh_token'
          ? refresh(form)
          : 'bad-grant-type';
    if (typeof outcome === 'string') return refusalAnswer(flavour, outcome);
    return {
      status: 200,
      body: {
        access_token: outcome.accessToken,
        token_type: flavour === 'zoom' ? 'bearer' : 'Bearer',
        expires_in: outcome.lifetimeSeconds,
        scope: outcome.scope,
        ...(outcome.refreshToken === null ? {} : { refresh_token: outcome.refreshToken }),
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
      if (pathname === options.paths.authorize) return answerAuthorize(request);
      if (request.method !== 'POST') return null;
      if (pathname === options.paths.token) return answerToken(request);
      return pathname === options.paths.revoke ? answerRevoke(request) : null;
    },
    issue(userId) {
      const { refreshToken, accessToken, expiresAtMs } = grants.authorize(findUser(userId), '');
      return { refreshToken, accessToken, expiresAtMs };
    },
    decide(authorizeUrl, decision, userId) {
      const fields = new Map(new URL(authorizeUrl).searchParams);
      const complaint = complaintAbout(fields, options.clientId);
      if (complaint !== null) throw new Error(complaint);
      return redirectOf(fields, decision, userId);
    },
    isAccessTokenValid: (bearer) => inspect(bearer).state === 'valid',
    isAccessTokenExpired: (bearer) => inspect(bearer).state === 'expired',
    userOf(bearer) {
      const inspected = inspect(bearer);
      return inspected.state === 'valid' ? inspected.user : null;
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
  };
}

function complaintAbout(fields: ReadonlyMap<string, string>, clientId: string): string | null {
  if (fields.get('client_id') !== clientId) return 'Unknown client.';
  if (fields.get('response_type') !== 'code') return 'Unsupported response type.';
  const redirect = URL.parse(fields.get('redirect_uri') ?? '');
  const isLoopback = redirect?.hostname === '127.0.0.1' || redirect?.hostname === 'localhost';
  if (redirect === null || redirect.protocol !== 'http:' || !isLoopback) return 'Redirect address mismatch.';
  if (!fields.has('code_challenge')) return 'A code challenge is required.';
  return null;
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
