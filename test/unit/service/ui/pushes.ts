import type { JobRow } from '../../../../preload/contract/jobs.ts';
import type { LogLine, Push, PushPayload } from '../../../../preload/contract/pushes.ts';

/** A row that differs from others by its words alone. */
export function row(jobId: string, words = ''): JobRow {
  const mark = { state: 'not-yet', atMs: null, words: '' } as const;
  return {
    jobId,
    jobName: `JOB-${jobId}`,
    type: null,
    status: 'Ready',
    startMs: null,
    endMs: null,
    timeZone: null,
    contact: null,
    addresses: [],
    providerKind: null,
    joinUrl: null,
    meeting: mark,
    link: mark,
    invitations: mark,
    standing: 'fine',
    words,
  };
}

export function jobsPush(payload: Partial<PushPayload<'jobs'>>): Push {
  return { name: 'jobs', payload: { revision: 1, isWhole: false, rows: [], removed: [], ...payload } };
}

export function navigatePush(jobId: string | null): Push {
  return { name: 'navigate', payload: { page: 'jobs', jobId } };
}

export function logPush(isWhole: boolean, ...words: readonly string[]): Push {
  const lines = words.map((text): LogLine => ({ atMs: 0, level: 'info', room: 'engine', words: text }));
  return { name: 'log', payload: { isWhole, lines } };
}
