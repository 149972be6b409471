import type {
  InvitationContent,
  InvitationMethod,
  JobLink,
  Meeting,
  MeetingDetails,
  ProviderKind,
} from './model.ts';

/** Why the last try at one part of a job did not succeed, and when it may be tried again. */
export interface Trouble {
  /** Stable kebab-case code of the failure. */
  readonly code: string;
  readonly message: string;
  readonly mend: string | null;
  readonly attempts: number;
  readonly atMs: number;
  /** True when waiting may be all that is needed. */
  readonly isTemporary: boolean;
  /** When to try again; null when only a changed input or a person can help. */
  readonly retryAtMs: number | null;
  /** The inputs that were tried. Other inputs are tried at once. */
  readonly inputKey: string;
}

/**
 * - `creating`: the provider has been or is about to be asked; a meeting may exist under `key`
 * - `cancelling`: decided and not yet confirmed
 * - `lost`: the provider says it no longer exists
 * - `left`: exists at a provider or account that is no longer connected, or was never made after all; `reason` says why
 *   the job was to have no meeting any more, and is null where it was only to have another
 */
export type MeetingState =
  | { readonly state: 'none' }
  | {
      readonly state: 'creating';
      readonly generation: number;
      readonly key: string;
      readonly details: MeetingDetails;
      readonly sinceMs: number;
      /** The provider that was asked; null where that was not noted. */
      readonly askedProvider: ProviderKind | null;
      /** True once a request has gone out: look the meeting up by its key before asking again. */
      readonly wasAsked: boolean;
    }
  | {
      readonly state: 'made';
      readonly generation: number;
      readonly key: string;
      readonly details: MeetingDetails;
      readonly meeting: Meeting;
      readonly atMs: number;
    }
  | {
      readonly state: 'cancelling';
      readonly generation: number;
      readonly key: string;
      readonly details: MeetingDetails;
      readonly meeting: Meeting;
      readonly reason: string;
      readonly sinceMs: number;
    }
  | { readonly state: 'cancelled'; readonly generation: number; readonly atMs: number }
  | { readonly state: 'lost'; readonly generation: number; readonly atMs: number }
  | {
      readonly state: 'left';
      readonly generation: number;
      readonly atMs: number;
      readonly reason: string | null;
    };

/**
 * An earlier meeting that stands or may stand against our will, and has made room for the job's next one: the provider
 * refuses to remove it, or cannot be asked any more. `id` is the key it was asked for with where no answer ever came.
 */
export interface Leftover {
  readonly meeting: Meeting;
  readonly endMs: number;
  /** Why it was to go. */
  readonly reason: string;
  /** Why it could not be removed so far. */
  readonly trouble: Trouble | null;
}

/**
 * - `written`: Skedulo accepted it, not yet read back
 * - `confirmed`: read back from the job
 * - `yielded`: another ReadyMeet wrote the link of the meeting we share with it, and looks after the job
 * - `deleted`: the job counted as deleted while it showed this link; should it come back, the link on it is ours
 */
export type LinkState =
  | { readonly state: 'none' }
  | {
      readonly state: 'writing' | 'written';
      readonly link: JobLink;
      /** Our earlier link that this one takes the place of. */
      readonly replaces: JobLink | null;
      readonly atMs: number;
    }
  | { readonly state: 'confirmed'; readonly link: JobLink; readonly atMs: number }
  | { readonly state: 'clearing'; readonly link: JobLink; readonly atMs: number }
  | { readonly state: 'yielded'; readonly link: JobLink; readonly atMs: number }
  | {
      readonly state: 'deleted';
      readonly link: JobLink;
      readonly replaces: JobLink | null;
      readonly atMs: number;
    };

/** One message to one guest: sent, or on its way. */
export interface Dispatch {
  readonly method: InvitationMethod;
  /** The `version` of the content it carries. */
  readonly version: number;
  /** Calendar event the message belongs to: a new series gets a new UID. */
  readonly series: number;
  /** RFC 5545 SEQUENCE, counted for each guest. */
  readonly sequence: number;
  readonly messageId: string;
  /** Whether it told of a change to a meeting that the guest had been invited to. */
  readonly isUpdate: boolean;
  readonly atMs: number;
}

