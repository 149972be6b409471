import { judge } from './verdict.ts';
import type { Bound, Measurement } from './verdict.ts';

const HEAD = ['name', 'value', 'unit', 'limit', 'holds'] as const;
const SIGNS: Readonly<Record<Bound['kind'], string>> = { 'at-most': '≤', 'at-least': '≥', exactly: '=' };

/** The figures for people: aligned columns, numbers to the right, every limit with its direction. */
export function writeTable(measurements: readonly Measurement[]): string {
  const lines = measurements.map((measurement) => {
    const { name, value, unit, holds } = judge(measurement);
    const { bound } = measurement;
    return bound === null
      ? [name, String(value), unit, '–', '–']
      : [name, String(value), unit, `${SIGNS[bound.kind]} ${String(bound.limit)}`, holds ? 'yes' : 'NO'];
  });
  const cells = [[...HEAD], HEAD.map(() => ''), ...lines];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => (line[column] ?? '').length)));
  return cells
    .map((line, index) =>
      line
        .map((cell, column) => pad(cell, widths[column] ?? 0, column, index === 1 ? '─' : ' '))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number, column: number, filler: string): string {
  const isNumber = HEAD[column] === 'value' || HEAD[column] === 'limit';
  return isNumber ? cell.padStart(width, filler) : cell.padEnd(width, filler);
}
