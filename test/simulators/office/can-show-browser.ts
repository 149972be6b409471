/** Whether a browser that is opened is likely to be seen by somebody: not on a build server, and not without a display. */
export function canShowBrowser(
  platform: NodeJS.Platform,
  { CI, DISPLAY, WAYLAND_DISPLAY }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (CI !== undefined && CI !== '' && CI !== 'false') return false;
  if (platform === 'win32' || platform === 'darwin') return true;
  return [DISPLAY, WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '');
}
