import { expect, test } from 'vitest';
import { contrastRatio } from '../../../../renderer/theme/contrast.ts';
import { themeFor } from '../../../../renderer/theme/theme.ts';

test('contrast is that of WCAG', () => {
  expect(contrastRatio('rgb(0, 0, 0)', 'rgb(255, 255, 255)')).toBeCloseTo(21, 5);
  // #767676 on white: the grey that just passes.
  expect(contrastRatio('rgb(118, 118, 118)', 'rgb(255, 255, 255)')).toBeCloseTo(4.54, 2);
  expect(contrastRatio('rgba(0, 117, 255, 1)', 'rgb(255, 255, 255)')).toBeLessThan(4.5);
  expect(contrastRatio('AccentColor', 'rgb(0, 0, 0)')).toBeNull();
});

test('the accent of the system is taken only where it can be read on', () => {
  expect(themeFor(false, true).colorBrandBackground).toBe('AccentColor');
  expect(themeFor(true, true).colorNeutralForegroundOnBrand).toBe('AccentColorText');
  expect(themeFor(false, false).colorBrandBackground).toMatch(/^#/);
});

test('dark and light differ, the font does not', () => {
  expect(themeFor(true, false).colorNeutralBackground1).not.toBe(
    themeFor(false, false).colorNeutralBackground1,
  );
  expect(themeFor(true, false).fontFamilyBase).toContain('Segoe UI Variable');
});
