import type { AllocationRow, AttendeeRow, ChangeEntry, ContactRow, JobRow } from './rows.ts';

export interface NewPerson {
  readonly name: string;
  readonly email: string | null;
}

export interface NewAttendee extends NewPerson {
  /** `Attended` unless told. */
  readonly status?: string;
}

export interface NewJob {
  readonly uid?: string;
  readonly name?: string;
  readonly description?: string | null;
  readonly type?: string | null;
  /** `Ready` unless told. */
  readonly status?: string;
  /** Tomorrow at the same time unless told. */
  readonly startMs?: number | null;
  /** Start plus duration unless told. */
  readonly endMs?: number | null;
  /** 60 unless told. */
  readonly durationMinutes?: number;
  readonly timezone?: string;
  readonly isGroupEvent?: boolean;
  readonly isLocked?: boolean;
  /** A contact of its own with an address unless told. */
  readonly contact?: NewPerson | null;
  readonly attendees?: readonly NewAttendee[];
  /** One confirmed resource unless told. */
  readonly allocations?: readonly { readonly resourceName: string; readonly status: string }[];
  readonly link?: {
    readonly url?: string | null;
    readonly id?: string | null;
    readonly info?: string | null;
  };
}

/** A change that came over the API, oldest first. */
export interface OfficeMutation {
  readonly uid: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly atMs: number;
}

export interface OfficeOptions {
  readonly vendor: () => 'skedulo' | 'salesforce';
  readonly nowMs: () => number;
}

/** Changes of these fields leave every order by start, name and id as it is. */
const FIELDS_WITHOUT_ORDER = new Set([
  'JobStatus',
  'Locked',
  'VirtualMeetingId',
  'VirtualMeetingInfo',
  'VirtualMeetingURL',
  'LastModifiedDate',
  'LastModifiedById',
]);

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * What a Skedulo tenant holds, in memory. The public methods are what people do in the web app; jobs are named by UID
 * or by name (`JOB-0001`).
 */
export class SkeduloOffice {
  readonly region = {
    UID: '00030000-0000-4000-8000-000000000001',
    Name: 'Sydney',
    Timezone: 'Australia/Sydney',
    CountryCode: 'AU',
  };
  readonly jobs = new Map<string, JobRow>();
  readonly contacts = new Map<string, ContactRow>();
  readonly attendees = new Map<string, AttendeeRow[]>();
  readonly allocations = new Map<string, AllocationRow[]>();
  readonly history: ChangeEntry[] = [];
  /** Changes that came over the API. */
  readonly mutations: OfficeMutation[] = [];
  readonly hiddenContactIds = new Set<string>();
  readonly hiddenJobIds = new Set<string>();
  /** Rises with every change that can alter the order of jobs. */
  orderRevision = 0;

  private readonly idsByName = new Map<string, string>();
  private readonly options: OfficeOptions;
  private jobCount = 0;
  private rowCount = 0;

  constructor(options: OfficeOptions) {
    this.options = options;
  }

  /** Adds a job; without anything told it is Ready, tomorrow, for an hour, with a contact who has an address. */
  addJob(job: NewJob = {}): JobRow {
    this.jobCount += 1;
    const number = String(this.jobCount).padStart(4, '0');
    const nowMs = this.options.nowMs();
    const startMs = job.startMs === undefined ? nowMs + DAY_MS : job.startMs;
    const duration = job.durationMinutes ?? 60;
    const endMs = job.endMs === undefined && startMs !== null ? startMs + duration * MINUTE_MS : job.endMs;
    const contact =
      job.contact === undefined
        ? { name: `Contact ${number}`, email: `contact${number}@example.test` }
        : job.contact;
    const row: JobRow = {
      UID: job.uid ?? this.newId('0014'),
      Name: job.name ?? `JOB-${number}`,
      Description: job.description ?? null,
      JobStatus: job.status ?? 'Ready',
      Start: instant(startMs),
      End: instant(endMs ?? null),
      Duration: duration,
      Timezone: job.timezone ?? this.region.Timezone,
      Type: job.type ?? null,
      Urgency: null,
      Address: null,
      ContactId: contact === null ? null : this.addContact(contact).UID,
      RegionId: this.region.UID,
      IsGroupEvent: job.isGroupEvent ?? false,
      Locked: job.isLocked ?? false,
      AbortReason: null,
      NotesComments: null,
      VirtualMeetingId: job.link?.id ?? null,
      VirtualMeetingInfo: job.link?.info ?? null,
      VirtualMeetingURL: job.link?.url ?? null,
      CreatedDate: new Date(nowMs).toISOString(),
      LastModifiedDate: new Date(nowMs).toISOString(),
      LastModifiedById: 'office',
    };
    this.jobs.set(row.UID, row);
    this.idsByName.set(row.Name, row.UID);
    this.orderRevision += 1;
    const allocations = job.allocations ?? [{ resourceName: 'Robin Resource', status: 'Confirmed' }];
    this.allocations.set(
      row.UID,
      allocations.map((allocation) => this.allocationRow(row.UID, allocation)),
    );
    if (job.attendees !== undefined) this.setAttendees(row.UID, job.attendees);
    return row;
  }

  /** The job's row, live: it shows later changes too. */
  job(uidOrName: string): JobRow {
    const row = this.jobs.get(uidOrName) ?? this.jobs.get(this.idsByName.get(uidOrName) ?? '');
    if (row === undefined) throw new Error(`The simulated office has no job ${uidOrName}.`);
    return row;
  }

  hasJob(uidOrName: string): boolean {
    return this.jobs.has(uidOrName) || this.jobs.has(this.idsByName.get(uidOrName) ?? '');
  }

