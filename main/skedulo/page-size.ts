import type { HttpAnswer } from '../http/http-client.ts';

/** Skedulo promises at least this many rows a page. */
export const SAFE_LIMIT = 200;
/** More rows a page save little and make one slow answer costlier. */
const MOST_ROWS = 1_000;

/** How many rows to ask for at once; learns from what Skedulo says. */
export interface PageSize {
  current(): number;
  /** Takes over the limit Skedulo names in its answer's headers. */
  adopt(headers: HttpAnswer['headers']): void;
  /** After "too large": goes back to the promised size for good. False when it was that small already. */
  fallBack(): boolean;
}

/** Starts at `initial` rows, 200 unless told. */
export function createPageSize(initial: number = SAFE_LIMIT): PageSize {
  let size = initial;
  let most = MOST_ROWS;
  return {
    current: () => size,
    adopt(headers) {
      const text = headers.get('x-skedulo-dynamic-query-limit')?.trim() ?? '';
      if (!/^\d+$/.test(text)) return;
      size = Math.max(1, Math.min(Number(text), most));
    },
    fallBack() {
      if (size <= SAFE_LIMIT) return false;
      size = SAFE_LIMIT;
      // The limit that was named proved too much; taking it over again would cost a refused request every time.
      most = SAFE_LIMIT;
      return true;
    },
  };
}
