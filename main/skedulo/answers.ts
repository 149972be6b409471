import * as z from 'zod';
import { isJobId } from './eql.ts';

const contact = z
  .object({ UID: z.string().min(1), FullName: z.string().nullish(), Email: z.string().nullish() })
  .nullable();

/** A row of the list of attendees. */
export const attendeeAnswer = z.object({
  UID: z.string().min(1),
  Status: z.string().nullish(),
  ContactId: z.string().nullable(),
  Contact: contact,
});

const allocationAnswer = z.object({
  Status: z.string().nullish(),
  Resource: z.object({ Name: z.string().nullish() }).nullish(),
});

/** Whatever else a row lacks, its id is worth knowing. */
export const identifiedAnswer = z.object({ UID: z.string().min(1) });

/**
 * One job. Fields that decide something must be there (null where Skedulo has no value): a field that is absent is
 * unknown, which is not the same as empty.
 */
export const jobAnswer = z.object({
  // It goes into later questions: one that is no id must not get there, wherever it comes from.
  UID: z.string().refine(isJobId),
  Name: z.string().min(1),
  JobStatus: z.string().min(1),
  Start: z.string().nullable(),
  End: z.string().nullable(),
  Duration: z.number().nullish(),
  Timezone: z.string().nullish(),
  Type: z.string().nullish(),
  IsGroupEvent: z.boolean(),
  Locked: z.boolean(),
  VirtualMeetingId: z.string().nullable(),
  VirtualMeetingURL: z.string().nullable(),
  VirtualMeetingInfo: z.string().nullable(),
  LastModifiedDate: z.string().nullish(),
  ContactId: z.string().nullable(),
  Contact: contact,
  Attendees: z.array(attendeeAnswer).nullable(),
  JobAllocations: z.array(allocationAnswer).nullish(),
});
export type JobAnswer = z.infer<typeof jobAnswer>;
export type AttendeeAnswer = z.infer<typeof attendeeAnswer>;
export type ContactAnswer = z.infer<typeof contact>;

/** A page of any list. The rows are read one by one, so that a broken one does not spoil the others. */
const connectionAnswer = z.object({
  totalCount: z.number(),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  edges: z.array(z.object({ node: z.unknown() })),
});
export type ConnectionAnswer = z.infer<typeof connectionAnswer>;

export const jobsPageAnswer = z.object({ jobs: connectionAnswer });
export const attendeesPageAnswer = z.object({ attendees: connectionAnswer });

/** `job0`, `job1` and so on; a missing key is not the same as a null. */
export const jobsByIdAnswer = z.record(z.string(), z.unknown());

export const writeLinkAnswer = z.object({ schema: z.object({ updateJobs: z.string() }) });

/** `GET /auth/whoami`. */
export const whoamiAnswer = z.object({
  result: z.object({
    tenantId: z.string().min(1),
    username: z.string().nullish(),
    roles: z.array(z.unknown()).nullish(),
    vendorInfo: z.object({ vendor: z.string().nullish() }).nullish(),
    permissions: z.unknown(),
  }),
});
export type WhoamiAnswer = z.infer<typeof whoamiAnswer>;

/** `GET /events/changes/simple`. */
export const changesAnswer = z.object({
  result: z.array(z.object({ entityId: z.string(), operation: z.string() })),
});

/** A refusal in the shape of Skedulo's REST interface: what answered is Skedulo, and not something in between. */
export const restRefusalAnswer = z.object({ errorType: z.string().min(1) });

/** A refusal in the GraphQL or in the REST shape. */
export const refusalAnswer = z.object({
  errors: z.array(z.object({ message: z.string() })).nullish(),
  errorType: z.string().nullish(),
  message: z.string().nullish(),
});
