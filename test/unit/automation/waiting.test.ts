import { describe, expect, it } from 'vitest';
import { Alarm } from '../../../main/automation/alarm.ts';
import { Askers } from '../../../main/automation/askers.ts';
import { Holds } from '../../../main/automation/holds.ts';
import { isSame } from '../../../main/automation/is-same.ts';
import { isUnreachable, RECHECK_MS, waitAfterFailureMs } from '../../../main/automation/outcomes.ts';
import { authFailure, networkFailure, remoteFailure, success } from '../../../main/sync/failure.ts';
import { createSkippingClock } from '../../fakes/skipping-clock.ts';

describe('an alarm', () => {
  it('wakes when the time has come, or when it rings', async () => {
    const clock = createSkippingClock();
    const alarm = new Alarm(clock);
    const slept = alarm.wait(1_000_000);
    clock.advance(1_000_000);
    await slept;
    const rung = alarm.wait(1_000_000);
    alarm.ring();
    await rung;
    expect(clock.sleeperCount).toBe(0);
  });

  it('that rang while nobody waited cuts one wait short, and only one', async () => {
    const clock = createSkippingClock();
    const alarm = new Alarm(clock);
    alarm.ring();
    alarm.ring();
    await alarm.wait(1_000_000);
    const next = alarm.wait(1_000_000);
    expect(clock.sleeperCount).toBe(1);
    clock.advance(1_000_000);
    await next;
  });
});

describe('those who ask for a look', () => {
  it('get the result of the look that takes them, and no other', async () => {
    const askers = new Askers();
    const signal = new AbortController().signal;
    const first = askers.wait(signal);
    const settleFirst = askers.take();
    const second = askers.wait(signal);
    settleFirst(success(undefined));
    expect((await first).ok).toBe(true);
    askers.take()({ ok: false, failure: networkFailure({ party: 'skedulo', code: 'x', message: 'X.' }) });
    expect(await second).toMatchObject({ failure: { code: 'x' } });
  });

  it('may think better of it', async () => {
    const askers = new Askers();
    const stop = new AbortController();
    const waiting = askers.wait(stop.signal);
    stop.abort();
    expect(await waiting).toMatchObject({ failure: { kind: 'cancelled' } });
    expect(await askers.wait(stop.signal)).toMatchObject({ failure: { kind: 'cancelled' } });
  });
});

describe('holds', () => {
  it('are a pause until its end, looked at every minute', () => {
    let nowMs = 1_000;
    const holds = new Holds({ nowMs: () => nowMs }, 500_000);
    expect([holds.pausedUntilMs, holds.leftMs()]).toEqual([500_000, 60_000]);
    nowMs = 480_000;
    expect(holds.leftMs()).toBe(20_000);
    nowMs = 500_000;
    expect([holds.pausedUntilMs, holds.leftMs(), holds.resume()]).toEqual([null, null, false]);
    holds.pause(600_000);
    expect([holds.resume(), holds.leftMs()]).toEqual([true, null]);
  });

  it('are a sleep until it wakes, with the pause going on after it', () => {
    const holds = new Holds({ nowMs: () => 0 }, 100);
    holds.sleep();
    expect(holds.leftMs()).toBeGreaterThan(3_600_000);
    expect([holds.wake(), holds.wake(), holds.leftMs()]).toEqual([true, false, 100]);
  });
});

describe('the wait after a failed look', () => {
  const offline = networkFailure({ party: 'skedulo', code: 'unreachable', message: 'X.' });
  const refused = authFailure({ party: 'skedulo', code: 'token-refused', message: 'X.' });
  const busy = remoteFailure({
    party: 'skedulo',
    code: 'rate-limited',
    message: 'X.',
    httpStatus: 429,
    isTemporary: true,
    retryAfterMs: 400_000,
  });
  const broken = remoteFailure({
    party: 'skedulo',
    code: 'x',
    message: 'X.',
    httpStatus: 503,
    isTemporary: true,
  });
  const half = (): number => 0.5;

  it('rises while nobody answers, up to a minute', () => {
    expect([1, 2, 3, 4].map((failures) => waitAfterFailureMs(offline, failures, 0, half))).toEqual([
      750, 1_500, 3_000, 6_000,
    ]);
    expect(waitAfterFailureMs(offline, 30, 0, half)).toBe(60_000);
    expect(waitAfterFailureMs(offline, 1, 30_000, half)).toBe(30_000);
  });

  it('is as long as the other side asks, and long where only a person can help', () => {
    expect(waitAfterFailureMs(busy, 1, 30_000, half)).toBe(400_000);
    expect(waitAfterFailureMs(refused, 1, 30_000, half)).toBe(RECHECK_MS);
  });

  it('tells being unreachable from being refused', () => {
    expect([offline, broken, busy, refused].map(isUnreachable)).toEqual([true, true, false, false]);
  });
});

describe('isSame', () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: undefined }, { b: undefined }, false],
    [[1, 2], [1], false],
    [[], {}, false],
    [new Map([['a', { b: 1 }]]), new Map([['a', { b: 1 }]]), true],
    [new Map([['a', 1]]), new Map([['b', 1]]), false],
    [new Map(), {}, false],
    [null, {}, false],
    ['1', 1, false],
  ])('%j and %j: %s', (left, right, expected) => {
    expect([isSame(left, right), isSame(right, left)]).toEqual([expected, expected]);
  });
});