  /** Changes fields of a job, locked or not, as the web app does. */
  updateJob(uidOrName: string, fields: Partial<Omit<JobRow, 'UID'>>): JobRow {
    const row = this.job(uidOrName);
    this.changeJob(row.UID, fields, 'office');
    if (fields.Name !== undefined) this.idsByName.set(fields.Name, row.UID);
    return row;
  }

  rescheduleJob(
    uidOrName: string,
    to: { startMs: number | null; durationMinutes?: number; timezone?: string },
  ): JobRow {
    const row = this.job(uidOrName);
    const duration = to.durationMinutes ?? row.Duration;
    return this.updateJob(row.UID, {
      Start: instant(to.startMs),
      End: instant(to.startMs === null ? null : to.startMs + duration * MINUTE_MS),
      Duration: duration,
      Timezone: to.timezone ?? row.Timezone,
    });
  }

  /** The web app locks a job when it cancels it. */
  cancelJob(uidOrName: string): JobRow {
    return this.updateJob(uidOrName, { JobStatus: 'Cancelled', Locked: true });
  }

  deleteJob(uidOrName: string): void {
    const { UID, Name } = this.job(uidOrName);
    this.jobs.delete(UID);
    this.attendees.delete(UID);
    this.allocations.delete(UID);
    if (this.idsByName.get(Name) === UID) this.idsByName.delete(Name);
    this.orderRevision += 1;
    this.note(UID, 'DELETE', 'office');
  }

  /** Replaces all attendees. As in Skedulo, this leaves the job's own LastModifiedDate alone. */
  setAttendees(uidOrName: string, attendees: readonly NewAttendee[]): void {
    const { UID } = this.job(uidOrName);
    this.attendees.set(
      UID,
      attendees.map((attendee) => ({
        UID: this.newId('0017'),
        JobId: UID,
        ContactId: this.addContact(attendee).UID,
        Status: attendee.status ?? 'Attended',
        CancelReason: null,
        LastModifiedDate: new Date(this.options.nowMs()).toISOString(),
      })),
    );
  }

  setContact(uidOrName: string, contact: NewPerson | null): void {
    this.updateJob(uidOrName, { ContactId: contact === null ? null : this.addContact(contact).UID });
  }

  /** A record-access rule hides the job's contact: the lookup comes back empty, the id stays. */
  hideContact(uidOrName: string): void {
    const { ContactId } = this.job(uidOrName);
    if (ContactId === null) throw new Error(`The job ${uidOrName} has no contact to hide.`);
    this.hiddenContactIds.add(ContactId);
  }

  /** A record-access rule hides the whole job from the API. */
  hideJob(uidOrName: string): void {
    this.hiddenJobIds.add(this.job(uidOrName).UID);
    this.orderRevision += 1;
  }

  showJob(uidOrName: string): void {
    this.hiddenJobIds.delete(this.job(uidOrName).UID);
    this.orderRevision += 1;
  }

  lock(uidOrName: string): void {
    this.updateJob(uidOrName, { Locked: true });
  }

  unlock(uidOrName: string): void {
    this.updateJob(uidOrName, { Locked: false });
  }

  /** The row as the API sees it: null when it is gone or hidden. */
  visibleJob(uid: string): JobRow | null {
    return this.hiddenJobIds.has(uid) ? null : (this.jobs.get(uid) ?? null);
  }

  visibleContact(contactId: string | null): ContactRow | null {
    if (contactId === null || this.hiddenContactIds.has(contactId)) return null;
    return this.contacts.get(contactId) ?? null;
  }

  /** Changes fields and returns what undoes the change; `userId` is who did it. */
  changeJob(uid: string, fields: Partial<Omit<JobRow, 'UID'>>, userId: string): () => void {
    const row = this.job(uid);
    const before = { ...row };
    Object.assign(row, fields, {
      LastModifiedDate: new Date(this.options.nowMs()).toISOString(),
      LastModifiedById: userId,
    });
    const touchesOrder = Object.keys(fields).some((field) => !FIELDS_WITHOUT_ORDER.has(field));
    if (touchesOrder) this.orderRevision += 1;
    this.note(uid, 'UPDATE', userId);
    return () => {
      Object.assign(row, before);
      if (touchesOrder) this.orderRevision += 1;
      this.history.pop();
    };
  }

  private note(entityId: string, operation: ChangeEntry['operation'], userId: string): void {
    const occurredAt = new Date(this.options.nowMs()).toISOString();
    this.history.push({ occurredAt, userId, entityType: 'Job', entityId, operation });
  }

  private addContact(person: NewPerson): ContactRow {
    const [first = '', ...rest] = person.name.split(' ');
    const row: ContactRow = {
      UID: this.newId('0002'),
      FirstName: first,
      LastName: rest.join(' '),
      FullName: person.name,
      Email: person.email,
      Phone: null,
    };
    this.contacts.set(row.UID, row);
    return row;
  }

  private allocationRow(jobId: string, allocation: { resourceName: string; status: string }): AllocationRow {
    const resource = { UID: this.newId('0005'), Name: allocation.resourceName, Email: null };
    return {
      UID: this.newId('0015'),
      Name: `JA-${String(this.rowCount)}`,
      JobId: jobId,
      ResourceId: resource.UID,
      Status: allocation.status,
      Resource: resource,
    };
  }

  /** A UUID with Skedulo's type prefix, or 18 letters and digits for Salesforce. */
  private newId(prefix: string): string {
    this.rowCount += 1;
    const count = String(this.rowCount);
    return this.options.vendor() === 'salesforce'
      ? `a0E${prefix}${count.padStart(11, '0')}`
      : `${prefix}0000-0000-4000-8000-${count.padStart(12, '0')}`;
  }
}

function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
