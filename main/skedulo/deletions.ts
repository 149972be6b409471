import type { HttpAnswer } from '../http/http-client.ts';
import { failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { changesAnswer, restRefusalAnswer } from './answers.ts';
import type { SkeduloClient } from './client.ts';
import { inChunks } from './eql.ts';
import { tokenFailure } from './failures.ts';

/** The change history takes at most 50 ids a question. */
const IDS_PER_QUESTION = 50;

/**
 * What the change history says of jobs that can no longer be seen.
 *
 * - `told`: it answered; these were deleted, the others were not
 * - `unavailable`: Skedulo says that this tenant or token has none
 * - `unknown`: it did not answer, or in a way that says nothing
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
    if (answer.value.status === 401) return failed(tokenFailure(token, nowMs));
    const changes = answer.value.status === 200 ? parseChanges(answer.value.text) : null;
    if (changes === null) {
      return success({ kind: saysThereIsNone(answer.value) ? 'unavailable' : 'unknown' });
    }
    for (const change of changes) {
      if (change.operation.toUpperCase() === 'DELETE') deletedIds.add(change.entityId);
    }
  }
  return success({ kind: 'told', deletedIds });
}

/**
 * Whether the answer is Skedulo's own word that there is no history for us. Without a history an absent job counts as
 * deleted, so a page of a proxy or a question it did not like must not pass for that word.
 */
function saysThereIsNone({ status, text }: HttpAnswer): boolean {
  switch (status) {
    case 403:
      // The right to read the history is one of its own. A web page comes from something in between.
      return !text.trimStart().startsWith('<');
    case 404:
      return errorTypeOf(text) !== null;
    case 400:
      return errorTypeOf(text) === 'vendor_not_supported';
    default:
      return false;
  }
}

function errorTypeOf(text: string): string | null {
  const parsed = restRefusalAnswer.safeParse(parseJson(text));
  return parsed.success ? parsed.data.errorType : null;
}

function parseChanges(text: string): { entityId: string; operation: string }[] | null {
  const parsed = changesAnswer.safeParse(parseJson(text));
  return parsed.success ? parsed.data.result : null;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
