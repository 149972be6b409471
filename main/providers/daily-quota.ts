import { failed, remoteFailure, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { Clock, Ledger } from '../sync/ports.ts';

export interface DailyQuotaOptions {
  readonly counter: Pick<Ledger, 'addToCounter' | 'readCounter'>;
  /** Names the counter; one for each account, such as `zoom-meeting-requests:USER`. */
  readonly name: string;
  /** How many requests a UTC day allows; null for no limit. */
  readonly perDay: number | null;
  /** As a person calls it, such as `Zoom`. */
  readonly providerName: string;
  readonly clock: Clock;
}

/** One request taken from the day's allowance. */
export interface QuotaShare {
  /** Puts it back: the request never reached the provider. */
  giveBack(): Promise<void>;
}

/** A provider's allowance for one UTC day, kept in the ledger so that it outlives the program. */
export interface DailyQuota {
  /** Takes one request; `daily-limit` when none is left, until 00:00 UTC. */
  take(): Promise<Result<QuotaShare>>;
  /** Notes that the provider counts the day as used up, whatever was counted here. Returns what to report. */
  exhaust(): Promise<Failure>;
}

const DAY_MS = 86_400_000;

/** Milliseconds until the next 00:00 UTC. */
export function untilUtcMidnightMs(nowMs: number): number {
  return DAY_MS - (((nowMs % DAY_MS) + DAY_MS) % DAY_MS);
}

/** Makes the allowance. Zoom's documented one is 100 creations and updates a day for each host, reset at 00:00 UTC. */
export function createDailyQuota({
  counter,
  name,
  perDay,
  providerName,
  clock,
}: DailyQuotaOptions): DailyQuota {
  /** The UTC day known to be used up, such as `2026-11-22`: answered without asking the ledger. */
  let fullDay: string | null = null;
  /** The UTC day the provider itself called used up. */
  let toldFullDay: string | null = null;
  const today = (): string => new Date(clock.nowMs()).toISOString().slice(0, 10);

  const limitFailure = (): Failure =>
    remoteFailure({
      party: 'provider',
      code: 'daily-limit',
      message: `${providerName} lets one user make or change ${perDay === null ? 'only so many' : String(perDay)} meetings a day, and today's are used up.`,
      mend: 'ReadyMeet goes on after midnight UTC.',
      isTemporary: true,
      retryAfterMs: untilUtcMidnightMs(clock.nowMs()),
      scope: 'job',
    });

  return {
    async take() {
      const day = today();
      if (fullDay === day) return failed(limitFailure());
      if (perDay === null) return success({ giveBack: () => Promise.resolve() });
      const added = await counter.addToCounter(name, day, 1);
      if (!added.ok) return added;
      if (added.value > perDay) {
        fullDay = day;
        await counter.addToCounter(name, day, -1);
        return failed(limitFailure());
      }
      return success({
        async giveBack() {
          const lowered = await counter.addToCounter(name, day, -1);
          // Somebody may have found the day full only because of this request; the provider's own word stands higher.
          if (lowered.ok && lowered.value < perDay && fullDay === day && toldFullDay !== day) fullDay = null;
        },
      });
    },
    async exhaust() {
      const day = today();
      fullDay = day;
      toldFullDay = day;
      if (perDay !== null) {
        const used = await counter.readCounter(name, day);
        if (used.ok && used.value < perDay) await counter.addToCounter(name, day, perDay - used.value);
      }
      return limitFailure();
    },
  };
}
