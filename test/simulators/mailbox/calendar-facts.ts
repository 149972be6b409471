import ICAL from 'ical.js';

export interface CalendarPerson {
  /** Without `mailto:`. */
  readonly address: string;
  readonly name: string | null;
  readonly rsvp: string | null;
  readonly participation: string | null;
  readonly role: string | null;
}

/** What a calendar object says, as read by another library than the one that wrote it. */
export interface CalendarFacts {
  readonly productId: string | null;
  readonly method: string | null;
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly status: string | null;
  readonly summary: string | null;
  readonly description: string | null;
  readonly location: string | null;
  readonly url: string | null;
  readonly transparency: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly stampMs: number | null;
  readonly organizer: CalendarPerson | null;
  readonly attendees: readonly CalendarPerson[];
}

/** Reads a calendar object with one event. Throws when it is not one: the simulator's user wants to know. */
export function readCalendar(text: string): CalendarFacts {
  const calendar = ICAL.Component.fromString(text);
  const events = calendar.getAllSubcomponents('vevent');
  const event = events[0];
  if (event === undefined || events.length > 1)
    throw new Error('The calendar object does not hold one event.');
  const sequence = event.getFirstPropertyValue('sequence');
  return {
    productId: textOf(calendar, 'prodid'),
    method: textOf(calendar, 'method'),
    uid: textOf(event, 'uid'),
    sequence: typeof sequence === 'number' ? sequence : null,
    status: textOf(event, 'status'),
    summary: textOf(event, 'summary'),
    description: textOf(event, 'description'),
    location: textOf(event, 'location'),
    url: textOf(event, 'url'),
    transparency: textOf(event, 'transp'),
    startMs: instantOf(event, 'dtstart'),
    endMs: instantOf(event, 'dtend'),
    stampMs: instantOf(event, 'dtstamp'),
    organizer: event.getAllProperties('organizer').map(personOf)[0] ?? null,
    attendees: event.getAllProperties('attendee').map(personOf),
  };
}

function textOf(component: ICAL.Component, name: string): string | null {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : null;
}

function instantOf(component: ICAL.Component, name: string): number | null {
  const value = component.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time)) return null;
  if (value.zone.tzid !== 'UTC') throw new Error(`${name} is not in UTC.`);
  return value.toJSDate().getTime();
}

function personOf(property: ICAL.Property): CalendarPerson {
  const value = property.getFirstValue();
  return {
    address: typeof value === 'string' ? value.replace(/^mailto:/iu, '') : '',
    name: parameterOf(property, 'cn'),
    rsvp: parameterOf(property, 'rsvp'),
    participation: parameterOf(property, 'partstat'),
    role: parameterOf(property, 'role'),
  };
}

function parameterOf(property: ICAL.Property, name: string): string | null {
  const value = property.getParameter(name);
  return typeof value === 'string' ? value : null;
}
