import type { Attendee, Job, Lookup, Sighting } from '../sync/model.ts';
import { attendeeAnswer, identifiedAnswer, jobAnswer } from './answers.ts';
import type { AttendeeAnswer, ContactAnswer, JobAnswer } from './answers.ts';

const MINUTE_MS = 60_000;

function idOf(node: unknown): string | null {
  const parsed = identifiedAnswer.safeParse(node);
  return parsed.success ? parsed.data.UID : null;
}

/**
 * Reads one row. A row that cannot be read is `unclear` and spoils no other; null where not even its id can be read.
 */
export function sightingOf(node: unknown): Sighting | null {
  const id = idOf(node);
  if (id === null) return null;
  const parsed = jobAnswer.safeParse(node);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'the row')))];
    return unreadable(id, fields);
  }
  const answer = parsed.data;
  const badInstants = (['Start', 'End'] as const).filter(
    (field) => answer[field] !== null && instantMs(answer[field]) === null,
  );
  if (badInstants.length > 0) return unreadable(id, badInstants);
  // Only group events are about attendees; elsewhere a list that is kept from us decides nothing.
  if (answer.Attendees === null && answer.IsGroupEvent) return unreadable(id, ['Attendees']);
  return { kind: 'present', job: jobOf(answer) };
}

function unreadable(jobId: string, fields: readonly string[]): Sighting {
  return {
    kind: 'unclear',
    jobId,
    code: 'unreadable-job',
    message: `Skedulo's answer about this job cannot be read (${fields.slice(0, 5).join(', ')}). Nothing was changed.`,
  };
}

function jobOf(answer: JobAnswer): Job {
  const startMs = instantMs(answer.Start);
  return {
    id: answer.UID,
    name: answer.Name,
    type: answer.Type ?? null,
    status: answer.JobStatus,
    startMs,
    endMs: endMsOf(startMs, instantMs(answer.End), answer.Duration ?? null),
    timeZone: blankToNull(answer.Timezone),
    isGroupEvent: answer.IsGroupEvent,
    isLocked: answer.Locked,
    contact: lookupOf(answer.ContactId, answer.Contact),
    attendees: (answer.Attendees ?? []).map(attendeeOf),
    allocations: (answer.JobAllocations ?? []).map((row) => ({
      status: row.Status ?? '',
      resourceName: row.Resource?.Name ?? '',
    })),
    link: {
      url: blankToNull(answer.VirtualMeetingURL),
      id: blankToNull(answer.VirtualMeetingId),
      info: blankToNull(answer.VirtualMeetingInfo),
    },
    lastModifiedMs: instantMs(answer.LastModifiedDate),
  };
}

/** Reads one row of the list of attendees; null where it cannot be read. */
export function attendeeFrom(node: unknown): Attendee | null {
  const parsed = attendeeAnswer.safeParse(node);
  return parsed.success ? attendeeOf(parsed.data) : null;
}

function attendeeOf(row: AttendeeAnswer): Attendee {
  return { id: row.UID, status: row.Status ?? '', contact: lookupOf(row.ContactId, row.Contact) };
}

/** An id without its contact: an access rule keeps the contact from this token. */
function lookupOf(contactId: string | null, contact: ContactAnswer): Lookup {
  if (contact !== null) {
    return {
      kind: 'known',
      person: { id: contact.UID, name: contact.FullName ?? '', email: blankToNull(contact.Email) },
    };
  }
  return contactId === null ? { kind: 'none' } : { kind: 'hidden' };
}

function endMsOf(
  startMs: number | null,
  endMs: number | null,
  durationMinutes: number | null,
): number | null {
  if (endMs !== null) return endMs;
  return startMs === null || durationMinutes === null ? null : startMs + durationMinutes * MINUTE_MS;
}

/** Without an offset an instant would be read in this machine's zone: then it is unreadable. */
function instantMs(text: string | null | undefined): number | null {
  if (text === null || text === undefined || !/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

function blankToNull(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : text;
}
