import { DateTime } from 'luxon';
import type { ActionLine, HistoryReader } from '../ledger/history-reader.ts';
import { success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { DailyCount } from './automation.ts';

const MADE: ReadonlySet<string> = new Set(['meeting-created', 'meeting-found']);

interface Counted {
  readonly made: number;
  readonly failed: number;
}

/**
 * Counts meetings made and steps failed for each day from the one `sinceMs` is in until today, days without any
 * included. Days begin at midnight in `timeZone`. Pure.
 */
export function countByDay(
  lines: readonly ActionLine[],
  sinceMs: number,
  nowMs: number,
  timeZone: string,
): readonly DailyCount[] {
  const counts = new Map<string, Counted>();
  const today = dayOf(nowMs, timeZone);
  const first = DateTime.fromMillis(sinceMs, { zone: timeZone }).startOf('day');
  for (let day = first; nameOf(day) <= today; day = day.plus({ days: 1 })) {
    counts.set(nameOf(day), { made: 0, failed: 0 });
  }
  for (const { atMs, action } of lines) {
    const isMade = MADE.has(action);
    const isFailed = action.endsWith('-failed');
    if (!isMade && !isFailed) continue;
    const name = dayOf(atMs, timeZone);
    const before = counts.get(name);
    if (before === undefined) continue;
    counts.set(name, { made: before.made + (isMade ? 1 : 0), failed: before.failed + (isFailed ? 1 : 0) });
  }
  return [...counts].map(([day, count]) => ({ day, ...count }));
}

export interface DailyCounts {
  since(sinceMs: number): Promise<Result<readonly DailyCount[]>>;
}

/** Counts from the history. Days that are over are read once. */
export function createDailyCounts(options: {
  readonly history: Pick<HistoryReader, 'actionsSince'>;
  readonly nowMs: () => number;
  readonly timeZone: string;
}): DailyCounts {
  const { history, nowMs, timeZone } = options;
  let past: {
    readonly sinceDay: string;
    readonly untilDay: string;
    readonly days: readonly DailyCount[];
  } | null = null;
  return {
    async since(sinceMs) {
      const now = nowMs();
      const sinceDay = dayOf(sinceMs, timeZone);
      const today = dayOf(now, timeZone);
      const isKnown = past !== null && past.sinceDay <= sinceDay && past.untilDay === today;
      const fromMs = DateTime.fromMillis(isKnown ? now : sinceMs, { zone: timeZone })
        .startOf('day')
        .toMillis();
      const lines = await history.actionsSince(fromMs);
      if (!lines.ok) return lines;
      const counted = countByDay(lines.value, fromMs, now, timeZone);
      const known = isKnown && past !== null ? past.days.filter(({ day }) => day >= sinceDay) : [];
      const days = [...known, ...counted];
      if (!isKnown) past = { sinceDay, untilDay: today, days: days.filter(({ day }) => day < today) };
      return success(days);
    },
  };
}

function dayOf(atMs: number, timeZone: string): string {
  return nameOf(DateTime.fromMillis(atMs, { zone: timeZone }));
}

function nameOf(day: DateTime): string {
  return day.toFormat('yyyy-MM-dd');
}
