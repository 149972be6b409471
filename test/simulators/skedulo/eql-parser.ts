import { QueryError } from './query-error.ts';

export type EqlValue =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'instant'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly isTrue: boolean }
  | { readonly kind: 'null' };

export type EqlNode =
  | { readonly kind: 'group'; readonly isAnd: boolean; readonly parts: readonly EqlNode[] }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly value: EqlValue }
  | {
      readonly kind: 'in';
      readonly path: string;
      readonly isNegated: boolean;
      readonly values: readonly EqlValue[];
    };

interface Token {
  readonly kind: 'instant' | 'number' | 'string' | 'operator' | 'word';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<instant>\d{4}-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:\d\d)?)|(?<number>-?\d+(?:\.\d+)?)|(?<string>'[^']*'|"[^"]*")|(?<operator>==|!=|<=|>=|<|>|=|\(|\)|\[|\]|,)|(?<word>[A-Za-z_][\w.]*))/y;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/;
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', 'LIKE', 'NOTLIKE']);

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw new QueryError(`Unexpected character in query at position ${String(at)}`);
    for (const kind of ['instant', 'number', 'string', 'operator', 'word'] as const) {
      const found = groups[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}

/** Reads an EQL filter as Skedulo does: `==` only, instants unquoted and with milliseconds. */
export function parseEql(text: string): EqlNode {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (): never => {
    throw new QueryError(`Unable to parse query near '${tokens[at]?.text ?? 'the end'}'`);
  };
  const next = (): Token => tokens[at++] ?? fail();
  const take = (expected: string): boolean => {
    if (tokens[at]?.text !== expected) return false;
    at += 1;
    return true;
  };
  const expectText = (expected: string): void => {
    if (!take(expected)) fail();
  };

  const parseList = (word: 'AND' | 'OR', parsePart: () => EqlNode): EqlNode => {
    const first = parsePart();
    const parts = [first];
    while (take(word)) parts.push(parsePart());
    return parts.length === 1 ? first : { kind: 'group', isAnd: word === 'AND', parts };
  };
  const parseOr = (): EqlNode => parseList('OR', parseAnd);
  const parseAnd = (): EqlNode => parseList('AND', parseTerm);
  const parseTerm = (): EqlNode => {
    if (take('(')) {
      const inner = parseOr();
      expectText(')');
      return inner;
    }
    const path = next();
    if (path.kind !== 'word') return fail();
    const operator = next().text;
    if (operator === 'IN' || operator === 'NOTIN') {
      return { kind: 'in', path: path.text, isNegated: operator === 'NOTIN', values: parseValues() };
    }
    if (!COMPARISONS.has(operator))
      throw new QueryError(`Unable to parse query: unknown operator '${operator}'`);
    return { kind: 'compare', path: path.text, operator, value: parseValue(next()) };
  };
  const parseValues = (): EqlValue[] => {
    expectText('[');
    const values = [parseValue(next())];
    while (take(',')) values.push(parseValue(next()));
    expectText(']');
    return values;
  };

  const root = parseOr();
  return at === tokens.length ? root : fail();
}

function parseValue(token: Token): EqlValue {
  switch (token.kind) {
    case 'string':
      return { kind: 'string', text: token.text.slice(1, -1) };
    case 'number':
      return { kind: 'number', number: Number(token.text) };
    case 'instant':
      if (!INSTANT.test(token.text))
        throw new QueryError(`Invalid instant '${token.text}': milliseconds and a zone are needed`);
      return { kind: 'instant', text: new Date(token.text).toISOString() };
    case 'word':
      if (token.text === 'null') return { kind: 'null' };
      if (token.text === 'true' || token.text === 'false') {
        return { kind: 'boolean', isTrue: token.text === 'true' };
      }
      throw new QueryError(`Unable to parse query: unexpected '${token.text}'`);
    case 'operator':
      throw new QueryError(`Unable to parse query near '${token.text}'`);
  }
}
