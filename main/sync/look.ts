import { success } from './failure.ts';
import type { Result } from './failure.ts';
import type { Sighting } from './model.ts';
import type { EngineObserver } from './observer.ts';
import type { Clock, JobSource, KnownSighting, Ledger, Observation } from './ports.ts';
import { emptyRecord } from './record.ts';
import type { JobRecord } from './record.ts';
import type { ServerClock } from './server-clock.ts';
import { jobIdOf } from './sighting.ts';

export interface LookOptions {
  readonly tenantId: string;
  readonly jobs: Pick<JobSource, 'observe'>;
  readonly ledger: Pick<Ledger, 'activeJobIds'>;
  readonly clock: ServerClock;
}

/**
 * Looks at every job once that is Ready or looked after, in no order. The list is the caller's to empty. Fails when
 * Skedulo cannot be read or the ledger cannot be used.
 */
export async function lookAtJobs(
  options: LookOptions,
  signal: AbortSignal,
  known: KnownSighting,
): Promise<Result<Sighting[]>> {
  const { ledger, tenantId } = options;
  const tracked = await ledger.activeJobIds(tenantId);
  if (!tracked.ok) return tracked;
  const observed = await observe(options, tracked.value, signal, known);
  return observed.ok ? success([...observed.value.sightings]) : observed;
}

/** Finds a job among what was seen before. */
export function knownAmong(sightings: readonly Sighting[]): KnownSighting {
  const byId = new Map(sightings.map((sighting) => [jobIdOf(sighting), sighting]));
  return (jobId) => byId.get(jobId);
}

/** Observes, and once more when the answer shows that the clock, by which jobs are chosen, was wrong. */
async function observe(
  { jobs, clock }: LookOptions,
  trackedJobIds: readonly string[],
  signal: AbortSignal,
  known: KnownSighting,
): Promise<Result<Observation>> {
  for (let looks = 1; ; looks += 1) {
    const { correctionMs } = clock;
    const observed = await jobs.observe(trackedJobIds, clock.nowMs(), signal, known);
    if (!observed.ok) return observed;
    if (observed.value.serverTimeMs !== null) clock.follow(observed.value.serverTimeMs);
    if (clock.correctionMs === correctionMs || looks === 2) return observed;
  }
}

/** A job as it was seen; the record is null where the ledger knows nothing of it, since ten thousand may be held. */
export interface Seen {
  readonly sighting: Sighting;
  readonly record: JobRecord | null;
}

export interface RecordsOptions {
  readonly ledger: Pick<Ledger, 'recordsOf'>;
  readonly tenantId: string;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Whether every batch is followed by a rest; else only those in which there was a record. */
  readonly isUnhurried?: boolean;
}

/** Records that are held in memory at the same time: those of ten thousand jobs would fill it. */
const RECORDS_AT_A_TIME = 50;
/**
 * Jobs are compared faster than what that leaves in memory is swept up. A rest after each batch lets the sweeping keep
 * up, which is worth a tenth of all memory in a look at ten thousand jobs, and lets other work go on.
 */
const REST_MS = 20;

/**
 * Hands over each sighting with its job's record, in their order, and empties the list meanwhile: what has been
 * compared need not stay in memory. Fails when the ledger cannot be used.
 */
export async function withRecords(
  { ledger, tenantId, clock, isUnhurried = false }: RecordsOptions,
  sightings: Sighting[],
  take: (seen: Seen) => void,
): Promise<Result<void>> {
  while (sightings.length > 0) {
    const some = sightings.splice(0, RECORDS_AT_A_TIME);
    const read = await ledger.recordsOf(tenantId, some.map(jobIdOf));
    if (!read.ok) return read;
    const records = new Map(read.value.map((record) => [record.jobId, record]));
    for (const sighting of some) take({ sighting, record: records.get(jobIdOf(sighting)) ?? null });
    if ((isUnhurried || records.size > 0) && sightings.length > 0) await clock.sleep(REST_MS);
  }
  return success(undefined);
}

/**
 * The same, after an observer was shown all records. It keeps what it is told, so they are read in one go for it: it
 * hears of every job before it hears what is found of any.
 */
export async function showAndCompare(
  options: RecordsOptions & { readonly observer?: Pick<EngineObserver, 'looked'> },
  sightings: Sighting[],
  isNewerKnown: (jobId: string) => boolean,
  compare: (seen: Seen) => void,
): Promise<Result<void>> {
  const { observer } = options;
  if (observer === undefined) return withRecords(options, sightings, compare);
  const all = new Map<string, Seen>();
  const read = await withRecords(options, sightings, (seen) => all.set(jobIdOf(seen.sighting), seen));
  if (!read.ok) return read;
  const looked = [...all.values()].map(({ sighting }) => sighting);
  observer.looked(looked, (jobId) => (isNewerKnown(jobId) ? undefined : (all.get(jobId)?.record ?? null)));
  for (const seen of all.values()) compare(seen);
  return success(undefined);
}

/** What is known of a sighted job, under its newest name; an empty record where that is nothing. */
export function recordFor(tenantId: string, { sighting, record }: Seen): JobRecord {
  const jobName = sighting.kind === 'present' ? sighting.job.name : null;
  if (record === null) return emptyRecord(tenantId, jobIdOf(sighting), jobName ?? jobIdOf(sighting));
  return jobName === null || record.jobName === jobName ? record : { ...record, jobName };
}
