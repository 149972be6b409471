import type { SignInView } from '../../preload/contract/connections.ts';
import type { SignInWindow } from '../admin/shell.ts';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { Clock, ProviderAccount, TokenSet } from '../sync/ports.ts';
import { cancelledFailure, failed } from '../sync/failure.ts';
import type { RandomBytes } from './authorization.ts';
import type { ProviderRegistration } from './registrations.ts';
import { SIGN_IN_PARTS, createSignInAttempt } from './sign-in-attempt.ts';
import type { SignInAttempt, SignInParts } from './sign-in-attempt.ts';
import { notSigningIn } from './sign-in-problems.ts';

export type { ProviderRegistration } from './registrations.ts';

export interface SignInOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** The shell's own sign-in window; null where it has none. */
  readonly signInWindow: SignInWindow | null;
  /** Opens the system's browser; null where the page opens the address itself. */
  readonly openExternal: ((url: string) => Promise<Result<void>>) | null;
  /**
   * Stores what was gained, and by which registration. Only when it succeeds is `connected` shown; cancelling comes too
   * late by then. May come before `begin` has resolved: a browser that is signed in already is back sooner than the
   * system says that it was opened.
   */
  readonly onConnected: (
    kind: ProviderKind,
    tokens: TokenSet,
    account: ProviderAccount,
    registration: ProviderRegistration,
  ) => Promise<Result<void>>;
  /**
   * Whether a connection to this provider is in use now. Tokens that are not accepted are not revoked then: Google
   * and Zoom would end the one in use along with them. False unless told.
   */
  readonly isInUse?: (kind: ProviderKind) => boolean;
}

/** Signing in to a provider, one at a time. */
export interface SignIn {
  readonly state: SignInView;
  /** Told after every change of `state`. Returns the way to stop that. */
  subscribe(listener: (state: SignInView) => void): () => void;
  /**
   * Begins; one under way is cancelled first, or waited for when its result is being stored. Resolves as soon as the
   * person can sign in. Fails where it cannot begin, without a state of its own: `registration-unusable`,
   * `redirect-unusable`, `redirect-needs-window`, `port-busy`, `no-loopback`, `cancelled`.
   */
  begin(kind: ProviderKind, registration: ProviderRegistration): Promise<Result<void>>;
  /** Goes on in the system's browser instead of the app's own window. Fails with `not-signing-in` or `redirect-needs-window`. */
  useBrowser(): Promise<Result<void>>;
  /** Brings the window to the front, or opens the browser again. Fails with `not-signing-in`. */
  reopen(): Promise<Result<void>>;
  /** Does nothing when none is under way, or when its result is being stored. */
  cancel(): void;
  /** Puts the end of the last one away: back to `idle`. Does nothing while one is under way. */
  reset(): void;
  /** Cancels, closes everything, and lets nothing begin again. */
  stop(): Promise<void>;
}

/**
 * Makes the sign-in of one shell: idle → waiting → exchanging → checking-account → connected, failed, cancelled or
 * timed-out (five minutes of waiting). Whatever a try that is over still brings is ignored; tokens it brings are
 * revoked.
 */
export function createSignIn(options: SignInOptions, parts: SignInParts = SIGN_IN_PARTS): SignIn {
  const listeners = new Set<(state: SignInView) => void>();
  const unsettled = new Set<SignInAttempt>();
  let state: SignInView = { state: 'idle' };
  let current: SignInAttempt | null = null;
  let isStopped = false;

  const change = (next: SignInView): void => {
    state = next;
    for (const listener of listeners) listener(next);
  };

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async begin(kind, registration) {
      if (isStopped) return failed(cancelledFailure('provider', false));
      const earlier = current;
      const attempt: SignInAttempt = createSignInAttempt(kind, registration, options, parts, (next) => {
        // An earlier one that is being stored may still say how that went.
        if (current === attempt || next.state === 'connected' || next.state === 'failed') change(next);
      });
      earlier?.cancel();
      current = attempt;
      unsettled.add(attempt);
      await earlier?.released();
      const begun = await attempt.begin();
      void attempt.settled().then(() => unsettled.delete(attempt));
      return begun;
    },
    useBrowser: () => current?.useBrowser() ?? Promise.resolve(failed(notSigningIn())),
    reopen: () => current?.reopen() ?? Promise.resolve(failed(notSigningIn())),
    cancel() {
      current?.cancel();
    },
    reset() {
      switch (state.state) {
        case 'idle':
        case 'waiting':
        case 'exchanging':
        case 'checking-account':
          return;
        case 'connected':
        case 'failed':
        case 'cancelled':
        case 'timed-out':
          change({ state: 'idle' });
      }
    },
    async stop() {
      isStopped = true;
      current?.cancel();
      for (const attempt of unsettled) attempt.abandon();
      await Promise.all([...unsettled].map((attempt) => attempt.settled()));
    },
  };
}
