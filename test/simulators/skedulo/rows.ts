/** A record as the API shows it, by Skedulo's own field names. */
export type Row = Readonly<Record<string, unknown>>;

export type ContactRow = {
  UID: string;
  FirstName: string;
  LastName: string;
  FullName: string;
  Email: string | null;
  Phone: string | null;
};

export type AttendeeRow = {
  UID: string;
  JobId: string;
  ContactId: string;
  Status: string;
  CancelReason: string | null;
  LastModifiedDate: string;
};

export type AllocationRow = {
  UID: string;
  Name: string;
  JobId: string;
  ResourceId: string;
  Status: string;
  Resource: { UID: string; Name: string; Email: string | null };
};

export type JobRow = {
  UID: string;
  Name: string;
  Description: string | null;
  JobStatus: string;
  Start: string | null;
  End: string | null;
  Duration: number;
  Timezone: string;
  Type: string | null;
  Urgency: string | null;
  Address: string | null;
  ContactId: string | null;
  RegionId: string;
  IsGroupEvent: boolean;
  Locked: boolean;
  AbortReason: string | null;
  NotesComments: string | null;
  VirtualMeetingId: string | null;
  VirtualMeetingInfo: string | null;
  VirtualMeetingURL: string | null;
  CreatedDate: string;
  LastModifiedDate: string;
  LastModifiedById: string;
};

/** One entry of the change history. */
export interface ChangeEntry {
  readonly occurredAt: string;
  readonly userId: string;
  readonly entityType: 'Job';
  readonly entityId: string;
  readonly operation: 'INSERT' | 'UPDATE' | 'DELETE';
}
