import type { Finding } from './draft.ts';
import type { Sighting } from './model.ts';
import type { JobRecord } from './record.ts';

/**
 * Told what the engine knows of its jobs, for showing it to somebody. Records come once they are on the disk. An engine
 * without an observer keeps none of this.
 */
export interface EngineObserver {
  /**
   * After each look, with every job that is Ready or looked after.
   * @param recordOf what the ledger holds of a job: null while nothing was done for it, undefined where something newer
   *   was told already
   */
  looked(sightings: readonly Sighting[], recordOf: (jobId: string) => JobRecord | null | undefined): void;
  /** After each step of a job. */
  recorded(record: JobRecord): void;
  /** What is to be said of a job now, whether it has changed or not. */
  found(jobId: string, findings: readonly Finding[]): void;
}
