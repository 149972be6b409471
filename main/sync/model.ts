/** Job statuses that Skedulo documents. A job may carry another one; that is a problem, never "nothing to do". */
export const JOB_STATUSES = [
  'Queued',
  'Pending Allocation',
  'Pending Dispatch',
  'Dispatched',
  'Ready',
  'En Route',
  'On Site',
  'In Progress',
  'Complete',
  'Cancelled',
] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export interface Person {
  /** Skedulo's id of the contact. */
  readonly id: string;
  readonly name: string;
  /** As typed by a person: may be missing or wrong. */
  readonly email: string | null;
}

/**
 * Whom a lookup points at. `hidden`: there is somebody, but a record-access rule keeps us from seeing who
 * (Skedulo blanks an optional lookup the token may not read).
 */
export type Lookup =
  | { readonly kind: 'none' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'known'; readonly person: Person };

export interface Attendee {
  readonly id: string;
  /** `Attended`, `Absent` or `Cancelled`; others are tolerated. */
  readonly status: string;
  readonly contact: Lookup;
}

export interface Allocation {
  readonly status: string;
  readonly resourceName: string;
}

/** The three virtual meeting fields of a job. Blank fields are null. */
export interface JobLink {
  readonly url: string | null;
  readonly id: string | null;
  readonly info: string | null;
}

/** A Skedulo job as last observed. Instants are milliseconds since 1970, UTC. */
export interface Job {
  readonly id: string;
  /** `JOB-0042` */
  readonly name: string;
  readonly type: string | null;
  readonly status: string;
  readonly startMs: number | null;
  /** The job's end, or its start plus its duration where no end is set. */
  readonly endMs: number | null;
  /** IANA name, mirrored by Skedulo from the job's region. */
  readonly timeZone: string | null;
  readonly isGroupEvent: boolean;
  /** Skedulo refuses changes to a locked job. */
  readonly isLocked: boolean;
  readonly contact: Lookup;
  readonly attendees: readonly Attendee[];
  readonly allocations: readonly Allocation[];
  readonly link: JobLink;
  readonly lastModifiedMs: number | null;
}

/**
 * What one look at Skedulo says of one job.
 *
 * - `unclear`: we asked and cannot tell; never a reason to create, change or cancel anything
 * - `deleted`: confirmed gone
 */
export type Sighting =
  | { readonly kind: 'present'; readonly job: Job }
  | { readonly kind: 'deleted'; readonly jobId: string }
  | { readonly kind: 'unclear'; readonly jobId: string; readonly code: string; readonly message: string };

export type ProviderKind = 'zoom' | 'teams' | 'meet';

/** What a meeting is about and when: everything that may change while it stays the same meeting. */
export interface MeetingDetails {
  readonly topic: string;
  readonly startMs: number;
  readonly endMs: number;
  /** IANA name. */
  readonly timeZone: string;
}

export interface DialIn {
  /** As a person dials it, such as `+61 2 8015 6011`. */
  readonly number: string;
  /** Country or city, such as `Australia`. */
  readonly label: string | null;
  /** The meeting or conference code asked for on the phone. */
  readonly code: string | null;
}

/** What the provider made for a job. Holds no host credential. */
export interface Meeting {
  readonly providerKind: ProviderKind;
  /** The id by which the adapter finds the meeting again. */
  readonly id: string;
  readonly joinUrl: string;
  readonly passcode: string | null;
  readonly dialIn: readonly DialIn[];
}

/** Somebody who gets an invitation. */
export interface Guest {
  /** Lower-cased e-mail address, an international domain in its ASCII form: one guest, one address. */
  readonly address: string;
  /** The address as written on the contact. */
  readonly email: string;
  readonly name: string;
}

/** What guests are told. `version` rises by one with every change. */
export interface InvitationContent extends MeetingDetails {
  readonly version: number;
  readonly jobName: string;
  readonly joinUrl: string;
  readonly passcode: string | null;
  readonly dialIn: readonly DialIn[];
}

export type InvitationMethod = 'REQUEST' | 'CANCEL';
