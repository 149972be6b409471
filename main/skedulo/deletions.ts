import type { Result } from '../sync/failure.ts';
import { failed, success } from '../sync/failure.ts';
import { changesAnswer } from './answers.ts';
import type { SkeduloClient } from './client.ts';
import { inChunks } from './eql.ts';
import { tokenFailure } from './failures.ts';

/** The change history takes at most 50 ids a question. */
const IDS_PER_QUESTION = 50;

/**
 * What the change history says of jobs that can no longer be seen.
 *
 * - `told`: it answered; these were deleted, the others were not
 * - `unavailable`: this tenant or token has none
 * - `unknown`: it should be there and did not answer this time
 */
export type DeletionEvidence =
  | { readonly kind: 'told'; readonly deletedIds: ReadonlySet<string> }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'unknown' };

/**
 * Looks in `GET /events/changes/simple` for deletions of these ids. Salesforce tenants have no such history, and a
 * token may lack the right to read it. Fails only when the token is refused or we are told to stop.
 */
export async function findDeletions(
  client: SkeduloClient,
  vendor: string | null,
  jobIds: readonly string[],
  token: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<Result<DeletionEvidence>> {
  if (vendor === 'salesforce') return success({ kind: 'unavailable' });
  const deletedIds = new Set<string>();
  for (const ids of inChunks(jobIds, IDS_PER_QUESTION)) {
    const parameters = new URLSearchParams();
    for (const id of ids) parameters.append('entityIds', id);
    parameters.append('operations', 'DELETE');
    parameters.append('limit', '500');
    const answer = await client.get(`/events/changes/simple?${parameters.toString()}`, signal);
    if (!answer.ok) {
      return answer.failure.kind === 'cancelled' ? answer : success({ kind: 'unknown' });
    }
    const { status, text } = answer.value;
    if (status === 401) return failed(tokenFailure(token, nowMs));
    if (status === 429 || status >= 500) return success({ kind: 'unknown' });
    const changes = status === 200 ? parseChanges(text) : null;
    if (changes === null) return success({ kind: 'unavailable' });
    for (const change of changes) {
      if (change.operation.toUpperCase() === 'DELETE') deletedIds.add(change.entityId);
    }
  }
  return success({ kind: 'told', deletedIds });
}

function parseChanges(text: string): { entityId: string; operation: string }[] | null {
  try {
    const parsed = changesAnswer.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.result : null;
  } catch {
    return null;
  }
}
