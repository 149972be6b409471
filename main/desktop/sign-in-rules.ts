/** The addresses of one try at signing in. */
export interface SignInAddresses {
  /** Where it begins. */
  readonly startUrl: string;
  /** Where the provider sends the answer. */
  readonly redirectUrl: string;
}

/**
 * Whether an address is the redirect address with an answer in its query: scheme, host, port and path are the same,
 * compared after parsing. `https://good.test.evil.test/` and `https://good.test@evil.test/` are not `https://good.test/`.
 */
export function isRedirect(address: string, { redirectUrl }: SignInAddresses): boolean {
  const url = URL.parse(address);
  const expected = URL.parse(redirectUrl);
  return (
    url !== null &&
    expected !== null &&
    !hasUser(url) &&
    url.protocol === expected.protocol &&
    url.host === expected.host &&
    url.pathname === expected.pathname
  );
}

/**
 * Whether the sign-in may show an address: any https page, because organizations sign in at their own; or a page of
 * the very place where it began, which is http only where that is this computer. The redirect address is none: it is
 * caught before it is visited.
 */
export function mayShow(address: string, addresses: SignInAddresses): boolean {
  const url = URL.parse(address);
  if (url === null || hasUser(url) || isRedirect(address, addresses)) return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && isLoopback(url) && url.origin === URL.parse(addresses.startUrl)?.origin;
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

function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
