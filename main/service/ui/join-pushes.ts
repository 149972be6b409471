import type { JobRow } from '../../../preload/contract/jobs.ts';
import type { Push, PushPayload } from '../../../preload/contract/pushes.ts';

/** As many lines of the log as a page shows. */
const MOST_LOG_LINES = 500;

/**
 * Makes one push out of two of the same name, saying what both said one after the other. Of what is replaced by each
 * newer one, such as the view, the newer is left.
 */
export function joinPushes(older: Push, newer: Push): Push {
  if (older.name === 'jobs' && newer.name === 'jobs') {
    return { name: 'jobs', payload: joinJobs(older.payload, newer.payload) };
  }
  if (older.name === 'log' && newer.name === 'log') {
    return { name: 'log', payload: joinLog(older.payload, newer.payload) };
  }
  return newer;
}

function joinJobs(older: PushPayload<'jobs'>, newer: PushPayload<'jobs'>): PushPayload<'jobs'> {
  if (newer.isWhole) return newer;
  const rows = new Map<string, JobRow>(older.rows.map((row) => [row.jobId, row]));
  for (const jobId of newer.removed) rows.delete(jobId);
  for (const row of newer.rows) rows.set(row.jobId, row);
  const removed = older.isWhole ? [] : [...older.removed, ...newer.removed];
  return {
    revision: newer.revision,
    isWhole: older.isWhole,
    rows: [...rows.values()],
    removed: [...new Set(removed)].filter((jobId) => !rows.has(jobId)),
  };
}

function joinLog(older: PushPayload<'log'>, newer: PushPayload<'log'>): PushPayload<'log'> {
  if (newer.isWhole) return newer;
  const lines = [...older.lines, ...newer.lines];
  // With lines left out, what the page shows already does not join up with these any more.
  return {
    isWhole: older.isWhole || lines.length > MOST_LOG_LINES,
    lines: lines.slice(-MOST_LOG_LINES),
  };
}
