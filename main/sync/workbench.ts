import type { Failure } from './failure.ts';
import type { HistoryNote } from './history.ts';
import type { Sighting } from './model.ts';
import type { Policy } from './policy.ts';
import type { Clock, Digest, JobSource, Ledger, Mailer, MeetingProvider, Random } from './ports.ts';
import type { JobRecord } from './record.ts';

/** What carrying out a step takes. */
export interface Workbench {
  readonly jobs: Pick<JobSource, 'reread' | 'writeLink'>;
  readonly provider: MeetingProvider;
  /** Null when no invitations are to be sent. */
  readonly mailer: Mailer | null;
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly random: Random;
  readonly digest: Digest;
  readonly policy: Policy;
  /** The password for new meetings; null lets the provider choose. */
  readonly meetingPassword: string | null;
}

/**
 * - `done`: confirmed by the other side and recorded; `notes` say what happened
 * - `superseded`: a fresh look at the job calls for another plan; nothing was done
 * - `failed`: recorded as trouble (or left to the lane, where every job would fail alike)
 * - `halted`: the ledger could not record; nothing more may be done
 */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly record: JobRecord;
      readonly sighting: Sighting | null;
      readonly notes: readonly HistoryNote[];
    }
  | { readonly kind: 'superseded'; readonly record: JobRecord; readonly sighting: Sighting }
  | { readonly kind: 'failed'; readonly record: JobRecord; readonly failure: Failure }
  | { readonly kind: 'halted'; readonly failure: Failure };
