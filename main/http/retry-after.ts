/** A longer wait is a mistake of somebody's clock: asking once a day harms nobody. */
const LONGEST_MS = 24 * 60 * 60_000;

/**
 * Reads a `Retry-After` header: seconds, an HTTP date (RFC 9110 section 10.2.3), or the ISO 8601 instant that Zoom
 * sends on its daily limit. Returns milliseconds from `nowMs`, from 0 to a day; null when absent or unreadable.
 */
export function parseRetryAfterMs(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.min(Math.max(0, atMs - nowMs), LONGEST_MS);
}
