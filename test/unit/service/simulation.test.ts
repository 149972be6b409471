import { describe, expect, it } from 'vitest';
import { describePlans, writeSimulation } from '../../../main/service/simulation.ts';
import type { PlannedJob } from '../../../main/sync/engine.ts';
import type { MeetingDetails } from '../../../main/sync/model.ts';
import type { Operation } from '../../../main/sync/operation.ts';

const DETAILS: MeetingDetails = {
  topic: 'Home visit',
  startMs: Date.UTC(2026, 10, 23, 4, 10),
  endMs: Date.UTC(2026, 10, 23, 5, 10),
  timeZone: 'Australia/Brisbane',
};

function sending(method: 'REQUEST' | 'CANCEL', sequence: number): Operation {
  return {
    kind: 'send-invitation',
    address: 'ann@clients.test',
    email: 'Ann@Clients.test',
    name: 'Ann Lee',
    method,
    version: 1,
    series: 1,
    sequence,
    resendOf: null,
  };
}

const WORDS: readonly (readonly [Operation, string | null])[] = [
  [
    { kind: 'create-meeting', generation: 1, series: 1, details: DETAILS },
    'make a Zoom meeting, 23 Nov 2026, 14:10 (Australia/Brisbane)',
  ],
  [{ kind: 'find-meeting', reason: null }, 'look whether a meeting was made before an interruption'],
  [
    { kind: 'update-meeting', details: DETAILS },
    'move or rename its meeting: 23 Nov 2026, 14:10 (Australia/Brisbane)',
  ],
  [{ kind: 'cancel-meeting', reason: 'The job was cancelled.' }, 'remove its meeting'],
  [{ kind: 'check-meeting' }, 'ask whether its meeting still stands'],
  [{ kind: 'leave-meeting', reason: null }, 'stop looking after its meeting'],
  [{ kind: 'set-aside-meeting' }, 'set its earlier meeting aside, which the provider refuses to remove'],
  [{ kind: 'cancel-leftover', meetingId: 'm1' }, 'try again to remove its earlier meeting'],
  [{ kind: 'write-link', inputKey: 'link' }, 'write the link onto the job'],
  [{ kind: 'confirm-link' }, null],
  [{ kind: 'clear-link' }, 'clear the link on the job'],
  [{ kind: 'forget-link', why: 'blanked' }, 'note that its link is no longer ours'],
  [{ kind: 'yield-link' }, 'note that its link is no longer ours'],
  [sending('REQUEST', 0), 'e-mail an invitation to Ann@Clients.test'],
  [sending('REQUEST', 1), 'e-mail an update to Ann@Clients.test'],
  [sending('CANCEL', 2), 'e-mail a cancellation to Ann@Clients.test'],
  [{ kind: 'resume' }, 'look after it again'],
  [{ kind: 'release' }, 'let it go: its meeting has ended'],
];

function planned(jobName: string, changes: Partial<PlannedJob> = {}): PlannedJob {
  return { jobId: jobName, jobName, operations: [], findings: [], ...changes };
}

describe('a simulated pass', () => {
  it.each(WORDS)('puts %o into words', (operation, words) => {
    const [job] = describePlans([planned('JOB-1', { operations: [operation] })], 'Zoom');
    expect(job).toEqual({ job: 'JOB-1', wouldDo: words === null ? [] : [words], because: [] });
  });

  it('says for every job what would be done and why not', () => {
    const jobs = describePlans(
      [
        planned('JOB-1', {
          operations: [{ kind: 'write-link', inputKey: 'link' }, { kind: 'confirm-link' }],
        }),
        planned('JOB-2', { findings: [{ kind: 'attention', code: 'job-locked', message: 'It is locked.' }] }),
        planned('JOB-3'),
      ],
      'Zoom',
    );
    expect(writeSimulation(jobs).split('\n')).toEqual([
      '3 jobs seen; something would be done for 1. Nothing was changed.',
      '',
      'JOB-1',
      '  would write the link onto the job',
      '',
      'JOB-2',
      '  note: It is locked.',
      '',
      'JOB-3',
      '  nothing to do',
    ]);
  });

  it('says so where there is no job', () => {
    expect(writeSimulation([])).toBe('No job is Ready, and none is looked after.');
  });
});
