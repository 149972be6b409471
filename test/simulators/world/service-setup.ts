import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { ProviderStandIn } from './provider-stand-in.ts';

/** The service's configuration file as it is written; secrets only by the name of their variable. */
export interface ServiceConfigFile {
  readonly dataDir: string;
  readonly skedulo: { readonly apiUrl: string; readonly apiToken: string };
  readonly provider: {
    readonly kind: ProviderStandIn['kind'];
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly apiUrl: string;
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly revokeUrl?: string;
    readonly limits?: { readonly perSecond?: number; readonly perDay?: number };
    readonly account: { readonly refreshToken: string };
  };
  readonly automation: {
    readonly meetingPassword?: string;
    readonly enableAttendees: boolean;
    readonly sendIcsToRecipients: boolean;
  };
  readonly mail: {
    readonly from: string;
    readonly smtp: {
      readonly host: string;
      readonly port: number;
      readonly secure: boolean;
      readonly requireTls: boolean;
      readonly user: string;
      readonly password: string;
    };
  };
  readonly sync: { readonly pollSeconds: number; readonly concurrency: number };
}

/** What the admin of the simulated office chose. */
export interface ServiceWishes {
  /** Replaces the provider's built-in pace. */
  readonly limits?: { readonly perSecond?: number; readonly perDay?: number };
  /** A password for meetings; none unless told. Zoom alone takes one. */
  readonly meetingPassword?: string;
  /** True unless told. */
  readonly enableAttendees?: boolean;
  /** True unless told. */
  readonly sendIcsToRecipients?: boolean;
  /** 5 unless told. */
  readonly pollSeconds?: number;
  /** 8 unless told. */
  readonly concurrency?: number;
}

export interface ServiceSetup {
  readonly config: ServiceConfigFile;
  /** What the service's process needs besides what it inherits. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ServiceParties {
  readonly dataDir: string;
  readonly skedulo: { readonly origin: string; readonly apiToken: string };
  readonly provider: ProviderStandIn;
  readonly mailbox: Mailbox;
  readonly mailAccount: { readonly user: string; readonly password: string };
}

/** The mailbox shows this certificate. The service trusts only what its machine trusts, so the machine is told to. */
const MAILBOX_CERTIFICATE = fileURLToPath(new URL('../mailbox/test-only-certificate.pem', import.meta.url));

/** Sets the service up for a simulated world, with a fresh authorization at the provider. */
export function setUpService(parties: ServiceParties, wishes: ServiceWishes): ServiceSetup {
  const { provider, skedulo, mailbox, mailAccount } = parties;
  const { oauth } = provider;
  return {
    config: {
      dataDir: parties.dataDir,
      skedulo: { apiUrl: skedulo.origin, apiToken: '${SKEDULO_API_TOKEN}' },
      provider: {
        kind: provider.kind,
        clientId: oauth.clientId,
        ...(oauth.clientSecret === null ? {} : { clientSecret: '${PROVIDER_CLIENT_SECRET}' }),
        apiUrl: provider.apiUrl,
        authorizeUrl: provider.authorizeUrl,
        tokenUrl: provider.tokenUrl,
        ...(provider.revokeUrl === null ? {} : { revokeUrl: provider.revokeUrl }),
        ...(wishes.limits === undefined ? {} : { limits: wishes.limits }),
        account: { refreshToken: '${PROVIDER_REFRESH_TOKEN}' },
      },
      automation: {
        ...(wishes.meetingPassword === undefined ? {} : { meetingPassword: wishes.meetingPassword }),
        enableAttendees: wishes.enableAttendees ?? true,
        sendIcsToRecipients: wishes.sendIcsToRecipients ?? true,
      },
      mail: {
        from: 'Acme Care <care@acme.test>',
        smtp: {
          host: mailbox.host,
          port: mailbox.port,
          secure: false,
          requireTls: true,
          user: mailAccount.user,
          password: '${SMTP_PASSWORD}',
        },
      },
      sync: { pollSeconds: wishes.pollSeconds ?? 5, concurrency: wishes.concurrency ?? 8 },
    },
    environment: {
      READYMEET_SECRET_KEY: randomBytes(32).toString('base64'),
      NODE_EXTRA_CA_CERTS: MAILBOX_CERTIFICATE,
      SKEDULO_API_TOKEN: skedulo.apiToken,
      PROVIDER_REFRESH_TOKEN: oauth.issue().refreshToken,
      SMTP_PASSWORD: mailAccount.password,
      ...(oauth.clientSecret === null ? {} : { PROVIDER_CLIENT_SECRET: oauth.clientSecret }),
    },
  };
}
