import { authFailure, bugFailure, cancelledFailure, remoteFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import { smtpErrorSchema } from './smtp-error.ts';
import type { SmtpAttempt, SmtpError } from './smtp-error.ts';
import { describeRefusal } from './smtp-refusal.ts';
import { describeConnectionTrouble, describeLostAnswer } from './smtp-trouble.ts';

/** Turns what nodemailer throws into a failure with plain words. Credentials and message never appear in it. */
export function describeSmtpError(thrown: unknown, attempt: SmtpAttempt): Failure {
  const parsed = smtpErrorSchema.safeParse(thrown);
  if (!(thrown instanceof Error) || !parsed.success) return bugFailure('mail', thrown);
  const error = parsed.data;
  if (error.code === 'EABORT') return cancelledFailure('mail', attempt.wasHandedOver);
  // Any refusal in words settles the matter, at whatever step it came: the message was not taken.
  if (isRefusal(error.responseCode)) return describeRefusal(error, error.responseCode, attempt);
  if (attempt.wasHandedOver) return describeLostAnswer(error, attempt);
  return describeConnectionTrouble(error, attempt) ?? describeOther(thrown, error, attempt);
}

function isRefusal(responseCode: number | undefined): responseCode is number {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 600;
}

function describeOther(thrown: Error, error: SmtpError, { server, address }: SmtpAttempt): Failure {
  if (error.code === 'EPROTOCOL' || error.code === 'EENVELOPE') {
    return remoteFailure({
      party: 'mail',
      code: 'mail-protocol',
      message: `The mail server ${server} answered in a way that mail servers do not.`,
      mend: 'Check host and port in the mail settings.',
      isTemporary: true,
      scope: 'party',
    });
  }
  if (error.code === 'EMESSAGE') {
    return remoteFailure({
      party: 'mail',
      code: 'message-refused',
      message: `The mail server ${server} takes no message as large as the one to ${address ?? 'the guest'}.`,
      mend: 'Ask whoever looks after the mail server to allow larger messages.',
    });
  }
  if (error.code === 'EAUTH') {
    return authFailure({
      party: 'mail',
      code: 'mail-sign-in-refused',
      message: `ReadyMeet could not sign in to the mail server ${server}: user or password is missing, or no common way to sign in.`,
      mend: 'Check user and password in the mail settings.',
    });
  }
  return bugFailure('mail', thrown);
}
