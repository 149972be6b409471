import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import type { Meeting } from '../../../main/sync/model.ts';
import type { MeetingProvider, MeetingRequest } from '../../../main/sync/ports.ts';
import type { FaultPlan } from '../../simulators/kit/faults.ts';

/** A meeting as the simulated provider holds it. */
export interface SimulatedMeeting {
  readonly id: string;
  readonly topic: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Null where the provider keeps no time zone. */
  readonly timeZone: string | null;
  readonly isCancelled: boolean;
}

/** One adapter, connected to its simulator. */
export interface ProviderRig {
  readonly provider: MeetingProvider;
  /** Every meeting ever made at the simulator, cancelled ones included, oldest first. */
  meetings(): readonly SimulatedMeeting[];
  readonly faults: FaultPlan;
  /** Matches the path of every API request and of no token request. */
  readonly apiPath: RegExp;
  /** The request that makes a meeting. */
  readonly createRequest: { readonly method: string; readonly path: RegExp };
  /** The request that changes one. */
  readonly updateRequest: { readonly method: string; readonly path: RegExp };
  /** Bodies with which the provider says 401 and 429. */
  readonly unauthorizedBody: unknown;
  readonly rateLimitedBody: unknown;
  /** Longest topic the provider keeps, in UTF-16 units; null when 300 fit. */
  readonly topicLimit: number | null;
  /** Removes a meeting behind the adapter's back. */
  removeAtProvider(id: string): void;
  /** Ends the authorization behind the adapter's back: API and token endpoint refuse from now on. */
  revokeGrant(): void;
  /** How many refreshes the simulator has granted. */
  refreshCount(): number;
  /** Texts that must never stand in a failure: client secret, refresh and access tokens issued so far. */
  secrets(): readonly string[];
  close(): Promise<void>;
}

export type SetUpProvider = () => Promise<ProviderRig>;

const LONG_TOPIC = `Check "dëvice" 'A' \\ <b>\r\nsecond line\n${'👩‍⚕️ visit 😀 '.repeat(40)}`
  .slice(0, 300)
  .replace(/[\uD800-\uDBFF]$/, '');
const MEETING_PASSWORD = 'Kx7pW2qz';
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2027, 0, 12, 22, 30);

