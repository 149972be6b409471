import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as apply from '../../../main/sync/apply.ts';
import { networkFailure, remoteFailure } from '../../../main/sync/failure.ts';
import { messageIdOf } from '../../../main/sync/identity.ts';
import { BLANK_LINK, standingOf } from '../../../main/sync/link.ts';
import { JOB_STATUSES } from '../../../main/sync/model.ts';
import type { Job, JobLink, Lookup, Meeting, Sighting } from '../../../main/sync/model.ts';
import type { Operation } from '../../../main/sync/operation.ts';
import { planJob } from '../../../main/sync/plan.ts';
import type { Policy } from '../../../main/sync/policy.ts';
import { emptyRecord, endOf, isActive } from '../../../main/sync/record.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS, known, policyWith, readyJob } from '../../fakes/jobs.ts';

interface State {
  readonly sighting: Sighting;
  readonly record: JobRecord;
}

function meetingFor(generation: number, policy: Policy): Meeting {
  const id = `${policy.providerKind}-${String(generation)}`;
  return {
    providerKind: policy.providerKind,
    id,
    joinUrl: `https://meet.test/${id}`,
    passcode: null,
    dialIn: [],
  };
}

function withLink(sighting: Sighting, link: JobLink): Sighting {
  return sighting.kind === 'present' ? { kind: 'present', job: { ...sighting.job, link } } : sighting;
}

function shownBy(sighting: Sighting): JobLink {
  return sighting.kind === 'present' ? sighting.job.link : BLANK_LINK;
}

/**
 * The pure effect of one operation that succeeds: what perform would record, and what the job then shows.
 * @param isFound whether a meeting is there where one is looked for
 */
function carryOut(
  { sighting, record }: State,
  operation: Operation,
  policy: Policy,
  nowMs: number,
  isFound = false,
): State {
  switch (operation.kind) {
    case 'create-meeting': {
      const asked = apply.beginCreation(record, operation, `key-${String(operation.generation)}`, nowMs);
      const made = meetingFor(operation.generation, policy);
      return { sighting, record: apply.finishCreation(asked, made, operation.details, nowMs) };
    }
    case 'find-meeting': {
      const { meeting } = record;
      if (!isFound || meeting.state !== 'creating' || !meeting.wasAsked) {
        return { sighting, record: apply.abandonCreation(record, operation.reason, nowMs) };
      }
      const found = meetingFor(meeting.generation, policy);
      return { sighting, record: apply.finishCreation(record, found, meeting.details, nowMs) };
    }
    case 'update-meeting': {
      if (record.meeting.state !== 'made') return { sighting, record };
      return {
        sighting,
        record: apply.finishUpdate(record, record.meeting.meeting, operation.details, nowMs),
      };
    }
    case 'cancel-meeting': {
      const asked = apply.beginCancellation(record, operation.reason, nowMs);
      return { sighting, record: apply.finishCancellation(asked, nowMs) };
    }
    case 'check-meeting':
      return { sighting, record: apply.noteCheck(record, nowMs) };
    case 'leave-meeting':
      return { sighting, record: apply.leaveMeeting(record, operation.reason, nowMs) };
    case 'set-aside-meeting':
      return { sighting, record: apply.setAsideMeeting(record, nowMs) };
    case 'cancel-leftover':
      return { sighting, record: apply.dropLeftover(record, operation.meetingId) };
    case 'write-link': {
      const written = apply.finishWriting(
        apply.beginWriting(record, shownBy(sighting), policy, nowMs),
        nowMs,
      );
      const link = written.link.state === 'written' ? written.link.link : BLANK_LINK;
      return { sighting: withLink(sighting, link), record: written };
    }
    case 'confirm-link':
      return { sighting, record: apply.confirmLink(record, nowMs) };
    case 'clear-link':
      return {
        sighting: withLink(sighting, BLANK_LINK),
        record: apply.forgetLink(apply.beginClearing(record, shownBy(sighting), nowMs), 'cleared', nowMs),
      };
    case 'forget-link':
      return { sighting, record: apply.forgetLink(record, operation.why, nowMs) };
    case 'yield-link':
      return { sighting, record: apply.yieldLink(record, policy, nowMs) };
    case 'send-invitation': {
      const begun = beginSending(record, operation, nowMs);
      return { sighting, record: apply.finishSending(begun, operation.address, nowMs) };
    }
    case 'release':
      return { sighting, record: apply.release(record, nowMs) };
    case 'resume':
      return { sighting, record: apply.resume(record) };
  }
}

