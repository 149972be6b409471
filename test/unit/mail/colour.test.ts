import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrast, isColour, textColourOn } from '../../../main/mail/colour.ts';

it.each([
  ['#0b5cad', '#ffffff'],
  ['#000000', '#ffffff'],
  ['#ffffff', '#000000'],
  ['#ffeb3b', '#000000'],
  ['#e65100', '#000000'],
])('writes on %s in %s', (colour, expected) => {
  expect(textColourOn(colour)).toBe(expected);
});

it('agrees with the figures of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('is readable on every colour', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffff }), (value) => {
      const colour = `#${value.toString(16).padStart(6, '0')}`;
      expect(contrast(colour, textColourOn(colour))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it.each(['', '#fff', 'red', '#0b5cad;color:red', '#0b5cag', ' #0b5cad', '#0b5cad\n', '0b5cad'])(
  'takes %o for no colour',
  (text) => {
    expect(isColour(text)).toBe(false);
  },
);
