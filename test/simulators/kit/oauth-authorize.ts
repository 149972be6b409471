import type { SimulatorAnswer, SimulatorRequest } from './http-simulator.ts';
import { askedScopes, isOptional } from './oauth-asking.ts';
import type { OAuthFlavour, OAuthUser } from './oauth-grants.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';

/** What the person decided on the provider's page. */
export interface Decision {
  readonly isAllowed: boolean;
  readonly user: OAuthUser;
  readonly scopes: readonly string[];
}

export interface AuthorizePageOptions {
  readonly flavour: OAuthFlavour;
  readonly clientId: string;
  readonly users: readonly OAuthUser[];
  /** Zoom: what the app's registration holds. */
  readonly registeredScopes?: readonly string[];
  /** Addresses registered besides the loopback one. */
  readonly redirectUris?: readonly string[];
  /** Any loopback address will do: for rigs that stand for no provider's own rules. */
  readonly takesAnyLoopback?: boolean;
}

/** Answers a visit of the authorize address; `decided` makes the redirect once somebody allowed or denied. */
export function answerAuthorize(
  request: SimulatorRequest,
  options: AuthorizePageOptions,
  letsPersonalIn: boolean,
  decided: (fields: ReadonlyMap<string, string>, decision: Decision) => string,
): SimulatorAnswer {
  const { flavour } = options;
  if (flavour === 'google' && /\bElectron\//.test(request.headers['user-agent'] ?? '')) {
    return refusalPage(
      flavour,
      403,
      'Access blocked: this request is not allowed',
      'Error 403: disallowed_useragent. Google does not allow signing in inside the window of an app.',
    );
  }
  const isDecision = request.method === 'POST';
  const form = isDecision ? new URLSearchParams(request.body) : request.url.searchParams;
  const fields = new Map(form);
  const complaint = complaintAbout(fields, options);
  if (complaint !== null) return refusalPage(flavour, 400, 'Something went wrong', complaint);
  const scopes = askedScopes(flavour, fields, options.registeredScopes ?? []);
  const show = (words: string | null): SimulatorAnswer =>
    signInPage({ flavour, fields: withoutAnswers(fields), users: options.users, scopes, complaint: words });
  if (!isDecision) return show(null);
  const user = options.users.find(({ id }) => id === fields.get('user')) ?? options.users[0];
  if (user === undefined) return show('There is no such account.');
  const isAllowed = fields.get('decision') === 'allow';
  if (isAllowed && user.isPersonal === true && !letsPersonalIn) return show(PERSONAL_WORDS);
  const ticked = new Set(form.getAll('granted'));
  const hasBoxes = fields.has('boxes');
  const location = decided(withoutAnswers(fields), {
    isAllowed,
    user,
    scopes: scopes.filter((scope) => !hasBoxes || !isOptional(flavour, scope) || ticked.has(scope)),
  });
  return { status: 302, headers: { location, 'cache-control': 'no-store' } };
}

export const PERSONAL_WORDS =
  "You can't sign in here with a personal account. Use your work or school account instead.";

const ANSWERS = new Set(['user', 'decision', 'granted', 'boxes']);

function withoutAnswers(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...fields].filter(([name]) => !ANSWERS.has(name)));
}

/** What is wrong with an authorization request, as the provider would complain about it; null for nothing. */
export function complaintAbout(
  fields: ReadonlyMap<string, string>,
  options: AuthorizePageOptions,
): string | null {
  if (fields.get('client_id') !== options.clientId) return 'Unknown client.';
  if (fields.get('response_type') !== 'code') return 'Unsupported response type.';
  if (!isRegistered(fields.get('redirect_uri') ?? '', options)) return 'Redirect address mismatch.';
  if (!fields.has('code_challenge')) return 'A code challenge is required.';
  return null;
}

/** Zoom takes 127.0.0.1 alone, Microsoft `http://localhost` without a path, Google either; none looks at the port. */
function isRegistered(redirectUri: string, options: AuthorizePageOptions): boolean {
  if (options.redirectUris?.includes(redirectUri) === true) return true;
  const redirect = URL.parse(redirectUri);
  if (redirect === null || redirect.protocol !== 'http:') return false;
  const { hostname, pathname } = redirect;
  const isLoopback = hostname === '127.0.0.1' || hostname === 'localhost';
  if (options.takesAnyLoopback === true) return isLoopback;
  switch (options.flavour) {
    case 'zoom':
      return hostname === '127.0.0.1';
    case 'microsoft':
      return hostname === 'localhost' && pathname === '/' && !redirectUri.endsWith('/');
    case 'google':
      return isLoopback;
  }
}
