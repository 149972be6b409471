import { createHash } from 'node:crypto';
import type { Log } from '../log/logger.ts';
import { createMailThread } from '../mail/mail-thread.ts';
import type { LetterStyle } from '../mail/letter-style.ts';
import type { SmtpMailer } from '../mail/smtp-mailer.ts';
import type { ServiceConfig } from '../settings/service-config.ts';
import type { RefreshTurns } from '../providers/oauth.ts';
import { createJobSource } from '../skedulo/job-source.ts';
import { backoffMs } from '../sync/backoff.ts';
import { Engine } from '../sync/engine.ts';
import type { EngineEvent } from '../sync/engine.ts';
import { failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { EngineObserver } from '../sync/observer.ts';
import { DEFAULT_WAITS } from '../sync/policy.ts';
import type { Clock, Ledger, ProviderAccount, Tenant, TokenStore } from '../sync/ports.ts';
import { ServerClock } from '../sync/server-clock.ts';
import type { ProviderSetup } from './automation.ts';
import { connectProvider } from './connections.ts';
import { findTenant } from './find-tenant.ts';
import { mailerOptions } from './mailer-options.ts';
import type { Notice } from './notice.ts';

/** Everything connected: the engine with its ports, ready for a first pass. */
export interface Assembly {
  readonly engine: Engine;
  readonly clock: ServerClock;
  readonly tenant: Tenant;
  /** Who authorized the provider; null where it was not asked or could not be told. */
  readonly account: Promise<ProviderAccount | null>;
  readonly notices: readonly Notice[];
  requests(): { readonly skedulo: number; readonly provider: number };
  /** The provider's first answer; a failure says why it cannot be used. */
  readonly firstAccount: Promise<Result<ProviderAccount>>;
  /** Asks the provider again who authorized. */
  checkProvider(signal: AbortSignal): Promise<Result<ProviderAccount>>;
  /** Connects to the mail server and signs in; at once a success where no mail is sent. */
  checkMail(signal: AbortSignal): Promise<Result<void>>;
  /** Why the provider or the mail server cannot be used, asked now. */
  unusable(signal: AbortSignal): Promise<readonly Failure[]>;
  close(): Promise<void>;
}

/** What automation is assembled by. */
export interface AssemblySetup extends Omit<ServiceConfig, 'dataDir' | 'provider'> {
  readonly provider: ProviderSetup;
  /** ReadyMeet's own where it is left out. */
  readonly letterStyle?: LetterStyle;
}

export interface AssembleOptions {
  readonly setup: AssemblySetup;
  /** Whose token it is, where Skedulo was asked already. */
  readonly tenant?: Tenant;
  readonly ledger: Ledger;
  /** The tokens of the provider's account. */
  readonly tokens: TokenStore;
  /** Shared with whatever else uses them; left out where nothing does. */
  readonly refreshTurns?: RefreshTurns;
  readonly log: Log;
  readonly localClock: Clock;
  readonly random: () => number;
  /** True where only Skedulo is to be asked. */
  readonly isReadOnly: boolean;
  /**
   * Since when the account makes the provider's meetings, told once the provider has said whose it is or without
   * waiting for it; from the beginning where it is left out. The account's id is empty where only Skedulo is asked.
   */
  readonly findAccountSinceMs?: (account: Promise<Result<ProviderAccount>>) => Promise<number>;
  readonly announce: (event: EngineEvent) => void;
  /** Left out where nobody looks: nothing is kept for it then. */
  readonly observer?: EngineObserver;
  /** Whether an outage of Skedulo at the start is waited out without end. */
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
}

/** Finds the tenant, then connects provider and mail server. Fails only when Skedulo cannot be used. */
export async function assemble(options: AssembleOptions): Promise<Result<Assembly>> {
  const { setup: config, ledger, localClock, random, signal } = options;
  const now = (): number => localClock.nowMs();
  const region = options.tenant === undefined ? await findTenantPatiently(options) : success(options.tenant);
  if (!region.ok) return region;
  const jobs = createJobSource({
    apiUrl: region.value.apiUrl,
    token: config.skedulo.apiToken,
    tenant: region.value,
    now,
  });
  const identified = await jobs.identify(signal);
  if (!identified.ok) return identified;
  const clock = new ServerClock(localClock);
  const mailer = createMailer(options);
  if (!mailer.ok) return mailer;
  const asksAccount = !options.isReadOnly;
  const connection = await connectProvider({
    config: config.provider,
    store: options.tokens,
    refreshTurns: options.refreshTurns,
    ledger,
    clock,
    concurrency: config.sync.concurrency,
    asksAccount,
    signal,
  });
  const accountSinceMs = (await options.findAccountSinceMs?.(connection.account)) ?? 0;
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { meetingPassword, enableAttendees, sendIcsToRecipients } = config.automation;
  const engine = new Engine({
    tenantId: identified.value.tenantId,
    jobs,
    provider: connection.provider,
    mailer: mailer.value,
    ledger,
    clock,
    random,
    digest,
    meetingPassword,
    concurrency: config.sync.concurrency,
    announce: options.announce,
    ...(options.observer === undefined ? {} : { observer: options.observer }),
    policy: {
      providerKind: config.provider.kind,
      passwordKey: meetingPassword === null ? '' : digest(ledger.reference + meetingPassword).slice(0, 8),
      enableAttendees,
      sendIcsToRecipients,
      reference: ledger.reference,
      ...DEFAULT_WAITS,
      retryProblemsBeforeMs: now(),
      accountSinceMs,
    },
  });
  const checkMail = (checkSignal: AbortSignal): Promise<Result<void>> =>
    mailer.value?.check(checkSignal) ?? Promise.resolve(success(undefined));
  return success({
    engine,
    clock,
    tenant: identified.value,
    account: connection.account.then((account) => (asksAccount && account.ok ? account.value : null)),
    notices: await findNotices(options, identified.value.tenantId),
    requests: () => ({ skedulo: WHOAMI_REQUESTS + jobs.requestCount, provider: connection.requestCount() }),
    firstAccount: connection.account,
    checkProvider: connection.check,
    checkMail,
    async unusable(checkSignal) {
      if (!asksAccount) return [];
      const first = await connection.account;
      const account = first.ok ? first : await connection.check(checkSignal);
      const mail = await checkMail(checkSignal);
      return [account, mail].flatMap((result) => (result.ok ? [] : [result.failure]));
    },
    async close() {
      await mailer.value?.close();
    },
  });
}

/** Finding the tenant asks its host once; hosts of other regions, which do not know the token, are not counted. */
const WHOAMI_REQUESTS = 1;

/** How often Skedulo is asked at the start of a single run. */
const TRIES = 4;
/** The longest delay that the start of a single run waits out. */
const LONGEST_WAIT_MS = 60_000;

async function findTenantPatiently(options: AssembleOptions): Promise<Result<Tenant>> {
  const { setup, log, localClock, random, isPatient, signal } = options;
  for (let tries = 1; ; tries += 1) {
    const found = await findTenant(setup.skedulo, localClock, signal);
    if (found.ok || !found.failure.isTemporary || signal.aborted) return found;
    const waitMs = backoffMs(tries, random, found.failure.retryAfterMs);
    if (!isPatient && (tries >= TRIES || waitMs > LONGEST_WAIT_MS)) return found;
    log.forRoom('skedulo').warn({ code: found.failure.code }, found.failure.message);
    await localClock.sleep(waitMs, signal);
  }
}

function createMailer({ setup, isReadOnly }: AssembleOptions): Result<SmtpMailer | null> {
  const { mail, automation } = setup;
  if (mail === null || !automation.sendIcsToRecipients || isReadOnly) return success(null);
  const mailer = createMailThread(mailerOptions(mail, setup.letterStyle));
  return mailer.ok ? mailer : failed(mailer.failure);
}

async function findNotices({ ledger }: AssembleOptions, tenantId: string): Promise<readonly Notice[]> {
  const elsewhere = await ledger.activeElsewhere(tenantId);
  if (!elsewhere.ok || elsewhere.value === 0) return [];
  return [
    {
      code: 'jobs-of-another-tenant',
      message: `The ledger looks after ${String(elsewhere.value)} jobs of another Skedulo team. They are left alone as long as this token is used.`,
    },
  ];
}
