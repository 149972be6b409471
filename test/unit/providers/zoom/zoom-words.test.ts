import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoomTimes } from '../../../../main/providers/zoom/zoom-meeting.ts';
import { validateZoomPassword } from '../../../../main/providers/zoom/zoom-password.ts';
import { zoomTopic } from '../../../../main/providers/zoom/zoom-topic.ts';
import { quoteZoom } from '../../../../main/providers/zoom/zoom-words.ts';

describe('zoomTopic', () => {
  it('is one line of at most 200 units, well formed and never empty, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (topic) => {
        const fitted = zoomTopic(topic);
        expect(fitted.length).toBeGreaterThan(0);
        expect(fitted.length).toBeLessThanOrEqual(200);
        expect(fitted.isWellFormed()).toBe(true);
        expect(fitted).not.toMatch(/[\r\n\u2028\u2029]/);
      }),
    );
  });

  it('leaves a topic that fits as it is', () => {
    expect(zoomTopic('Check "A" & <b> 😀')).toBe('Check "A" & <b> 😀');
    expect(zoomTopic('x'.repeat(200))).toBe('x'.repeat(200));
  });

  it('shortens between characters', () => {
    expect(zoomTopic(`${'x'.repeat(198)}👩‍⚕️y`)).toBe(`${'x'.repeat(198)}…`);
    expect(zoomTopic(`${'x'.repeat(198)}😀y`)).toBe(`${'x'.repeat(198)}…`);
    expect(zoomTopic('y'.repeat(201))).toBe(`${'y'.repeat(199)}…`);
  });

  it('names a meeting without a topic', () => {
    expect(zoomTopic(' \r\n ')).toBe('Meeting');
  });
});

describe('zoomTimes', () => {
  it.each([
    [0, 1],
    [-60_000, 1],
    [1, 1],
    [60_000, 1],
    [60_001, 2],
    [3_600_000, 60],
  ])('makes %i ms into %i minutes', (lengthMs, minutes) => {
    const startMs = Date.UTC(2027, 0, 1);
    const details = { topic: 'T', startMs, endMs: startMs + lengthMs, timeZone: 'UTC' };
    expect(zoomTimes(details)).toMatchObject({ duration: minutes, start_time: '2027-01-01T00:00:00Z' });
  });
});

describe('validateZoomPassword', () => {
  it.each(['1', 'abcDEF12', 'a@-_*!#9Z0'])('lets %s through', (password) => {
    expect(validateZoomPassword(password)).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['12345678901', 'longer than the 10'],
    ['with space', 'may hold only'],
    ['ümlaut', 'may hold only'],
    ['a.b', 'may hold only'],
    ['😀', 'may hold only'],
  ])('says what is wrong with %j', (password, words) => {
    expect(validateZoomPassword(password)).toContain(words);
    if (password !== '') expect(validateZoomPassword(password)).not.toContain(password);
  });
});

describe('quoteZoom', () => {
  it('leaves out what could be a token or a link', () => {
    const token = 'eyJhbGciOiJIUzUxMiJ9.eyJhdWQiOiJodHRwczovL29hdXRoIn0';
    expect(quoteZoom(`Bad token ${token}.`)).toBe(': Bad token …');
    expect(quoteZoom('See https://zoom.us/j/1?pwd=abc for more.')).toBe(': See … for more');
  });

  it('is short and one line', () => {
    expect(quoteZoom('a\r\n b')).toBe(': a b');
    expect(quoteZoom('word '.repeat(100)).length).toBeLessThan(170);
    expect(quoteZoom(' ')).toBe('');
  });
});
