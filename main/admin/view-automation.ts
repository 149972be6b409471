import type { AutomationView, MailView } from '../../preload/contract/connections.ts';
import type { AppSettings } from '../settings/app-settings.ts';
import type { Failure } from '../sync/failure.ts';
import type { Facts } from './facts.ts';
import { problemOf } from './problem-words.ts';
import { isRunning, troubleOf } from './view-parties.ts';
import { providerObstacle } from './view-setup.ts';

/** What is shown of automation: its switch, its settings, and what the last checks found. */
export function automationView(facts: Facts): AutomationView {
  const { settings, secrets, findings } = facts;
  const { isEnabled, enableAttendees, sendIcsToRecipients } = settings.automation;
  return {
    isEnabled,
    hasToken: secrets.skeduloToken !== null,
    hasMeetingPassword: secrets.hasMeetingPassword,
    enableAttendees,
    sendIcsToRecipients,
    obstacle: providerObstacle(facts),
    checks: [...findings.automationChecks],
    preview: findings.preview,
  };
}

/** What is shown of e-mail: `connected` only after the mail server let ReadyMeet sign in. */
export function mailView(facts: Facts): MailView {
  const { settings, secrets, findings } = facts;
  const { mail } = settings;
  const failure = mail === null ? null : mailFailure(facts);
  return {
    state: mailState(facts, failure),
    server: mail === null ? null : serverOf(mail, secrets.hasSmtpPassword),
    problem: failure === null ? null : problemOf(failure),
    testInvitation: findings.testInvitation,
  };
}

function serverOf(mail: NonNullable<AppSettings['mail']>, hasPassword: boolean): MailView['server'] {
  const { from, host, port, security, user } = mail;
  return { from, host, port, security, user, hasPassword };
}

function mailState({ settings, findings }: Facts, failure: Failure | null): MailView['state'] {
  if (settings.mail === null) return settings.automation.sendIcsToRecipients ? 'not-set-up' : 'not-needed';
  if (failure !== null) return 'wrong';
  return findings.mail.kind === 'passed' ? 'connected' : 'checking';
}

function mailFailure(facts: Facts): Failure | null {
  const { secrets, findings } = facts;
  if (secrets.failure !== null) return secrets.failure;
  const running = isRunning(facts) ? troubleOf('mail', facts) : null;
  if (running !== null) return running.failure;
  return findings.mail.kind === 'failed' ? findings.mail.failure : null;
}