/** The behaviour that every meeting provider shares. `setUp` is called afresh for each test. */
export function describeMeetingProvider(name: string, setUp: SetUpProvider): void {
  describe(`${name} as a meeting provider`, () => {
    let rig: ProviderRig;
    let keyCount = 0;
    const { signal } = new AbortController();

    beforeEach(async () => {
      rig = await setUp();
    });
    afterEach(async () => {
      await rig.close();
    });

    const requestOf = (changes: Partial<MeetingRequest['details']> = {}): MeetingRequest => {
      keyCount += 1;
      return {
        key: `rm${keyCount.toString(16).padStart(30, '0')}`,
        details: {
          topic: 'JOB-0042 Video visit',
          startMs: START_MS,
          endMs: START_MS + HOUR_MS,
          timeZone: 'Australia/Sydney',
          ...changes,
        },
        password: MEETING_PASSWORD,
      };
    };
    const standing = (): readonly SimulatedMeeting[] =>
      rig.meetings().filter((meeting) => !meeting.isCancelled);
    const made = async (request: MeetingRequest): Promise<Meeting> =>
      valueOf(await rig.provider.create(request, signal));
    const failureOf = (result: Result<unknown>): Failure => {
      if (result.ok) throw new Error('A failure was expected.');
      const words = `${result.failure.message} ${result.failure.mend ?? ''}`;
      for (const secret of [...rig.secrets(), MEETING_PASSWORD]) {
        if (words.includes(secret))
          throw new Error(`A secret stands in the failure "${result.failure.code}".`);
      }
      expect(result.failure.party).toBe('provider');
      expect(result.failure.message).not.toBe('');
      return result.failure;
    };

    describe('making', () => {
      it('makes exactly one meeting with the right topic and times', async () => {
        const meeting = await made(requestOf());
        expect(rig.meetings()).toHaveLength(1);
        const [held] = standing();
        expect(held).toMatchObject({
          topic: 'JOB-0042 Video visit',
          startMs: START_MS,
          endMs: START_MS + HOUR_MS,
        });
        expect([null, 'Australia/Sydney']).toContain(held?.timeZone);
        expect(meeting.providerKind).toBe(rig.provider.kind);
        expect(meeting.joinUrl).toMatch(/^https?:\/\/\S+$/);
        expect(typeof meeting.id).toBe('string');
        expect(meeting.id).toMatch(/^\S+$/);
      });

      it('makes different meetings for different keys', async () => {
        const [first, second] = await Promise.all([made(requestOf()), made(requestOf())]);
        expect(first.id).not.toBe(second.id);
        expect(first.joinUrl).not.toBe(second.joinUrl);
        expect(standing()).toHaveLength(2);
      });

      it('keeps a long topic with quotes, emoji and line breaks as far as the provider can', async () => {
        await made(requestOf({ topic: LONG_TOPIC }));
        const held = plain(standing()[0]?.topic ?? '');
        expect(held.isWellFormed()).toBe(true);
        if (rig.topicLimit === null) {
          expect(held).toBe(plain(LONG_TOPIC));
        } else {
          expect(held.length).toBeLessThanOrEqual(rig.topicLimit);
          expect(held.length).toBeGreaterThan(rig.topicLimit - 20);
          expect(plain(LONG_TOPIC).startsWith(held.replace(/\s*…$/, ''))).toBe(true);
        }
      });

      it.each([
        ['before the clocks go forward', Date.UTC(2027, 2, 27, 23, 30), 'Europe/Berlin'],
        ['across the clocks going forward', Date.UTC(2027, 2, 28, 0, 30), 'Europe/Berlin'],
        ['in the hour that happens twice', Date.UTC(2027, 9, 31, 1, 30), 'Europe/Berlin'],
        ['after the clocks go back', Date.UTC(2027, 3, 3, 16, 30), 'Australia/Sydney'],
      ])('gets the instant right %s', async (_case, startMs, timeZone) => {
        await made(requestOf({ startMs, endMs: startMs + 2 * HOUR_MS, timeZone }));
        expect(standing()[0]).toMatchObject({ startMs, endMs: startMs + 2 * HOUR_MS });
      });
    });

    describe('finding', () => {
      it('finds a made meeting by its key', async () => {
        await made(requestOf());
        const request = requestOf();
        const meeting = await made(request);
        expect(valueOf(await rig.provider.find(request, signal))).toMatchObject({
          id: meeting.id,
          joinUrl: meeting.joinUrl,
        });
        expect(standing()).toHaveLength(2);
      });

      it('finds nothing, or makes the one meeting, under an unknown key', async () => {
        const request = requestOf();
        const first = valueOf(await rig.provider.find(request, signal));
        expect(standing()).toHaveLength(first === null ? 0 : 1);
        expect(valueOf(await rig.provider.find(request, signal))?.id).toBe(first?.id);
        expect(standing()).toHaveLength(first === null ? 0 : 1);
      });

      it('finds the meeting whose answer was lost on the way', async () => {
        rig.faults.add({ ...rig.createRequest, fault: { kind: 'cut-after' } });
        const request = requestOf();
        const failure = failureOf(await rig.provider.create(request, signal));
        expect(failure).toMatchObject({ kind: 'network', mayHaveHappened: true, isTemporary: true });
        const found = valueOf(await rig.provider.find(request, signal));
        expect(found?.joinUrl).toMatch(/^https?:\/\//);
        expect(rig.meetings()).toHaveLength(1);
        expect(rig.meetings()[0]?.topic).toBe(request.details.topic);
      });
    });

    describe('changing', () => {
      it('changes topic and times and keeps the meeting', async () => {
        const request = requestOf();
        const meeting = await made(request);
        const startMs = START_MS + 24 * HOUR_MS;
        const details = {
          topic: 'JOB-0042 moved',
          startMs,
          endMs: startMs + 2 * HOUR_MS,
          timeZone: 'Europe/Berlin',
        };
        const changed = valueOf(await rig.provider.update(meeting, { ...request, details }, signal));
        expect(changed).toMatchObject({
          id: meeting.id,
          joinUrl: meeting.joinUrl,
          providerKind: meeting.providerKind,
        });
        expect(changed.passcode).toBe(meeting.passcode);
        expect(rig.meetings()).toHaveLength(1);
        expect(standing()[0]).toMatchObject({
          topic: 'JOB-0042 moved',
          startMs,
          endMs: startMs + 2 * HOUR_MS,
        });
      });

      it('is still found by its key after a change', async () => {
        const request = requestOf();
        const meeting = await made(request);
        const changedRequest = { ...request, details: { ...request.details, topic: 'Another topic' } };
        valueOf(await rig.provider.update(meeting, changedRequest, signal));
        expect(valueOf(await rig.provider.find(changedRequest, signal))?.id).toBe(meeting.id);
        expect(standing()).toHaveLength(1);
      });

      it('says that a meeting removed at the provider is gone', async () => {
        const request = requestOf();
        const meeting = await made(request);
        rig.removeAtProvider(meeting.id);
        const failure = failureOf(await rig.provider.update(meeting, request, signal));
        expect(failure).toMatchObject({ code: 'meeting-gone', isTemporary: false, scope: 'job' });
        expect(standing()).toHaveLength(0);
      });
    });

    describe('looking whether it still stands', () => {
      it('tells a meeting that stands from one that was removed, and makes none', async () => {
        const meeting = await made(requestOf());
        const removed = await made(requestOf());
        rig.removeAtProvider(removed.id);
        expect(valueOf(await rig.provider.stands(meeting, signal))).toBe(true);
        expect(valueOf(await rig.provider.stands(removed, signal))).toBe(false);
        valueOf(await rig.provider.cancel(meeting, signal));
        expect(valueOf(await rig.provider.stands(meeting, signal))).toBe(false);
        expect(rig.meetings()).toHaveLength(2);
      });
    });

    describe('cancelling', () => {
      it('removes the meeting and no other', async () => {
        const meeting = await made(requestOf());
        const other = await made(requestOf());
        valueOf(await rig.provider.cancel(meeting, signal));
        expect(standing().map(({ id }) => id)).toEqual([other.id]);
      });

      it('counts a meeting that is already gone as removed', async () => {
        const meeting = await made(requestOf());
        valueOf(await rig.provider.cancel(meeting, signal));
        valueOf(await rig.provider.cancel(meeting, signal));
        const removed = await made(requestOf());
        rig.removeAtProvider(removed.id);
        valueOf(await rig.provider.cancel(removed, signal));
        expect(standing()).toHaveLength(0);
      });
    });

    describe('authorization', () => {
      it('names the account', async () => {
        const account = valueOf(await rig.provider.account(signal));
        expect(account.id).toMatch(/^\S+$/);
        expect(account.name).not.toBe('');
        expect(account.email).toMatch(/^\S+@\S+$/);
      });

      it('asks to reconnect when the grant was revoked', async () => {
        const meeting = await made(requestOf());
        rig.revokeGrant();
        const results = [
          await rig.provider.account(signal),
          await rig.provider.create(requestOf(), signal),
          await rig.provider.update(meeting, requestOf(), signal),
          await rig.provider.stands(meeting, signal),
          await rig.provider.cancel(meeting, signal),
        ];
        for (const result of results) {
          const failure = failureOf(result);
          expect(failure).toMatchObject({
            kind: 'auth',
            code: 'reconnect',
            scope: 'party',
            mayHaveHappened: false,
          });
          expect(failure.mend).toBeTruthy();
        }
        expect(rig.meetings()).toHaveLength(1);
      });

      it('renews the access token once after a 401 and repeats the request', async () => {
        rig.faults.add({
          ...rig.createRequest,
          fault: { kind: 'answer-before', answer: { status: 401, body: rig.unauthorizedBody } },
        });
        const before = rig.refreshCount();
        await made(requestOf());
        expect(rig.meetings()).toHaveLength(1);
        expect(rig.refreshCount()).toBe(before + 1);
      });
    });

    describe('trouble', () => {
      it('passes on how long to wait after too many requests', async () => {
        const answer = { status: 429, headers: { 'retry-after': '7' }, body: rig.rateLimitedBody };
        rig.faults.add({ path: rig.apiPath, times: Infinity, fault: { kind: 'answer-before', answer } });
        expect(failureOf(await rig.provider.create(requestOf(), signal))).toMatchObject({
          kind: 'remote',
          scope: 'party',
          isTemporary: true,
          retryAfterMs: 7_000,
          mayHaveHappened: false,
        });
        expect(rig.meetings()).toHaveLength(0);
      });

      it.each([500, 502, 503, 504])('takes a %i as temporary', async (status) => {
        const answer = { status, body: '<html><body>Bad gateway</body></html>' };
        rig.faults.add({ path: rig.apiPath, times: Infinity, fault: { kind: 'answer-before', answer } });
        const created = failureOf(await rig.provider.create(requestOf(), signal));
        expect(created).toMatchObject({ kind: 'remote', isTemporary: true, mayHaveHappened: true });
        expect(failureOf(await rig.provider.account(signal)).isTemporary).toBe(true);
        const meeting = { providerKind: rig.provider.kind, id: '1', joinUrl: '', passcode: null, dialIn: [] };
        expect(failureOf(await rig.provider.stands(meeting, signal)).isTemporary).toBe(true);
      });

      it.each([
        ['a web page', { kind: 'answer-after', answer: { status: 200, body: '<html>Sign in</html>' } }],
        ['an empty body', { kind: 'answer-after', answer: { status: 200 } }],
        ['a truncated body', { kind: 'truncate' }],
        ['missing fields', { kind: 'answer-after', answer: { status: 200, body: {} } }],
        ['another shape', { kind: 'answer-after', answer: { status: 200, body: [null, 'x', 7] } }],
        ['null', { kind: 'answer-after', answer: { status: 200, body: null } }],
      ] as const)('survives %s after making a meeting, and finds it afterwards', async (_case, fault) => {
        rig.faults.add({ ...rig.createRequest, fault });
        const request = requestOf();
        const failure = failureOf(await rig.provider.create(request, signal));
        expect(failure).toMatchObject({ mayHaveHappened: true, isTemporary: true });
        expect(valueOf(await rig.provider.find(request, signal))).not.toBeNull();
        expect(rig.meetings()).toHaveLength(1);
      });

      it.each([
        ['a web page', '<html>Sign in</html>'],
        ['an empty body', undefined],
        ['missing fields', {}],
        ['another shape', [null]],
      ])('survives %s from every other request', async (_case, body) => {
        const request = requestOf();
        const meeting = await made(request);
        const answer = { status: 200, body };
        rig.faults.add({ path: rig.apiPath, times: Infinity, fault: { kind: 'answer-before', answer } });
        failureOf(await rig.provider.account(signal));
        failureOf(await rig.provider.find(request, signal));
        failureOf(await rig.provider.stands(meeting, signal));
        failureOf(await rig.provider.update(meeting, request, signal));
      });

      it('knows that a refused 404 of the wrong address is not a meeting that is gone', async () => {
        const request = requestOf();
        const meeting = await made(request);
        const answer = { status: 404, body: '<html>nginx</html>' };
        rig.faults.add({ path: rig.apiPath, times: Infinity, fault: { kind: 'answer-before', answer } });
        expect(failureOf(await rig.provider.update(meeting, request, signal)).code).not.toBe('meeting-gone');
        failureOf(await rig.provider.stands(meeting, signal));
        failureOf(await rig.provider.cancel(meeting, signal));
      });

      it('takes a change whose answer was lost as one that may have happened, and can repeat it', async () => {
        const request = requestOf();
        const meeting = await made(request);
        rig.faults.add({ ...rig.updateRequest, fault: { kind: 'cut-after' } });
        const details = { ...request.details, topic: 'Moved' };
        expect(failureOf(await rig.provider.update(meeting, { ...request, details }, signal))).toMatchObject({
          kind: 'network',
          mayHaveHappened: true,
        });
        expect(valueOf(await rig.provider.update(meeting, { ...request, details }, signal)).id).toBe(
          meeting.id,
        );
        expect(standing().map(({ topic }) => topic)).toEqual(['Moved']);
      });

      it('does nothing once it was told to stop', async () => {
        const stopped = AbortSignal.abort();
        expect(failureOf(await rig.provider.create(requestOf(), stopped))).toMatchObject({
          kind: 'cancelled',
          mayHaveHappened: false,
        });
        expect(rig.meetings()).toHaveLength(0);
      });
    });
  });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

/** A provider may show a line break in a topic as a space. */
function plain(topic: string): string {
  return topic.replace(/\s+/gu, ' ').trim();
}
