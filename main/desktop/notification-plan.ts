import type { Page } from '../../preload/contract/primitives.ts';
import type { Attention } from '../../preload/contract/view.ts';

/** What is shown as a notification of the system, and where a click on it leads. */
export interface PlannedNotification {
  readonly title: string;
  readonly body: string;
  readonly target: { readonly page: Page; readonly jobId: string | null };
}

interface LastingProblem {
  readonly attention: Attention;
  /** Whether the person has been told of it, or saw it in the window. */
  readonly isKnown: boolean;
}

/** What has been told of problems so far. */
export interface Told {
  /** Problems that last, by id. */
  readonly lasting: ReadonlyMap<string, LastingProblem>;
  /** When a problem was last shown, by id: one that comes and goes is not shown each time. */
  readonly shownAtMs: ReadonlyMap<string, number>;
  readonly lastShownAtMs: number | null;
  /** Since when there is something to tell; null while there is nothing. */
  readonly pendingSinceMs: number | null;
}

export const NOTHING_TOLD: Told = {
  lasting: new Map(),
  shownAtMs: new Map(),
  lastShownAtMs: null,
  pendingSinceMs: null,
};

export interface NotificationPlan {
  readonly told: Told;
  readonly notification: PlannedNotification | null;
  /** When to ask again although nothing changed; null: not before the next change. */
  readonly againAtMs: number | null;
}

/** Problems are collected for a moment, since one cause often shows in several places. */
const GATHER_MS = 5_000;
const LEAST_PAUSE_MS = 60_000;
const SAME_AGAIN_MS = 30 * 60_000;

export interface NotificationInput {
  readonly attention: readonly Attention[];
  readonly nowMs: number;
  /** The person looks at the window: what it shows need not be said twice. */
  readonly isWatched: boolean;
}

/**
 * Decides what to notify of: problems that are new and those that are over, together in one notification, at most one
 * a minute, and none for a problem that was shown within the last half hour.
 */
export function planNotification(told: Told, input: NotificationInput): NotificationPlan {
  const { attention, nowMs, isWatched } = input;
  if (isWatched) {
    return { told: remember(told, attention, () => true, [], nowMs), notification: null, againAtMs: null };
  }
  const present = new Set(attention.map(({ id }) => id));
  const unknown = attention.filter(({ id }) => !told.lasting.has(id));
  const over = [...told.lasting.values()].filter((problem) => !present.has(problem.attention.id));
  if (unknown.length === 0 && over.length === 0) {
    return { told: { ...told, pendingSinceMs: null }, notification: null, againAtMs: null };
  }
  // A clock that was put back must not have the next one wait for what it said before.
  const soFar = (atMs: number): number => Math.min(atMs, nowMs);
  const pendingSinceMs = soFar(told.pendingSinceMs ?? nowMs);
  const lastShownAtMs = told.lastShownAtMs === null ? null : soFar(told.lastShownAtMs);
  const dueAtMs = Math.max(
    pendingSinceMs + GATHER_MS,
    lastShownAtMs === null ? 0 : lastShownAtMs + LEAST_PAUSE_MS,
  );
  if (nowMs < dueAtMs) {
    return { told: { ...told, pendingSinceMs, lastShownAtMs }, notification: null, againAtMs: dueAtMs };
  }
  const fresh = unknown.filter(({ id }) => !isRecent(told.shownAtMs.get(id), nowMs));
  const ended = over.filter(({ isKnown }) => isKnown).map((problem) => problem.attention);
  const notification = describe(fresh, ended, attention.length);
  const isKnown = ({ id }: Attention): boolean =>
    fresh.some((problem) => problem.id === id) || told.lasting.get(id)?.isKnown === true;
  const next = remember(told, attention, isKnown, fresh, nowMs);
  return {
    told: notification === null ? next : { ...next, lastShownAtMs: nowMs },
    notification,
    againAtMs: null,
  };
}

/** Whether a problem was shown within the last half hour. What lies in the future is of a clock that was put back. */
function isRecent(atMs: number | undefined, nowMs: number): boolean {
  return atMs !== undefined && atMs <= nowMs && nowMs - atMs < SAME_AGAIN_MS;
}

function remember(
  told: Told,
  attention: readonly Attention[],
  isKnown: (problem: Attention) => boolean,
  shown: readonly Attention[],
  nowMs: number,
): Told {
  const recent = [...told.shownAtMs].filter(([, atMs]) => isRecent(atMs, nowMs));
  return {
    lasting: new Map(
      attention.map((problem) => [problem.id, { attention: problem, isKnown: isKnown(problem) }]),
    ),
    shownAtMs: new Map([...recent, ...shown.map(({ id }) => [id, nowMs] as const)]),
    lastShownAtMs: told.lastShownAtMs,
    pendingSinceMs: null,
  };
}

function describe(
  fresh: readonly Attention[],
  over: readonly Attention[],
  lastingCount: number,
): PlannedNotification | null {
  const [first, ...others] = fresh;
  if (first !== undefined) {
    return others.length === 0
      ? { title: first.title, body: first.message, target: targetOf(first) }
      : {
          title: `${String(fresh.length)} problems need you`,
          body: listTitles(fresh),
          target: { page: 'overview', jobId: null },
        };
  }
  const [gone] = over;
  if (gone === undefined) return null;
  const isAllWell = lastingCount === 0;
  return {
    title: isAllWell ? 'Nothing needs you any more' : 'Back in order',
    body: `No longer so: ${listTitles(over)}`,
    target: over.length === 1 ? targetOf(gone) : { page: 'overview', jobId: null },
  };
}

function listTitles(attention: readonly Attention[]): string {
  const shown = attention.slice(0, 3).map(({ title }) => title);
  const more = attention.length - shown.length;
  return more === 0 ? shown.join('\n') : `${shown.join('\n')}\nand ${String(more)} more`;
}

function targetOf({ remedy }: Attention): PlannedNotification['target'] {
  switch (remedy?.kind) {
    case 'open-job':
    case 'retry-job':
      return { page: 'jobs', jobId: remedy.jobId };
    case 'open-page':
      return { page: remedy.page, jobId: null };
    case 'reconnect-provider':
      return { page: 'provider', jobId: null };
    case 'sync-now':
    case undefined:
      return { page: 'overview', jobId: null };
  }
}
