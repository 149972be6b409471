import { expect, test } from 'vitest';
import { canShowBrowser } from '../../simulators/office/can-show-browser.ts';

test.each([
  ['linux', {}, false],
  ['linux', { DISPLAY: '' }, false],
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: ':0', CI: 'true' }, false],
  ['linux', { DISPLAY: ':0', CI: 'false' }, true],
  ['win32', {}, true],
  ['win32', { CI: '1' }, false],
  ['darwin', {}, true],
] as const)('on %s with %j a browser is opened: %s', (platform, environment, isOpened) => {
  expect(canShowBrowser(platform, environment)).toBe(isOpened);
});
