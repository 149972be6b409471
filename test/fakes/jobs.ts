import type { Job, Lookup } from '../../main/sync/model.ts';
import type { Policy } from '../../main/sync/policy.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Monday, 23 November 2026, 02:00 UTC: noon in Brisbane. */
export const MONDAY_MS = Date.UTC(2026, 10, 23, 2, 0, 0);

/** A contact who can be seen. */
export function known(name: string, email: string | null): Lookup {
  return { kind: 'known', person: { id: `contact-${name}`, name, email } };
}

/** A Ready job tomorrow, with one contact and nothing unusual. */
export function readyJob(changes: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    name: 'JOB-0001',
    type: 'Consultation',
    status: 'Ready',
    startMs: MONDAY_MS + DAY_MS,
    endMs: MONDAY_MS + DAY_MS + HOUR_MS,
    timeZone: 'Australia/Brisbane',
    isGroupEvent: false,
    isLocked: false,
    contact: known('Ann Lee', 'Ann.Lee@customer.test'),
    attendees: [],
    allocations: [{ status: 'Confirmed', resourceName: 'R. Goldberg' }],
    link: { url: null, id: null, info: null },
    lastModifiedMs: null,
    ...changes,
  };
}

/** The default settings: Teams, mail on, no attendees. */
export function policyWith(changes: Partial<Policy> = {}): Policy {
  return {
    providerKind: 'teams',
    passwordKey: '',
    enableAttendees: false,
    sendIcsToRecipients: true,
    reference: 'AAAAAA',
    confirmAfterMs: 0,
    foldChangesMs: 0,
    retryProblemsBeforeMs: 0,
    accountSinceMs: 0,
    ...changes,
  };
}
