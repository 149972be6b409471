import type { Result } from './failure.ts';
import type {
  Guest,
  InvitationContent,
  InvitationMethod,
  JobLink,
  Meeting,
  MeetingDetails,
  ProviderKind,
  Sighting,
} from './model.ts';
import type { InvitationRecord, JobRecord } from './record.ts';

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  nowMs(): number;
  /** Resolves after the time has passed, or at once when `signal` fires. Never rejects. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** Returns a number from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** Returns the lower-case hexadecimal SHA-256 of the text. */
export type Digest = (text: string) => string;

/** Whose data the API token opens. */
export interface Tenant {
  readonly tenantId: string;
  readonly userName: string;
  readonly roles: readonly string[];
  /** `skedulo` or `salesforce`. */
  readonly vendor: string;
  readonly apiUrl: string;
}

export interface Observation {
  /** Every Ready job that has not ended, and every tracked job. Each job once. */
  readonly sightings: readonly Sighting[];
  /** The other side's clock when it answered (HTTP `Date`), for noticing that ours is wrong; null when not told. */
  readonly serverTimeMs: number | null;
}

/** What was seen of a job before, where it is still in memory. */
export type KnownSighting = (jobId: string) => Sighting | undefined;

/** Skedulo, as far as the engine needs it. */
export interface JobSource {
  /** Asks who the token belongs to. Fails with `auth` when the token is refused. */
  identify(signal: AbortSignal): Promise<Result<Tenant>>;
  /**
   * Reads every Ready job that has not ended by `nowMs` and every tracked job whatever its status.
   * One request when nothing changed and the Ready jobs fit one page.
   * @param known what is in memory of a job already: handed back where it is still so, in place of the same once more
   */
  observe(
    trackedJobIds: readonly string[],
    nowMs: number,
    signal: AbortSignal,
    known?: KnownSighting,
  ): Promise<Result<Observation>>;
  /** Reads one job afresh. Calls made at about the same time share one request. */
  reread(jobId: string, signal: AbortSignal): Promise<Result<Sighting>>;
  /** Writes the three fields of one job (null clears a field): one mutation. Reads nothing. */
  writeLink(jobId: string, link: JobLink, signal: AbortSignal): Promise<Result<void>>;
}

export interface MeetingRequest {
  /** Deterministic: the same for every try at this meeting. `rm` and 30 hexadecimal digits. */
  readonly key: string;
  readonly details: MeetingDetails;
  /** The password the admin wants for meetings; only Zoom has one. */
  readonly password: string | null;
}

/** The vendor user who authorized the provider. */
export interface ProviderAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Things the person should know, such as Zoom's 40-minute limit on Basic; plain words. */
  readonly notes: readonly string[];
}

/**
 * One meeting provider with one authorized account. Shared contract: `test/integration/providers/contract.ts`.
 * Failure code `meeting-gone` says that the provider no longer has the meeting.
 */
export interface MeetingProvider {
  readonly kind: ProviderKind;
  /** Who authorized. Fails with `auth` and code `reconnect` when the grant is dead. */
  account(signal: AbortSignal): Promise<Result<ProviderAccount>>;
  /** Makes the meeting. Not to be repeated after an unclear end without `find`. */
  create(request: MeetingRequest, signal: AbortSignal): Promise<Result<Meeting>>;
  /**
   * Looks a meeting up by its key after an unclear creation; null when there is none. Where a provider can only
   * create-or-get (Teams), it may make the meeting, which is as good: the key stays the same.
   */
  find(request: MeetingRequest, signal: AbortSignal): Promise<Result<Meeting | null>>;
  /** Changes topic and times, keeps the meeting, returns its state after the change. */
  update(meeting: Meeting, request: MeetingRequest, signal: AbortSignal): Promise<Result<Meeting>>;
  /** Whether the meeting still exists at the provider. Only looks: makes and changes nothing. */
  stands(meeting: Meeting, signal: AbortSignal): Promise<Result<boolean>>;
  /** Removes the meeting; one that is already gone counts as removed. */
  cancel(meeting: Meeting, signal: AbortSignal): Promise<Result<void>>;
}

