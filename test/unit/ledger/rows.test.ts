import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromRows } from '../../../main/ledger/from-rows.ts';
import { EXPECTED_COLUMNS } from '../../../main/ledger/schema.ts';
import { toInvitationRow, toJobRow } from '../../../main/ledger/to-rows.ts';
import { isActive } from '../../../main/sync/record.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { sampleDispatch, sampleInvitation, sampleRecord } from '../../integration/ledger/samples.ts';
import { anyRecord } from './any-record.ts';

function rowsOf(record: JobRecord) {
  return {
    job: toJobRow(record),
    invitations: [...record.invitations.values()].map((invitation) => toInvitationRow(record, invitation)),
  };
}

describe('rows of a record', () => {
  it('hold everything the record holds', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { job, invitations } = rowsOf(record);
        expect(fromRows([job], invitations)).toEqual([record]);
        expect(job.is_active).toBe(isActive(record) ? 1 : 0);
      }),
    );
  });

  it('name every column of their tables', () => {
    const { job, invitations } = rowsOf(sampleRecord('1'));
    expect(Object.keys(job).sort()).toEqual([...EXPECTED_COLUMNS.jobs].sort());
    expect(Object.keys(invitations[0]!).sort()).toEqual([...EXPECTED_COLUMNS.invitations].sort());
  });

  it('can be searched with plain SQL: times come from what guests are told, else from the meeting', () => {
    const record = sampleRecord('1', { startMs: 5_000 });
    expect(toJobRow(record)).toMatchObject({ start_ms: 5_000, end_ms: 3_605_000, meeting_state: 'made' });
    expect(toJobRow({ ...record, content: null }).start_ms).toBe(5_000);
    expect(toJobRow({ ...record, content: null, meeting: { state: 'none' } }).start_ms).toBeNull();
  });

  it('tell the state of an invitation in a word', () => {
    const states = [
      sampleInvitation('a', { sent: null }),
      sampleInvitation('b', { sending: sampleDispatch() }),
      sampleInvitation('c'),
      sampleInvitation('d', { sent: sampleDispatch({ method: 'CANCEL' }) }),
    ].map((invitation) => toInvitationRow(sampleRecord('1'), invitation).invitation_state);
    expect(states).toEqual(['waiting', 'sending', 'invited', 'withdrawn']);
  });

  it.each([
    ['an unknown state', { meeting_state: 'exploded' }],
    ['a state without what belongs to it', { meeting_key: null }],
    ['JSON that breaks off', { meeting_json: '{"id":' }],
    ['JSON of another shape', { content_json: '[]' }],
    ['a link without its time', { link_at_ms: null }],
  ])('are reported by the job’s name when they hold %s', (_, damage) => {
    const { job, invitations } = rowsOf(sampleRecord('7'));
    expect(fromRows([{ ...job, ...damage }], invitations)).toEqual({ unreadableJobName: 'JOB-7' });
  });

  it('are reported when an invitation cannot be understood', () => {
    const { job, invitations } = rowsOf(sampleRecord('7'));
    const damaged = invitations.map((row) => ({ ...row, sent_json: '{"method":"SHOUT"}' }));
    expect(fromRows([job], damaged)).toEqual({ unreadableJobName: 'JOB-7' });
  });
});
