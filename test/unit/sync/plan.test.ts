import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as apply from '../../../main/sync/apply.ts';
import { messageIdOf } from '../../../main/sync/identity.ts';
import { BLANK_LINK } from '../../../main/sync/link.ts';
import { JOB_STATUSES } from '../../../main/sync/model.ts';
import type { Job, JobLink, Lookup, Meeting, Sighting } from '../../../main/sync/model.ts';
import type { Operation } from '../../../main/sync/operation.ts';
import { planJob } from '../../../main/sync/plan.ts';
import type { Policy } from '../../../main/sync/policy.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { HOUR_MS, MONDAY_MS, known, policyWith, readyJob } from '../../fakes/jobs.ts';

interface State {
  readonly sighting: Sighting;
  readonly record: JobRecord;
}

function meetingFor(generation: number, policy: Policy): Meeting {
  const id = `m${String(generation)}`;
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

/** The pure effect of one operation that succeeds: what perform would record, and what the job then shows. */
function carryOut({ sighting, record }: State, operation: Operation, policy: Policy, nowMs: number): State {
  switch (operation.kind) {
    case 'create-meeting': {
      const asked = apply.beginCreation(record, operation, `key-${String(operation.generation)}`, nowMs);
      const made = meetingFor(operation.generation, policy);
      return { sighting, record: apply.finishCreation(asked, made, operation.details, nowMs) };
    }
    case 'find-meeting':
      return { sighting, record: apply.abandonCreation(record, operation.reason, nowMs) };
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
      const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
      const { address, sequence, method } = operation;
      const content = { joinUrl: '', startMs: 0, endMs: 0 };
      const messageId =
        operation.resendOf ??
        messageIdOf({ uid: 'u', address, sequence, method, content, domain: 'office.test', digest });
      const begun = apply.beginSending(record, operation, messageId, nowMs);
      return { sighting, record: apply.finishSending(begun, address, nowMs) };
    }
    case 'release':
      return { sighting, record: apply.release(record, nowMs) };
    case 'resume':
      return { sighting, record: apply.resume(record) };
  }
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
  /** Replaces the link on the job, as somebody else would; null leaves what we wrote. */
  readonly foreignLink: JobLink | null;
  readonly hours: number;
}

const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
  sighting: sightingArbitrary,
  policy: policyArbitrary,
  stopAfter: fc.constantFrom(0, 1, 2, 3, 100),
  foreignLink: fc.option(linkArbitrary, { nil: null, freq: 4 }),
  hours: fc.constantFrom(0, 0, 1, 30),
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
      state = carryOut(state, operation, policy, nowMs);
    }
  }
  return { state, policy, nowMs };
}

describe('planJob', () => {
  it('is total, and a plan that was carried out leaves nothing to plan', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 6 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        let after = state;
        for (const operation of planJob({ ...state, policy, nowMs }).operations) {
          after = carryOut(after, operation, policy, nowMs);
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
