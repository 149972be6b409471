import { describe, expect, it } from 'vitest';
import { createDailyQuota, untilUtcMidnightMs } from '../../../main/providers/daily-quota.ts';
import type { DailyQuota, QuotaShare } from '../../../main/providers/daily-quota.ts';
import { failed, localFailure } from '../../../main/sync/failure.ts';
import { createMemoryCounter } from '../../integration/providers/zoom-rig.ts';
import { createManualClock } from './manual-clock.ts';

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;

function setUp(perDay: number | null) {
  const clock = createManualClock(NOON);
  const counts = new Map<string, number>();
  const start = (): DailyQuota =>
    createDailyQuota({
      counter: createMemoryCounter(counts),
      name: 'zoom',
      perDay,
      providerName: 'Zoom',
      clock,
    });
  return { clock, counts, start, quota: start() };
}

async function takeShare(quota: DailyQuota): Promise<QuotaShare> {
  const taken = await quota.take();
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
}

describe('createDailyQuota', () => {
  it('gives as many as the day has, then says when to go on', async () => {
    const { quota, counts } = setUp(3);
    const results = await Promise.all(Array.from({ length: 5 }, () => quota.take()));
    expect(results.filter(({ ok }) => ok)).toHaveLength(3);
    expect(await quota.take()).toMatchObject({
      ok: false,
      failure: {
        kind: 'remote',
        code: 'daily-limit',
        isTemporary: true,
        scope: 'job',
        retryAfterMs: 12 * HOUR_MS,
      },
    });
    expect(counts.get('zoom 2026-11-22')).toBe(3);
  });

  it('begins again at 00:00 UTC and not before', async () => {
    const { quota, clock, counts } = setUp(1);
    await takeShare(quota);
    await clock.advance(12 * HOUR_MS - 1);
    expect(await quota.take()).toMatchObject({ ok: false, failure: { retryAfterMs: 1 } });
    await clock.advance(1);
    await takeShare(quota);
    expect(Object.fromEntries(counts)).toEqual({ 'zoom 2026-11-22': 1, 'zoom 2026-11-23': 1 });
  });

  it('outlives the program', async () => {
    const { quota, start } = setUp(1);
    await takeShare(quota);
    expect((await start().take()).ok).toBe(false);
  });

  it('takes back what was not used', async () => {
    const { quota } = setUp(1);
    const share = await takeShare(quota);
    expect((await quota.take()).ok).toBe(false);
    await share.giveBack();
    expect((await quota.take()).ok).toBe(true);
    expect((await quota.take()).ok).toBe(false);
  });

  it('believes the provider over its own count', async () => {
    const { quota, start, counts } = setUp(100);
    const share = await takeShare(quota);
    expect((await quota.exhaust()).code).toBe('daily-limit');
    await share.giveBack();
    expect((await quota.take()).ok).toBe(false);
    await start().exhaust();
    expect(counts.get('zoom 2026-11-22')).toBe(100);
    expect((await start().take()).ok).toBe(false);
  });

  it('counts nothing where there is no limit, and still believes the provider', async () => {
    const { quota, counts } = setUp(null);
    expect((await quota.take()).ok).toBe(true);
    expect(counts.size).toBe(0);
    await quota.exhaust();
    expect((await quota.take()).ok).toBe(false);
  });

  it('passes on that the ledger cannot count', async () => {
    const { clock } = setUp(1);
    const refuse = () =>
      Promise.resolve(failed(localFailure({ party: 'ledger', code: 'disk-full', message: 'Full.' })));
    const counter = { addToCounter: refuse, readCounter: refuse };
    const quota = createDailyQuota({ counter, name: 'zoom', perDay: 5, providerName: 'Zoom', clock });
    expect(await quota.take()).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
  });
});

describe('untilUtcMidnightMs', () => {
  it('is a whole day at midnight', () => {
    expect(untilUtcMidnightMs(Date.UTC(2026, 10, 22))).toBe(24 * HOUR_MS);
    expect(untilUtcMidnightMs(NOON)).toBe(12 * HOUR_MS);
  });
});
