import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../main/sync/link.ts';
import type { Meeting, Sighting } from '../../../main/sync/model.ts';
import { planJob } from '../../../main/sync/plan.ts';
import { endOf, isActive } from '../../../main/sync/record.ts';
import { DAY_MS, HOUR_MS, readyJob } from '../../fakes/jobs.ts';
import { play, turnArbitrary, workOff } from './any-turns.ts';
import { carryOut, shownBy, withLink } from './played-plans.ts';
import type { State } from './played-plans.ts';

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

  it('invites nobody before the link, and sends every message of a guest under a rising sequence', () => {
    fc.assert(
      fc.property(fc.array(turnArbitrary, { minLength: 1, maxLength: 5 }), (turns) => {
        const { state, policy, nowMs } = play(turns);
        const { operations } = planJob({ ...state, policy, nowMs });
        let isConfirmed = state.record.link.state === 'confirmed';
        for (const operation of operations) {
          isConfirmed ||= operation.kind === 'confirm-link';
          if (operation.kind !== 'send-invitation') continue;
          const earlier = state.record.invitations.get(operation.address);
          const last = earlier?.sending ?? earlier?.sent ?? null;
          // Whoever holds an invitation, or may hold one, hears of changes even where Skedulo refuses the link.
          if (operation.method === 'REQUEST') expect(isConfirmed || last?.method === 'REQUEST').toBe(true);
          if (operation.resendOf !== null) continue;
          expect(operation.sequence).toBe(last === null ? 0 : last.sequence + 1);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
