import { expect } from 'vitest';
import type { SignInView } from '../../../preload/contract/connections.ts';
import type { SignInWindow, SignInWindowEvent } from '../../../main/admin/shell.ts';
import type { NewGrant } from '../../../main/providers/account-check.ts';
import type { AuthorizedTokens } from '../../../main/providers/authorization.ts';
import type { LoopbackPlace } from '../../../main/providers/redirect-listener.ts';
import type { ProviderRegistration } from '../../../main/providers/registrations.ts';
import type { SignInParts } from '../../../main/providers/sign-in-attempt.ts';
import { createSignIn } from '../../../main/providers/sign-in.ts';
import type { SignIn, SignInOptions } from '../../../main/providers/sign-in.ts';
import { success } from '../../../main/sync/failure.ts';
import type { Result } from '../../../main/sync/failure.ts';
import type { ProviderAccount, TokenSet } from '../../../main/sync/ports.ts';
import { createManualClock } from './manual-clock.ts';
import type { ManualClock } from './manual-clock.ts';

export const NOW_MS = Date.UTC(2026, 10, 22, 9, 0);

export const REGISTRATION: ProviderRegistration = {
  clientId: 'client-1',
  clientSecret: null,
  endpoints: {
    authorizeUrl: 'https://provider.test/authorize',
    tokenUrl: 'https://provider.test/token',
    revokeUrl: 'https://provider.test/revoke',
  },
  apiUrl: 'https://provider.test/api',
  redirectUrl: null,
};

export const ACCOUNT: ProviderAccount = { id: 'u1', name: 'Olivia', email: 'olivia@acme.test', notes: [] };

export const TOKENS: TokenSet = { refreshToken: 'refresh-1', accessToken: 'access-1', expiresAtMs: null };

/** Work that ends when the test says so. */
export interface Held<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

/** What the fakes were asked to do, and the ends of what they were asked. */
export interface SignInRig {
  readonly signIn: SignIn;
  readonly clock: ManualClock;
  /** Every state, oldest first. */
  readonly states: SignInView[];
  readonly listeners: { readonly place: LoopbackPlace; readonly uri: string; isClosed: boolean }[];
  /** Comes back to the newest listener, with this query. */
  comeBack(query: string, listener?: number): void;
  readonly windows: {
    readonly url: string;
    readonly redirectUrl: string;
    readonly emit: (event: SignInWindowEvent) => void;
    isClosed: boolean;
    focusCount: number;
  }[];
  readonly opened: string[];
  readonly exchanges: {
    readonly redirect: URL;
    readonly signal: AbortSignal;
    readonly answer: Held<Result<AuthorizedTokens>>;
  }[];
  readonly checks: { readonly signal: AbortSignal; readonly answer: Held<Result<ProviderAccount>> }[];
  readonly stores: {
    readonly kind: string;
    readonly tokens: TokenSet;
    readonly registration: ProviderRegistration;
    readonly answer: Held<Result<void>>;
  }[];
  /** Refresh tokens of the grants that were given back. */
  readonly revoked: string[];
}

export interface SignInRigOptions {
  readonly hasWindow?: boolean;
  /** Null for a page that opens addresses itself. */
  readonly openExternal?: SignInOptions['openExternal'];
  readonly isInUse?: boolean;
  readonly listen?: SignInParts['listenForRedirect'];
}

export function createSignInRig(options: SignInRigOptions = {}): SignInRig {
  const clock = createManualClock(NOW_MS);
  const rig: Omit<SignInRig, 'signIn' | 'comeBack'> = {
    clock,
    states: [],
    listeners: [],
    windows: [],
    opened: [],
    exchanges: [],
    checks: [],
    stores: [],
    revoked: [],
  };
  const visits: ((url: URL) => void)[] = [];
  const signInWindow: SignInWindow = {
    open({ url, redirectUrl }, onEvent) {
      const window = { url, redirectUrl, emit: onEvent, isClosed: false, focusCount: 0 };
      rig.windows.push(window);
      return {
        close() {
          window.isClosed = true;
        },
        focus() {
          window.focusCount += 1;
        },
      };
    },
  };
  const listen: SignInParts['listenForRedirect'] = (place, onRedirect) => {
    const uri = `http://${place.host}:${String(50_000 + rig.listeners.length)}${place.path}`;
    const listener = { place, uri, isClosed: false };
    rig.listeners.push(listener);
    visits.push(onRedirect);
    return Promise.resolve(
      success({
        redirectUri: uri,
        close() {
          listener.isClosed = true;
          return Promise.resolve();
        },
      }),
    );
  };
  const parts: SignInParts = {
    listenForRedirect: options.listen ?? listen,
    completeAuthorization(_settings, _pending, redirect, _clock, signal) {
      const answer = hold<Result<AuthorizedTokens>>();
      rig.exchanges.push({ redirect, signal, answer });
      return answer.promise;
    },
    holdGrant(_kind, _registration, { refreshToken, accessToken, expiresAtMs }): NewGrant {
      return {
        tokens: { refreshToken, accessToken, expiresAtMs },
        check(signal) {
          const answer = hold<Result<ProviderAccount>>();
          rig.checks.push({ signal, answer });
          return answer.promise;
        },
        revoke() {
          rig.revoked.push(refreshToken);
          return Promise.resolve(success(undefined));
        },
      };
    },
  };
  let drawn = 0;
  const signIn = createSignIn(
    {
      clock,
      randomBytes(count) {
        drawn += 1;
        return new Uint8Array(count).fill(drawn);
      },
      signInWindow: options.hasWindow === false ? null : signInWindow,
      openExternal:
        options.openExternal === undefined
          ? (url) => {
              rig.opened.push(url);
              return Promise.resolve(success(undefined));
            }
          : options.openExternal,
      onConnected(kind, tokens, _account, registration) {
        const answer = hold<Result<void>>();
        rig.stores.push({ kind, tokens, registration, answer });
        return answer.promise;
      },
      isInUse: () => options.isInUse === true,
    },
    parts,
  );
  signIn.subscribe((state) => rig.states.push(state));
  return {
    ...rig,
    signIn,
    comeBack(query, index = rig.listeners.length - 1) {
      visits[index]?.(new URL(`${rig.listeners[index]?.uri ?? ''}?${query}`));
    },
  };
}

/** The tokens an exchange brings. */
export function authorized(changes: Partial<AuthorizedTokens> = {}): Result<AuthorizedTokens> {
  return success({ ...TOKENS, grantedScopes: null, idToken: null, ...changes });
}

/** A text that holds these words, for comparing a part of an object. */
export function containing(words: string): unknown {
  return expect.stringContaining(words);
}

/** Goes as far as the named state; the person has come back by then, except in `waiting`. */
export async function reach(
  rig: SignInRig,
  state: 'waiting' | 'exchanging' | 'checking-account' | 'storing',
): Promise<void> {
  await rig.signIn.begin('zoom', REGISTRATION);
  if (state === 'waiting') return;
  rig.comeBack('code=c&state=s');
  if (state === 'exchanging') return;
  rig.exchanges.at(-1)?.answer.resolve(authorized());
  await settle();
  if (state === 'checking-account') return;
  rig.checks.at(-1)?.answer.resolve(success(ACCOUNT));
  await settle();
}

/** The names of all states so far, oldest first. */
export function namesOf(rig: SignInRig): string[] {
  return rig.states.map(({ state }) => state);
}

/** Lets everything run that waits for promises only. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function hold<T>(): Held<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { promise, resolve };
}
