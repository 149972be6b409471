/** The ways in which instants are written. `undefined`: as this computer's person writes them. */
const STYLES = {
  time: [undefined, { timeStyle: 'short' }],
  'time-with-seconds': [undefined, { timeStyle: 'medium' }],
  hour: [undefined, { hour: 'numeric' }],
  day: [undefined, { weekday: 'short', day: 'numeric', month: 'short' }],
  'day-with-year': [undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }],
  // Sweden writes dates as ISO 8601 does.
  'day-key': ['sv-SE', { dateStyle: 'short' }],
  offset: ['en', { timeZoneName: 'shortOffset' }],
} as const satisfies Record<string, readonly [string | undefined, Intl.DateTimeFormatOptions]>;

export type TimeStyle = keyof typeof STYLES;

/** Writing an instant takes a microsecond, making what writes it a hundred: each is made once. */
const made = new Map<string, Intl.DateTimeFormat>();

/**
 * What writes instants in a style and zone. A zone that this browser does not know is taken for this computer's.
 * @param zone IANA name; null for this computer's own, also after that has changed
 */
export function formatterOf(style: TimeStyle, zone: string | null): Intl.DateTimeFormat {
  const key = `${style} ${zone ?? ownOffsets()}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const formatter = make(style, zone);
  made.set(key, formatter);
  return formatter;
}

function make(style: TimeStyle, zone: string | null): Intl.DateTimeFormat {
  const [locale, options] = STYLES[style];
  if (zone === null) return new Intl.DateTimeFormat(locale, options);
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  } catch {
    // A RangeError: a zone that is newer than the browser, or no zone at all.
    return new Intl.DateTimeFormat(locale, options);
  }
}

/** Tells this computer's zones apart as far as times go: a laptop may travel while the page is open. */
function ownOffsets(): string {
  return [Date.now(), SUMMER_MS, WINTER_MS].map((atMs) => new Date(atMs).getTimezoneOffset()).join(' ');
}

const SUMMER_MS = Date.UTC(2026, 6, 1);
const WINTER_MS = Date.UTC(2026, 0, 1);
