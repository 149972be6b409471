import { PROVIDER_KINDS } from '../../preload/contract/primitives.ts';
import type { BuiltInClients } from '../providers/built-in-clients.ts';
import { registrationOf } from '../providers/registrations.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { createSecretTokenStore } from '../settings/secret-token-store.ts';
import type { SecretName, SecretStore } from '../settings/stores.ts';
import { tokenExpiryMs } from '../skedulo/token-expiry.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { SecretFacts } from './facts.ts';
import { fingerprint } from './fingerprint.ts';

/** What is known before the secrets were looked at. */
export const NO_SECRET_FACTS: SecretFacts = {
  skeduloToken: null,
  hasMeetingPassword: false,
  hasSmtpPassword: false,
  hasClientSecret: { zoom: false, teams: false, meet: false },
  hasProviderTokens: false,
  failure: null,
};

export interface SecretFactsOptions {
  readonly secrets: SecretStore;
  readonly settings: AppSettings;
  readonly builtIn: BuiltInClients;
  /** Salt of the fingerprint. */
  readonly reference: string;
}

/** Looks which secrets are stored. What may be told of them is all that is kept. */
export async function readSecretFacts(options: SecretFactsOptions): Promise<SecretFacts> {
  const { secrets, reference } = options;
  const failures: Failure[] = [];
  const valueOf = <T>(result: Result<T>): T | null => {
    if (result.ok) return result.value;
    failures.push(result.failure);
    return null;
  };
  const read = async (name: SecretName): Promise<string | null> => valueOf(await secrets.read(name));
  const token = await read('skedulo-token');
  const hasMeetingPassword = (await read('meeting-password')) !== null;
  const hasSmtpPassword = (await read('smtp-password')) !== null;
  const hasClientSecret = { zoom: false, teams: false, meet: false };
  for (const kind of PROVIDER_KINDS) hasClientSecret[kind] = (await read(`client-secret-${kind}`)) !== null;
  // Tokens that cannot be understood are as good as none: signing in again mends that.
  const tokens = await findTokens(options);
  return {
    skeduloToken:
      token === null
        ? null
        : { fingerprint: fingerprint(token, reference), expiresAtMs: wholeExpiryMs(token) },
    hasMeetingPassword,
    hasSmtpPassword,
    hasClientSecret,
    hasProviderTokens: tokens.ok && tokens.value,
    failure: failures[0] ?? null,
  };
}

/** Whether there are tokens of the connected account that the registration in use can renew. */
async function findTokens({ secrets, settings, builtIn }: SecretFactsOptions): Promise<Result<boolean>> {
  const none: Result<boolean> = { ok: true, value: false };
  if (settings.account === null) return none;
  const { kind } = settings.account;
  const registration = registrationOf(kind, {
    builtIn,
    settings: settings.providers[kind],
    ownClientSecret: null,
  });
  if (!registration.ok) return none;
  const { clientId } = registration.value;
  const loaded = await createSecretTokenStore({ secrets, kind, clientId }).load();
  return loaded.ok ? { ok: true, value: loaded.value !== null } : loaded;
}

function wholeExpiryMs(token: string): number | null {
  const expiryMs = tokenExpiryMs(token);
  if (expiryMs === null) return null;
  const whole = Math.floor(expiryMs);
  return Number.isSafeInteger(whole) ? whole : null;
}
