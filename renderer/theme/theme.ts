import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import type { Theme } from '@fluentui/react-components';
import { contrastRatio } from './contrast.ts';

const FONTS =
  "'Segoe UI Variable Text', 'Segoe UI Variable', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', sans-serif";

/** Least contrast of text on its ground, WCAG 2.2 AA. */
const READABLE = 4.5;

/**
 * The look of the window: the system's font, its light or dark, and its accent where that can be read on.
 * Windows that use forced colours replace all of these by themselves.
 */
export function themeFor(isDark: boolean, hasReadableAccent: boolean): Theme {
  return {
    ...(isDark ? webDarkTheme : webLightTheme),
    fontFamilyBase: FONTS,
    ...(hasReadableAccent ? ACCENT : {}),
  };
}

/** Only surfaces take the accent: it need not be readable as a text on the window's own ground. */
const ACCENT: Partial<Theme> = {
  colorBrandBackground: 'AccentColor',
  colorBrandBackgroundHover: 'color-mix(in srgb, AccentColor 90%, CanvasText)',
  colorBrandBackgroundPressed: 'color-mix(in srgb, AccentColor 80%, CanvasText)',
  colorBrandBackgroundSelected: 'AccentColor',
  colorCompoundBrandBackground: 'AccentColor',
  colorCompoundBrandBackgroundHover: 'color-mix(in srgb, AccentColor 90%, CanvasText)',
  colorCompoundBrandBackgroundPressed: 'color-mix(in srgb, AccentColor 80%, CanvasText)',
  colorNeutralForegroundOnBrand: 'AccentColorText',
};

/** Whether the browser tells the system's accent, and text on it can be read. */
export function hasReadableAccent(): boolean {
  if (!CSS.supports('color', 'AccentColor')) return false;
  const probe = document.createElement('span');
  document.body.append(probe);
  probe.style.color = 'AccentColor';
  const ground = getComputedStyle(probe).color;
  probe.style.color = 'AccentColorText';
  const text = getComputedStyle(probe).color;
  probe.remove();
  return (contrastRatio(ground, text) ?? 0) >= READABLE;
}
