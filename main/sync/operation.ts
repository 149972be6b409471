import type { InvitationMethod, MeetingDetails } from './model.ts';

/** One step for one job. Each carries what was decided; what the effect needs besides is in the job's record. */
export type Operation =
  | {
      readonly kind: 'create-meeting';
      readonly generation: number;
      readonly series: number;
      readonly details: MeetingDetails;
    }
  /**
   * Settles an unfinished creation of a meeting that is no longer wanted (`reason` says why) or can wait (`reason` is
   * null).
   */
  | { readonly kind: 'find-meeting'; readonly reason: string | null }
  | { readonly kind: 'update-meeting'; readonly details: MeetingDetails }
  | { readonly kind: 'cancel-meeting'; readonly reason: string }
  /** Asks the provider whether a meeting that starts soon still stands. */
  | { readonly kind: 'check-meeting' }
  /**
   * Lets go of a meeting that we cannot reach (it was made with another provider) or that is not ours to remove.
   * `reason` says why the job is to have no meeting any more; null where it is only to have another.
   */
  | { readonly kind: 'leave-meeting'; readonly reason: string | null }
  /** Makes room for the job's next meeting while the provider refuses to remove this one. */
  | { readonly kind: 'set-aside-meeting' }
  /** Tries again to remove a meeting that was set aside. */
  | { readonly kind: 'cancel-leftover'; readonly meetingId: string }
  | {
      readonly kind: 'write-link';
      /** What it is tried with; another is tried at once after a failure. */
      readonly inputKey: string;
    }
  | { readonly kind: 'confirm-link' }
  | { readonly kind: 'clear-link' }
  /** Notes that the job no longer shows our link: deleted, blanked by somebody, or taken over. */
  | { readonly kind: 'forget-link'; readonly why: 'blanked' | 'deleted' | 'replaced' }
  /** Notes that another ReadyMeet wrote the link of the meeting we share with it. */
  | { readonly kind: 'yield-link' }
  | {
      readonly kind: 'send-invitation';
      readonly address: string;
      readonly email: string;
      readonly name: string;
      readonly method: InvitationMethod;
      readonly version: number;
      readonly series: number;
      readonly sequence: number;
      /** Message-ID of the same message left in doubt by a crash. */
      readonly resendOf: string | null;
    }
  /** Lets go of a job whose meeting has ended. */
  | { readonly kind: 'release' }
  /** Looks after a job again that was let go and has come back. */
  | { readonly kind: 'resume' };

export type OperationKind = Operation['kind'];

/** A message to one guest. The next messages of a job may go out at the same time. */
export type SendInvitation = Extract<Operation, { kind: 'send-invitation' }>;

/** A step that is carried out by itself. */
export type SingleOperation = Exclude<Operation, SendInvitation>;

/** The part of the outside world an operation touches; `none` only changes the ledger. */
export type Lane = 'provider' | 'skedulo' | 'mail' | 'none';

const LANES: Readonly<Record<OperationKind, Lane>> = {
  'create-meeting': 'provider',
  'find-meeting': 'provider',
  'update-meeting': 'provider',
  'cancel-meeting': 'provider',
  'check-meeting': 'provider',
  'leave-meeting': 'none',
  'set-aside-meeting': 'none',
  'cancel-leftover': 'provider',
  'write-link': 'skedulo',
  'confirm-link': 'skedulo',
  'clear-link': 'skedulo',
  'forget-link': 'none',
  'yield-link': 'none',
  'send-invitation': 'mail',
  release: 'none',
  resume: 'none',
};

/** Which lane an operation runs in. */
export function laneOf(operation: Operation): Lane {
  return LANES[operation.kind];
}
