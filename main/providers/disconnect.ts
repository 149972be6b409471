import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { Clock, TokenStore } from '../sync/ports.ts';
import { accessTo } from './account-check.ts';
import type { ProviderRegistration } from './registrations.ts';

export interface DisconnectOptions {
  readonly kind: ProviderKind;
  readonly registration: ProviderRegistration;
  /** Holds the tokens of the connection; empty afterwards. */
  readonly store: TokenStore;
  readonly clock: Clock;
}

export interface Disconnection {
  /** True when the provider confirmed that the authorization has ended, or it was over already. */
  readonly isEndedAtProvider: boolean;
  /** What is left for the person to do by hand, in plain words; null for nothing. */
  readonly note: string | null;
}

/** Where a person ends an authorization by hand. */
const BY_HAND: Readonly<Record<ProviderKind, string>> = {
  zoom: 'sign in at marketplace.zoom.us and remove ReadyMeet under Manage, Added Apps',
  teams: 'sign in at myapps.microsoft.com and remove ReadyMeet from your apps',
  meet: 'sign in at myaccount.google.com/connections and delete the connection to ReadyMeet',
};

/**
 * Ends the authorization at the provider as far as possible, and forgets the tokens whatever the provider says. Fails
 * with `local` only: the tokens could not be read or forgotten.
 */
export async function disconnectProvider(
  { kind, registration, store, clock }: DisconnectOptions,
  signal: AbortSignal,
): Promise<Result<Disconnection>> {
  const name = PROVIDER_NAMES[kind];
  const revoked = await accessTo(kind, registration, store, clock).revoke(signal);
  if (revoked.ok) {
    if (registration.endpoints.revokeUrl !== null) return success({ isEndedAtProvider: true, note: null });
    return success({
      isEndedAtProvider: false,
      note: `ReadyMeet has forgotten its access. ${name} lets no app end an authorization by itself: to end it there too, ${BY_HAND[kind]}.`,
    });
  }
  if (revoked.failure.kind === 'local') return failed(revoked.failure);
  const cleared = await store.clear();
  if (!cleared.ok) return cleared;
  return success({
    isEndedAtProvider: false,
    note: `ReadyMeet has forgotten its access, but ${name} could not be told: ${revoked.failure.message} To end it there too, ${BY_HAND[kind]}.`,
  });
}
