import type { OwnAppView } from '../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { isProtected } from '../http/loopback.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { authFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { BuiltInClients } from './built-in-clients.ts';
import type { OAuthEndpoints } from './oauth-client.ts';
import { PROVIDER_DEFAULTS } from './provider-defaults.ts';
import { registrationUnusable } from './sign-in-problems.ts';
import { isDirectory, ofDirectory } from './teams/directory.ts';

/** How ReadyMeet is known at a provider, and where that provider is: what signing in and disconnecting need. */
export interface ProviderRegistration {
  readonly clientId: string;
  /** Null for a public client. */
  readonly clientSecret: string | null;
  readonly endpoints: OAuthEndpoints;
  /** Base address of the provider's API. */
  readonly apiUrl: string;
  /** The redirect address that the organization registered; null for ReadyMeet's own on loopback. */
  readonly redirectUrl: string | null;
}

export interface RegistrationSources {
  readonly builtIn: BuiltInClients;
  /** The settings of this one provider. */
  readonly settings: AppSettings['providers'][ProviderKind];
  /** The stored secret of the organization's own app; null where none is stored. */
  readonly ownClientSecret: string | null;
}

/** The loopback address to register, ready to copy: ports are ignored by all three. */
const REDIRECTS_TO_REGISTER: Readonly<Record<ProviderKind, string>> = {
  zoom: 'http://127.0.0.1/callback',
  teams: 'http://localhost',
  // A desktop client registers none; this is where the browser comes back to.
  meet: 'http://127.0.0.1/callback',
};

/**
 * The organization's own app where one is set, else the one ReadyMeet brings. A built-in secret never goes with
 * somebody's own client id, nor the other way round; nor does a directory with ReadyMeet's. Fails with `no-client-id` where there is neither, and as
 * `checkRegistration` does.
 */
export function registrationOf(
  kind: ProviderKind,
  { builtIn, settings, ownClientSecret }: RegistrationSources,
): Result<ProviderRegistration> {
  const own = settings.ownClientId;
  const client =
    own === null ? (builtIn[kind] ?? null) : { clientId: own, clientSecret: emptyToNull(ownClientSecret) };
  if (client === null) {
    const name = PROVIDER_NAMES[kind];
    return failed(
      authFailure({
        party: 'provider',
        code: 'no-client-id',
        message: `This ReadyMeet brings no registration of its own at ${name}.`,
        mend: `Register an app at ${name} and enter its client id under "Use my organization's own app".`,
      }),
    );
  }
  const { urls } = PROVIDER_DEFAULTS[kind];
  const { endpoints } = settings;
  const directory = own === null || kind !== 'teams' ? null : settings.ownDirectoryId;
  if (directory !== null && !isDirectory(directory)) {
    // By hand in the file: a command would have been refused.
    const words = 'the directory (tenant) ID is neither an ID nor a domain name';
    return failed(registrationUnusable(kind, 'directoryId', words));
  }
  const within = (url: string): string => (directory === null ? url : ofDirectory(url, directory));
  const registration: ProviderRegistration = {
    ...client,
    endpoints: {
      authorizeUrl: within(endpoints.authorizeUrl ?? urls.authorizeUrl),
      tokenUrl: within(endpoints.tokenUrl ?? urls.tokenUrl),
      revokeUrl: endpoints.revokeUrl ?? urls.revokeUrl,
    },
    apiUrl: endpoints.apiUrl ?? urls.apiUrl,
    redirectUrl: own === null ? null : settings.ownRedirectUrl,
  };
  const usable = checkRegistration(kind, registration);
  return usable.ok ? success(registration) : usable;
}

/** Printable ASCII (RFC 6749 appendix A): the OAuth library throws on anything else. */
const USABLE_TEXT = /^[\x20-\x7e]+$/;

/**
 * Whether requests can be made with a registration, and secrets sent with them: over https, or over http within this
 * computer. Fails with `input` and `registration-unusable`.
 */
export function checkRegistration(
  kind: ProviderKind,
  { clientId, clientSecret, endpoints, apiUrl }: ProviderRegistration,
): Result<void> {
  if (!USABLE_TEXT.test(clientId)) {
    return failed(registrationUnusable(kind, 'clientId', 'the client id holds letters that none can hold'));
  }
  if (clientSecret !== null && clientSecret !== '' && !USABLE_TEXT.test(clientSecret)) {
    return failed(
      registrationUnusable(kind, 'clientSecret', 'the client secret holds letters that none can hold'),
    );
  }
  for (const address of [endpoints.authorizeUrl, endpoints.tokenUrl, endpoints.revokeUrl, apiUrl]) {
    if (address !== null && !isProtected(address)) {
      return failed(
        registrationUnusable(kind, 'endpoints', 'one of its addresses does not begin with https://'),
      );
    }
  }
  return success(undefined);
}

/** What the page shows of a provider's registration. Says of the secret only whether there is one. */
export function ownAppView(kind: ProviderKind, sources: RegistrationSources): OwnAppView {
  const { builtIn, settings, ownClientSecret } = sources;
  return {
    kind,
    hasBuiltIn: builtIn[kind] !== undefined,
    clientId: settings.ownClientId,
    hasClientSecret: emptyToNull(ownClientSecret) !== null,
    redirectUrl: settings.ownRedirectUrl,
    directoryId: settings.ownDirectoryId,
    redirectUrlToRegister: REDIRECTS_TO_REGISTER[kind],
    scopesToRegister: [...PROVIDER_DEFAULTS[kind].scopesToRegister],
  };
}

function emptyToNull(text: string | null): string | null {
  return text === '' ? null : text;
}
