import { describe, expect, it } from 'vitest';
import { createLimiter } from '../../../main/providers/limiter.ts';
import { success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import { createManualClock } from './manual-clock.ts';

const { signal } = new AbortController();

/** Starts tasks that note when they begin and end when told. */
function tasks(clock: { nowMs(): number }) {
  const begun: { readonly name: number; readonly atMs: number }[] = [];
  const ends: (() => void)[] = [];
  const task = (name: number) => (): Promise<Result<number>> => {
    begun.push({ name, atMs: clock.nowMs() });
    return new Promise((resolve) => {
      ends.push(() => {
        resolve(success(name));
      });
    });
  };
  return { begun, ends, task };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('createLimiter', () => {
  it('runs no more tasks at once than allowed, in the order they came', async () => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 3, perSecond: null, clock });
    const { begun, ends, task } = tasks(clock);
    const results = Promise.all(numbers(7).map((name) => limiter.run(task(name), signal)));
    await clock.advance(0);
    expect(begun.map(({ name }) => name)).toEqual([0, 1, 2]);
    expect(limiter.waitingCount).toBe(4);
    while (ends.length > 0) {
      ends.shift()?.();
      await clock.advance(0);
    }
    expect(begun.map(({ name }) => name)).toEqual(numbers(7));
    expect((await results).map((result) => result.ok && result.value)).toEqual(numbers(7));
  });

  it('gives the place free after a task that failed or threw', async () => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 1, perSecond: null, clock });
    await expect(limiter.run(() => Promise.reject(new Error('a bug')), signal)).rejects.toThrow('a bug');
    expect(await limiter.run(() => Promise.resolve(success('next')), signal)).toEqual(success('next'));
  });

  it('spaces beginnings evenly', async () => {
    const clock = createManualClock(1_000_000);
    const limiter = createLimiter({ concurrency: 8, perSecond: 2, clock });
    const begun: number[] = [];
    for (const _ of numbers(5)) {
      void limiter.run(() => {
        begun.push(clock.nowMs() - 1_000_000);
        return Promise.resolve(success(undefined));
      }, signal);
    }
    await clock.advance(10_000);
    expect(begun).toEqual([0, 500, 1000, 1500, 2000]);
  });

  it.each([2, 20, 30, 500])('keeps up a pace of %i a second although timers are late', async (perSecond) => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 8, perSecond, clock });
    let begun = 0;
    for (const _ of numbers(perSecond * 20)) {
      void limiter.run(() => {
        begun += 1;
        return Promise.resolve(success(undefined));
      }, signal);
    }
    await clock.advance(10_000, 15);
    expect(begun).toBeGreaterThanOrEqual(perSecond * 10 * 0.95);
    expect(begun).toBeLessThanOrEqual(perSecond * 10 * 1.02 + 1);
  });

  it('saves no beginnings up while idle', async () => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 8, perSecond: 10, clock });
    await limiter.run(() => Promise.resolve(success(undefined)), signal);
    await clock.advance(60_000);
    const { begun, task } = tasks(clock);
    for (const name of numbers(8)) void limiter.run(task(name), signal);
    await clock.advance(150);
    expect(begun).toHaveLength(2);
  });

  it('goes on when the clock of the machine is set back', async () => {
    const clock = createManualClock(10_000_000);
    const limiter = createLimiter({ concurrency: 8, perSecond: 2, clock });
    await limiter.run(() => Promise.resolve(success(undefined)), signal);
    clock.setNow(10_000_000 - 3_600_000);
    const { begun, task } = tasks(clock);
    void limiter.run(task(1), signal);
    await clock.advance(1_000);
    expect(begun).toHaveLength(1);
  });

  it('lets a task leave the queue, and the others keep their order', async () => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 1, perSecond: null, clock });
    const { begun, ends, task } = tasks(clock);
    const leaving = new AbortController();
    void limiter.run(task(0), signal);
    const left = limiter.run(task(1), leaving.signal);
    void limiter.run(task(2), signal);
    leaving.abort();
    expect(await left).toMatchObject({ ok: false, failure: { kind: 'cancelled', mayHaveHappened: false } });
    ends.shift()?.();
    await clock.advance(0);
    expect(begun.map(({ name }) => name)).toEqual([0, 2]);
  });

  it('runs nothing for a signal that has fired already', async () => {
    const clock = createManualClock(0);
    const limiter = createLimiter({ concurrency: 1, perSecond: null, clock });
    const { begun, task } = tasks(clock);
    expect((await limiter.run(task(0), AbortSignal.abort())).ok).toBe(false);
    expect(begun).toEqual([]);
  });
});
