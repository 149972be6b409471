import type { InvitationMethod, MeetingDetails } from './model.ts';

/** One step for one job. Each carries what was decided; what the effect needs besides is in the job's record. */
export type Operation =
  | {
      readonly kind: 'create-meeting';
      readonly generation: number;
      readonly series: number;
      readonly details: MeetingDetails;
    }
  /** Settles an unfinished creation of a meeting that is no longer wanted or can wait. */
  | { readonly kind: 'find-meeting' }
  | { readonly kind: 'update-meeting'; readonly details: MeetingDetails }
  | { readonly kind: 'cancel-meeting'; readonly reason: string }
  /** Lets go of a meeting we can no longer reach: it was made with another provider. */
  | { readonly kind: 'leave-meeting' }
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

/** The part of the outside world an operation touches; `none` only changes the ledger. */
export type Lane = 'provider' | 'skedulo' | 'mail' | 'none';

const LANES: Readonly<Record<OperationKind, Lane>> = {
  'create-meeting': 'provider',
  'find-meeting': 'provider',
  'update-meeting': 'provider',
  'cancel-meeting': 'provider',
  'leave-meeting': 'none',
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
