import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { createTurns } from '../../../main/admin/turns.ts';
import type { Turns } from '../../../main/admin/turns.ts';
import type { Automation, AutomationSetup } from '../../../main/automation/automation.ts';
import { createAutomation } from '../../../main/automation/create-automation.ts';
import { openLedger } from '../../../main/ledger/open-ledger.ts';
import type { HistoryReader } from '../../../main/ledger/history-reader.ts';
import { DEFAULT_LETTER_STYLE } from '../../../main/mail/letter-style.ts';
import { createMemorySecretStore } from '../../../main/settings/memory-secret-store.ts';
import { createSecretTokenStore } from '../../../main/settings/secret-token-store.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { Ledger } from '../../../main/sync/ports.ts';
import { createQuietLog } from '../../fakes/quiet-log.ts';
import type { QuietLog } from '../../fakes/quiet-log.ts';
import { createSkippingClock } from '../../fakes/skipping-clock.ts';
import type { SkippingClock } from '../../fakes/skipping-clock.ts';
import { startStandIns } from '../../simulators/world/stand-ins.ts';
import type { StandIns, StandInsOptions } from '../../simulators/world/stand-ins.ts';

export const NEVER = new AbortController().signal;
export const MINUTE_MS = 60_000;

/** The value of a result that must be a success. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

export const codeOf = (result: Result<unknown>): string => (result.ok ? 'done' : result.failure.code);

export interface Rig {
  readonly world: StandIns;
  readonly automation: Automation;
  readonly ledger: Ledger & HistoryReader;
  readonly clock: SkippingClock;
  readonly log: QuietLog;
  readonly setup: AutomationSetup;
  readonly refreshTurns: Turns;
  /** The settings with another provider, freshly authorized. */
  setupFor(kind: ProviderKind): Promise<AutomationSetup>;
}

export interface RigOptions extends Partial<StandInsOptions> {
  readonly provider?: ProviderKind;
}

/** Starts the outside world and makes automation that is stopped; both end with the test. */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const clock = createSkippingClock();
  const world = await startStandIns({
    provider: 'teams',
    now: () => new Date(clock.nowMs()),
    ...options,
    // Without encryption: the mail thread trusts what the machine trusts, and nobody here is to change that.
    mailbox: { tls: 'none', auth: { user: 'care', password: 'mail-secret-1' }, ...options.mailbox },
  });
  onTestFinished(() => world.close());
  const opened = await openLedger({ dataDir: join(world.folder, 'data'), clock, random: Math.random });
  const ledger = valueOf(opened);
  onTestFinished(() => ledger.close());
  const log = createQuietLog();
  const refreshTurns = createTurns();
  const automation = createAutomation({
    ledger,
    log,
    clock,
    random: () => 0.5,
    timeZone: 'UTC',
    refreshTurns,
  });
  onTestFinished(() => automation.stop());
  const setupFor = (kind: ProviderKind): Promise<AutomationSetup> => automationSetup(world, kind, options);
  const setup = await setupFor(options.provider ?? 'teams');
  return { world, automation, ledger, clock, log, setup, refreshTurns, setupFor };
}

async function automationSetup(
  world: StandIns,
  kind: ProviderKind,
  wishes: RigOptions,
): Promise<AutomationSetup> {
  const provider = standInOf(world, kind);
  const { clientId, clientSecret } = provider.oauth;
  const tokens = createSecretTokenStore({ secrets: createMemorySecretStore('a test'), kind, clientId });
  const { refreshToken, accessToken, expiresAtMs } = provider.oauth.issue();
  valueOf(await tokens.save({ refreshToken, accessToken, expiresAtMs }));
  return {
    skedulo: { apiUrl: world.skedulo.origin, apiToken: world.skedulo.tokens.keys().next().value ?? '' },
    provider: {
      kind,
      clientId,
      clientSecret,
      apiUrl: provider.apiUrl,
      authorizeUrl: provider.authorizeUrl,
      tokenUrl: provider.tokenUrl,
      revokeUrl: provider.revokeUrl,
      limits: { perSecond: 1_000, perDay: 100_000 },
    },
    tokens,
    automation: {
      meetingPassword: wishes.meetingPassword ?? null,
      enableAttendees: wishes.enableAttendees ?? false,
      sendIcsToRecipients: wishes.sendIcsToRecipients ?? true,
    },
    mail: {
      from: 'Acme Care <care@acme.test>',
      smtp: {
        host: world.mailbox.host,
        port: world.mailbox.port,
        secure: false,
        requireTls: false,
        user: 'care',
        password: 'mail-secret-1',
      },
    },
    letterStyle: DEFAULT_LETTER_STYLE,
    accountSinceMs: 0,
    sync: { pollSeconds: wishes.pollSeconds ?? 30, concurrency: 8 },
  };
}

function standInOf(world: StandIns, kind: ProviderKind) {
  switch (kind) {
    case 'zoom':
      return { ...world.zoom, ...world.zoom.endpoints };
    case 'teams':
      return { ...world.microsoft, ...world.microsoft.oauth, oauth: world.microsoft.oauth.simulator };
    case 'meet':
      return { ...world.google, ...world.google.oauth, oauth: world.google.oauth.simulator };
  }
}

/** Waits until something is so. */
export function until(condition: () => boolean): Promise<unknown> {
  return vi.waitUntil(condition, { timeout: 20_000, interval: 10 });
}

/** Waits until everything that was seen has been worked on. */
export async function untilQuiet({ automation }: Rig): Promise<void> {
  await until(() => {
    const { phase, isLooking, isWorking, nextPassMs } = automation.status;
    return phase === 'running' && !isLooking && !isWorking && nextPassMs !== null;
  });
}

/** Looks now, and waits until everything that was seen has been worked on. */
export async function lookAndWork(rig: Rig): Promise<void> {
  valueOf(await rig.automation.syncNow(NEVER));
  await untilQuiet(rig);
}