/** One e-mail with one calendar object to one guest. */
export interface Invitation {
  readonly method: InvitationMethod;
  /** What the guest is told in words; `update` is a REQUEST to somebody who had one before. */
  readonly kind: 'request' | 'update' | 'cancellation';
  readonly guest: Guest;
  readonly content: InvitationContent;
  /** RFC 5545 UID, stable for the meeting. */
  readonly uid: string;
  readonly sequence: number;
  /** With angle brackets, RFC 5322. The same for every try at this message. */
  readonly messageId: string;
  /** When the message is made, for DTSTAMP and Date. */
  readonly atMs: number;
}

export interface Mailer {
  /** The domain of the sender's address, for Message-IDs. */
  readonly senderDomain: string;
  /** Connects and signs in without sending anything. */
  check(signal: AbortSignal): Promise<Result<void>>;
  /**
   * Hands one message to the mail server. Success means that the server accepted it for the guest.
   * `mayHaveHappened` is true only if the connection broke after the message had begun to be handed over.
   */
  send(invitation: Invitation, signal: AbortSignal): Promise<Result<void>>;
}

/** A line of the append-only history. Holds no secret. */
export interface HistoryEntry {
  readonly atMs: number;
  readonly tenantId: string;
  readonly jobId: string;
  readonly jobName: string;
  /** `ReadyMeet`, or the name of the person who asked for it. */
  readonly actor: string;
  /** Stable kebab-case name, such as `meeting-created`. */
  readonly action: string;
  /** Plain words. */
  readonly detail: string;
}

/** What becomes durable at once, or not at all. */
export interface LedgerChange {
  readonly record: JobRecord;
  /** The addresses whose invitation differs from what the ledger holds. */
  readonly changedAddresses: readonly string[];
  readonly history: readonly HistoryEntry[];
}

/** The durable record. Every promise resolves only when the change is on the disk. */
export interface Ledger {
  /** Six letters and digits, drawn once: tells this ledger's links from those of another ReadyMeet. */
  readonly reference: string;
  /** The jobs whose records are still looked after, soonest start first. */
  activeJobIds(tenantId: string): Promise<Result<readonly string[]>>;
  /** Records that are still looked after, with all invitations, soonest start first. */
  activeRecords(tenantId: string): Promise<Result<readonly JobRecord[]>>;
  /** Records of these jobs, looked after or not; jobs without a record are left out. */
  recordsOf(tenantId: string, jobIds: readonly string[]): Promise<Result<readonly JobRecord[]>>;
  /** Commits one change. Changes made at about the same time share one transaction. */
  commit(change: LedgerChange): Promise<Result<void>>;
  /** Adds to a named counter of one time window (such as one UTC day) and returns the new value. */
  addToCounter(name: string, window: string, by: number): Promise<Result<number>>;
  readCounter(name: string, window: string): Promise<Result<number>>;
  /** Newest first. */
  history(tenantId: string, jobId: string, limit: number): Promise<Result<readonly HistoryEntry[]>>;
  /** How many jobs of other tenants are still looked after. */
  activeElsewhere(tenantId: string): Promise<Result<number>>;
  close(): Promise<void>;
}

/** Tokens of one connection as they must survive a restart. */
export interface TokenSet {
  readonly refreshToken: string;
  readonly accessToken: string | null;
  /** Milliseconds since 1970, UTC. */
  readonly expiresAtMs: number | null;
}

/** Where rotated tokens are kept. Saving resolves only when they are on the disk. */
export interface TokenStore {
  load(): Promise<Result<TokenSet | null>>;
  save(tokens: TokenSet): Promise<Result<void>>;
  clear(): Promise<Result<void>>;
}

export type { InvitationRecord };
