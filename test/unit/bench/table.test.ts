import { expect, test } from 'vitest';
import { writeTable } from '../../bench/table.ts';

test('the table is aligned and says which way each limit goes', () => {
  const table = writeTable([
    { name: 'total time', value: 12_345.67891, unit: 'ms', bound: { kind: 'at-most', limit: 14_375 } },
    { name: 'share', value: 0.9, unit: 'share', bound: { kind: 'at-least', limit: 0.95 } },
    { name: 'messages a guest', value: 1, unit: 'messages', bound: { kind: 'exactly', limit: 1 } },
    { name: 'printed only', value: 20, unit: 'ms', bound: null },
  ]);
  expect(table.split('\n')).toEqual([
    'name                  value  unit        limit  holds',
    '────────────────  ─────────  ────────  ───────  ─────',
    'total time        12345.679  ms        ≤ 14375  yes',
    'share                   0.9  share      ≥ 0.95  NO',
    'messages a guest          1  messages      = 1  yes',
    'printed only             20  ms              –  –',
  ]);
});

test('without figures there is only the head', () => {
  expect(writeTable([])).toBe('name  value  unit  limit  holds\n────  ─────  ────  ─────  ─────');
});
