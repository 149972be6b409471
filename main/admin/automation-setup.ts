import { registrationOf } from '../providers/registrations.ts';
import type { ProviderRegistration } from '../providers/registrations.ts';
import type { AutomationSetup, ProviderSetup } from '../automation/automation.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import { isProtected } from '../http/loopback.ts';
import { createSecretTokenStore } from '../settings/secret-token-store.ts';
import type { SecretStore } from '../settings/stores.ts';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { TokenStore } from '../sync/ports.ts';
import type { AdminOptions } from './ports.ts';

type Parts = Pick<AdminOptions, 'builtInClients' | 'letters'> & {
  readonly settings: { readonly current: AppSettings };
  readonly secrets: SecretStore;
};

/** What differs from what is stored: values typed into a form that is only being tried. */
export interface SetupChanges {
  readonly apiToken?: string;
  /** Null for none. */
  readonly meetingPassword?: string | null;
  readonly enableAttendees?: boolean;
  readonly sendIcsToRecipients?: boolean;
}

/** How the connected provider is reached, and where its tokens are. */
export interface ProviderPart {
  readonly provider: ProviderSetup;
  readonly tokens: TokenStore;
}

/**
 * Puts together what automation is started with. Fails with the first thing that is missing (`no-provider`,
 * `no-client-id`, `no-token`, `no-mail-server`) or cannot be used (`wrong-host`), or as reading the secrets does.
 */
export async function automationSetup(
  parts: Parts,
  changes: SetupChanges = {},
): Promise<Result<AutomationSetup>> {
  const { current } = parts.settings;
  const provider = await providerPart(parts);
  if (!provider.ok) return provider;
  const apiUrl = skeduloAddress(parts);
  if (!apiUrl.ok) return apiUrl;
  const apiToken = await keptOr(parts, changes.apiToken, 'skedulo-token');
  if (!apiToken.ok) return apiToken;
  if (apiToken.value === null)
    return failed(missing('skedulo', 'no-token', 'No Skedulo API token is stored.'));
  const password = await keptOr(parts, changes.meetingPassword, 'meeting-password');
  if (!password.ok) return password;
  const { enableAttendees, sendIcsToRecipients } = { ...current.automation, ...withoutUnset(changes) };
  const mail = await mailPart(parts);
  if (!mail.ok) return mail;
  if (sendIcsToRecipients && mail.value === null) {
    return failed(missing('mail', 'no-mail-server', 'No mail server is set up.'));
  }
  return success({
    skedulo: { apiUrl: apiUrl.value, apiToken: apiToken.value },
    ...provider.value,
    automation: {
      // Only Zoom has one: another provider's meetings never wait for it.
      meetingPassword: provider.value.provider.kind === 'zoom' ? password.value : null,
      enableAttendees,
      sendIcsToRecipients,
    },
    mail: mail.value,
    letterStyle: letterStyle(parts),
    accountSinceMs: current.account?.meetingsSinceMs ?? 0,
    sync: current.sync,
  });
}

/**
 * Skedulo's address as it was set; null where ReadyMeet finds the region. Fails with `wrong-host` for one that a person
 * wrote into the file and to which no token may be sent.
 */
export function skeduloAddress({ settings }: Pick<Parts, 'settings'>): Result<string | null> {
  const { apiUrl } = settings.current.skedulo;
  if (apiUrl === null || isProtected(apiUrl)) return success(apiUrl);
  return failed(
    inputFailure({
      party: 'skedulo',
      code: 'wrong-host',
      field: 'apiUrl',
      message:
        "Skedulo's address in the settings does not begin with https://, so the token is not sent there: it could be read on the way.",
      mend: 'Connect Skedulo again on the Automation page, with the right address or with none.',
      scope: 'party',
    }),
  );
}

/** Fails with `no-provider` or `no-client-id`, or as reading the secrets does. */
export async function providerPart(parts: Parts): Promise<Result<ProviderPart>> {
  const { account } = parts.settings.current;
  if (account === null) {
    return failed(missing('provider', 'no-provider', 'No meetings provider is connected.'));
  }
  const registration = await registrationFor(parts, account.kind);
  if (!registration.ok) return registration;
  const { clientId, clientSecret, endpoints, apiUrl } = registration.value;
  const { limits } = parts.settings.current.providers[account.kind];
  return success({
    provider: { kind: account.kind, clientId, clientSecret, apiUrl, ...endpoints, limits },
    tokens: createSecretTokenStore({ secrets: parts.secrets, kind: account.kind, clientId }),
  });
}

/** How ReadyMeet is registered at a provider by the settings. Fails with `no-client-id`, or as reading the secrets does. */
export async function registrationFor(
  { settings, secrets, builtInClients }: Parts,
  kind: ProviderKind,
): Promise<Result<ProviderRegistration>> {
  const ownClientSecret = await secrets.read(`client-secret-${kind}`);
  if (!ownClientSecret.ok) return ownClientSecret;
  return registrationOf(kind, {
    builtIn: builtInClients,
    settings: settings.current.providers[kind],
    ownClientSecret: ownClientSecret.value,
  });
}

/** The mail server as the mailer takes it; null where none is set up. */
export async function mailPart({ settings, secrets }: Parts): Promise<Result<AutomationSetup['mail']>> {
  const { mail } = settings.current;
  if (mail === null) return success(null);
  const password = await secrets.read('smtp-password');
  if (!password.ok) return password;
  return success(mailOf(mail, password.value));
}

/** Puts settings and password together. Without a user no password is sent. */
export function mailOf(
  mail: NonNullable<AppSettings['mail']>,
  password: string | null,
): NonNullable<AutomationSetup['mail']> {
  const { from, host, port, security, user } = mail;
  return {
    from,
    smtp: {
      host,
      port,
      secure: security === 'tls',
      requireTls: security === 'starttls',
      user,
      password: user === null ? null : password,
    },
  };
}

/** The organization's letters, or ReadyMeet's. */
export function letterStyle({
  settings,
  letters,
}: Pick<Parts, 'settings' | 'letters'>): AutomationSetup['letterStyle'] {
  return letters.toStyle(settings.current.letterTemplate ?? letters.defaultTemplate);
}

async function keptOr(
  { secrets }: Parts,
  typed: string | null | undefined,
  name: 'skedulo-token' | 'meeting-password',
): Promise<Result<string | null>> {
  return typed === undefined ? secrets.read(name) : success(typed);
}

function withoutUnset({
  enableAttendees,
  sendIcsToRecipients,
}: SetupChanges): Partial<AppSettings['automation']> {
  return {
    ...(enableAttendees === undefined ? {} : { enableAttendees }),
    ...(sendIcsToRecipients === undefined ? {} : { sendIcsToRecipients }),
  };
}

const MENDS = {
  'no-provider': 'Choose a provider on the Meetings provider page and authorize it.',
  'no-token': 'Enter a Skedulo API token on the Automation page.',
  'no-mail-server': 'Set up a mail server on the E-mail page, or switch off "Send ICS to recipients".',
} as const;

function missing(party: 'skedulo' | 'provider' | 'mail', code: keyof typeof MENDS, message: string): Failure {
  return inputFailure({ party, code, message, mend: MENDS[code], scope: 'party' });
}
