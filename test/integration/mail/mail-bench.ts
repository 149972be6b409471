import { onTestFinished } from 'vitest';
import { createSmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import type { SmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import type { SmtpMailerOptions, SmtpSettings } from '../../../main/mail/smtp-options.ts';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import { startMailbox } from '../../simulators/mailbox/mailbox.ts';
import type { Mailbox, MailboxOptions } from '../../simulators/mailbox/mailbox.ts';

export const NEVER_STOPPED = new AbortController().signal;

/** Starts a mailbox that is closed with the test. */
export async function openMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const mailbox = await startMailbox(options);
  onTestFinished(() => mailbox.close());
  return mailbox;
}

/** Makes a mailer for the mailbox that is closed with the test. It trusts the mailbox unless told otherwise. */
export function openMailer(
  mailbox: Mailbox,
  smtp: Partial<SmtpSettings> = {},
  options: Partial<Omit<SmtpMailerOptions, 'smtp'>> = {},
): SmtpMailer {
  const made = createSmtpMailer({
    from: 'Acme Care <care@acme.test>',
    smtp: { host: mailbox.host, port: mailbox.port, secure: false, requireTls: true, ...smtp },
    trustedCertificates: [mailbox.certificate],
    timeouts: { connectMs: 5_000, greetingMs: 5_000, silenceMs: 5_000 },
    ...options,
  });
  if (!made.ok) throw new Error(made.failure.message);
  onTestFinished(() => made.value.close());
  return made.value;
}

/** The failure of a result that must be one. */
export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('It succeeded.');
  return result.failure;
}
