import type { ProviderKind } from '../sync/model.ts';
import { meetDefaults } from './meet/meet-defaults.ts';
import type { OAuthEndpoints } from './oauth-client.ts';
import { teamsDefaults } from './teams/teams-defaults.ts';
import { zoomDefaults } from './zoom/zoom-defaults.ts';

/** What signing in needs to know of a provider. */
export interface ProviderDefaults {
  readonly urls: OAuthEndpoints & { readonly apiUrl: string };
  /** Sent in the authorize URL. */
  readonly scopes: readonly string[];
  /** What the app's registration must hold. */
  readonly scopesToRegister: readonly string[];
  readonly authorizeParams: Readonly<Record<string, string>>;
  readonly secretIn: 'header' | 'body';
  readonly revokes: 'access_token' | 'refresh_token';
  /** Requests a second, and at the same time. */
  readonly pace: { readonly perSecond: number; readonly concurrency: number };
}

/** The built-in facts of all providers in one form. */
export const PROVIDER_DEFAULTS: Readonly<Record<ProviderKind, ProviderDefaults>> = {
  zoom: { ...zoomDefaults, scopesToRegister: zoomDefaults.requiredScopes },
  teams: { ...teamsDefaults, scopesToRegister: teamsDefaults.scopes },
  meet: { ...meetDefaults, scopesToRegister: meetDefaults.scopes },
};
