import type * as z from 'zod';
import { failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { Clock, ProviderAccount } from '../../sync/ports.ts';
import type { ApiClient } from '../api-client.ts';
import { createZoomApi } from './zoom-api.ts';
import type { ZoomApi } from './zoom-api.ts';
import { userSchema } from './zoom-schemas.ts';

const BASIC_USER = 1;

/**
 * User types without meetings of their own (Zoom Users API): 4 is "Unassigned without Meetings Basic", 99 "None", for
 * users who were set up for single sign-on only.
 */
const TYPES_WITHOUT_MEETINGS: ReadonlySet<number> = new Set([4, 99]);

/**
 * Asks Zoom who is signed in. Fails with `hosting-not-allowed` where the user's type shows that no meeting can be made;
 * that the account's rules forbid it shows only when one is made.
 */
export async function askZoomAccount(api: ZoomApi, signal: AbortSignal): Promise<Result<ProviderAccount>> {
  const user = await api.ask('identify', { method: 'GET', path: '/users/me' }, userSchema, signal);
  if (!user.ok) return user;
  if (TYPES_WITHOUT_MEETINGS.has(user.value.type ?? 0)) {
    return failed(
      remoteFailure({
        party: 'provider',
        code: 'hosting-not-allowed',
        message:
          'The Zoom user who signed in has no licence for meetings, so Zoom does not let them schedule any.',
        mend: 'Have the Zoom administrator assign this user a Basic or Licensed plan, or connect Zoom with another user.',
        scope: 'party',
      }),
    );
  }
  return success(toAccount(user.value));
}

/** The same without an adapter, for a look at an account that is not in use yet. */
export function readZoomAccount(
  client: ApiClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<ProviderAccount>> {
  return askZoomAccount(createZoomApi(client, clock), signal);
}

/** Describes the connected Zoom user. */
function toAccount(user: z.infer<typeof userSchema>): ProviderAccount {
  const fullName = [user.first_name, user.last_name]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');
  return {
    id: user.id,
    name: [user.display_name, fullName].find((name) => typeof name === 'string' && name !== '') ?? user.email,
    email: user.email,
    notes:
      user.type === BASIC_USER
        ? ['This Zoom user has a Basic plan: Zoom ends its meetings after 40 minutes.']
        : [],
  };
}
