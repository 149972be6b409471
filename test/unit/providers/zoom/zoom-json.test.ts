import { describe, expect, it } from 'vitest';
import { parseZoomBody } from '../../../../main/providers/zoom/zoom-json.ts';

function parse(text: string): unknown {
  const parsed = parseZoomBody({ status: 200, headers: new Headers(), text }, true);
  return parsed.ok ? parsed.value : parsed.failure;
}

describe('parseZoomBody', () => {
  it('keeps every digit of a 64-bit integer', () => {
    expect(parse('{"id":9223372036854775807}')).toEqual({ id: '9223372036854775807' });
    expect(parse('[ -9007199254740993 , 9007199254740993]')).toEqual([
      '-9007199254740993',
      '9007199254740993',
    ]);
  });

  it('leaves short numbers, fractions and exponents as they are', () => {
    expect(parse('{"a":85746065001,"b":1.5,"c":1e3,"d":0.1234567890123456789}')).toEqual({
      a: 85_746_065_001,
      b: 1.5,
      c: 1000,
      d: 0.123_456_789_012_345_68,
    });
  });

  it('leaves digits inside strings alone, whatever quotes and backslashes stand around them', () => {
    const value = {
      topic: 'Call 12345678901234567890 "now" \\',
      'key 12345678901234567890': 'a\\" 99999999999999999999',
      last: 'é😀\n12345678901234567890',
    };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it('copes with a long string', () => {
    const value = { agenda: 'x\\"'.repeat(200_000) };
    expect(parse(JSON.stringify(value))).toEqual(value);
  });

  it.each(['', '<?xml version="1.0"?><error/>', '{"id":1', '{"id":9223372036854775807'])(
    'is a failure for %j',
    (text) => {
      expect(parse(text)).toMatchObject({
        kind: 'remote',
        code: 'not-json',
        mayHaveHappened: true,
        isTemporary: true,
      });
    },
  );
});
