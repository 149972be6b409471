/**
 * Reads a `Retry-After` header: seconds, an HTTP date (RFC 9110 section 10.2.3), or the ISO 8601 instant that Zoom
 * sends on its daily limit. Returns milliseconds from `nowMs`, never negative; null when absent or unreadable.
 */
export function parseRetryAfterMs(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
