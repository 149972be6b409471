import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../main/sync/ports.ts';
import { dailyApiAnswer } from '../../simulators/zoom/zoom-limits.ts';
import { systemClock } from './contract-rig.ts';
import { failureOf, valueOf } from './oauth-rig.ts';
import { stillClock, useZoomRig, zoomRequest } from './zoom-rig.ts';

const { signal } = new AbortController();

/** A clock that a test sets by hand; sleeping takes real time. */
function createHandClock(startMs: number): Clock & { set(nowMs: number): void } {
  let nowMs = startMs;
  return {
    ...systemClock,
    nowMs: () => nowMs,
    set(next) {
      nowMs = next;
    },
  };
}

describe('the daily limit', () => {
  const FIRST_KEY = `rm${'1'.repeat(30)}`;
  const EVENING = Date.UTC(2026, 10, 22, 22);

  it('is kept by ReadyMeet, without a request, until 00:00 UTC', async () => {
    const clock = createHandClock(EVENING);
    const rig = await useZoomRig({ clock, perDay: 2 });
    const meeting = valueOf(await rig.provider.create(zoomRequest({}, FIRST_KEY), signal));
    valueOf(await rig.provider.update(meeting, zoomRequest(), signal));
    const before = rig.zoom.http.requestCount;
    for (const result of [
      await rig.provider.create(zoomRequest(), signal),
      await rig.provider.update(meeting, zoomRequest(), signal),
    ]) {
      expect(failureOf(result)).toMatchObject({
        kind: 'remote',
        code: 'daily-limit',
        isTemporary: true,
        scope: 'job',
        mayHaveHappened: false,
        retryAfterMs: 2 * 3_600_000,
      });
    }
    expect(rig.zoom.http.requestCount).toBe(before);
    // What is not limited goes on.
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))).toBeNull();
    valueOf(await rig.provider.cancel(meeting, signal));
    clock.set(EVENING + 2 * 3_600_000);
    valueOf(await rig.provider.create(zoomRequest(), signal));
    expect(rig.zoom.createCount).toBe(2);
  });

  it("is taken from Zoom where Zoom's count is ahead of ours", async () => {
    const clock = createHandClock(EVENING);
    const rig = await useZoomRig({ clock, dailyLimit: 1 });
    valueOf(await rig.provider.create(zoomRequest({}, FIRST_KEY), signal));
    expect(failureOf(await rig.provider.create(zoomRequest(), signal))).toMatchObject({
      code: 'daily-limit',
      scope: 'job',
      retryAfterMs: 2 * 3_600_000,
    });
    expect([...rig.counts.values()]).toEqual([100]);
    const before = rig.zoom.http.requestCount;
    expect(failureOf(await rig.provider.create(zoomRequest(), signal)).code).toBe('daily-limit');
    expect(rig.zoom.http.requestCount).toBe(before);
    clock.set(EVENING + 2 * 3_600_000);
    expect((await rig.provider.create(zoomRequest(), signal)).ok).toBe(true);
  });

  it('counts what Zoom counts, and nothing that did not reach it', async () => {
    const rig = await useZoomRig();
    valueOf(await rig.provider.create(zoomRequest(), signal));
    rig.zoom.http.faults.add({ method: 'POST', path: /meetings$/, fault: { kind: 'cut-after' } });
    expect((await rig.provider.create(zoomRequest(), signal)).ok).toBe(false);
    const details = { ...zoomRequest().details, timeZone: 'Mars/Olympus' };
    expect((await rig.provider.create(zoomRequest({ details }), signal)).ok).toBe(false);
    expect((await rig.provider.create(zoomRequest({ password: 'much too long' }), signal)).ok).toBe(false);
    rig.zoom.http.faults.add({
      path: /meetings$/,
      fault: {
        kind: 'answer-before',
        answer: { status: 429, body: { code: 429, message: 'per-second rate limit' } },
      },
    });
    expect((await rig.provider.create(zoomRequest(), signal)).ok).toBe(false);
    expect([...rig.counts.values()]).toEqual([3]);
    expect(rig.zoom.usedToday()).toBe(3);
  });

  it('of the whole account holds everything up until the time Zoom names', async () => {
    const rig = await useZoomRig();
    const retryAt = new Date(stillClock.nowMs() + 90_000);
    rig.zoom.http.faults.add({
      path: /^\/v2\//,
      fault: { kind: 'answer-before', answer: dailyApiAnswer(retryAt) },
    });
    expect(failureOf(await rig.provider.create(zoomRequest(), signal))).toMatchObject({
      code: 'daily-api-limit',
      scope: 'party',
      isTemporary: true,
      retryAfterMs: 90_000,
    });
  });

  it('of one second is a short wait for everything', async () => {
    const rig = await useZoomRig({ perSecondLimit: 1 });
    expect((await rig.provider.account(signal)).ok).toBe(true);
    expect(failureOf(await rig.provider.account(signal))).toMatchObject({
      code: 'rate-limited',
      scope: 'party',
      retryAfterMs: 1_000,
    });
  });
});
