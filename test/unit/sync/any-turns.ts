import fc from 'fast-check';
import { BLANK_LINK } from '../../../main/sync/link.ts';
import { JOB_STATUSES } from '../../../main/sync/model.ts';
import type { Job, JobLink, Lookup, Sighting } from '../../../main/sync/model.ts';
import { planJob } from '../../../main/sync/plan.ts';
import type { Policy } from '../../../main/sync/policy.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import { HOUR_MS, MONDAY_MS, known, policyWith, readyJob } from '../../fakes/jobs.ts';
import { carryOut, fail, resendInDoubt, withLink } from './played-plans.ts';
import type { Mishap, State } from './played-plans.ts';

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

export const turnArbitrary: fc.Arbitrary<Turn> = fc.record({
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
export function play(turns: readonly Turn[]): { state: State; policy: Policy; nowMs: number } {
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
export function workOff(begun: State, policy: Policy, fromMs: number, isFound: boolean): State {
  let state = begun;
  for (let round = 0; round < 10; round += 1) {
    const nowMs = fromMs + round * 6 * 60_000;
    const started = { ...policy, retryProblemsBeforeMs: nowMs };
    const { operations } = planJob({ ...state, policy: started, nowMs });
    for (const operation of operations) state = carryOut(state, operation, started, nowMs, isFound);
  }
  return state;
}
