import type { Result } from '../sync/failure.ts';

/** One line of the history, as far as counting needs it. */
export interface ActionLine {
  readonly atMs: number;
  /** Stable kebab-case name, such as `meeting-created` or `write-link-failed`. */
  readonly action: string;
}

/** What is asked of the history besides one job's lines. A port next to `Ledger`. */
export interface HistoryReader {
  /** Lines of all jobs since the instant, in no order. */
  actionsSince(sinceMs: number): Promise<Result<readonly ActionLine[]>>;
  /** Whose job the newest line is about; null while the history is empty. */
  lastTenantId(): Promise<Result<string | null>>;
}
