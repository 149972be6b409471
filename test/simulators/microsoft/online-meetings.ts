import { createHash } from 'node:crypto';

/** A meeting as the simulator keeps it. */
export interface OnlineMeeting {
  readonly id: string;
  readonly userId: string;
  /** Null where it was made without one. */
  readonly externalId: string | null;
  readonly joinUrl: string;
  readonly createdMs: number;
  readonly subject: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly isDeleted: boolean;
}

export interface MeetingWishes {
  readonly subject: string | null;
  readonly startMs: number;
  readonly endMs: number;
}

const TENANT_ID = '0823831b-1f1b-424b-b90a-1caa345a742a';

/** All online meetings of one tenant. A meeting is known by tenant, user and external id. */
export class OnlineMeetingBook {
  readonly #meetings = new Map<string, OnlineMeeting>();
  readonly #idsByExternalId = new Map<string, string>();

  /** How many meetings were made, those that were found instead not counted. */
  get createCount(): number {
    return this.#meetings.size;
  }

  /** Every meeting ever made, deleted ones included, oldest first. */
  all(): OnlineMeeting[] {
    return [...this.#meetings.values()];
  }

  /** Meetings that have not been deleted, oldest first. */
  list(): OnlineMeeting[] {
    return this.all().filter(({ isDeleted }) => !isDeleted);
  }

  find(userId: string, id: string): OnlineMeeting | null {
    const meeting = this.#meetings.get(id);
    return meeting === undefined || meeting.isDeleted || meeting.userId !== userId ? null : meeting;
  }

  findByExternalId(userId: string, externalId: string): OnlineMeeting | null {
    return this.find(userId, this.#idsByExternalId.get(`${userId} ${externalId}`) ?? '');
  }

  create(
    userId: string,
    externalId: string | null,
    wishes: MeetingWishes,
    options: { readonly nowMs: number; readonly hasLongLink: boolean },
  ): OnlineMeeting {
    const thread = threadOf(this.#meetings.size, options.hasLongLink ? 96 : 48);
    const meeting: OnlineMeeting = {
      // Ids of Graph are base64 and may hold characters that have a meaning in a path.
      id: Buffer.from(`1*${userId}*0**19:meeting_${thread}@thread.v2?`).toString('base64'),
      userId,
      externalId,
      joinUrl: joinUrlOf(thread, userId),
      createdMs: options.nowMs,
      ...wishes,
      isDeleted: false,
    };
    this.#meetings.set(meeting.id, meeting);
    if (externalId !== null) this.#idsByExternalId.set(`${userId} ${externalId}`, meeting.id);
    return meeting;
  }

  update(meeting: OnlineMeeting, changes: Partial<MeetingWishes>): OnlineMeeting {
    const changed = { ...meeting, ...changes };
    this.#meetings.set(meeting.id, changed);
    return changed;
  }

  /** Deletes a meeting; the external id is free again. */
  remove(id: string): void {
    const meeting = this.#meetings.get(id);
    if (meeting !== undefined) this.#meetings.set(id, { ...meeting, isDeleted: true });
  }
}

function threadOf(number: number, length: number): string {
  const digest = createHash('sha512')
    .update(`meeting ${String(number)}`)
    .digest('base64url');
  return `${digest}${digest}`.replaceAll(/[-_]/g, 'x').slice(0, length);
}

/** Some 245 characters with a usual thread name, more than 255 with a long one. */
function joinUrlOf(thread: string, userId: string): string {
  const context = encodeURIComponent(JSON.stringify({ Tid: TENANT_ID, Oid: userId }));
  return `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${thread}%40thread.v2/0?context=${context}`;
}
