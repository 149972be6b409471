import { DateTime } from 'luxon';
import type { DemoJob } from './demo-office.ts';

const LONGEST_LINK = 60;

/** The jobs as a table for a terminal: name, start in its own zone, status, link. */
export function officeTable(jobs: readonly DemoJob[]): string {
  const rows = jobs.map(({ row }) => [
    row.Name,
    row.Start === null
      ? 'no start'
      : DateTime.fromISO(row.Start, { zone: row.Timezone }).toFormat('ccc dd LLL HH:mm'),
    row.Timezone,
    row.Locked ? `${row.JobStatus} (locked)` : row.JobStatus,
    shortened(row.VirtualMeetingURL ?? '–'),
  ]);
  const table = [['Job', 'Start', 'Time zone', 'Status', 'Link'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...table.map((cells) => (cells[column] ?? '').length)),
  );
  return table
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}

function shortened(text: string): string {
  return text.length <= LONGEST_LINK ? text : `${text.slice(0, LONGEST_LINK - 1)}…`;
}
