import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryReader } from '../../../main/ledger/history-reader.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { Ledger } from '../../../main/sync/ports.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import {
  sampleChange,
  sampleDispatch,
  sampleHistory,
  sampleInvitation,
  sampleRecord,
  sampleTrouble,
} from './samples.ts';

/** The value of a result that must be a success. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

/** Matches any text that has `part` in it. */
export function contains(part: string): unknown {
  return expect.stringContaining(part);
}

/** What every ledger must hold to. `open` gives an empty one; the suite closes it. */
export function describeLedger(name: string, open: () => Promise<Ledger & HistoryReader>): void {
  describe(`the ledger contract: ${name}`, () => {
    let ledger: Ledger & HistoryReader;

    beforeEach(async () => {
      ledger = await open();
    });

    afterEach(async () => {
      await ledger.close();
    });

    it('has a reference of six characters without look-alikes', () => {
      expect(ledger.reference).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    });

    it('gives back what was committed, whole', async () => {
      const record = sampleRecord('1', {
        meetingTrouble: sampleTrouble({ mend: null, retryAtMs: 99, isTemporary: true }),
        linkTrouble: sampleTrouble(),
        linkRemovals: 2,
        link: {
          state: 'writing',
          link: { url: 'https://new.test', id: 'Teams:2', info: 'Dial in' },
          replaces: { url: 'https://old.test', id: null, info: null },
          atMs: 13,
        },
        invitations: new Map([
          [
            'ann@acme.test',
            sampleInvitation('ann@acme.test', { sending: sampleDispatch({ method: 'CANCEL' }) }),
          ],
          ['bob@acme.test', sampleInvitation('bob@acme.test', { sent: null, trouble: sampleTrouble() })],
        ]),
      });
      valueOf(await ledger.commit(sampleChange(record)));
      expect(valueOf(await ledger.recordsOf('tenant-1', ['1']))).toEqual([record]);
      expect(valueOf(await ledger.activeRecords('tenant-1'))).toEqual([record]);
    });

    it('gives back what was taken back, left behind or out of sight', async () => {
      const made = sampleRecord('1');
      if (made.meeting.state !== 'made' || made.link.state !== 'confirmed') throw new Error('Not made.');
      const record = sampleRecord('1', {
        meeting: { state: 'left', generation: 2, atMs: 30, reason: 'The job was cancelled.' },
        meetingCheckedAtMs: 29,
        leftovers: [
          {
            meeting: made.meeting.meeting,
            endMs: 99,
            reason: 'The job was cancelled.',
            trouble: sampleTrouble(),
          },
        ],
        link: { state: 'deleted', link: made.link.link, replaces: null, atMs: 31 },
        invitations: new Map(),
      });
      valueOf(await ledger.commit(sampleChange(record)));
      expect(valueOf(await ledger.activeRecords('tenant-1'))).toEqual([record]);
      const settled = { ...record, leftovers: [] };
      valueOf(await ledger.commit(sampleChange(settled)));
      expect(valueOf(await ledger.activeRecords('tenant-1'))).toEqual([]);
      expect(valueOf(await ledger.recordsOf('tenant-1', ['1']))).toEqual([settled]);
    });

    it('replaces every part of a record', async () => {
      valueOf(await ledger.commit(sampleChange(sampleRecord('1', { meetingTrouble: sampleTrouble() }))));
      const after = sampleRecord('1', {
        meeting: { state: 'cancelled', generation: 2, atMs: 30 },
        link: { state: 'none' },
        content: null,
        jobName: 'JOB-renamed',
      });
      valueOf(await ledger.commit({ record: after, changedAddresses: [], history: [] }));
      expect(valueOf(await ledger.recordsOf('tenant-1', ['1']))).toEqual([after]);
    });

    it('writes the invitations named as changed and no others', async () => {
      const record = sampleRecord('1', {
        invitations: new Map(['a', 'b', 'c'].map((address) => [address, sampleInvitation(address)])),
      });
      valueOf(await ledger.commit(sampleChange(record)));
      const changed = {
        ...record,
        invitations: new Map([
          ['a', sampleInvitation('a', { name: 'New' })],
          ['b', sampleInvitation('b', { name: 'Not named' })],
          ['d', sampleInvitation('d')],
        ]),
      };
      valueOf(await ledger.commit({ record: changed, changedAddresses: ['a', 'c', 'd'], history: [] }));
      const [found] = valueOf(await ledger.recordsOf('tenant-1', ['1']));
      const names = [...(found?.invitations.values() ?? [])].map(
        ({ address, name: guest }) => `${address}: ${guest}`,
      );
      expect(new Set(names)).toEqual(new Set(['a: New', 'b: Ann O’Neill', 'd: Ann O’Neill']));
      expect(names).toHaveLength(3);
    });

    it('gives records that are looked after, soonest start first, those without a start last', async () => {
      const cleared = { url: null, id: null, info: null };
      const records = [
        sampleRecord('late', { startMs: 3_000 }),
        sampleRecord('early', { startMs: 1_000 }),
        sampleRecord('released', { startMs: 2_000, releasedAtMs: 5_000 }),
        sampleRecord('middle', { startMs: 2_000, content: null }),
        sampleRecord('timeless', {
          meeting: { state: 'lost', generation: 1, atMs: 1 },
          content: null,
          link: { state: 'clearing', link: cleared, atMs: 1 },
        }),
        emptyRecord('tenant-1', 'untouched', 'JOB-untouched'),
        { ...sampleRecord('foreign', { startMs: 1 }), tenantId: 'tenant-2' },
      ];
      for (const record of records) valueOf(await ledger.commit(sampleChange(record)));
      const active = valueOf(await ledger.activeRecords('tenant-1'));
      expect(active.map((record) => record.jobId)).toEqual(['early', 'middle', 'late', 'timeless']);
      expect(valueOf(await ledger.activeJobIds('tenant-1'))).toEqual(['early', 'middle', 'late', 'timeless']);
      expect(valueOf(await ledger.activeJobIds('tenant-3'))).toEqual([]);
      expect(valueOf(await ledger.activeElsewhere('tenant-1'))).toBe(1);
      expect(valueOf(await ledger.activeElsewhere('tenant-2'))).toBe(4);
      expect(valueOf(await ledger.activeElsewhere('tenant-3'))).toBe(5);
    });

    it('keeps tenants apart, also under the same job id', async () => {
      const other = {
        ...sampleRecord('1', { jobName: 'JOB-other' }),
        tenantId: 'tenant-2',
        invitations: new Map(),
      };
      valueOf(await ledger.commit(sampleChange(sampleRecord('1'))));
      valueOf(await ledger.commit(sampleChange(other)));
      expect(valueOf(await ledger.recordsOf('tenant-2', ['1']))).toEqual([other]);
      expect(valueOf(await ledger.recordsOf('tenant-1', ['1']))).toEqual([sampleRecord('1')]);
      expect(valueOf(await ledger.history('tenant-2', '1', 9)).map((entry) => entry.jobName)).toEqual([
        'JOB-other',
      ]);
    });

    it('finds records of many jobs, each once, leaving out those without one', async () => {
      const ids = Array.from({ length: 1_203 }, (_, index) => `job-${String(index)}`);
      const results = await Promise.all(ids.map((id) => ledger.commit(sampleChange(sampleRecord(id)))));
      expect(results.filter((result) => !result.ok)).toEqual([]);
      const found = valueOf(await ledger.recordsOf('tenant-1', ['missing', ...ids, 'job-7']));
      expect(found.map((record) => record.jobId).sort()).toEqual([...ids].sort());
      expect(found.every((record) => record.invitations.size === 1)).toBe(true);
      expect(valueOf(await ledger.recordsOf('tenant-1', []))).toEqual([]);
    });

    it('keeps the order of changes to one job made at the same time', async () => {
      const changes = Array.from({ length: 40 }, (_, index) =>
        ledger.commit(sampleChange(sampleRecord('1', { linkRemovals: index }), `step-${String(index)}`)),
      );
      await Promise.all(changes);
      expect(valueOf(await ledger.recordsOf('tenant-1', ['1']))[0]?.linkRemovals).toBe(39);
      const actions = valueOf(await ledger.history('tenant-1', '1', 3)).map((entry) => entry.action);
      expect(actions).toEqual(['step-39', 'step-38', 'step-37']);
    });

    it('keeps the history newest first, by the order of writing', async () => {
      const record = sampleRecord('1');
      const first = { ...sampleHistory(record, 'first'), atMs: 900, actor: 'Ann' };
      const second = { ...sampleHistory(record, 'second'), atMs: 100 };
      const third = sampleHistory(record, 'third');
      valueOf(await ledger.commit({ record, changedAddresses: [], history: [first, second] }));
      valueOf(await ledger.commit({ record, changedAddresses: [], history: [third] }));
      expect(valueOf(await ledger.history('tenant-1', '1', 10))).toEqual([third, second, first]);
      expect(valueOf(await ledger.history('tenant-1', '1', 1))).toEqual([third]);
      expect(valueOf(await ledger.history('tenant-1', 'other', 10))).toEqual([]);
    });

    it('gives the actions of all jobs since an instant, also those of a clock that was set back', async () => {
      expect(valueOf(await ledger.actionsSince(0))).toEqual([]);
      const record = sampleRecord('1');
      const lines = [500, 900, 100, 700].map((atMs, index) => ({
        ...sampleHistory(record, `step-${String(index)}`),
        atMs,
      }));
      valueOf(await ledger.commit({ record, changedAddresses: [], history: lines }));
      const other = { ...sampleRecord('2'), tenantId: 'tenant-2' };
      valueOf(await ledger.commit(sampleChange(other, 'meeting-created')));
      const found = valueOf(await ledger.actionsSince(500));
      expect([...found].sort((left, right) => left.atMs - right.atMs)).toEqual([
        { atMs: 500, action: 'step-0' },
        { atMs: 700, action: 'step-3' },
        { atMs: 900, action: 'step-1' },
      ]);
      expect(valueOf(await ledger.actionsSince(0))).toHaveLength(5);
    });

    it('reads far back into a long history, and no further than asked', async () => {
      const record = sampleRecord('1');
      const history = Array.from({ length: 2_500 }, (_, atMs) => ({ ...sampleHistory(record), atMs }));
      valueOf(await ledger.commit({ record, changedAddresses: [], history }));
      expect(valueOf(await ledger.actionsSince(0))).toHaveLength(2_500);
      expect(valueOf(await ledger.actionsSince(600))).toHaveLength(1_900);
      expect(valueOf(await ledger.actionsSince(2_500))).toEqual([]);
    });

    it('knows whose job was worked on last', async () => {
      expect(valueOf(await ledger.lastTenantId())).toBeNull();
      valueOf(await ledger.commit(sampleChange({ ...sampleRecord('1'), tenantId: 'tenant-9' })));
      valueOf(await ledger.commit(sampleChange(sampleRecord('1'))));
      expect(valueOf(await ledger.lastTenantId())).toBe('tenant-1');
    });

    it('counts by name and window', async () => {
      expect(valueOf(await ledger.readCounter('zoom-create', '2031-05-06'))).toBe(0);
      const counted = await Promise.all(
        [1, 2, 3].map((by) => ledger.addToCounter('zoom-create', '2031-05-06', by)),
      );
      expect(counted.map(valueOf)).toEqual([1, 3, 6]);
      expect(valueOf(await ledger.addToCounter('zoom-create', '2031-05-07', 4))).toBe(4);
      expect(valueOf(await ledger.addToCounter('other', '2031-05-06', -1))).toBe(-1);
      expect(valueOf(await ledger.readCounter('zoom-create', '2031-05-06'))).toBe(6);
    });

    it('refuses every call after it was closed, and closes twice without harm', async () => {
      const pending = ledger.commit(sampleChange(sampleRecord('1')));
      await ledger.close();
      await ledger.close();
      expect((await pending).ok).toBe(true);
      const results = [
        await ledger.commit(sampleChange(sampleRecord('2'))),
        await ledger.activeJobIds('tenant-1'),
        await ledger.activeRecords('tenant-1'),
        await ledger.recordsOf('tenant-1', ['1']),
        await ledger.history('tenant-1', '1', 1),
        await ledger.addToCounter('a', 'b', 1),
        await ledger.readCounter('a', 'b'),
        await ledger.activeElsewhere('tenant-1'),
        await ledger.actionsSince(0),
        await ledger.lastTenantId(),
      ];
      expect(results.map((result) => (result.ok ? 'done' : result.failure.kind))).toEqual(
        results.map(() => 'cancelled'),
      );
    });
  });
}
