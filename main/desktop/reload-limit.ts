/** When the page was loaded anew after a crash; the newest last. */
export type Reloads = readonly number[];

const WINDOW_MS = 60_000;
const MOST_RELOADS = 3;

/**
 * Decides after a crash of the page whether it is loaded anew: three times a minute at most, so that a page that
 * cannot live does not keep the computer busy. Null: not any more.
 */
export function reloadAfterCrash(reloads: Reloads, nowMs: number): Reloads | null {
  const recent = reloads.filter((atMs) => nowMs - atMs < WINDOW_MS);
  return recent.length < MOST_RELOADS ? [...recent, nowMs] : null;
}
