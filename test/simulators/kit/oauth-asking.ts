import type { OAuthFlavour, OAuthUser } from './oauth-grants.ts';

/** The tenant of personal Microsoft accounts, and one of an organization. */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
const WORK_TENANT = '3f1d9c52-7a0e-4b8c-9d55-0c6be2a1f7d4';

const GOOGLE_AUTH = 'https://www.googleapis.com/auth/';

/** What a right means, as a provider's page would put it. */
const WORDS: Readonly<Record<string, string>> = {
  'meeting:write:meeting': 'Create a meeting for a user',
  'meeting:update:meeting': 'Update a meeting',
  'meeting:delete:meeting': 'Delete a meeting',
  'meeting:read:meeting': 'View a meeting',
  'meeting:read:list_meetings': "View a user's meetings",
  'user:read:user': 'View a user',
  openid: 'Sign you in',
  email: 'See your primary e-mail address',
  profile: 'See your personal info',
  offline_access: 'Maintain access to data you have given it access to',
  'User.Read': 'Sign you in and read your profile',
  'OnlineMeetings.ReadWrite': 'Read and create your online meetings',
  [`${GOOGLE_AUTH}calendar.events.owned`]:
    'See, create, change and delete events on Google calendars you own',
};

/** The words for a scope; a scope nobody put into words stands for itself. */
export function wordsOfScope(scope: string): string {
  return WORDS[scope] ?? scope;
}

/** What the person is asked to agree to. Zoom's app holds its scopes itself; the others are told in the address. */
export function askedScopes(
  flavour: OAuthFlavour,
  fields: ReadonlyMap<string, string>,
  registeredScopes: readonly string[],
): readonly string[] {
  if (flavour === 'zoom') return registeredScopes;
  return (fields.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
}

/** Google lets people untick everything but who they are. */
export function isOptional(flavour: OAuthFlavour, scope: string): boolean {
  return flavour === 'google' && scope.startsWith(GOOGLE_AUTH);
}

/** The `scope` of the token answer: Google writes some names out in full, Microsoft leaves `offline_access` out. */
export function grantedScope(flavour: OAuthFlavour, scopes: readonly string[]): string {
  switch (flavour) {
    case 'zoom':
      return scopes.join(' ');
    case 'microsoft':
      return scopes.filter((scope) => scope !== 'offline_access').join(' ');
    case 'google':
      return scopes
        .map((scope) =>
          scope === 'email' || scope === 'profile' ? `${GOOGLE_AUTH}userinfo.${scope}` : scope,
        )
        .join(' ');
  }
}

/** An ID token where `openid` was granted; its signature is not one. */
export function idTokenOf(flavour: OAuthFlavour, user: OAuthUser, scope: string): string | null {
  if (flavour === 'zoom' || !scope.split(' ').includes('openid')) return null;
  const claims = {
    sub: user.id,
    name: user.name,
    ...(flavour === 'microsoft'
      ? { tid: user.isPersonal === true ? PERSONAL_TENANT : WORK_TENANT, preferred_username: user.email }
      : { email: user.email }),
  };
  return [{ typ: 'JWT', alg: 'RS256' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat('c2ltdWxhdGVk')
    .join('.');
}
