import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { authFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';

/** A right that ReadyMeet cannot do without, and the scopes that each give it. */
interface NeededRight {
  readonly words: string;
  /** The one to register first. */
  readonly scopes: readonly [string, ...string[]];
}

const CALENDAR = 'https://www.googleapis.com/auth/calendar';

/**
 * Zoom: the classic scopes of older apps give the same rights as the granular ones (Zoom, "granular scopes").
 * Microsoft does not list `offline_access` among what it granted: the refresh token shows it. Google: who the person is
 * cannot be unticked, the calendar can.
 */
const NEEDED: Readonly<Record<ProviderKind, readonly NeededRight[]>> = {
  zoom: [
    { words: 'make meetings', scopes: ['meeting:write:meeting', 'meeting:write'] },
    { words: 'change meetings', scopes: ['meeting:update:meeting', 'meeting:write'] },
    { words: 'remove meetings', scopes: ['meeting:delete:meeting', 'meeting:write'] },
    { words: 'read meetings', scopes: ['meeting:read:meeting', 'meeting:read', 'meeting:write'] },
    { words: 'list meetings', scopes: ['meeting:read:list_meetings', 'meeting:read', 'meeting:write'] },
    { words: 'see who is signed in', scopes: ['user:read:user', 'user:read', 'user:write'] },
  ],
  teams: [
    { words: 'make and change Teams meetings', scopes: ['OnlineMeetings.ReadWrite'] },
    { words: 'see who is signed in', scopes: ['User.Read', 'User.ReadWrite'] },
  ],
  meet: [
    {
      words: 'make and change entries in your calendar',
      scopes: [`${CALENDAR}.events.owned`, `${CALENDAR}.events`, CALENDAR],
    },
  ],
};

/**
 * Checks what was granted before anything is said to be connected. A provider that does not say what it granted is
 * taken at its word once it is asked for something. Fails with `auth` and `missing-scopes`, naming each right.
 */
export function checkGrantedScopes(kind: ProviderKind, granted: readonly string[] | null): Result<void> {
  if (granted === null) return success(undefined);
  const held = new Set(granted.map((scope) => plainScope(kind, scope)));
  const missing = NEEDED[kind].filter(
    ({ scopes }) => !scopes.some((scope) => held.has(plainScope(kind, scope))),
  );
  if (missing.length === 0) return success(undefined);
  return failed(
    authFailure({
      party: 'provider',
      code: 'missing-scopes',
      message: `${PROVIDER_NAMES[kind]} was not allowed to let ReadyMeet ${listed(missing.map(({ words }) => words))}. Nothing was connected.`,
      mend: mendFor(
        kind,
        missing.map(({ scopes }) => scopes[0]),
      ),
    }),
  );
}

/** Zoom marks rights over a whole account by an ending, Microsoft sometimes writes the API in front, in any case. */
function plainScope(kind: ProviderKind, scope: string): string {
  switch (kind) {
    case 'zoom':
      return scope.replace(/:(?:admin|master)$/, '');
    case 'teams':
      return scope.replace(/^https:\/\/graph\.microsoft\.com\//i, '').toLowerCase();
    case 'meet':
      return scope;
  }
}

function mendFor(kind: ProviderKind, scopes: readonly string[]): string {
  switch (kind) {
    case 'zoom':
      return `Add these scopes to the app in the Zoom App Marketplace, then connect Zoom again: ${scopes.join(', ')}.`;
    case 'teams':
      return 'Connect Microsoft Teams again and agree to everything; in some organizations an administrator has to agree first.';
    case 'meet':
      return 'Connect Google Meet again and leave every box ticked when Google asks what ReadyMeet may do.';
  }
}

/** `a`, `a and b`, `a, b and c` */
function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
