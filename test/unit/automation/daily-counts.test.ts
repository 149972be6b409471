import { describe, expect, it } from 'vitest';
import { countByDay, createDailyCounts } from '../../../main/automation/daily-counts.ts';
import type { ActionLine } from '../../../main/ledger/history-reader.ts';
import { localFailure, success } from '../../../main/sync/failure.ts';

const at = (iso: string, action: string): ActionLine => ({ atMs: Date.parse(iso), action });

describe('countByDay', () => {
  it('counts by the days of the zone, those without anything included', () => {
    const lines = [
      at('2026-11-20T13:59:00Z', 'meeting-created'),
      at('2026-11-20T14:00:00Z', 'meeting-found'),
      at('2026-11-22T13:00:00Z', 'write-link-failed'),
      at('2026-11-22T13:00:00Z', 'meeting-created'),
      at('2026-11-22T13:00:00Z', 'link-written'),
      at('2026-11-10T13:00:00Z', 'meeting-created'),
    ];
    const sinceMs = Date.parse('2026-11-20T05:00:00Z');
    const nowMs = Date.parse('2026-11-22T14:30:00Z');
    expect(countByDay(lines, sinceMs, nowMs, 'Australia/Brisbane')).toEqual([
      { day: '2026-11-20', made: 1, failed: 0 },
      { day: '2026-11-21', made: 1, failed: 0 },
      { day: '2026-11-22', made: 1, failed: 1 },
      { day: '2026-11-23', made: 0, failed: 0 },
    ]);
  });

  it('has each day once where the clocks change', () => {
    const days = countByDay(
      [],
      Date.parse('2026-10-23T12:00:00Z'),
      Date.parse('2026-10-27T12:00:00Z'),
      'Europe/Berlin',
    ).map(({ day }) => day);
    expect(days).toEqual(['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']);
  });
});

describe('the daily counts', () => {
  function setUp() {
    const lines: ActionLine[] = [
      at('2026-11-20T10:00:00Z', 'meeting-created'),
      at('2026-11-22T10:00:00Z', 'meeting-created'),
    ];
    const asked: number[] = [];
    const clock = { nowMs: Date.parse('2026-11-22T12:00:00Z') };
    const counts = createDailyCounts({
      history: {
        actionsSince(sinceMs) {
          asked.push(sinceMs);
          return Promise.resolve(success(lines.filter(({ atMs }) => atMs >= sinceMs)));
        },
      },
      nowMs: () => clock.nowMs,
      timeZone: 'UTC',
    });
    const madeSince = async (iso: string): Promise<readonly string[]> => {
      const result = await counts.since(Date.parse(iso));
      return result.ok
        ? result.value.map(({ day, made }) => `${day} ${String(made)}`)
        : [result.failure.code];
    };
    return { lines, asked, clock, madeSince };
  }

  it('read days that are over once, and today each time', async () => {
    const { lines, asked, madeSince } = setUp();
    const expected = ['2026-11-20 1', '2026-11-21 0', '2026-11-22 1'];
    expect(await madeSince('2026-11-20T08:00:00Z')).toEqual(expected);
    lines.push(at('2026-11-22T11:00:00Z', 'meeting-created'));
    expect(await madeSince('2026-11-20T08:00:00Z')).toEqual([...expected.slice(0, 2), '2026-11-22 2']);
    expect(asked.map((ms) => new Date(ms).toISOString())).toEqual([
      '2026-11-20T00:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
    ]);
  });

  it('read anew what was not asked for before, and after midnight', async () => {
    const { asked, clock, madeSince } = setUp();
    await madeSince('2026-11-21T08:00:00Z');
    expect(await madeSince('2026-11-20T08:00:00Z')).toEqual(['2026-11-20 1', '2026-11-21 0', '2026-11-22 1']);
    clock.nowMs += 86_400_000;
    expect(await madeSince('2026-11-21T08:00:00Z')).toEqual(['2026-11-21 0', '2026-11-22 1', '2026-11-23 0']);
    expect(asked).toHaveLength(3);
    expect(await madeSince('2026-11-22T08:00:00Z')).toEqual(['2026-11-22 1', '2026-11-23 0']);
  });

  it('fail as the ledger does', async () => {
    const failure = localFailure({ party: 'ledger', code: 'disk-error', message: 'Broken.' });
    const counts = createDailyCounts({
      history: { actionsSince: () => Promise.resolve({ ok: false, failure }) },
      nowMs: () => 0,
      timeZone: 'UTC',
    });
    expect(await counts.since(0)).toEqual({ ok: false, failure });
  });
});
