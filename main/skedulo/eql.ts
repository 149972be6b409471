/** How many ids one `UID IN [...]` filter names at most: keeps the filter within a few kilobytes. */
export const IDS_PER_FILTER = 150;

/**
 * Whether the text can be a Skedulo id: a UUID, or the 18 letters and digits of a Salesforce tenant. Nothing else is
 * ever put into a filter, because how EQL escapes quotes inside strings is not documented.
 */
export function isJobId(text: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(text);
}

/** Writes an instant as EQL wants it: unquoted, UTC, with milliseconds. */
export function eqlInstant(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** `UID IN ['…','…']`. The ids must have passed `isJobId`; another one is a bug. */
export function idsFilter(jobIds: readonly string[]): string {
  for (const id of jobIds) {
    if (!isJobId(id)) throw new Error('An id that is no Skedulo id must not reach a filter.');
  }
  return `UID IN [${jobIds.map((id) => `'${id}'`).join(',')}]`;
}

/**
 * Every Ready job that has not ended at the instant, and besides them the jobs with these ids whatever their status.
 * A job whose start lies ahead counts as not ended even if its end is before its start: somebody should hear of it.
 */
export function openJobsFilter(nowMs: number, jobIds: readonly string[]): string {
  const now = eqlInstant(nowMs);
  const ready = `(JobStatus == 'Ready' AND (End > ${now} OR Start > ${now} OR End == null OR Start == null))`;
  return jobIds.length === 0 ? ready : `${ready} OR ${idsFilter(jobIds)}`;
}

/** Narrows a filter to starts at or after the instant; null narrows it to jobs without a start. */
export function startingFrom(filter: string, startMs: number | null): string {
  return startMs === null
    ? `(${filter}) AND Start == null`
    : `(${filter}) AND Start >= ${eqlInstant(startMs)}`;
}

/** Cuts a list into pieces of at most `size`. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
