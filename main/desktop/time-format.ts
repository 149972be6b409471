/**
 * Writes instants as times of day, the way the system does.
 * @param locale BCP 47 name of the system's locale; one that is not known counts as none
 */
export function timeFormat(locale: string): (atMs: number) => string {
  const isKnown = isLocale(locale);
  const format = new Intl.DateTimeFormat(isKnown ? locale : undefined, { timeStyle: 'medium' });
  return (atMs) => format.format(atMs);
}

function isLocale(locale: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
