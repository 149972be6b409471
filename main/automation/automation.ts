import type { LetterStyle } from '../mail/letter-style.ts';
import type { ServiceConfig } from '../settings/service-config.ts';
import type { Finding } from '../sync/draft.ts';
import type { PlannedJob } from '../sync/engine.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Job } from '../sync/model.ts';
import type { HistoryEntry, ProviderAccount, Tenant, TokenStore } from '../sync/ports.ts';
import type { JobRecord } from '../sync/record.ts';
import type { Notice } from './notice.ts';

/** How the provider is reached. The tokens are in a store of their own. */
export type ProviderSetup = Omit<ServiceConfig['provider'], 'account'>;

/** Everything automation is started with. Secrets are inside: it never leaves the main process. */
export interface AutomationSetup extends Omit<ServiceConfig, 'dataDir' | 'provider'> {
  readonly provider: ProviderSetup;
  /** Where the provider's tokens live. */
  readonly tokens: TokenStore;
  /** How invitations look and read. */
  readonly letterStyle: LetterStyle;
  /** Since when the account makes the meetings; earlier ones may be another account's. */
  readonly accountSinceMs: number;
}

/** All that is known of one job just now. */
export interface JobSituation {
  readonly jobId: string;
  /** As last observed; null while it cannot be seen. */
  readonly job: Job | null;
  /** Null while nothing has been done for it. */
  readonly record: JobRecord | null;
  readonly findings: readonly Finding[];
}

/** A party that cannot be used now. */
export interface PartyTrouble {
  readonly party: 'skedulo' | 'provider' | 'mail' | 'ledger';
  readonly failure: Failure;
  readonly sinceMs: number;
  /** When it is tried again by itself; null when only a person can help. */
  readonly retryAtMs: number | null;
  readonly jobsWaiting: number;
}

export interface AutomationStatus {
  /** `starting`: Skedulo has not answered yet. */
  readonly phase: 'stopped' | 'starting' | 'running' | 'paused' | 'stopping';
  readonly isLooking: boolean;
  /** Whether meetings, links or invitations are being worked on. */
  readonly isWorking: boolean;
  readonly lastPassMs: number | null;
  readonly nextPassMs: number | null;
  readonly coveredUpToMs: number | null;
  readonly pausedUntilMs: number | null;
  /** Since when Skedulo cannot be reached; null while it can. */
  readonly offlineSinceMs: number | null;
  readonly jobsSeen: number;
  readonly tenant: Tenant | null;
  readonly account: ProviderAccount | null;
  readonly troubles: readonly PartyTrouble[];
  readonly notices: readonly Notice[];
}

/** What changed: the status alone, some jobs, or everything. */
export type AutomationChange =
  | { readonly kind: 'status' }
  | { readonly kind: 'jobs'; readonly jobIds: readonly string[] }
  | { readonly kind: 'whole' };

/**
 * Automation as a person handles it: started with settings, paused, asked to look now, stopped. Every expected failure
 * shows in `status`; nothing is thrown.
 */
export interface Automation {
  readonly status: AutomationStatus;
  /** Every job that is Ready or looked after, by id. */
  readonly jobs: ReadonlyMap<string, JobSituation>;
  /** Listeners are told after the change is on the disk and in `status` and `jobs`. Returns the way to stop that. */
  subscribe(listener: (change: AutomationChange) => void): () => void;
  /** Starts, or starts anew with other settings after what is under way has ended. Resolves before the first pass. */
  start(setup: AutomationSetup, pausedUntilMs: number | null): Promise<void>;
  /** Lets what is under way finish, within a deadline. */
  stop(): Promise<void>;
  /** Begins nothing new until the time has come. */
  pause(untilMs: number): void;
  resume(): void;
  /** Looks now, at what is closed for a while as well. Fails while it is stopped or paused, or as the look fails. */
  syncNow(signal: AbortSignal): Promise<Result<void>>;
  /** Stops timers while the machine sleeps; after `wake` looks at once, when the network answers. */
  sleep(): void;
  wake(): void;
  /** Tries a job's permanent problems again at once. */
  retryJob(jobId: string, signal: AbortSignal): Promise<Result<void>>;
  /** Sends the last accepted invitation again to one guest or (null) to all; `actor` is named in the history. */
  resendInvitation(
    jobId: string,
    address: string | null,
    actor: string,
    signal: AbortSignal,
  ): Promise<Result<void>>;
  /** What a pass with these settings would do now. Changes nothing, and needs nothing to be running. */
  simulate(setup: AutomationSetup, signal: AbortSignal): Promise<Result<readonly PlannedJob[]>>;
  /** Newest first. */
  history(jobId: string, limit: number): Promise<Result<readonly HistoryEntry[]>>;
  /** Meetings made and steps failed for each day since `sinceMs`; days begin at midnight in this computer's zone. */
  dailyCounts(sinceMs: number): Promise<Result<readonly DailyCount[]>>;
  /** How many jobs have a meeting that is not over. */
  meetingsLookedAfter(): number;
}

export interface DailyCount {
  /** `2026-11-22` */
  readonly day: string;
  readonly made: number;
  readonly failed: number;
}
