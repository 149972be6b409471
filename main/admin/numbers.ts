import { DateTime } from 'luxon';
import type { View } from '../../preload/contract/view.ts';
import type { DailyCount } from '../automation/automation.ts';
import type { AdminContext } from './admin-context.ts';

const DAYS_SHOWN = 30;
/** Counting a long day takes its time: it is not done again sooner than this because jobs have changed. */
const LEAST_APART_MS = 10_000;

/** Figures that have to be read from the ledger: the chart of the last 30 days and Zoom's requests of today. */
export interface Numbers {
  /** Notes that jobs have changed: the figures are read again with the next tick. */
  outdate(): void;
  /** Reads what is out of date; also when a new day has begun. Never fails: what cannot be read stays as it was. */
  tick(): Promise<void>;
  /** Nothing is under way any more: reads what is out of date now, unless it was read a moment ago. */
  settle(): Promise<void>;
}

type Parts = Pick<
  AdminContext,
  'automation' | 'clock' | 'ledger' | 'log' | 'settings' | 'state' | 'timeZone'
>;

export function createNumbers(parts: Parts): Numbers {
  const { automation, clock, ledger, log, settings, state, timeZone } = parts;
  let isOutdated = true;
  let readOnDay: string | null = null;
  let readAtMs = Number.NEGATIVE_INFINITY;

  const readQuota = async (): Promise<number | null> => {
    const { account } = settings.current;
    if (account?.kind !== 'zoom') return null;
    // Named as in main/automation/connections.ts: the limit is one of the host user, by UTC days.
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10);
    const used = await ledger.readCounter(`zoom-meeting-requests:${account.id}`, day);
    return used.ok ? used.value : null;
  };

  const tick = async (): Promise<void> => {
    const days = lastDays(clock.nowMs(), timeZone);
    const today = days.at(-1) ?? null;
    if (!isOutdated && readOnDay === today) return;
    isOutdated = false;
    readOnDay = today;
    readAtMs = clock.nowMs();
    const sinceMs = DateTime.fromISO(days[0] ?? '', { zone: timeZone }).toMillis();
    const counts = await automation.dailyCounts(sinceMs);
    const quotaUsed = await readQuota();
    if (counts.ok) {
      state.learn({ chart: chartOf(days, counts.value), quotaUsed });
    } else {
      isOutdated = true;
      log.forRoom('admin').warn({ code: counts.failure.code }, counts.failure.message);
      state.learn({ quotaUsed });
    }
  };

  return {
    outdate() {
      isOutdated = true;
    },
    tick,
    async settle() {
      if (isOutdated && clock.nowMs() - readAtMs >= LEAST_APART_MS) await tick();
    },
  };
}

/** The last 30 days, oldest first, as `2026-11-22`. */
function lastDays(nowMs: number, timeZone: string): readonly string[] {
  const today = DateTime.fromMillis(nowMs, { zone: timeZone }).startOf('day');
  return Array.from({ length: DAYS_SHOWN }, (_, index) =>
    today.minus({ days: DAYS_SHOWN - 1 - index }).toFormat('yyyy-MM-dd'),
  );
}

/** Days on which nothing happened count none. */
function chartOf(days: readonly string[], counts: readonly DailyCount[]): View['chart'] {
  const byDay = new Map(counts.map((count) => [count.day, count]));
  return days.map((day) => ({ day, made: byDay.get(day)?.made ?? 0, failed: byDay.get(day)?.failed ?? 0 }));
}
