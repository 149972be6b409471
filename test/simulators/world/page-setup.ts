import { randomBytes } from 'node:crypto';
import { systemClock } from '../../../main/automation/system-clock.ts';
import type { AppSettings } from '../../../main/settings/app-settings.ts';
import { openFileSettingsStore } from '../../../main/settings/file-settings-store.ts';
import { createSecretTokenStore } from '../../../main/settings/secret-token-store.ts';
import { openServiceSecretStore } from '../../../main/settings/service-secret-store.ts';
import type { SecretStore } from '../../../main/settings/stores.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import { providerStandIn } from './provider-stand-in.ts';
import type { ProviderStandIn } from './provider-stand-in.ts';
import type { StandIns } from './stand-ins.ts';

export interface PageSetupOptions {
  readonly dataFolder: string;
  /**
   * - `fresh`: only the addresses of the stand-ins are known, as if they were the real ones
   * - `mail`: the mail server is connected too
   * - `ready`: Skedulo, provider and mail server are connected and automation is enabled
   */
  readonly stage: 'fresh' | 'mail' | 'ready';
}

export interface PageSetup {
  /** What the service's process needs besides what it inherits. */
  readonly environment: Readonly<Record<string, string>>;
  /** What an admin would paste or type on the page. */
  readonly typed: {
    readonly skeduloToken: string;
    readonly mail: {
      readonly from: string;
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
    };
  };
}

const KINDS = ['zoom', 'teams', 'meet'] as const;

/** Fills a data folder so that the service's page finds the stand-ins where it would look for the real services. */
export async function setUpPage(
  standIns: StandIns,
  { dataFolder, stage }: PageSetupOptions,
): Promise<PageSetup> {
  const keyText = randomBytes(32).toString('base64');
  const secrets = valueOf(await openServiceSecretStore({ dataDir: dataFolder, keyText, clock: systemClock }));
  const settings = valueOf(await openFileSettingsStore({ dataDir: dataFolder, clock: systemClock }));
  const { config, environment } = standIns;
  const skeduloToken = environment['SKEDULO_API_TOKEN'] ?? '';
  const { from, smtp } = config.mail;
  const password = environment['SMTP_PASSWORD'] ?? '';
  const providers = KINDS.map((kind) => providerStandIn(kind, standIns));
  for (const { kind, oauth } of providers) {
    if (oauth.clientSecret !== null)
      valueOf(await secrets.write(`client-secret-${kind}`, oauth.clientSecret));
  }
  if (stage !== 'fresh') valueOf(await secrets.write('smtp-password', password));
  if (stage === 'ready') await connect(standIns.provider, secrets, skeduloToken, config.automation);
  valueOf(
    await settings.save({
      ...settings.current,
      skedulo: { apiUrl: standIns.skedulo.origin },
      providers: settingsOf(providers, config.provider.limits),
      ...(stage === 'fresh'
        ? {}
        : {
            mail: { from, host: smtp.host, port: smtp.port, security: 'starttls' as const, user: smtp.user },
          }),
      ...(stage === 'ready' ? connected(standIns, settings.current) : {}),
      sync: { ...settings.current.sync, pollSeconds: config.sync.pollSeconds },
    }),
  );
  const certificates = environment['NODE_EXTRA_CA_CERTS'] ?? '';
  return {
    environment: { READYMEET_SECRET_KEY: keyText, NODE_EXTRA_CA_CERTS: certificates },
    typed: {
      skeduloToken,
      mail: { from, host: smtp.host, port: smtp.port, user: smtp.user, password },
    },
  };
}

/** The stand-ins as organizations' own apps, which is how ReadyMeet takes other addresses. */
function settingsOf(
  providers: readonly ProviderStandIn[],
  limits: StandIns['config']['provider']['limits'],
): AppSettings['providers'] {
  const one = (kind: ProviderKind): AppSettings['providers'][ProviderKind] => {
    const found = providers.find((provider) => provider.kind === kind);
    if (found === undefined) throw new Error(`There is no stand-in for ${kind}.`);
    const { oauth, apiUrl, authorizeUrl, tokenUrl, revokeUrl } = found;
    return {
      ownClientId: oauth.clientId,
      ownRedirectUrl: null,
      ownDirectoryId: null,
      endpoints: { apiUrl, authorizeUrl, tokenUrl, revokeUrl },
      limits: { perSecond: limits?.perSecond ?? null, perDay: limits?.perDay ?? null },
    };
  };
  return { zoom: one('zoom'), teams: one('teams'), meet: one('meet') };
}

function connected(
  { provider, config }: StandIns,
  { automation }: AppSettings,
): Pick<AppSettings, 'selectedProvider' | 'account' | 'automation'> {
  const [user] = provider.oauth.users;
  if (user === undefined) throw new Error('The stand-in has no users.');
  const { enableAttendees, sendIcsToRecipients } = config.automation;
  return {
    selectedProvider: provider.kind,
    account: {
      kind: provider.kind,
      id: user.id,
      name: user.name,
      email: user.email,
      notes: [],
      connectedAtMs: Date.now(),
      meetingsSinceMs: Date.now(),
    },
    automation: { ...automation, isEnabled: true, enableAttendees, sendIcsToRecipients },
  };
}

async function connect(
  { kind, oauth }: ProviderStandIn,
  secrets: SecretStore,
  skeduloToken: string,
  { meetingPassword }: StandIns['config']['automation'],
): Promise<void> {
  const { refreshToken, accessToken, expiresAtMs } = oauth.issue();
  const tokens = createSecretTokenStore({ secrets, kind, clientId: oauth.clientId });
  valueOf(await tokens.save({ refreshToken, accessToken, expiresAtMs }));
  valueOf(await secrets.write('skedulo-token', skeduloToken));
  if (meetingPassword !== undefined) valueOf(await secrets.write('meeting-password', meetingPassword));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
