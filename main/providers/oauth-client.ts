import { AuthorizationCode } from 'simple-oauth2';
import * as z from 'zod';

/** Where a provider's OAuth 2.0 authorization server is. `revokeUrl` is null where it revokes nothing (Microsoft). */
export interface OAuthEndpoints {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string | null;
}

export interface OAuthClientSettings {
  /** Printable ASCII, as is the secret: the library throws on anything else. */
  readonly clientId: string;
  /** Null or empty for a public client: no secret is sent then, not even an empty one. */
  readonly clientSecret: string | null;
  /** Where the secret travels: Zoom wants a Basic header, Google and Microsoft the body, which is the default. */
  readonly secretIn?: 'header' | 'body';
  readonly endpoints: OAuthEndpoints;
  /** As a person calls it, such as `Zoom`. */
  readonly providerName: string;
  /**
   * How long the answer of the token endpoint may take to begin, and once more to be complete; 15 seconds unless
   * told.
   */
  readonly timeoutMs?: number;
}

/**
 * Sets up simple-oauth2 5.1.0. For a public client the "secret" is the client id under the name `client_id`, so that
 * the body holds only that: without a secret the library would send `Basic ID:undefined`, with an empty one
 * `client_secret=`, and Entra refuses a public client that presents a secret (AADSTS700025).
 */
export function createOAuthClient(settings: OAuthClientSettings): AuthorizationCode {
  const { clientId, endpoints } = settings;
  const secret = settings.clientSecret === '' ? null : settings.clientSecret;
  return new AuthorizationCode({
    client:
      secret === null
        ? { id: clientId, secret: clientId, secretParamName: 'client_id' }
        : { id: clientId, secret },
    // Paths may be whole addresses; they are resolved against the host.
    auth: {
      tokenHost: new URL(endpoints.tokenUrl).origin,
      tokenPath: endpoints.tokenUrl,
      revokePath: endpoints.revokeUrl ?? endpoints.tokenUrl,
      authorizeHost: new URL(endpoints.authorizeUrl).origin,
      authorizePath: endpoints.authorizeUrl,
    },
    http: { timeout: settings.timeoutMs ?? 15_000 },
    options: { authorizationMethod: secret === null ? 'body' : (settings.secretIn ?? 'body') },
  });
}

const tokenAnswerSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish().catch(null),
  /** Seconds; some servers send them as text. */
  expires_in: z.coerce.number().positive().nullish().catch(null),
  /** RFC 6749 section 3.3: names set apart by spaces. Left out, or empty, it says nothing. */
  scope: z.string().nullish().catch(null),
  id_token: z.string().nullish().catch(null),
});

export interface TokenAnswer {
  readonly accessToken: string;
  /** Null when the server sent none: the one in use stays. */
  readonly refreshToken: string | null;
  /** By our clock; null when the server did not say. */
  readonly expiresAtMs: number | null;
  /** What was granted; null when the server did not say. */
  readonly scopes: readonly string[] | null;
  /** OpenID Connect: who signed in; null when the server sent none. */
  readonly idToken: string | null;
}

/** Reads what a token endpoint answered; null when there is no access token in it. */
export function readTokenAnswer(token: unknown, nowMs: number): TokenAnswer | null {
  const parsed = tokenAnswerSchema.safeParse(token);
  if (!parsed.success) return null;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: lifetimeSeconds } = parsed.data;
  const scopes = parsed.data.scope?.split(/\s+/).filter((name) => name !== '') ?? [];
  return {
    accessToken,
    refreshToken: refreshToken ?? null,
    expiresAtMs: typeof lifetimeSeconds === 'number' ? nowMs + lifetimeSeconds * 1000 : null,
    scopes: scopes.length === 0 ? null : scopes,
    idToken: parsed.data.id_token ?? null,
  };
}
