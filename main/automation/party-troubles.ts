import type { Failure } from '../sync/failure.ts';
import type { PartyTrouble } from './automation.ts';

/**
 * How a trouble showed.
 *
 * - `look`: the jobs could not be read, or the parties not be connected
 * - `ledger`: nothing can be recorded
 * - `lane`: jobs ran into it
 * - `check`: it was asked for without a job
 */
export type TroubleSource = 'look' | 'ledger' | 'lane' | 'check';

const SOURCES: readonly TroubleSource[] = ['look', 'ledger', 'lane', 'check'];
const PARTIES: readonly PartyTrouble['party'][] = ['skedulo', 'provider', 'mail', 'ledger'];

type Entry = Omit<PartyTrouble, 'jobsWaiting'> & { readonly source: TroubleSource };

/** The troubles with parties as a whole, each from when it was first noticed until it is known to be over. */
export class PartyTroubles {
  private readonly entries = new Map<string, Entry>();
  private readonly mostWaiting = new Map<string, number>();

  /**
   * @param retryAtMs when it is tried again by itself; null when only a person can help
   */
  note(source: TroubleSource, failure: Failure, nowMs: number, retryAtMs: number | null): void {
    const { party } = failure;
    const sinceMs = this.entries.get(keyOf(source, party))?.sinceMs ?? nowMs;
    this.entries.set(keyOf(source, party), { source, party, failure, sinceMs, retryAtMs });
  }

  /** Notes the one trouble there is from this source now. */
  replace(source: TroubleSource, failure: Failure, nowMs: number, retryAtMs: number | null): void {
    for (const party of PARTIES) if (party !== failure.party) this.clear(source, party);
    this.note(source, failure, nowMs, retryAtMs);
  }

  has(source: TroubleSource, party: PartyTrouble['party']): boolean {
    return this.entries.has(keyOf(source, party));
  }

  get(source: TroubleSource, party: PartyTrouble['party']): Failure | null {
    return this.entries.get(keyOf(source, party))?.failure ?? null;
  }

  /** @param party every one where it is left out */
  clear(source: TroubleSource, party?: PartyTrouble['party']): void {
    for (const candidate of party === undefined ? PARTIES : [party]) {
      this.entries.delete(keyOf(source, candidate));
    }
  }

  /**
   * One trouble a party, the one that keeps back most first.
   * @param isBusy while jobs are being tried again, those that wait are not counted down: they may wait again at once
   */
  list(waitingFor: (failure: Failure) => number, isBusy: boolean): readonly PartyTrouble[] {
    const troubles = PARTIES.flatMap((party): PartyTrouble[] => {
      const found = SOURCES.flatMap((source) => this.entries.get(keyOf(source, party)) ?? []);
      const [first] = found;
      if (first === undefined) return [];
      const { failure, retryAtMs } = first;
      const sinceMs = found.reduce((earliest, entry) => Math.min(earliest, entry.sinceMs), first.sinceMs);
      const now = waitingFor(failure);
      const key = `${party} ${failure.code}`;
      const jobsWaiting = isBusy ? Math.max(now, this.mostWaiting.get(key) ?? 0) : now;
      this.mostWaiting.set(key, jobsWaiting);
      return [{ party, failure, sinceMs, retryAtMs, jobsWaiting }];
    });
    const present = new Set(troubles.map(({ party, failure }) => `${party} ${failure.code}`));
    for (const key of this.mostWaiting.keys()) if (!present.has(key)) this.mostWaiting.delete(key);
    return troubles;
  }
}

function keyOf(source: TroubleSource, party: PartyTrouble['party']): string {
  return `${source} ${party}`;
}
