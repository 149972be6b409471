import * as z from 'zod';
import { parseJsonBody } from '../../http/http-client.ts';
import { failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { ApiClient } from '../api-client.ts';

/** The tenant of all personal Microsoft accounts (Microsoft identity platform, "ID token claims reference", `tid`). */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';

const claimsSchema = z.object({ tid: z.string() });
const licensingSchema = z.object({ hasTeamsLicense: z.boolean() });

/**
 * Whether the ID token is of a personal account. Its signature needs no check where it came straight from the token
 * endpoint (OpenID Connect Core 3.1.3.7). False where it cannot be read.
 */
export function isPersonalAccount(idToken: string | null): boolean {
  const [, payload] = idToken?.split('.') ?? [];
  if (payload === undefined) return false;
  try {
    const claims = claimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return claims.success && claims.data.tid.toLowerCase() === PERSONAL_TENANT;
  } catch {
    // Another form of token: the account itself is asked next.
    return false;
  }
}

/**
 * Asks whether the signed-in account has a licence for Teams (Graph v1.0 `licenseDetails: getTeamsLicensingDetails`,
 * allowed by `User.Read`). Fails with `no-teams-licence` only where Microsoft says so: not every cloud answers, and an
 * account must not be turned away for that.
 */
export async function checkTeamsLicence(api: ApiClient, signal: AbortSignal): Promise<Result<void>> {
  const answer = await api.send(
    { method: 'GET', path: '/me/licenseDetails/getTeamsLicensingDetails' },
    signal,
  );
  if (!answer.ok) return answer.failure.kind === 'cancelled' ? answer : success(undefined);
  if (answer.value.status !== 200) return success(undefined);
  const body = parseJsonBody(answer.value, 'provider', 'Microsoft Teams', false);
  const licensing = licensingSchema.safeParse(body.ok ? body.value : null);
  if (!licensing.success || licensing.data.hasTeamsLicense) return success(undefined);
  return failed(
    remoteFailure({
      party: 'provider',
      code: 'no-teams-licence',
      message: 'This Microsoft account has no licence for Teams, so it cannot make Teams meetings.',
      mend: 'Have a Microsoft 365 administrator give the account a licence that includes Teams, or connect another account.',
      scope: 'party',
    }),
  );
}
