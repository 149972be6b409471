import type { Log } from '../log/logger.ts';
import { isEmailAddress } from '../mail/address.ts';
import { createMailThread } from '../mail/mail-thread.ts';
import type { SmtpMailer } from '../mail/smtp-mailer.ts';
import type { SmtpMailerOptions } from '../mail/smtp-options.ts';
import type { RefreshTurns } from '../providers/oauth.ts';
import { failed, inputFailure } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Clock, Ledger, ProviderAccount, Random, Tenant } from '../sync/ports.ts';
import type { AutomationSetup } from './automation.ts';
import { connectProvider, nameOfProvider } from './connections.ts';
import type { ProviderConnection } from './connections.ts';
import { findTenant } from './find-tenant.ts';
import { mailerOptions } from './mailer-options.ts';
import { testInvitation } from './test-invitation.ts';
import { makeTestMeeting } from './test-meeting.ts';

/** What can be tried before automation is enabled. Nothing here is recorded in the ledger. */
export interface Checks {
  /**
   * Asks Skedulo whose token it is.
   * @param apiUrl null lets ReadyMeet find the region
   */
  checkSkedulo(token: string, apiUrl: string | null, signal: AbortSignal): Promise<Result<Tenant>>;
  /** Connects to the mail server and signs in, without sending anything. */
  checkMail(mail: NonNullable<AutomationSetup['mail']>, signal: AbortSignal): Promise<Result<void>>;
  /** Asks the provider who authorized. */
  checkProvider(
    setup: Pick<AutomationSetup, 'provider' | 'tokens'>,
    signal: AbortSignal,
  ): Promise<Result<ProviderAccount>>;
  /** Makes a meeting an hour from now and removes it again. A meeting that stays behind fails and names its id. */
  makeTestMeeting(
    setup: Pick<AutomationSetup, 'provider' | 'tokens' | 'automation'>,
    signal: AbortSignal,
  ): Promise<Result<void>>;
  /** Sends a sample invitation to a meeting that does not exist, plainly called a test. */
  sendTestInvitation(
    setup: Pick<AutomationSetup, 'mail' | 'letterStyle'>,
    to: string,
    signal: AbortSignal,
  ): Promise<Result<void>>;
}

export interface CreateChecksOptions {
  readonly ledger: Pick<Ledger, 'addToCounter' | 'readCounter' | 'reference'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Shared with automation: both refresh the same tokens. */
  readonly refreshTurns: RefreshTurns;
  /** IANA name of the zone of the sample invitation; the computer's own unless told. */
  readonly timeZone?: string;
}

/** Makes the checks. They hold nothing: each call connects for itself and lets go again. */
export function createChecks(options: CreateChecksOptions): Checks {
  const { clock, random, ledger, refreshTurns } = options;
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

  const connect = (
    { provider, tokens }: Pick<AutomationSetup, 'provider' | 'tokens'>,
    signal: AbortSignal,
  ): Promise<ProviderConnection> =>
    connectProvider({
      config: provider,
      store: tokens,
      refreshTurns,
      ledger,
      clock,
      concurrency: 1,
      asksAccount: true,
      signal,
    });

  /** What was found is in the log as well, for whoever is asked for help. */
  const logged = async <T>(check: string, result: Promise<Result<T>>): Promise<Result<T>> => {
    const ended = await result;
    const log = options.log.forRoom('checks');
    if (ended.ok) log.info({ check }, 'passed');
    else log.warn({ check, code: ended.failure.code }, ended.failure.message);
    return ended;
  };

  return {
    checkSkedulo: (token, apiUrl, signal) =>
      logged('skedulo', findTenant({ apiToken: token, apiUrl }, clock, signal)),
    checkMail: (mail, signal) =>
      logged(
        'mail',
        withMailer(mailerOptions(mail, undefined), (mailer) => mailer.check(signal)),
      ),
    checkProvider: (setup, signal) =>
      logged(
        'provider',
        connect(setup, signal).then(({ account }) => account),
      ),
    makeTestMeeting: (setup, signal) => logged('test meeting', tryMeeting(setup, signal)),
    sendTestInvitation: (setup, to, signal) =>
      logged('test invitation', tryInvitation(setup, to.trim(), signal)),
  };

  async function tryMeeting(
    setup: Pick<AutomationSetup, 'provider' | 'tokens' | 'automation'>,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const { provider, account } = await connect(setup, signal);
    const known = await account;
    if (!known.ok) return known;
    return makeTestMeeting(
      {
        provider,
        providerName: nameOfProvider(setup.provider.kind),
        password: setup.automation.meetingPassword,
        reference: ledger.reference,
        clock,
        random,
      },
      signal,
    );
  }

  async function tryInvitation(
    { mail, letterStyle }: Pick<AutomationSetup, 'mail' | 'letterStyle'>,
    to: string,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    if (mail === null) return failed(noMailServer());
    if (!isEmailAddress(to)) return failed(badAddress(to));
    return withMailer(mailerOptions(mail, letterStyle), (mailer) =>
      mailer.send(testInvitation(to, mailer.senderDomain, { clock, random, timeZone }), signal),
    );
  }
}

async function withMailer(
  options: SmtpMailerOptions,
  use: (mailer: SmtpMailer) => Promise<Result<void>>,
): Promise<Result<void>> {
  const mailer = createMailThread(options);
  if (!mailer.ok) return mailer;
  try {
    return await use(mailer.value);
  } finally {
    await mailer.value.close();
  }
}

function noMailServer(): Failure {
  return inputFailure({
    party: 'mail',
    code: 'no-mail-server',
    message: 'No mail server is set up, so nothing was sent.',
    mend: 'Set up the mail server first.',
    scope: 'party',
  });
}

function badAddress(address: string): Failure {
  return inputFailure({
    party: 'mail',
    code: 'address-unusable',
    field: 'to',
    message: `"${address.slice(0, 80)}" is not an e-mail address that can be written to. Nothing was sent.`,
    mend: 'Correct the address.',
  });
}
