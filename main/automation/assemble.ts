import { createHash } from 'node:crypto';
import type { Log } from '../log/logger.ts';
import { createMailThread } from '../mail/mail-thread.ts';
import type { SmtpMailer } from '../mail/smtp-mailer.ts';
import type { ServiceConfig } from '../settings/service-config.ts';
import { createJobSource } from '../skedulo/job-source.ts';
import { findRegion } from '../skedulo/region.ts';
import { backoffMs } from '../sync/backoff.ts';
import { Engine } from '../sync/engine.ts';
import type { EngineEvent } from '../sync/engine.ts';
import { failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import { DEFAULT_WAITS } from '../sync/policy.ts';
import type { Clock, Ledger, ProviderAccount, Tenant, TokenStore } from '../sync/ports.ts';
import { ServerClock } from '../sync/server-clock.ts';
import { connectProvider } from './connections.ts';
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
  /** Why the provider or the mail server cannot be used, asked now. */
  unusable(signal: AbortSignal): Promise<readonly Failure[]>;
  close(): Promise<void>;
}

export interface AssembleOptions {
  readonly setup: Omit<ServiceConfig, 'dataDir'>;
  readonly ledger: Ledger;
  /** The tokens of the provider's account. */
  readonly tokens: TokenStore;
  readonly log: Log;
  readonly localClock: Clock;
  readonly random: () => number;
  /** True where only Skedulo is to be asked. */
  readonly isReadOnly: boolean;
  readonly announce: (event: EngineEvent) => void;
  /** Whether an outage of Skedulo at the start is waited out without end. */
  readonly isPatient: boolean;
  readonly signal: AbortSignal;
}

/** Finds the tenant, then connects provider and mail server. Fails only when Skedulo cannot be used. */
export async function assemble(options: AssembleOptions): Promise<Result<Assembly>> {
  const { setup: config, ledger, localClock, random, signal } = options;
  const now = (): number => localClock.nowMs();
  const region = await findTenant(options);
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
    ledger,
    clock,
    concurrency: config.sync.concurrency,
    asksAccount,
    signal,
  });
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
    policy: {
      providerKind: config.provider.kind,
      passwordKey: meetingPassword === null ? '' : digest(ledger.reference + meetingPassword).slice(0, 8),
      enableAttendees,
      sendIcsToRecipients,
      reference: ledger.reference,
      ...DEFAULT_WAITS,
      retryProblemsBeforeMs: now(),
    },
  });
  return success({
    engine,
    clock,
    tenant: identified.value,
    account: connection.account.then((account) => (asksAccount && account.ok ? account.value : null)),
    notices: await findNotices(options, identified.value.tenantId),
    requests: () => ({ skedulo: WHOAMI_REQUESTS + jobs.requestCount, provider: connection.requestCount() }),
    async unusable(checkSignal) {
      if (!asksAccount) return [];
      const first = await connection.account;
      const account = first.ok ? first : await connection.check(checkSignal);
      const mail = mailer.value === null ? success(undefined) : await mailer.value.check(checkSignal);
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

async function findTenant(options: AssembleOptions): Promise<Result<Tenant>> {
  const { setup, log, localClock, random, isPatient, signal } = options;
  const { apiToken, apiUrl } = setup.skedulo;
  for (let tries = 1; ; tries += 1) {
    const found = await findRegion(
      { token: apiToken, now: () => localClock.nowMs(), ...(apiUrl === null ? {} : { apiUrl }) },
      signal,
    );
    const isFinal = found.ok || !found.failure.isTemporary || signal.aborted;
    if (isFinal || (!isPatient && tries >= TRIES)) return found;
    log.forRoom('skedulo').warn({ code: found.failure.code }, found.failure.message);
    await localClock.sleep(backoffMs(tries, random, found.failure.retryAfterMs), signal);
  }
}

function createMailer({ setup, isReadOnly }: AssembleOptions): Result<SmtpMailer | null> {
  const { mail, automation } = setup;
  if (mail === null || !automation.sendIcsToRecipients || isReadOnly) return success(null);
  const { user, password, ...server } = mail.smtp;
  const mailer = createMailThread({
    from: mail.from,
    smtp: { ...server, user: user ?? undefined, password: password ?? undefined },
  });
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