function beginSending(
  record: JobRecord,
  operation: Extract<Operation, { kind: 'send-invitation' }>,
  nowMs: number,
): JobRecord {
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
  const { address, sequence, method } = operation;
  const content = { joinUrl: '', startMs: 0, endMs: 0 };
  const messageId =
    operation.resendOf ??
    messageIdOf({ uid: 'u', address, sequence, method, content, domain: 'office.test', digest });
  return apply.beginSending(record, operation, messageId, nowMs);
}

/**
 * How a step ends that does not succeed.
 *
 * - `refused`: for good, nothing happened
 * - `unanswered`: it may have happened
 * - `killed`: the process ended after the intent was recorded
 * - `gone`: the provider no longer has the meeting; like `refused` where there is none to be gone
 */
type Mishap = 'refused' | 'unanswered' | 'killed' | 'gone';

/** What is recorded of a step that does not succeed. */
function fail(
  { sighting, record }: State,
  operation: Operation,
  policy: Policy,
  nowMs: number,
  mishap: Mishap,
): State {
  if (mishap === 'gone' && (operation.kind === 'update-meeting' || operation.kind === 'check-meeting')) {
    return { sighting, record: apply.loseMeeting(record, nowMs) };
  }
  const intended = intend({ sighting, record }, operation, policy, nowMs);
  if (mishap === 'killed') return { sighting, record: intended };
  const details = { party: operation.kind === 'send-invitation' ? 'mail' : 'provider', code: 'x' } as const;
  if (mishap === 'unanswered') {
    const failure = networkFailure({ ...details, message: 'No answer.' });
    const noted = apply.noteTrouble(intended, operation, failure, { policy, nowMs, random: () => 0.5 });
    return { sighting, record: noted };
  }
  const failure = remoteFailure({ ...details, message: 'Refused.' });
  const undone =
    operation.kind === 'send-invitation'
      ? apply.undoSending(
          intended,
          operation.address,
          record.invitations.get(operation.address)?.sending ?? null,
        )
      : apply.undoCreation(intended);
  const noted = apply.noteTrouble(undone, operation, failure, { policy, nowMs, random: () => 0.5 });
  return { sighting, record: noted };
}

/** What is on the disk when the effect begins. */
function intend({ sighting, record }: State, operation: Operation, policy: Policy, nowMs: number): JobRecord {
  switch (operation.kind) {
    case 'create-meeting':
      return apply.beginCreation(record, operation, `key-${String(operation.generation)}`, nowMs);
    case 'cancel-meeting':
      return apply.beginCancellation(record, operation.reason, nowMs);
    case 'write-link':
      return apply.beginWriting(record, shownBy(sighting), policy, nowMs);
    case 'clear-link':
      return apply.beginClearing(record, shownBy(sighting), nowMs);
    case 'send-invitation':
      return beginSending(record, operation, nowMs);
    case 'find-meeting':
    case 'update-meeting':
    case 'check-meeting':
    case 'leave-meeting':
    case 'set-aside-meeting':
    case 'cancel-leftover':
    case 'confirm-link':
    case 'forget-link':
    case 'yield-link':
    case 'release':
    case 'resume':
      return record;
  }
}

