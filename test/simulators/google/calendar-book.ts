import { createHash } from 'node:crypto';

/** A conference as Google makes it: after it has answered, and not always. */
export interface Conference {
  readonly requestId: string;
  /** `aaa-bbbb-ccc` */
  readonly code: string;
  /** How many reads of the event still show it as pending. */
  readonly readsLeft: number;
  readonly isFailing: boolean;
}

/** An entry of one user's own calendar. Entries are never forgotten: a deleted one keeps its id. */
export interface StoredEvent {
  readonly id: string;
  readonly userId: string;
  readonly summary: string;
  readonly description: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly timeZone: string | null;
  readonly attendees: readonly string[];
  readonly privateProperties: Readonly<Record<string, string>>;
  readonly conference: Conference | null;
  readonly isDeleted: boolean;
  /** Rises with every change, for the etag. */
  readonly version: number;
}

/** The calendars of all users. */
export class CalendarBook {
  readonly #events = new Map<string, StoredEvent>();
  #conferenceCount = 0;
  /** How many conferences were asked for, repeated request ids not counted. */
  get conferenceCount(): number {
    return this.#conferenceCount;
  }

  /** How many events were made. */
  get createCount(): number {
    return this.#events.size;
  }

  /** Every event ever made, deleted ones included, oldest first. */
  all(): StoredEvent[] {
    return [...this.#events.values()];
  }

  /** Events that have not been deleted, oldest first. */
  list(): StoredEvent[] {
    return this.all().filter(({ isDeleted }) => !isDeleted);
  }

  find(userId: string, id: string): StoredEvent | null {
    return this.#events.get(`${userId} ${id}`) ?? null;
  }

  put(event: StoredEvent): StoredEvent {
    const stored = { ...event, version: event.version + 1 };
    this.#events.set(`${event.userId} ${event.id}`, stored);
    return stored;
  }

  /** Deletes an event behind everybody's back. */
  remove(id: string): void {
    for (const event of this.list()) {
      if (event.id === id) this.put({ ...event, isDeleted: true });
    }
  }

  /** Takes the Meet link out of an event, as a person can in the calendar. */
  removeConference(id: string): void {
    for (const event of this.list()) {
      if (event.id === id) this.put({ ...event, conference: null });
    }
  }

  newConference(requestId: string, readsLeft: number, isFailing: boolean): Conference {
    this.#conferenceCount += 1;
    return { requestId, code: meetCodeOf(this.#conferenceCount), readsLeft, isFailing };
  }
}

function meetCodeOf(number: number): string {
  const bytes = createHash('sha256')
    .update(`conference ${String(number)}`)
    .digest();
  const letters = Array.from(bytes.subarray(0, 10), (byte) => String.fromCodePoint(97 + (byte % 26))).join(
    '',
  );
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}
