import { networkFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import type { SmtpAttempt, SmtpError } from './smtp-error.ts';

/** The codes by which Node says that a certificate was not accepted (`tls` documentation, X509 certificate errors). */
const CERTIFICATE_CODE =
  /CERT|SELF_SIGNED|^UNABLE_TO_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$/u;

/** What nodemailer calls trouble with the connection. */
const CONNECTION_CODES = new Set(['EDNS', 'ESOCKET', 'ECONNECTION', 'ETLS', 'ETIMEDOUT']);

/** Everything that keeps a connection from being made or kept, before a message was handed over. */
export function describeConnectionTrouble(error: SmtpError, { server }: SmtpAttempt): Failure | null {
  const cause = error.originalCode ?? error.code ?? '';
  if (CERTIFICATE_CODE.test(cause)) {
    return remoteFailure({
      party: 'mail',
      code: 'certificate-refused',
      message: `The certificate of the mail server ${server} is not trusted (${cause}), so nothing was sent.`,
      mend: 'Check that the host is written as on the certificate, or have the mail server given a certificate that this PC trusts.',
      scope: 'party',
    });
  }
  if (/^ERR_SSL_|^ERR_TLS_|^EPROTO$/u.test(cause)) {
    return remoteFailure({
      party: 'mail',
      code: 'tls-failed',
      message: `No encrypted connection to the mail server ${server} could be agreed on (${cause}).`,
      mend: 'Check port and encryption: port 465 wants "secure" on, port 587 wants it off and "requireTls" on.',
      scope: 'party',
    });
  }
  return error.code !== undefined && CONNECTION_CODES.has(error.code)
    ? describeNoConnection(error, cause, server)
    : null;
}

/** Codes that mean that nobody was reached. */
const NEVER_CONNECTED =
  /^(?:EDNS|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EDESTADDRREQ)$/u;

function describeNoConnection(error: SmtpError, cause: string, server: string): Failure {
  if (error.code === 'EDNS' || NEVER_CONNECTED.test(cause)) {
    return networkFailure({
      party: 'mail',
      code: 'unreachable',
      message: `The mail server ${server} cannot be reached (${cause}).`,
      mend: 'Check the internet connection, and host and port in the mail settings.',
      mayHaveHappened: false,
      scope: 'party',
    });
  }
  if (error.code === 'ETIMEDOUT') {
    return networkFailure({
      party: 'mail',
      code: 'timeout',
      message: `The mail server ${server} did not answer in time. No message was handed over.`,
      mayHaveHappened: false,
      scope: 'party',
    });
  }
  return networkFailure({
    party: 'mail',
    code: 'connection-lost',
    message: `The connection to the mail server ${server} broke. No message was handed over.`,
    mayHaveHappened: false,
  });
}

/** The message had begun to go out and no verdict came: the server may have taken it. */
export function describeLostAnswer(error: SmtpError, { server, address }: SmtpAttempt): Failure {
  const isTimeout = error.code === 'ETIMEDOUT';
  return networkFailure({
    party: 'mail',
    code: isTimeout ? 'timeout' : 'connection-lost',
    message: isTimeout
      ? `The mail server ${server} did not say in time whether it took the message to ${address ?? 'the guest'}.`
      : `The connection to the mail server ${server} broke before it said whether it took the message to ${address ?? 'the guest'}.`,
    mayHaveHappened: true,
  });
}