/** A person has asked for every last message once more, and whether it left is in doubt. */
function resendInDoubt(record: JobRecord, nowMs: number): JobRecord {
  let after = record;
  for (const { address, email, name, sending, sent } of record.invitations.values()) {
    const last = sending ?? sent;
    if (last === null) continue;
    const messageId = sending?.messageId ?? `<again-${String(nowMs)}@office.test>`;
    const operation = {
      ...last,
      kind: 'send-invitation',
      address,
      email,
      name,
      resendOf: messageId,
    } as const;
    after = apply.beginSending(after, operation, messageId, nowMs);
  }
  return after;
}

const lookupArbitrary: fc.Arbitrary<Lookup> = fc.oneof(
  fc.constant<Lookup>({ kind: 'none' }),
  fc.constant<Lookup>({ kind: 'hidden' }),
  fc
    .tuple(
      fc.constantFrom('Ann', 'Bob', 'Cy'),
      fc.constantFrom('a@x.test', 'b@x.test', 'B@x.test', null, 'bad', ''),
    )
    .map(([name, email]) => known(name, email)),
);

const linkArbitrary: fc.Arbitrary<JobLink> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(BLANK_LINK) },
  { weight: 1, arbitrary: fc.constant({ url: 'https://zoom.us/j/1', id: 'Zoom:1', info: null }) },
  { weight: 1, arbitrary: fc.constant({ url: null, id: null, info: 'a note' }) },
  {
    weight: 1,
    arbitrary: fc.constant({
      url: 'https://meet.test/teams-1',
      id: 'Teams:teams-1',
      info: 'ReadyMeet reference BBBBBB',
    }),
  },
);

const jobArbitrary: fc.Arbitrary<Job> = fc
  .record({
    status: fc.oneof(fc.constantFrom<string>(...JOB_STATUSES), fc.constant('Daydreaming')),
    startMs: fc.option(
      fc.integer({ min: -50, max: 50 }).map((hours) => MONDAY_MS + hours * HOUR_MS),
      { nil: null },
    ),
    endMs: fc.option(
      fc.integer({ min: -50, max: 60 }).map((hours) => MONDAY_MS + hours * HOUR_MS),
      { nil: null },
    ),
    timeZone: fc.constantFrom('Australia/Brisbane', 'Mars/Olympus', '', null),
    type: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 }), { nil: null }),
    name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    isGroupEvent: fc.boolean(),
    isLocked: fc.boolean(),
    contact: lookupArbitrary,
    attendees: fc.array(
      fc.record({
        id: fc.uuid(),
        status: fc.constantFrom('Attended', 'Absent', 'Cancelled'),
        contact: lookupArbitrary,
      }),
      { maxLength: 4 },
    ),
    lastModifiedMs: fc.option(fc.constant(MONDAY_MS - 1_000), { nil: null }),
  })
  .map((fields) => readyJob(fields));

const sightingArbitrary: fc.Arbitrary<Sighting> = fc.oneof(
  { weight: 12, arbitrary: jobArbitrary.map((job): Sighting => ({ kind: 'present', job })) },
  { weight: 3, arbitrary: fc.constant<Sighting>({ kind: 'present', job: readyJob() }) },
  { weight: 1, arbitrary: fc.constant<Sighting>({ kind: 'deleted', jobId: 'job-1' }) },
  {
    weight: 1,
    arbitrary: fc.constant<Sighting>({ kind: 'unclear', jobId: 'job-1', code: 'hidden', message: 'Hidden.' }),
  },
);

const policyArbitrary: fc.Arbitrary<Policy> = fc
  .record({
    providerKind: fc.constantFrom('zoom', 'teams', 'meet'),
    enableAttendees: fc.boolean(),
    sendIcsToRecipients: fc.boolean(),
  })
  .map((changes) => policyWith(changes));

