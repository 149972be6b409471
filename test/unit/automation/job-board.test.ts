import { describe, expect, it } from 'vitest';
import { countMeetings, JobBoard } from '../../../main/automation/job-board.ts';
import { remoteFailure } from '../../../main/sync/failure.ts';
import type { Job, Sighting } from '../../../main/sync/model.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import type { JobRecord } from '../../../main/sync/record.ts';
import { DAY_MS, HOUR_MS, MONDAY_MS, readyJob } from '../../fakes/jobs.ts';

const present = (changes: Partial<Job> = {}): Sighting => ({ kind: 'present', job: readyJob(changes) });

function madeRecord(jobId = 'job-1'): JobRecord {
  const details = {
    topic: 'A',
    startMs: MONDAY_MS + DAY_MS,
    endMs: MONDAY_MS + DAY_MS + HOUR_MS,
    timeZone: 'UTC',
  };
  const meeting = {
    providerKind: 'zoom',
    id: 'm1',
    joinUrl: 'https://m.test',
    passcode: null,
    dialIn: [],
  } as const;
  return {
    ...emptyRecord('tenant-1', jobId, 'JOB-0001'),
    meeting: { state: 'made', generation: 1, key: 'k', details, meeting, atMs: 0 },
    invitations: new Map([
      [
        'a@b.test',
        { address: 'a@b.test', email: 'a@b.test', name: 'A', sent: null, sending: null, trouble: null },
      ],
    ]),
  };
}

function boardWithLog(): { board: JobBoard; told: (readonly string[] | null)[] } {
  const told: (readonly string[] | null)[] = [];
  return { board: new JobBoard((jobIds) => told.push(jobIds)), told };
}

const noRecord = (): null => null;

describe('the job board', () => {
  it('shows what was seen, and tells which jobs differ', () => {
    const { board, told } = boardWithLog();
    board.looked([present(), present({ id: 'job-2' })], noRecord);
    expect([...board.jobs.keys()]).toEqual(['job-1', 'job-2']);
    board.looked([present(), present({ id: 'job-2', status: 'En Route' })], noRecord);
    board.looked([present()], noRecord);
    expect(told).toEqual([['job-1', 'job-2'], ['job-2'], ['job-2']]);
    expect([...board.jobs.keys()]).toEqual(['job-1']);
  });

  it('tells nothing of a look that shows the same, and keeps the very same objects', () => {
    const { board, told } = boardWithLog();
    board.looked([present()], () => madeRecord());
    const before = board.jobs.get('job-1');
    board.looked([present()], () => madeRecord());
    board.recorded(madeRecord());
    board.found('job-1', []);
    expect(told).toHaveLength(1);
    expect(board.jobs.get('job-1')).toBe(before);
  });

  it('keeps a record that is newer than the look, and takes one that is none', () => {
    const { board } = boardWithLog();
    board.looked([present()], noRecord);
    board.recorded(madeRecord());
    board.looked([present()], () => undefined);
    expect(board.jobs.get('job-1')?.record?.meeting.state).toBe('made');
    board.looked([present()], noRecord);
    expect(board.jobs.get('job-1')?.record).toBeNull();
  });

  it('has no job where it cannot be seen, and keeps its record', () => {
    const { board } = boardWithLog();
    const unclear: Sighting = { kind: 'unclear', jobId: 'job-1', code: 'hidden', message: 'Hidden.' };
    board.looked([unclear], () => madeRecord());
    expect(board.jobs.get('job-1')).toMatchObject({ job: null, record: { jobId: 'job-1' } });
  });

  it('notes a record of a job it has not seen, and no findings of a job that is gone', () => {
    const { board, told } = boardWithLog();
    board.recorded(madeRecord());
    board.found('job-9', [{ kind: 'skipped', code: 'x', message: 'X.' }]);
    expect([...board.jobs.keys()]).toEqual(['job-1']);
    expect(told).toEqual([['job-1']]);
  });

  it('counts the jobs that wait because of one failure', () => {
    const { board } = boardWithLog();
    const failure = remoteFailure({ party: 'provider', code: 'down', message: 'Zoom is down.' });
    board.looked([present(), present({ id: 'job-2' }), present({ id: 'job-3' })], noRecord);
    board.found('job-1', [{ kind: 'retrying', code: 'down', message: 'Zoom is down.' }]);
    board.found('job-2', [{ kind: 'retrying', code: 'down', message: 'The mail server is down.' }]);
    board.found('job-3', [
      { kind: 'skipped', code: 'x', message: 'X.' },
      { kind: 'attention', code: 'down', message: 'Zoom is down.' },
    ]);
    expect(board.waitingFor(failure)).toBe(2);
  });

  it('at rest keeps what was done and nothing else', () => {
    const { board, told } = boardWithLog();
    board.looked([present(), present({ id: 'job-2' })], (jobId) => (jobId === 'job-1' ? madeRecord() : null));
    board.found('job-1', [{ kind: 'retrying', code: 'down', message: 'Down.' }]);
    board.rest();
    expect([...board.jobs.values()]).toMatchObject([{ jobId: 'job-1', findings: [] }]);
    expect(told.at(-1)).toBeNull();
  });

  it('replaces everything by what a ledger looks after', () => {
    const { board, told } = boardWithLog();
    board.looked([present({ id: 'job-7' })], noRecord);
    board.show([madeRecord()]);
    expect([...board.jobs.values()]).toMatchObject([{ jobId: 'job-1', job: null, findings: [] }]);
    expect(told.at(-1)).toBeNull();
  });
});

describe('counting jobs', () => {
  it('counts meetings that are not over', () => {
    const { board } = boardWithLog();
    const cancelled: JobRecord = {
      ...madeRecord('job-2'),
      meeting: { state: 'cancelled', generation: 1, atMs: 0 },
    };
    const released: JobRecord = { ...madeRecord('job-3'), releasedAtMs: 1 };
    board.show([madeRecord(), cancelled, released]);
    expect(countMeetings(board.jobs, MONDAY_MS)).toBe(1);
    expect(countMeetings(board.jobs, MONDAY_MS + 2 * DAY_MS)).toBe(0);
  });
});
