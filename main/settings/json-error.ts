export interface TextPosition {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as most editors count them. */
  readonly column: number;
}

/** One token of RFC 8259, with the blanks before it. */
const TOKEN =
  /[ \t\r\n]*(?:([{}[\]:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Expectation = 'value' | 'value-or-]' | 'key' | 'key-or-}' | ':' | ',-or-end';

/**
 * Finds where a text stops being JSON. `JSON.parse` says so in some cases only, and in the others quotes the text,
 * which may hold secrets.
 */
export function findJsonError(text: string): TextPosition {
  const scanner = new RegExp(TOKEN);
  const open: ('{' | '[')[] = [];
  let expected: Expectation = 'value';
  let goodUntil = 0;
  for (;;) {
    const match = scanner.exec(text);
    if (match === null) break;
    const next = advance(expected, open, match);
    if (next === null) break;
    expected = next;
    goodUntil = scanner.lastIndex;
  }
  const blanks = /^[ \t\r\n]*/.exec(text.slice(goodUntil))?.[0].length ?? 0;
  const lines = text.slice(0, goodUntil + blanks).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** What may come after this token; null where the token itself may not come. Keeps count of open brackets. */
function advance(
  expected: Expectation,
  open: ('{' | '[')[],
  [, mark, string, literal]: RegExpExecArray,
): Expectation | null {
  const isValueExpected = expected === 'value' || expected === 'value-or-]';
  if (string !== undefined && (expected === 'key' || expected === 'key-or-}')) return ':';
  if (string !== undefined || literal !== undefined) return isValueExpected ? ',-or-end' : null;
  switch (mark) {
    case '{':
    case '[':
      if (!isValueExpected) return null;
      open.push(mark);
      return mark === '{' ? 'key-or-}' : 'value-or-]';
    case '}':
      return (expected === 'key-or-}' || expected === ',-or-end') && open.pop() === '{' ? ',-or-end' : null;
    case ']':
      return (expected === 'value-or-]' || expected === ',-or-end') && open.pop() === '[' ? ',-or-end' : null;
    case ':':
      return expected === ':' ? 'value' : null;
    case ',':
      if (expected !== ',-or-end' || open.length === 0) return null;
      return open.at(-1) === '{' ? 'key' : 'value';
    case undefined:
    default:
      return null;
  }
}
