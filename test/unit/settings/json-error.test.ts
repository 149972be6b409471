import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonError } from '../../../main/settings/json-error.ts';

describe('the place where a text stops being JSON', () => {
  it.each([
    ['{"a": abc}', 1, 7],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{"a": [1, 2,]}', 1, 13],
    ['{"path": "C:\\data"}', 1, 10],
    ["{'a': 1}", 1, 2],
    ['{"a": 1', 1, 8],
    ['{"a": 1}\n\n}', 3, 1],
    ['[1}', 1, 3],
    ['{"a" 1}', 1, 6],
    ['1, 2', 1, 2],
    ['{"a": "unfinished\n"}', 1, 7],
  ])('%j', (text, line, column) => {
    expect(() => {
      JSON.parse(text);
    }).toThrow();
    expect(findJsonError(text)).toEqual({ line, column });
  });

  it('is the end of a text that JSON.parse takes', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const lines = text.split('\n');
        expect(findJsonError(text)).toEqual({ line: lines.length, column: (lines.at(-1) ?? '').length + 1 });
      }),
    );
  });
});
