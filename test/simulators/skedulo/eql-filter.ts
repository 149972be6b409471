import { parseEql } from './eql-parser.ts';
import type { EqlNode, EqlValue } from './eql-parser.ts';
import { QueryError } from './query-error.ts';
import type { Row } from './rows.ts';

export interface Column {
  readonly type: 'string' | 'instant' | 'number' | 'boolean';
  read(row: Row): unknown;
}

/** Finds a column by its path, such as `Contact.Email`; null when there is none. */
export type FindColumn = (path: string) => Column | null;

export interface Filter {
  readonly test: (row: Row) => boolean;
  /** Set when the whole filter is `UID == …` or `UID IN […]`, so that an index can answer it. */
  readonly ids: readonly string[] | null;
}

/** Compiles a filter to a function; instants are compared as text, which works for UTC with milliseconds. */
export function compileFilter(text: string, findColumn: FindColumn): Filter {
  const root = parseEql(text);
  return { test: compileNode(root, findColumn), ids: idsOf(root) };
}

function idsOf(root: EqlNode): string[] | null {
  if (root.kind === 'group' || root.path !== 'UID') return null;
  if (root.kind === 'compare') {
    return root.operator === '==' && root.value.kind === 'string' ? [root.value.text] : null;
  }
  if (root.isNegated) return null;
  return root.values.map((value) => (value.kind === 'string' ? value.text : ''));
}

function compileNode(node: EqlNode, findColumn: FindColumn): (row: Row) => boolean {
  if (node.kind === 'group') {
    const tests = node.parts.map((part) => compileNode(part, findColumn));
    return node.isAnd ? (row) => tests.every((test) => test(row)) : (row) => tests.some((test) => test(row));
  }
  const column = findColumn(node.path);
  if (column === null) throw new QueryError(`Unknown field '${node.path}' in query`);
  if (node.kind === 'in') {
    const values = new Set<unknown>(node.values.map((value) => valueFor(column, value, node.path)));
    return (row) => values.has(column.read(row) ?? null) !== node.isNegated;
  }
  return compileComparison(column, node.operator, valueFor(column, node.value, node.path), node.path);
}

function valueFor(column: Column, value: EqlValue, path: string): string | number | boolean | null {
  if (value.kind === 'null') return null;
  if (value.kind !== column.type) {
    throw new QueryError(`Type mismatch in query: '${path}' is of type ${column.type}, not ${value.kind}`);
  }
  if (value.kind === 'number') return value.number;
  return value.kind === 'boolean' ? value.isTrue : value.text;
}

function compileComparison(
  column: Column,
  operator: string,
  wanted: string | number | boolean | null,
  path: string,
): (row: Row) => boolean {
  if (operator === '==') return (row) => (column.read(row) ?? null) === wanted;
  if (operator === '!=') return (row) => (column.read(row) ?? null) !== wanted;
  if (operator === 'LIKE' || operator === 'NOTLIKE') {
    if (typeof wanted !== 'string') throw new QueryError(`'${operator}' needs a text for '${path}'`);
    const escaped = wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('%', '.*');
    const pattern = new RegExp(`^${escaped}$`, 'is');
    return (row) => {
      const value = column.read(row);
      return (typeof value === 'string' && pattern.test(value)) === (operator === 'LIKE');
    };
  }
  if (wanted === null || typeof wanted === 'boolean') {
    throw new QueryError(`'${operator}' cannot be used with that value for '${path}'`);
  }
  return (row) => {
    const value = column.read(row);
    if (typeof value !== typeof wanted || (typeof value !== 'string' && typeof value !== 'number'))
      return false;
    if (operator === '<') return value < wanted;
    if (operator === '<=') return value <= wanted;
    return operator === '>' ? value > wanted : value >= wanted;
  };
}

/** Compiles an order such as `Start ASC, UID ASC`; rows without a value come last. */
export function compileOrder(text: string, findColumn: FindColumn): (a: Row, b: Row) => number {
  const keys = text.split(',').map((part) => {
    const match = /^\s*([A-Za-z_][\w.]*)(?:\s+(ASC|DESC))?\s*$/.exec(part);
    const column = match?.[1] === undefined ? null : findColumn(match[1]);
    if (column === null) throw new QueryError(`Unable to parse order by '${part.trim()}'`);
    return { column, sign: match?.[2] === 'DESC' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { column, sign } of keys) {
      const order = compareValues(column.read(a), column.read(b));
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Number(a) - Number(b);
}
