/** Puts an instant into words for somebody at this computer: the time alone where it is today. */
export type MomentWords = (atMs: number, nowMs: number) => string;

/**
 * Makes the words by locale and zone of the computer: `15:00` today, `Tue 07:00` within six days, `8 Dec, 07:00` else.
 * @param locale BCP 47; the system's unless told
 * @param timeZone IANA name; the system's unless told
 */
export function createMomentWords(locale?: string, timeZone?: string): MomentWords {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const today = new Intl.DateTimeFormat(locale, { ...zone, ...time });
  const thisWeek = new Intl.DateTimeFormat(locale, { ...zone, ...time, weekday: 'short' });
  const later = new Intl.DateTimeFormat(locale, { ...zone, ...time, day: 'numeric', month: 'short' });
  const day = new Intl.DateTimeFormat('en-CA', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (atMs, nowMs) => {
    if (day.format(atMs) === day.format(nowMs)) return today.format(atMs);
    return (Math.abs(atMs - nowMs) < SIX_DAYS_MS ? thisWeek : later).format(atMs);
  };
}

const SIX_DAYS_MS = 6 * 86_400_000;
