import type { LetterStyle } from '../mail/letter-style.ts';
import type { SmtpMailerOptions } from '../mail/smtp-options.ts';
import type { AutomationSetup } from './automation.ts';

/** The mail server of the settings, as a mailer takes it. */
export function mailerOptions(
  { from, smtp: { user, password, ...server } }: NonNullable<AutomationSetup['mail']>,
  style: LetterStyle | undefined,
): SmtpMailerOptions {
  return {
    from,
    smtp: { ...server, user: user ?? undefined, password: password ?? undefined },
    ...(style === undefined ? {} : { style }),
  };
}