interface Turn {
  readonly sighting: Sighting;
  readonly policy: Policy;
  /** How many operations of the plan are carried out before something else happens. */
  readonly stopAfter: number;
  /** How the step after those ends; null where it is not even begun. */
  readonly mishap: Mishap | null;
  /** Whether a meeting is there where one is looked for. */
  readonly isFound: boolean;
  readonly isResent: boolean;
  /** Replaces the link on the job, as somebody else would; null leaves what we wrote. */
  readonly foreignLink: JobLink | null;
  readonly hours: number;
}

const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
  sighting: sightingArbitrary,
  policy: policyArbitrary,
  stopAfter: fc.constantFrom(0, 1, 2, 3, 100),
  mishap: fc.option(fc.constantFrom<Mishap>('refused', 'unanswered', 'killed', 'gone'), { nil: null }),
  isFound: fc.boolean(),
  isResent: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  foreignLink: fc.option(linkArbitrary, { nil: null, freq: 4 }),
  hours: fc.constantFrom(0, 0, 1, 9, 30),
});

/** Plays turns one after the other: any record that real life can lead to. */
function play(turns: readonly Turn[]): { state: State; policy: Policy; nowMs: number } {
  let nowMs = MONDAY_MS;
  let policy = policyWith();
  let state: State = { sighting: turns[0]!.sighting, record: emptyRecord('tenant-1', 'job-1', 'JOB-0001') };
  for (const turn of turns) {
    nowMs += turn.hours * HOUR_MS;
    policy = turn.policy;
    const shown = state.sighting.kind === 'present' ? state.sighting.job.link : BLANK_LINK;
    state = { sighting: withLink(turn.sighting, turn.foreignLink ?? shown), record: state.record };
    const { operations } = planJob({ ...state, policy, nowMs });
    for (const operation of operations.slice(0, turn.stopAfter)) {
      state = carryOut(state, operation, policy, nowMs, turn.isFound);
    }
    const next = turn.mishap === null ? undefined : operations[turn.stopAfter];
    if (turn.mishap !== null && next !== undefined) state = fail(state, next, policy, nowMs, turn.mishap);
    if (turn.isResent) state = { ...state, record: resendInDoubt(state.record, nowMs) };
  }
  return { state, policy, nowMs };
}

/** Works until nothing is left to do, with a start of the program after each round: every trouble gets its next try. */
function workOff(begun: State, policy: Policy, fromMs: number, isFound: boolean): State {
  let state = begun;
  for (let round = 0; round < 10; round += 1) {
    const nowMs = fromMs + round * 6 * 60_000;
    const started = { ...policy, retryProblemsBeforeMs: nowMs };
    const { operations } = planJob({ ...state, policy: started, nowMs });
    for (const operation of operations) state = carryOut(state, operation, started, nowMs, isFound);
  }
  return state;
}

