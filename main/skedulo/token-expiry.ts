import * as z from 'zod';

const claims = z.object({ exp: z.number() });

/**
 * Reads when an API token ends from its JWT claims (RFC 7519, `exp` in seconds). Returns milliseconds since 1970,
 * UTC; null when the token never ends or is not a JWT. The signature is not checked: only Skedulo can judge that.
 */
export function tokenExpiryMs(token: string): number | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const parsed = claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data.exp * 1000 : null;
  } catch {
    return null;
  }
}
