import { z } from 'zod';
import type { InvitationContent, JobLink, Meeting, MeetingDetails } from '../sync/model.ts';
import type {
  Dispatch,
  InvitationRecord,
  JobRecord,
  Leftover,
  LinkState,
  MeetingState,
  Trouble,
} from '../sync/record.ts';

/**
 * What the ledger's rows must hold once columns are put together: the file may have been changed by anybody.
 * Whole numbers are expected as numbers; a PostgreSQL connection has to read `bigint` so.
 */
const detailsShape = {
  topic: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  timeZone: z.string(),
};
const details = z.object(detailsShape) satisfies z.ZodType<MeetingDetails>;

const dialIn = z.array(
  z.object({ number: z.string(), label: z.string().nullable(), code: z.string().nullable() }),
);

const providerKind = z.enum(['zoom', 'teams', 'meet']);

const meeting = z.object({
  providerKind,
  id: z.string(),
  joinUrl: z.string(),
  passcode: z.string().nullable(),
  dialIn,
}) satisfies z.ZodType<Meeting>;

const generation = z.int();
const key = z.string();
const sinceMs = z.number();
const atMs = z.number();

const meetingState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({
    state: z.literal('creating'),
    generation,
    key,
    details,
    sinceMs,
    askedProvider: providerKind.nullable(),
    wasAsked: z.boolean(),
  }),
  z.object({ state: z.literal('made'), generation, key, details, meeting, atMs }),
  z.object({
    state: z.literal('cancelling'),
    generation,
    key,
    details,
    meeting,
    reason: z.string(),
    sinceMs,
  }),
  z.object({ state: z.literal('cancelled'), generation, atMs }),
  z.object({ state: z.literal('lost'), generation, atMs }),
  z.object({ state: z.literal('left'), generation, atMs, reason: z.string().nullable() }),
]) satisfies z.ZodType<MeetingState>;

const link = z.object({
  url: z.string().nullable(),
  id: z.string().nullable(),
  info: z.string().nullable(),
}) satisfies z.ZodType<JobLink>;

const linkState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.enum(['writing', 'written']), link, replaces: link.nullable(), atMs }),
  z.object({ state: z.literal('confirmed'), link, atMs }),
  z.object({ state: z.literal('clearing'), link, atMs }),
  z.object({ state: z.literal('yielded'), link, atMs }),
  z.object({ state: z.literal('deleted'), link, replaces: link.nullable(), atMs }),
]) satisfies z.ZodType<LinkState>;

const trouble = z.object({
  code: z.string(),
  message: z.string(),
  mend: z.string().nullable(),
  attempts: z.int(),
  atMs: z.number(),
  isTemporary: z.boolean(),
  retryAtMs: z.number().nullable(),
  inputKey: z.string(),
}) satisfies z.ZodType<Trouble>;

const leftover = z.object({
  meeting,
  endMs: z.number(),
  reason: z.string(),
  trouble: trouble.nullable(),
}) satisfies z.ZodType<Leftover>;

const dispatch = z.object({
  method: z.enum(['REQUEST', 'CANCEL']),
  version: z.int(),
  series: z.int(),
  sequence: z.int(),
  messageId: z.string(),
  // Not noted by the first versions.
  isUpdate: z.boolean().default(false),
  atMs: z.number(),
}) satisfies z.ZodType<Dispatch>;

const content = z.object({
  ...detailsShape,
  version: z.int(),
  jobName: z.string(),
  joinUrl: z.string(),
  passcode: z.string().nullable(),
  dialIn,
}) satisfies z.ZodType<InvitationContent>;

/** One invitation put together from its row. */
export const invitationSchema = z.object({
  address: z.string(),
  email: z.string(),
  name: z.string(),
  sent: dispatch.nullable(),
  sending: dispatch.nullable(),
  trouble: trouble.nullable(),
}) satisfies z.ZodType<InvitationRecord>;

/** One record put together from its row, without its invitations. */
export const recordSchema = z.object({
  tenantId: z.string(),
  jobId: z.string(),
  jobName: z.string(),
  meeting: meetingState,
  meetingTrouble: trouble.nullable(),
  meetingCheckedAtMs: z.number().nullable(),
  leftovers: z.array(leftover),
  link: linkState,
  linkTrouble: trouble.nullable(),
  linkRemovals: z.int(),
  series: z.int(),
  content: content.nullable(),
  releasedAtMs: z.number().nullable(),
}) satisfies z.ZodType<Omit<JobRecord, 'invitations'>>;