export interface InvitationRecord {
  /** Lower-cased address. */
  readonly address: string;
  readonly email: string;
  readonly name: string;
  /** The last message the mail server accepted. */
  readonly sent: Dispatch | null;
  /** Handed over and not yet confirmed: in doubt after a crash. */
  readonly sending: Dispatch | null;
  readonly trouble: Trouble | null;
}

/** All that the ledger knows of one job. Values are never changed in place. */
export interface JobRecord {
  readonly tenantId: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly meeting: MeetingState;
  readonly meetingTrouble: Trouble | null;
  /** When the provider was last asked whether the meeting still stands; null before the first time. */
  readonly meetingCheckedAtMs: number | null;
  /** Earlier meetings of the job that still stand at the provider against our will. */
  readonly leftovers: readonly Leftover[];
  readonly link: LinkState;
  readonly linkTrouble: Trouble | null;
  /** How often our confirmed link was found blank on the job. */
  readonly linkRemovals: number;
  /** Calendar event series; rises when a cancelled job is scheduled again. */
  readonly series: number;
  /** What guests are to be told; null until a meeting exists. */
  readonly content: InvitationContent | null;
  readonly invitations: ReadonlyMap<string, InvitationRecord>;
  /** When the meeting was let go because it ended; null while ReadyMeet looks after it. */
  readonly releasedAtMs: number | null;
}

/** The record of a job nothing has been done for. */
export function emptyRecord(tenantId: string, jobId: string, jobName: string): JobRecord {
  return {
    tenantId,
    jobId,
    jobName,
    meeting: { state: 'none' },
    meetingTrouble: null,
    meetingCheckedAtMs: null,
    leftovers: [],
    link: { state: 'none' },
    linkTrouble: null,
    linkRemovals: 0,
    series: 0,
    content: null,
    invitations: new Map(),
    releasedAtMs: null,
  };
}

/** The number of meetings asked for so far under this job; the next one is this plus one. */
export function generationOf(record: JobRecord): number {
  return record.meeting.state === 'none' ? 0 : record.meeting.generation;
}

/** Whether the ledger is still responsible for the job: it must be looked at in every pass, whatever its status. */
export function isActive(record: JobRecord): boolean {
  if (record.releasedAtMs !== null) return false;
  const isMeetingOpen =
    record.meeting.state === 'creating' ||
    record.meeting.state === 'made' ||
    record.meeting.state === 'cancelling' ||
    record.meeting.state === 'lost';
  return (
    isMeetingOpen ||
    isLinkOpen(record.link) ||
    record.leftovers.length > 0 ||
    [...record.invitations.values()].some(isInvitationOpen)
  );
}

function isLinkOpen(link: LinkState): boolean {
  switch (link.state) {
    case 'writing':
    case 'written':
    case 'confirmed':
    case 'clearing':
      return true;
    case 'none':
    case 'yielded':
    case 'deleted':
      return false;
  }
}

function isInvitationOpen(invitation: InvitationRecord): boolean {
  return invitation.sending !== null || invitation.sent?.method === 'REQUEST';
}

/** Whether a meeting exists, may exist, or has to be replaced. */
export function hasMeeting(record: JobRecord): boolean {
  switch (record.meeting.state) {
    case 'creating':
    case 'made':
    case 'cancelling':
    case 'lost':
      return true;
    case 'none':
    case 'cancelled':
    case 'left':
      return false;
  }
}

/** Whether the job's last meeting was taken back, or is being taken back; true where there never was one. */
export function isWithdrawn(record: JobRecord): boolean {
  switch (record.meeting.state) {
    case 'none':
    case 'cancelling':
    case 'cancelled':
      return true;
    case 'left':
      return record.meeting.reason !== null;
    case 'creating':
    case 'made':
    case 'lost':
      return false;
  }
}

/** Whether a meeting that was set aside has its time still to come. */
export function hasOpenLeftover(record: JobRecord, nowMs: number): boolean {
  return record.leftovers.some(({ endMs }) => endMs > nowMs);
}

/** When the meeting that guests know of (or that was asked for) ends; null when there never was one. */
export function endOf(record: JobRecord): number | null {
  if (record.content !== null) return record.content.endMs;
  switch (record.meeting.state) {
    case 'creating':
    case 'made':
    case 'cancelling':
      return record.meeting.details.endMs;
    case 'none':
    case 'cancelled':
    case 'lost':
    case 'left':
      return null;
  }
}
