import { authFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import { shorten, toSingleLine } from './plain-text.ts';
import type { SmtpAttempt, SmtpError } from './smtp-error.ts';

/** Says what a refusal in the mail server's own words (4xx or 5xx, RFC 5321) means: the message was not taken. */
export function describeRefusal(error: SmtpError, replyCode: number, attempt: SmtpAttempt): Failure {
  const { server } = attempt;
  const recipient = attempt.address ?? 'the guest';
  // 503 says that the session was in the wrong state, not that the message was refused.
  const isTemporary = replyCode < 500 || replyCode === 503;
  if (error.command === 'STARTTLS') return tlsMissing(server, isTemporary);
  if (isTemporary) {
    return remoteFailure({
      party: 'mail',
      code: 'mail-deferred',
      message: `The mail server ${server} asks to try again later: ${wordsOf(error)}`,
      isTemporary: true,
      scope: replyCode !== 421 && isAboutOneMessage(error) ? 'job' : 'party',
    });
  }
  if (error.code === 'EAUTH' || replyCode === 530 || replyCode === 535) {
    return authFailure({
      party: 'mail',
      code: 'mail-sign-in-refused',
      message: `The mail server ${server} refused the user name or the password (${String(replyCode)}).`,
      mend: 'Check user and password in the mail settings. Gmail and Microsoft 365 want an app password or SMTP sign-in allowed for the account.',
    });
  }
  // Microsoft 365 refuses a foreign From address only after it has seen the whole message.
  const isAboutSender =
    (error.command === 'MAIL FROM' && replyCode !== 552) ||
    /\bto send as\b|sendasdenied/iu.test(error.response ?? '');
  if (isAboutSender) {
    return remoteFailure({
      party: 'mail',
      code: 'sender-refused',
      message: `The mail server ${server} refused the sender of the invitations: ${wordsOf(error)}`,
      mend: 'Use a From address that the mail account may send as.',
      scope: 'party',
    });
  }
  if (error.command === 'RCPT TO') {
    return remoteFailure({
      party: 'mail',
      code: 'address-refused',
      message: `The mail server refused the address ${recipient}: ${wordsOf(error)}`,
      mend: isAgainstPolicy(error)
        ? 'Ask whoever looks after the mail server to let this account write to that address.'
        : 'Correct the e-mail address on the contact in Skedulo.',
    });
  }
  if (isAboutOneMessage(error)) {
    return remoteFailure({
      party: 'mail',
      code: 'message-refused',
      message: `The mail server refused the message to ${recipient}: ${wordsOf(error)}`,
      mend: 'Ask whoever looks after the mail server what it objects to.',
    });
  }
  return remoteFailure({
    party: 'mail',
    code: 'mail-server-refused',
    message: `The mail server ${server} refused the connection: ${wordsOf(error)}`,
    mend: 'Ask whoever looks after the mail server whether this PC may send through it.',
    scope: 'party',
  });
}

/** RFC 3463 section 3.8, such as "5.7.1 Relaying denied": nothing is wrong with the address. */
function isAgainstPolicy({ response }: SmtpError): boolean {
  return /^\d{3}[ -]5\.7\./.test(response ?? '');
}

function isAboutOneMessage({ command }: SmtpError): boolean {
  return command === 'RCPT TO' || command === 'DATA' || command === 'MAIL FROM';
}

function tlsMissing(server: string, isTemporary: boolean): Failure {
  return remoteFailure({
    party: 'mail',
    code: 'tls-missing',
    message: `The mail server ${server} offers no encryption, which the mail settings require, so nothing was sent.`,
    mend: 'Use a port with encryption (587 or 465). Only a mail server inside your own network should be used without.',
    isTemporary,
    scope: 'party',
  });
}

const LONGEST_QUOTE = 160;

/** The server's own words, cut short: they often say more than a code. */
function wordsOf({ response }: SmtpError): string {
  const words = shorten(toSingleLine(response ?? ''), LONGEST_QUOTE);
  return words === '' ? 'it gave no reason.' : `"${words}"`;
}
