import { createSecureContext } from 'node:tls';
import type { SMTPPoolOptions } from 'nodemailer';
import type { LetterStyle } from './letter-style.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465). */
  readonly secure: boolean;
  /** Refuse to go on where STARTTLS is not to be had (port 587). */
  readonly requireTls: boolean;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** All in milliseconds. */
export interface SmtpTimeouts {
  readonly connectMs: number;
  /** From the connection to the server's first words, and for agreeing on encryption. */
  readonly greetingMs: number;
  /** Silence in the middle of a conversation. */
  readonly silenceMs: number;
}

export interface SmtpMailerOptions {
  /** `Acme Care <care@acme.test>` or a bare address. */
  readonly from: string;
  readonly smtp: SmtpSettings;
  /** Certificates (PEM) trusted instead of those the machine trusts, for a mail server with its own authority. */
  readonly trustedCertificates?: readonly string[] | undefined;
  /** Connections at the same time; 3 unless told, which is what Microsoft 365 allows one account. */
  readonly maxConnections?: number;
  readonly timeouts?: SmtpTimeouts;
  /** How the letters look and read; ReadyMeet's own way unless told. */
  readonly style?: LetterStyle;
}

const DEFAULT_TIMEOUTS: SmtpTimeouts = { connectMs: 20_000, greetingMs: 20_000, silenceMs: 60_000 };

/** What nodemailer is to be told: a pool of encrypted connections to one server that reads no file and no address. */
export function transportOptions({
  smtp,
  maxConnections,
  timeouts = DEFAULT_TIMEOUTS,
  ...options
}: SmtpMailerOptions): SMTPPoolOptions & { readonly pool: true } {
  const hasAccount = smtp.user !== undefined && smtp.user !== '';
  const isEncrypted = smtp.secure || smtp.requireTls;
  return {
    pool: true,
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    requireTLS: smtp.requireTls && !smtp.secure,
    ...(hasAccount ? { auth: { user: smtp.user, pass: smtp.password ?? '' } } : {}),
    // A server that offers no sign-in would otherwise be used without one. Not over a connection that anybody can read.
    forceAuth: hasAccount && isEncrypted,
    tls: {
      rejectUnauthorized: true,
      // One for all connections: each would otherwise read and hold all the authorities the machine trusts.
      secureContext: createSecureContext({
        minVersion: 'TLSv1.2',
        ...(options.trustedCertificates === undefined ? {} : { ca: [...options.trustedCertificates] }),
      }),
    },
    maxConnections: maxConnections ?? 3,
    // Enough to replace connections the server dropped while they were idle; the engine does the real waiting.
    maxRequeues: 2,
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
