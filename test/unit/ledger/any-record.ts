import * as fc from 'fast-check';
import type { JobRecord } from '../../../main/sync/record.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', ''));
const ms = fc.integer({ min: 0, max: 4_000_000_000_000 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const detailsShape = { topic: text, startMs: ms, endMs: ms, timeZone: text };
const details = fc.record(detailsShape);
const dialIn = fc.array(fc.record({ number: text, label: orNull(text), code: orNull(text) }), {
  maxLength: 2,
});
const meeting = fc.record({
  providerKind: fc.constantFrom('zoom' as const, 'teams' as const, 'meet' as const),
  id: text,
  joinUrl: text,
  passcode: orNull(text),
  dialIn,
});
const generation = fc.nat({ max: 9 });
const meetingState = fc.oneof(
  fc.record({ state: fc.constant('none' as const) }),
  fc.record({
    state: fc.constant('creating' as const),
    generation,
    key: text,
    details,
    sinceMs: ms,
    askedProvider: orNull(fc.constantFrom('zoom' as const, 'teams' as const, 'meet' as const)),
    wasAsked: fc.boolean(),
  }),
  fc.record({ state: fc.constant('made' as const), generation, key: text, details, meeting, atMs: ms }),
  fc.record({
    state: fc.constant('cancelling' as const),
    generation,
    key: text,
    details,
    meeting,
    reason: text,
    sinceMs: ms,
  }),
  fc.record({
    state: fc.constantFrom('cancelled' as const, 'lost' as const),
    generation,
    atMs: ms,
  }),
  fc.record({ state: fc.constant('left' as const), generation, atMs: ms, reason: orNull(text) }),
);
const link = fc.record({ url: orNull(text), id: orNull(text), info: orNull(text) });
const linkState = fc.oneof(
  fc.record({ state: fc.constant('none' as const) }),
  fc.record({
    state: fc.constantFrom('writing' as const, 'written' as const, 'deleted' as const),
    link,
    replaces: orNull(link),
    atMs: ms,
  }),
  fc.record({
    state: fc.constantFrom('confirmed' as const, 'clearing' as const, 'yielded' as const),
    link,
    atMs: ms,
  }),
);
const trouble = orNull(
  fc.record({
    code: text,
    message: text,
    mend: orNull(text),
    attempts: fc.nat(),
    atMs: ms,
    isTemporary: fc.boolean(),
    retryAtMs: orNull(ms),
    inputKey: text,
  }),
);
const dispatch = orNull(
  fc.record({
    method: fc.constantFrom('REQUEST' as const, 'CANCEL' as const),
    version: fc.nat(),
    series: fc.nat(),
    sequence: fc.nat(),
    messageId: text,
    isUpdate: fc.boolean(),
    atMs: ms,
  }),
);
const invitation = fc.record({
  address: text,
  email: text,
  name: text,
  sent: dispatch,
  sending: dispatch,
  trouble,
});

/** Any record that the types allow. */
export const anyRecord: fc.Arbitrary<JobRecord> = fc.record({
  tenantId: text,
  jobId: text,
  jobName: text,
  meeting: meetingState,
  meetingTrouble: trouble,
  meetingCheckedAtMs: orNull(ms),
  leftovers: fc.array(fc.record({ meeting, endMs: ms, reason: text, trouble }), { maxLength: 2 }),
  link: linkState,
  linkTrouble: trouble,
  linkRemovals: fc.nat(),
  series: fc.nat(),
  content: orNull(
    fc.record({
      ...detailsShape,
      version: fc.nat(),
      jobName: text,
      joinUrl: text,
      passcode: orNull(text),
      dialIn,
    }),
  ),
  invitations: fc
    .uniqueArray(invitation, { selector: ({ address }) => address, maxLength: 4 })
    .map((list) => new Map(list.map((entry) => [entry.address, entry]))),
  releasedAtMs: orNull(ms),
});
