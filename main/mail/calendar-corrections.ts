const LONGEST_LINE_OCTETS = 75;

/**
 * Corrects what the library `ics` (3.12) writes otherwise than RFC 5545 and the large calendars want it:
 *
 * - it folds lines after 75 characters, where section 3.1 counts octets
 * - it puts ROLE, PARTSTAT and CUTYPE in quotes, which their grammar (section 3.2) does not allow
 * - it writes the organizer's address as `MAILTO:`, which comparisons by letter do not match with the attendee's
 * - it adds X-PUBLISHED-TTL, which belongs to subscribed calendars, not to invitations
 */
export function correctCalendar(calendar: string): string {
  return unfold(calendar)
    .filter((line) => !line.startsWith('X-PUBLISHED-TTL:'))
    .map(correctLine)
    .map((line) => `${fold(line)}\r\n`)
    .join('');
}

function unfold(calendar: string): string[] {
  return calendar
    .replaceAll('\r\n\t', '')
    .split('\r\n')
    .filter((line) => line !== '');
}

function correctLine(line: string): string {
  if (line.startsWith('ATTENDEE;')) return line.replaceAll(/;(ROLE|PARTSTAT|CUTYPE)="([A-Z-]+)"/gu, ';$1=$2');
  if (line.startsWith('ORGANIZER;')) return line.replace(/:MAILTO:(?=[^:]+$)/u, ':mailto:');
  return line;
}

/** Folds at 75 octets of UTF-8 without the line break, never inside a character. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const characterOctets = Buffer.byteLength(character);
    if (octets + characterOctets > LONGEST_LINE_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += characterOctets;
  }
  return [...parts, part].join('\r\n');
}
