import { isLoopback } from '../http/loopback.ts';
import { isRedirect } from '../providers/redirect-place.ts';

/** The addresses of one try at signing in. */
export interface SignInAddresses {
  /** Where it begins. */
  readonly startUrl: string;
  /** Where the provider sends the answer. */
  readonly redirectUrl: string;
}

/**
 * Whether the sign-in may show an address: any https page, because organizations sign in at their own; or a page of
 * the very place where it began, which is http only where that is this computer. The redirect address is none: it is
 * caught before it is visited.
 */
export function mayShow(address: string, addresses: SignInAddresses): boolean {
  const url = URL.parse(address);
  if (url === null || hasUser(url) || isRedirect(address, addresses.redirectUrl)) return false;
  if (url.protocol === 'https:') return true;
  return (
    url.protocol === 'http:' &&
    isLoopback(url.hostname) &&
    url.origin === URL.parse(addresses.startUrl)?.origin
  );
}

/** Whether a nested page may show an address: the same, and pages without an address that scripts fill. */
export function mayShowNested(address: string, addresses: SignInAddresses): boolean {
  return address === 'about:blank' || address === 'about:srcdoc' || mayShow(address, addresses);
}

/** Whether a request may leave: what pages may show, and what they keep in memory. */
export function mayRequest(address: string, addresses: SignInAddresses): boolean {
  const protocol = URL.parse(address)?.protocol;
  if (protocol === 'data:' || protocol === 'blob:') return true;
  if (protocol === 'wss:') return true;
  return mayShow(address, addresses);
}

/**
 * The window's title: the real host first, as it is sent over the network, so that letters of other alphabets that
 * look alike stand out; then what the window is for.
 */
export function signInTitle(shownAddress: string | null, purpose: string): string {
  const host = shownAddress === null ? null : URL.parse(shownAddress)?.host;
  return host === undefined || host === null || host === '' ? purpose : `${host} – ${purpose}`;
}

function hasUser(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}
