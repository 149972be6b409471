import { randomBytes } from 'node:crypto';

/** A person who can authorize at the simulated provider. */
export interface OAuthUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Microsoft: an account of their own, which belongs to no organization. */
  readonly isPersonal?: boolean;
}

export type OAuthFlavour = 'zoom' | 'microsoft' | 'google';

/** One authorization by one user, with all the tokens that came of it. */
export interface Grant {
  readonly user: OAuthUser;
  readonly scope: string;
  isRevoked: boolean;
}

interface RefreshToken {
  readonly grant: Grant;
  /** Null while it is the newest one; else when the provider stops accepting it. */
  endsAtMs: number | null;
}

interface AccessToken {
  readonly grant: Grant;
  expiresAtMs: number;
}

/** What a token request is answered with. `refreshToken` is null where the provider returns none. */
export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAtMs: number;
  readonly lifetimeSeconds: number;
  readonly scope: string;
}

export interface GrantBookOptions {
  readonly flavour: OAuthFlavour;
  readonly nowMs: () => number;
  readonly lifetimeSeconds: number;
  /** How long a replaced refresh token still works; `Infinity` for ever. */
  readonly graceMs: number;
}

/** Keeps every grant and token of one authorization server, by the provider's own rules. */
export class GrantBook {
  readonly #options: GrantBookOptions;
  readonly #refreshTokens = new Map<string, RefreshToken>();
  readonly #accessTokens = new Map<string, AccessToken>();
  lifetimeSeconds: number;

  constructor(options: GrantBookOptions) {
    this.#options = options;
    this.lifetimeSeconds = options.lifetimeSeconds;
  }

  /** Every token ever handed out. */
  get issuedTokens(): readonly string[] {
    return [...this.#refreshTokens.keys(), ...this.#accessTokens.keys()];
  }

  /** Zoom: authorizing again ends what the same user authorized before. */
  authorize(user: OAuthUser, scope: string): IssuedTokens & { readonly refreshToken: string } {
    if (this.#options.flavour === 'zoom') {
      this.#revokeWhere((grant) => grant.user.id === user.id);
    }
    const grant: Grant = { user, scope, isRevoked: false };
    return { ...this.#accessTokenFor(grant), refreshToken: this.#refreshTokenFor(grant) };
  }

  /** Null when the refresh token is unknown, revoked, or replaced too long ago. */
  refresh(refreshToken: string): IssuedTokens | null {
    const held = this.#refreshTokens.get(refreshToken);
    if (held === undefined || held.grant.isRevoked) return null;
    if (held.endsAtMs !== null && held.endsAtMs <= this.#options.nowMs()) return null;
    const issued = this.#accessTokenFor(held.grant);
    if (this.#options.flavour === 'google') return issued;
    held.endsAtMs ??= this.#options.nowMs() + this.#options.graceMs;
    return { ...issued, refreshToken: this.#refreshTokenFor(held.grant) };
  }

  /** Ends the whole grant an access or refresh token belongs to; false when the token is unknown. */
  revoke(token: string): boolean {
    const grant = this.#refreshTokens.get(token)?.grant ?? this.#accessTokens.get(token)?.grant;
    if (grant === undefined) return false;
    grant.isRevoked = true;
    return true;
  }

  revokeAll(): void {
    this.#revokeWhere(() => true);
  }

  expireAccessTokens(): void {
    for (const token of this.#accessTokens.values()) token.expiresAtMs = this.#options.nowMs();
  }

  /** `expired` and `unknown` are told apart because providers word them differently. */
  inspect(
    accessToken: string,
  ):
    | { readonly state: 'valid'; readonly user: OAuthUser; readonly scope: string }
    | { readonly state: 'expired' | 'unknown' } {
    const held = this.#accessTokens.get(accessToken);
    if (held === undefined || held.grant.isRevoked) return { state: 'unknown' };
    if (held.expiresAtMs <= this.#options.nowMs()) return { state: 'expired' };
    return { state: 'valid', user: held.grant.user, scope: held.grant.scope };
  }

  #accessTokenFor(grant: Grant): IssuedTokens {
    const accessToken = `access-${randomBytes(24).toString('base64url')}`;
    const expiresAtMs = this.#options.nowMs() + this.lifetimeSeconds * 1000;
    this.#accessTokens.set(accessToken, { grant, expiresAtMs });
    const { lifetimeSeconds } = this;
    return { accessToken, refreshToken: null, expiresAtMs, lifetimeSeconds, scope: grant.scope };
  }

  #refreshTokenFor(grant: Grant): string {
    const refreshToken = `refresh-${randomBytes(24).toString('base64url')}`;
    this.#refreshTokens.set(refreshToken, { grant, endsAtMs: null });
    return refreshToken;
  }

  #revokeWhere(matches: (grant: Grant) => boolean): void {
    for (const { grant } of this.#refreshTokens.values()) {
      if (matches(grant)) grant.isRevoked = true;
    }
  }
}
