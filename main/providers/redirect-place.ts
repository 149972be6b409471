import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';

/** Where the provider sends the person back to. */
export type RedirectPlace =
  | {
      /** An address on this computer, where a listener waits. */
      readonly kind: 'loopback';
      readonly host: '127.0.0.1' | 'localhost' | '[::1]';
      /** Null for any free one: all three providers ignore the port of a loopback address. */
      readonly port: number | null;
      /** As it is registered: empty where the address ends with the port. */
      readonly path: string;
    }
  | {
      /** An address of the organization's: its visit is caught in the app's own window. */
      readonly kind: 'web';
      readonly url: string;
    };

/**
 * Zoom takes `127.0.0.1` and not `localhost` (Zoom changelog, "PKCE loopback"). Entra takes `http://localhost` as the
 * portal offers it, without a path (entra-docs, reply-url). Google's desktop clients take either.
 */
const OWN_PLACES: Readonly<Record<ProviderKind, RedirectPlace>> = {
  zoom: { kind: 'loopback', host: '127.0.0.1', port: null, path: '/callback' },
  teams: { kind: 'loopback', host: 'localhost', port: null, path: '' },
  meet: { kind: 'loopback', host: '127.0.0.1', port: null, path: '/callback' },
};

/**
 * Where ReadyMeet waits for the answer: at its own loopback address, or at the one the organization registered. Fails
 * with `redirect-unusable` where that is neither on this computer nor an https address.
 */
export function redirectPlaceOf(kind: ProviderKind, registeredUrl: string | null): Result<RedirectPlace> {
  if (registeredUrl === null) return success(OWN_PLACES[kind]);
  const url = URL.parse(registeredUrl);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') {
    return failed(unusable('It cannot be read as a web address.'));
  }
  if (url.protocol === 'https:') return success({ kind: 'web', url: registeredUrl });
  const host = url.hostname;
  if (url.protocol !== 'http:' || (host !== '127.0.0.1' && host !== 'localhost' && host !== '[::1]')) {
    return failed(unusable('It has to begin with https://, or to lead to this computer (http://127.0.0.1).'));
  }
  if (url.search !== '') return failed(unusable('An address on this computer cannot hold a question mark.'));
  return success({
    kind: 'loopback',
    host,
    port: url.port === '' ? null : Number(url.port),
    // The provider compares letters: a slash that is not registered must not be sent.
    path: url.pathname === '/' && !registeredUrl.endsWith('/') ? '' : url.pathname,
  });
}

/**
 * Whether an address is the redirect address, whatever its query: scheme, host, port and path are the same, compared
 * after parsing. `https://good.test.evil.test/` and `https://good.test@evil.test/` are not `https://good.test/`, and an
 * address with a user name in it never is one.
 */
export function isRedirect(address: URL | string, redirectUri: string): boolean {
  const url = URL.parse(address.toString());
  const expected = URL.parse(redirectUri);
  return (
    url !== null &&
    expected !== null &&
    url.username === '' &&
    url.password === '' &&
    url.protocol === expected.protocol &&
    url.host === expected.host &&
    url.pathname === expected.pathname
  );
}

function unusable(why: string) {
  return inputFailure({
    party: 'provider',
    code: 'redirect-unusable',
    field: 'redirectUrl',
    message: `The redirect address of your organization's app cannot be used. ${why}`,
    mend: 'Correct it, and register the same address at the provider.',
    scope: 'party',
  });
}
