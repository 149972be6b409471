import { parseJsonBody } from '../../http/http-client.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import type { Result } from '../../sync/failure.ts';

/** A whole JSON string, or a number. Strings are matched so that digits inside them are left alone. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** May lie beyond 2^53, where a JavaScript number is no longer exact. */
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Parses an answer of Zoom. Meeting ids are 64-bit integers: long ones come out as strings, digit by digit.
 * `mayHaveHappened` is what is said of the effect when the body cannot be read.
 */
export function parseZoomBody(answer: HttpAnswer, mayHaveHappened: boolean): Result<unknown> {
  const text = answer.text.replace(STRING_OR_NUMBER, (token) =>
    LONG_INTEGER.test(token) ? `"${token}"` : token,
  );
  return parseJsonBody({ ...answer, text }, 'provider', 'Zoom', mayHaveHappened);
}
