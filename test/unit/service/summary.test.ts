import { describe, expect, it } from 'vitest';
import { exitCodeOf, summarize, writeSummary } from '../../../main/service/summary.ts';
import type { SummaryInput } from '../../../main/service/summary.ts';
import type { Finding } from '../../../main/sync/draft.ts';
import type { JobReport } from '../../../main/sync/engine.ts';
import { authFailure, networkFailure } from '../../../main/sync/failure.ts';
import { NO_TOTALS } from '../../../main/sync/totals.ts';
import type { Totals } from '../../../main/sync/totals.ts';

function report(jobName: string, ...findings: readonly Finding[]): JobReport {
  return { jobId: jobName, jobName, findings };
}

function inputWith(
  changes: Partial<Omit<SummaryInput, 'engine'>> & {
    readonly reports?: readonly JobReport[];
    readonly totals?: Partial<Totals>;
  } = {},
): SummaryInput {
  const { reports = [], totals, ...others } = changes;
  return {
    engine: { jobsSeen: 3, totals: { ...NO_TOTALS, ...totals }, reports: () => reports },
    unusable: [],
    notices: [],
    requests: { skedulo: 2, provider: 1 },
    durationMs: 1_234,
    ...others,
  };
}

const SKIPPED: Finding = { kind: 'skipped', code: 'no-address', message: 'Nora has no address.' };
const WAITING: Finding = { kind: 'waiting', code: 'not-ready', message: 'It waits.' };
const RETRYING: Finding = { kind: 'retrying', code: 'timeout', message: 'No answer came.' };
const ATTENTION: Finding = {
  kind: 'attention',
  code: 'job-locked',
  message: 'It is locked.',
  mend: 'Unlock it.',
};
const REFUSED = authFailure({
  party: 'provider',
  code: 'reconnect',
  message: 'Zoom no longer knows ReadyMeet.',
  mend: 'Connect Zoom again.',
});
const SILENT = networkFailure({ party: 'mail', code: 'timeout', message: 'The mail server is silent.' });

describe('the summary', () => {
  it('has exactly its fields, in their order', () => {
    const summary = summarize(inputWith({ totals: { meetingsCreated: 2, emailsSent: 5 } }));
    expect(Object.keys(summary)).toEqual([
      'jobsSeen',
      'meetingsCreated',
      'meetingsUpdated',
      'meetingsCancelled',
      'linksWritten',
      'emailsSent',
      'skipped',
      'needsAttention',
      'unusable',
      'notices',
      'requests',
      'durationMs',
    ]);
    expect(summary).toMatchObject({
      jobsSeen: 3,
      meetingsCreated: 2,
      linksWritten: 0,
      emailsSent: 5,
      requests: { skedulo: 2, provider: 1 },
      durationMs: 1_234,
    });
  });

  it('sorts what is for people from what is not, by the number in the name', () => {
    const summary = summarize(
      inputWith({
        reports: [
          report('JOB-10', ATTENTION),
          report('JOB-9', WAITING, RETRYING),
          report('JOB-1', SKIPPED, ATTENTION),
        ],
      }),
    );
    expect(summary.skipped).toEqual([
      { job: 'JOB-1', reason: 'Nora has no address.' },
      { job: 'JOB-9', reason: 'It waits.' },
    ]);
    expect(summary.needsAttention).toEqual([
      { job: 'JOB-1', code: 'job-locked', message: 'It is locked. Unlock it.' },
      { job: 'JOB-9', code: 'timeout', message: 'No answer came.' },
      { job: 'JOB-10', code: 'job-locked', message: 'It is locked. Unlock it.' },
    ]);
  });

  it('tells of parties that cannot be used, with the mend where there is one', () => {
    expect(summarize(inputWith({ unusable: [REFUSED, SILENT] })).unusable).toEqual([
      { code: 'reconnect', message: 'Zoom no longer knows ReadyMeet. Connect Zoom again.' },
      { code: 'timeout', message: 'The mail server is silent.' },
    ]);
  });

  it.each([
    ['nothing to say', {}, 0],
    ['skipped and waiting jobs', { reports: [report('JOB-1', SKIPPED, WAITING)] }, 0],
    ['a notice', { notices: [{ code: 'clock-wrong', message: 'The clock is wrong.' }] }, 0],
    ['a job that needs attention', { reports: [report('JOB-1', ATTENTION)] }, 1],
    ['a job that is tried again later', { reports: [report('JOB-1', RETRYING)] }, 1],
    ['a party that cannot be used', { unusable: [SILENT] }, 3],
    ['both', { reports: [report('JOB-1', ATTENTION)], unusable: [SILENT] }, 3],
  ] as const)('with %s has the right exit code', (_what, changes, code) => {
    expect(exitCodeOf(summarize(inputWith(changes)))).toBe(code);
  });
});

describe('the summary in words', () => {
  it('is one line where nothing happened', () => {
    expect(writeSummary(summarize(inputWith()))).toBe('Looked at 3 jobs in 1.2 s: nothing to do.');
  });

  it('counts in the singular too', () => {
    const totals = {
      meetingsCreated: 1,
      meetingsUpdated: 2,
      meetingsCancelled: 1,
      linksWritten: 1,
      emailsSent: 1,
    };
    const summary = { ...summarize(inputWith({ totals })), jobsSeen: 1 };
    expect(writeSummary(summary)).toBe(
      'Looked at 1 job in 1.2 s: 1 meeting made, 2 meetings changed, 1 meeting removed, 1 link written, 1 e-mail sent.',
    );
  });

  it('groups what there is to say', () => {
    const summary = summarize(
      inputWith({
        reports: [
          report('JOB-1', SKIPPED),
          report('JOB-2', ATTENTION, { ...ATTENTION, message: 'JOB-2 has no start time.' }),
        ],
        notices: [{ code: 'clock-wrong', message: 'The clock is wrong.' }],
        unusable: [REFUSED],
      }),
    );
    expect(writeSummary(summary).split('\n')).toEqual([
      'Looked at 3 jobs in 1.2 s: nothing to do.',
      'Note: The clock is wrong.',
      '',
      'Left alone or waiting:',
      '  JOB-1: Nora has no address.',
      '',
      'Needs attention:',
      '  JOB-2: It is locked. Unlock it.',
      // No job is named twice.
      '  JOB-2 has no start time. Unlock it.',
      '',
      'Cannot be used now:',
      '  Zoom no longer knows ReadyMeet. Connect Zoom again.',
    ]);
  });
});
