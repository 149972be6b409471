import type { CustomScheme } from 'electron';

const SCHEME = 'app';
const HOST = 'ui';

/** Where the page comes from: files in the program, served under an origin of their own. */
export const PAGE_URL = `${SCHEME}://${HOST}/`;
export const PAGE_ORIGIN = `${SCHEME}://${HOST}`;
export const APP_SCHEME = SCHEME;

/**
 * What Chromium lets the scheme do, to be told before the app is ready: to be an origin like that of an https site, and
 * to keep compiled code. No `supportFetchAPI`: the page asks for nothing.
 * https://www.electronjs.org/docs/latest/api/protocol#protocolregisterschemesasprivilegedcustomschemes
 */
export const SCHEME_PRIVILEGES: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, codeCache: true },
};

/** Whether an address lies on the page's own origin. Anything that cannot be parsed does not. */
export function isPageUrl(address: string): boolean {
  const url = URL.parse(address);
  // `origin` says 'null' of schemes that Node does not know.
  return url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === '';
}