describe('planJob', () => {
  it('is total, and a plan that was carried out leaves nothing to plan', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 6 }), fc.boolean(), (turns, isFound) => {
        const { state, policy, nowMs } = play(turns);
        let after = state;
        for (const operation of planJob({ ...state, policy, nowMs }).operations) {
          after = carryOut(after, operation, policy, nowMs, isFound);
        }
        expect(planJob({ ...after, policy, nowMs }).operations).toEqual([]);
      }),
      { numRuns: 4_000 },
    );
  });

  it('says the same for the same input', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 4 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        const input = { ...state, policy, nowMs };
        expect(planJob(input)).toEqual(planJob(input));
      }),
      { numRuns: 500 },
    );
  });

  it('never takes anything away because of something unclear', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 4 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        const unclear: Sighting = { kind: 'unclear', jobId: 'job-1', code: 'hidden', message: 'Hidden.' };
        const kinds = planJob({ sighting: unclear, record: state.record, policy, nowMs }).operations.map(
          ({ kind }) => kind,
        );
        expect(kinds.filter((kind) => kind !== 'release')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never writes over a link it did not write', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 5 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        const foreign = { url: 'https://elsewhere.test/9', id: 'Zoom:9', info: null };
        const kinds = planJob({
          sighting: withLink(state.sighting, foreign),
          record: state.record,
          policy,
          nowMs,
        }).operations.map(({ kind }) => kind);
        expect(kinds).not.toContain('write-link');
        expect(kinds).not.toContain('clear-link');
      }),
      { numRuns: 1_000 },
    );
  });

  it('ends with a meeting, its link and an invitation for every Ready job, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 6 }), fc.boolean(), (turns, isFound) => {
        const played = play(turns);
        const policy = { ...played.policy, sendIcsToRecipients: true };
        const startMs = played.nowMs + 5 * DAY_MS;
        const job = readyJob({ startMs, endMs: startMs + HOUR_MS, link: shownBy(played.state.sighting) });
        const begun: State = { sighting: { kind: 'present', job }, record: played.state.record };
        if (['foreign', 'shared'].includes(standingOf(job, begun.record, policy.reference))) return;
        const { record, sighting } = workOff(begun, policy, played.nowMs, isFound);
        if (record.meeting.state !== 'made') throw new Error(`The meeting is ${record.meeting.state}.`);
        expect(record.meeting.details.startMs).toBe(startMs);
        expect(record.link.state).toBe('confirmed');
        expect(shownBy(sighting).url).toBe(record.meeting.meeting.joinUrl);
        const invitation = record.invitations.get('ann.lee@customer.test');
        expect(invitation?.sending).toBeNull();
        expect(invitation?.sent).toMatchObject({ method: 'REQUEST', version: record.content?.version });
        expect(record.content).toMatchObject({ startMs, joinUrl: record.meeting.meeting.joinUrl });
        // What cannot be reached any more is all that may be left over.
        const isReachable = ({ meeting }: { meeting: Meeting }): boolean =>
          meeting.providerKind === policy.providerKind;
        expect(record.leftovers.filter(isReachable)).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('ends with no meeting, no link and everybody told for every cancelled job, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 6 }), fc.boolean(), (turns, isFound) => {
        const played = play(turns);
        const policy = { ...played.policy, sendIcsToRecipients: true };
        const { record: before } = played.state;
        const endMs = endOf(before);
        if (before.releasedAtMs !== null || (endMs !== null && endMs < played.nowMs + 3 * HOUR_MS)) return;
        const job = readyJob({ status: 'Cancelled', link: shownBy(played.state.sighting) });
        const standing = standingOf(job, before, policy.reference);
        const begun: State = { sighting: { kind: 'present', job }, record: before };
        const { record, sighting } = workOff(begun, policy, played.nowMs, isFound);
        expect(['none', 'cancelled', 'left']).toContain(record.meeting.state);
        expect(['none', 'deleted', 'yielded']).toContain(record.link.state);
        if (standing === 'ours' && isActive(before)) expect(shownBy(sighting).url).toBeNull();
        for (const { sending, sent } of record.invitations.values()) {
          expect(sending).toBeNull();
          expect(sent === null || sent.method === 'CANCEL').toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('sends nothing before the link, and every message of a guest under a rising sequence', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 5 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        const { operations } = planJob({ ...state, policy, nowMs });
        const firstRequest = operations.findIndex(
          (operation) => operation.kind === 'send-invitation' && operation.method === 'REQUEST',
        );
        if (firstRequest === -1) return;
        const confirm = operations.findIndex(({ kind }) => kind === 'confirm-link');
        const isConfirmed = state.record.link.state === 'confirmed';
        expect(isConfirmed || (confirm !== -1 && confirm < firstRequest)).toBe(true);
        for (const operation of operations) {
          if (operation.kind !== 'send-invitation' || operation.resendOf !== null) continue;
          const earlier = state.record.invitations.get(operation.address);
          const last = earlier?.sending ?? earlier?.sent ?? null;
          expect(operation.sequence).toBe(last === null ? 0 : last.sequence + 1);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
