import type { HistoryReader } from '../../main/ledger/history-reader.ts';
import { cancelledFailure, failed, success } from '../../main/sync/failure.ts';
import type { Result } from '../../main/sync/failure.ts';
import type { HistoryEntry, Ledger, LedgerChange } from '../../main/sync/ports.ts';
import { isActive } from '../../main/sync/record.ts';
import type { InvitationRecord, JobRecord } from '../../main/sync/record.ts';

/** A ledger that forgets everything when it is dropped. Holds to the same contract as the real one. */
export function createMemoryLedger(reference = 'MEM234'): Ledger & HistoryReader {
  const records = new Map<string, JobRecord>();
  const counters = new Map<string, number>();
  const historyLines: HistoryEntry[] = [];
  let isClosed = false;

  // Answers come a turn later, as those of a database do.
  async function answer<T>(work: () => T): Promise<Result<T>> {
    if (isClosed) return failed(cancelledFailure('ledger', false));
    const value = work();
    await Promise.resolve();
    return success(value);
  }

  function commitNow({ record, changedAddresses, history }: LedgerChange): void {
    const key = keyOf(record.tenantId, record.jobId);
    const invitations = new Map<string, InvitationRecord>(records.get(key)?.invitations);
    for (const address of changedAddresses) {
      const invitation = record.invitations.get(address);
      if (invitation === undefined) invitations.delete(address);
      else invitations.set(address, invitation);
    }
    records.set(key, { ...record, invitations });
    historyLines.push(...history);
  }

  return {
    reference,
    activeJobIds: (tenantId) =>
      answer(() =>
        [...records.values()]
          .filter((r) => r.tenantId === tenantId && isActive(r))
          .sort(byStart)
          .map(({ jobId }) => jobId),
      ),
    activeRecords: (tenantId) =>
      answer(() => [...records.values()].filter((r) => r.tenantId === tenantId && isActive(r)).sort(byStart)),
    recordsOf: (tenantId, jobIds) =>
      answer(() =>
        [...new Set(jobIds)].flatMap((jobId) => records.get(keyOf(tenantId, jobId)) ?? []).sort(byStart),
      ),
    commit: (change) =>
      answer(() => {
        commitNow(change);
      }),
    addToCounter: (name, window, by) =>
      answer(() => {
        const value = (counters.get(keyOf(name, window)) ?? 0) + by;
        counters.set(keyOf(name, window), value);
        return value;
      }),
    readCounter: (name, window) => answer(() => counters.get(keyOf(name, window)) ?? 0),
    history: (tenantId, jobId, limit) =>
      answer(() =>
        historyLines
          .filter((line) => line.tenantId === tenantId && line.jobId === jobId)
          .reverse()
          .slice(0, limit),
      ),
    actionsSince: (sinceMs) =>
      answer(() =>
        historyLines.filter(({ atMs }) => atMs >= sinceMs).map(({ atMs, action }) => ({ atMs, action })),
      ),
    lastTenantId: () => answer(() => historyLines.at(-1)?.tenantId ?? null),
    activeElsewhere: (tenantId) =>
      answer(() => [...records.values()].filter((r) => r.tenantId !== tenantId && isActive(r)).length),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Soonest first; records without a start come last. */
function byStart(left: JobRecord, right: JobRecord): number {
  return startOf(left) - startOf(right) || (left.jobId < right.jobId ? -1 : 1);
}

function startOf(record: JobRecord): number {
  if (record.content !== null) return record.content.startMs;
  return 'details' in record.meeting ? record.meeting.details.startMs : Number.MAX_SAFE_INTEGER;
}
