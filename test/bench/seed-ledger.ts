import { openLedger } from '../../main/ledger/open-ledger.ts';
import { systemClock } from '../../main/automation/system-clock.ts';
import type { Result } from '../../main/sync/failure.ts';
import type { Ledger } from '../../main/sync/ports.ts';
import type { JobRecord } from '../../main/sync/record.ts';

/** As many as the ledger writes in one transaction. */
const COMMITS_TOGETHER = 256;

export interface SeedOptions {
  readonly dataDir: string;
  readonly tenantId: string;
  /** The number of the first record; each number makes a job of its own. */
  readonly from: number;
  /** One more than the number of the last. */
  readonly to: number;
  readonly signal: AbortSignal;
}

/** Adds records of meetings that have ended, made after an active one: what years of use leave behind. */
export async function seedLedger(options: SeedOptions): Promise<void> {
  const { dataDir, tenantId, from, to, signal } = options;
  const ledger = valueOf(await openLedger({ dataDir, clock: systemClock, random: Math.random }));
  try {
    const [model] = valueOf(await ledger.activeRecords(tenantId));
    if (model === undefined) throw new Error('The ledger holds no record that others could be made after.');
    for (let start = from; start < to; start += COMMITS_TOGETHER) {
      signal.throwIfAborted();
      const count = Math.min(COMMITS_TOGETHER, to - start);
      const numbers = Array.from({ length: count }, (_, index) => start + index);
      const results = await Promise.all(numbers.map((number) => commitEnded(ledger, model, number)));
      for (const result of results) valueOf(result);
    }
  } finally {
    await ledger.close();
  }
}

const DAY_MS = 86_400_000;

function commitEnded(ledger: Ledger, model: JobRecord, number: number): Promise<Result<void>> {
  const atMs = systemClock.nowMs() - DAY_MS;
  const record: JobRecord = {
    ...model,
    jobId: `00140000-0000-4000-9000-${String(number).padStart(12, '0')}`,
    jobName: `JOB-E${String(number)}`,
    releasedAtMs: atMs,
  };
  const { tenantId, jobId, jobName } = record;
  const entry = {
    atMs,
    tenantId,
    jobId,
    jobName,
    actor: 'ReadyMeet',
    action: 'released',
    detail: 'It has ended.',
  };
  return ledger.commit({ record, changedAddresses: [...record.invitations.keys()], history: [entry] });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
