/** Puts an instant into words for somebody at this computer: the time alone where it is today. */
export type MomentWords = (atMs: number, nowMs: number) => string;

/**
 * Makes the words by locale and zone of the computer: `15:00` today, `tomorrow 06:00`, `yesterday 09:12`, `Wed 07:00`
 * within six days, `8 Dec, 07:00` else.
 * @param locale BCP 47; the system's unless told
 * @param timeZone IANA name; the system's unless told
 */
export function createMomentWords(locale?: string, timeZone?: string): MomentWords {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'short' });
  const weekday = new Intl.DateTimeFormat(locale, { ...zone, weekday: 'short' });
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
  // Canada writes dates as ISO 8601 does.
  const day = new Intl.DateTimeFormat('en-CA', {
    ...zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (atMs, nowMs) => {
    const at = time.format(atMs);
    const days = (Date.parse(day.format(atMs)) - Date.parse(day.format(nowMs))) / DAY_MS;
    switch (days) {
      case 0:
        return at;
      case 1:
        return `tomorrow ${at}`;
      case -1:
        return `yesterday ${at}`;
      default:
        return Math.abs(days) < 7 ? `${weekday.format(atMs)} ${at}` : `${date.format(atMs)}, ${at}`;
    }
  };
}

const DAY_MS = 86_400_000;
