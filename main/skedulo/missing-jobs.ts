import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Sighting } from '../sync/model.ts';
import { jobIdOf } from '../sync/sighting.ts';
import { jobsByIdAnswer } from './answers.ts';
import { withAllAttendees } from './attendees.ts';
import type { DeletionEvidence } from './deletions.ts';
import { inChunks } from './eql.ts';
import { unexpectedAnswer } from './failures.ts';
import { sightingOf } from './job-mapper.ts';
import { jobsByIdDocument } from './queries.ts';
import type { RowReader } from './row-reader.ts';

const IDS_PER_QUESTION = 20;
const FEW_JOBS = 3;
const LARGE_SHARE = 0.25;

/** Asks the change history; injected so that one place decides when and how. */
export type FindDeletions = (
  jobIds: readonly string[],
  signal: AbortSignal,
) => Promise<Result<DeletionEvidence>>;

/**
 * Decides about jobs that a list did not show. Each is asked for once more by its id; one that is absent there too is
 * deleted only if the history says so, or if there is no history to ask and only few of `askedCount` are absent: an
 * access rule that was changed makes jobs vanish just like deleting them does. One more sighting a job, each once.
 */
export async function sightMissingJobs(
  reader: RowReader,
  findDeletions: FindDeletions,
  jobIds: readonly string[],
  askedCount: number,
  signal: AbortSignal,
): Promise<Result<Sighting[]>> {
  const sightings: Sighting[] = [];
  const absentIds: string[] = [];
  for (const ids of inChunks(jobIds, IDS_PER_QUESTION)) {
    const answer = await readById(reader, ids, signal);
    if (!answer.ok) return answer;
    for (const id of ids) {
      const sighting = answer.value.get(id);
      if (sighting === undefined) absentIds.push(id);
      else sightings.push(sighting);
    }
  }
  if (absentIds.length === 0) return success(sightings);
  const evidence = await findDeletions(absentIds, signal);
  if (!evidence.ok) return evidence;
  return success([...sightings, ...judgeAbsence(absentIds, askedCount, evidence.value)]);
}

/** Says of each absent job whether it is deleted or only cannot be seen. */
export function judgeAbsence(
  absentIds: readonly string[],
  askedCount: number,
  evidence: DeletionEvidence,
): Sighting[] {
  const isMassVanish = absentIds.length > Math.max(FEW_JOBS, askedCount * LARGE_SHARE);
  return absentIds.map((jobId): Sighting => {
    switch (evidence.kind) {
      case 'told':
        if (evidence.deletedIds.has(jobId)) return { kind: 'deleted', jobId };
        return {
          kind: 'unclear',
          jobId,
          code: 'job-not-visible',
          message:
            "This job can no longer be read with this token, and Skedulo's history shows no deletion: an access rule may have changed. Nothing was cancelled.",
        };
      case 'unknown':
        return {
          kind: 'unclear',
          jobId,
          code: 'deletion-unconfirmed',
          message:
            "This job can no longer be read, and Skedulo's history could not be asked whether it was deleted. Nothing was cancelled.",
        };
      case 'unavailable':
        if (!isMassVanish) return { kind: 'deleted', jobId };
        return {
          kind: 'unclear',
          jobId,
          code: 'jobs-not-visible',
          message: `${String(absentIds.length)} jobs can no longer be read with this token, so an access rule may have changed. Nothing was cancelled.`,
        };
    }
  });
}

/** The jobs Skedulo shows when asked for by id; those it does not show are left out. */
async function readById(
  reader: RowReader,
  jobIds: readonly string[],
  signal: AbortSignal,
): Promise<Result<Map<string, Sighting>>> {
  const answer = await reader.client.graphql(
    { operationName: 'ReadJobsById', document: jobsByIdDocument(jobIds), variables: {}, isWrite: false },
    signal,
  );
  if (!answer.ok) {
    if (answer.failure.code !== 'query-refused' && answer.failure.code !== 'query-too-large') return answer;
    // A refusal of this question must not hold up the jobs that could be read.
    const { message } = answer.failure;
    return success(
      new Map(jobIds.map((jobId) => [jobId, { kind: 'unclear', jobId, code: 'job-unconfirmed', message }])),
    );
  }
  const parsed = jobsByIdAnswer.safeParse(answer.value.data);
  if (!parsed.success) return failed(unexpectedAnswer('jobs by their ids'));
  const sightings = new Map<string, Sighting>();
  for (const [index, jobId] of jobIds.entries()) {
    const node = parsed.data[`job${String(index)}`];
    if (node === undefined) return failed(unexpectedAnswer('jobs by their ids'));
    if (node === null) continue;
    const sighting = sightingOf(node);
    const isOfThisJob = sighting !== null && jobIdOf(sighting) === jobId;
    // Something is there, so the job is not deleted, even if the row cannot be read.
    sightings.set(jobId, isOfThisJob ? sighting : unreadable(jobId));
  }
  return withAllAttendees(reader, sightings, signal);
}

function unreadable(jobId: string): Sighting {
  return {
    kind: 'unclear',
    jobId,
    code: 'unreadable-job',
    message: "Skedulo's answer about this job cannot be read. Nothing was changed.",
  };
}
