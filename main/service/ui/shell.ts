import type { Shell } from '../../admin/shell.ts';

/**
 * What the service can do around the page: nothing, since it may run where nobody sits. The page in the browser opens
 * web addresses, among them those to sign in at, and saves files by itself.
 */
export const serviceShell: Shell = {
  kind: 'service',
  opensLinks: 'page',
  openExternal: null,
  openFolder: null,
  saveText: null,
  loginItem: null,
  hasNotifications: false,
  signInWindow: null,
};
