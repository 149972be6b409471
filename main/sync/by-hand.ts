import { inputFailure, success } from './failure.ts';
import type { Failure, Result } from './failure.ts';
import type { Sighting } from './model.ts';
import { MAX_LINK_REMOVALS } from './policy.ts';
import type { JobSource, Ledger } from './ports.ts';
import type { JobRecord, Trouble } from './record.ts';

/** Reads a job and its record afresh, for a person who asks for something to be done now. */
export async function readAfresh(
  options: {
    readonly tenantId: string;
    readonly ledger: Pick<Ledger, 'recordsOf'>;
    readonly jobs: Pick<JobSource, 'reread'>;
  },
  jobId: string,
  signal: AbortSignal,
): Promise<Result<{ readonly sighting: Sighting; readonly record: JobRecord | null }>> {
  const sighting = await options.jobs.reread(jobId, signal);
  if (!sighting.ok) return sighting;
  const records = await options.ledger.recordsOf(options.tenantId, [jobId]);
  if (!records.ok) return records;
  return success({ sighting: sighting.value, record: records.value[0] ?? null });
}

/** Makes every trouble of a job due now: whoever asks may have mended what was wrong. Pure. */
export function withTroublesDue(record: JobRecord, nowMs: number): JobRecord {
  const due = (trouble: Trouble | null): Trouble | null =>
    trouble === null ? null : { ...trouble, retryAtMs: Math.min(trouble.retryAtMs ?? nowMs, nowMs) };
  return {
    ...record,
    meetingTrouble: due(record.meetingTrouble),
    linkTrouble: due(record.linkTrouble),
    linkRemovals: Math.min(record.linkRemovals, MAX_LINK_REMOVALS - 1),
    leftovers: record.leftovers.map((leftover) => ({ ...leftover, trouble: due(leftover.trouble) })),
    invitations: new Map(
      [...record.invitations].map(([address, invitation]) => [
        address,
        { ...invitation, trouble: due(invitation.trouble) },
      ]),
    ),
  };
}

/** Resolves when the signal fires, or has fired. */
export function untilFired(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  return promise;
}

/** Nothing may be begun. */
export function notNow(): Failure {
  return inputFailure({
    party: 'ledger',
    code: 'not-working',
    message: 'ReadyMeet begins nothing new just now, because it is paused or ending.',
    mend: 'Resume, and try again.',
    scope: 'party',
  });
}
