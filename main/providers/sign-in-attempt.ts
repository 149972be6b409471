import type { SignInView } from '../../preload/contract/connections.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { SignInWindowEvent } from '../admin/shell.ts';
import { bugFailure, cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import { holdGrant } from './account-check.ts';
import type { NewGrant } from './account-check.ts';
import { beginAuthorization, completeAuthorization } from './authorization.ts';
import type { AuthorizationSettings, PendingAuthorization } from './authorization.ts';
import { PROVIDER_DEFAULTS } from './provider-defaults.ts';
import { listenForRedirect } from './redirect-listener.ts';
import type { RedirectListener } from './redirect-listener.ts';
import { isRedirect, redirectPlaceOf } from './redirect-place.ts';
import type { RedirectPlace } from './redirect-place.ts';
import type { ProviderRegistration } from './registrations.ts';
import { checkRegistration } from './registrations.ts';
import { notSigningIn, pageNotShown, redirectNeedsWindow, toProblem } from './sign-in-problems.ts';
import { BROWSER_NOT_OPENED, browserPage, firstSurface, openInWindow, surfaceNote } from './sign-in-way.ts';
import type { OpenPage, Surface } from './sign-in-way.ts';
import type { SignInOptions } from './sign-in.ts';

/** How long a person may take to sign in. */
export const SIGN_IN_LIMIT_MS = 5 * 60 * 1000;

/** What a try is made of; tests put others in their places. */
export interface SignInParts {
  readonly listenForRedirect: typeof listenForRedirect;
  readonly completeAuthorization: typeof completeAuthorization;
  readonly holdGrant: typeof holdGrant;
}

export const SIGN_IN_PARTS: SignInParts = { listenForRedirect, completeAuthorization, holdGrant };

/** One try at signing in, from its beginning to its one end. */
export interface SignInAttempt {
  begin(): Promise<Result<void>>;
  useBrowser(): Promise<Result<void>>;
  reopen(): Promise<Result<void>>;
  /** Ends it with `cancelled`, unless it has ended or its result is being stored. */
  cancel(): void;
  /** Gives up even what only tidies up at the provider. */
  abandon(): void;
  /** Resolves when nothing of it goes on any more: everything closed, tokens that nobody wanted revoked. */
  settled(): Promise<void>;
  /** Resolves when its port is free, and its result stored if that was under way. */
  released(): Promise<void>;
}

/** What was set up before the person could be asked. */
interface Stage {
  readonly place: RedirectPlace;
  readonly listener: RedirectListener | null;
  readonly settings: AuthorizationSettings;
  readonly pending: PendingAuthorization;
  readonly endsAtMs: number;
}

type Phase = 'beginning' | 'waiting' | 'working' | 'storing' | 'over';

/** Prepares a try; nothing happens before `begin`. `onState` hears of every state but `idle`. */
export function createSignInAttempt(
  kind: ProviderKind,
  registration: ProviderRegistration,
  options: SignInOptions,
  parts: SignInParts,
  onState: (state: SignInView) => void,
): SignInAttempt {
  const { clock } = options;
  /** Fires when the try is over, however it ended. */
  const end = new AbortController();
  const abandoned = new AbortController();
  const ended = Promise.withResolvers<void>();
  const loose = new Set<Promise<unknown>>();
  let phase: Phase = 'beginning';
  let stage: Stage | null = null;
  let page: OpenPage | null = null;
  let surface: Surface = firstSurface(kind, options);
  let preparing: Promise<unknown> = Promise.resolve();
  let storing: Promise<unknown> = Promise.resolve();

  const keepTrackOf = <T>(work: Promise<T>): Promise<T> => {
    loose.add(work);
    void work.finally(() => loose.delete(work));
    return work;
  };

  /** Takes the page away and frees the port. */
  const closeAll = (): void => {
    page?.close();
    page = null;
    const closing = stage?.listener?.close();
    if (closing !== undefined) void keepTrackOf(closing);
  };

  const finish = (state: SignInView | null): void => {
    if (phase === 'over') return;
    phase = 'over';
    closeAll();
    end.abort();
    ended.resolve();
    if (state !== null) onState(state);
  };

  const fail = (failure: Failure): void => {
    finish({ state: 'failed', kind, problem: toProblem(failure) });
  };

  const showWaiting = ({ pending, endsAtMs }: Stage, note: string | null): void => {
    onState({ state: 'waiting', kind, surface, note, url: pending.url, endsAtMs });
  };

  /** Ends a grant that is not wanted, unless that would end the one in use with it. */
  const giveBack = async (grant: NewGrant): Promise<void> => {
    if (options.isInUse?.(kind) === true) return;
    // Best effort: a grant that nobody holds the tokens of does no harm.
    await grant.revoke(abandoned.signal);
  };

  const work = async ({ settings, pending }: Stage, redirect: URL): Promise<void> => {
    onState({ state: 'exchanging', kind });
    // Goes on when cancelled: tokens that come late are to be given back.
    const exchanged = await parts.completeAuthorization(settings, pending, redirect, clock, abandoned.signal);
    if (!exchanged.ok) {
      fail(exchanged.failure);
      return;
    }
    const grant = parts.holdGrant(kind, registration, exchanged.value, clock);
    if (end.signal.aborted) return giveBack(grant);
    onState({ state: 'checking-account', kind });
    const account = await grant.check(end.signal);
    if (end.signal.aborted) return giveBack(grant);
    if (!account.ok) {
      fail(account.failure);
      return giveBack(grant);
    }
    phase = 'storing';
    const stored = await options.onConnected(kind, grant.tokens, account.value, registration);
    if (stored.ok) {
      finish({ state: 'connected', kind });
      return;
    }
    fail(stored.failure);
    return giveBack(grant);
  };

  const takeRedirect = (redirect: URL): void => {
    if (phase !== 'waiting' || stage === null || !isRedirect(redirect, stage.settings.redirectUri)) return;
    phase = 'working';
    closeAll();
    storing = keepTrackOf(
      work(stage, redirect).catch((error: unknown) => {
        fail(bugFailure('provider', error));
      }),
    );
  };

  const onWindowEvent = (event: SignInWindowEvent): void => {
    if (phase !== 'waiting') return;
    switch (event.kind) {
      case 'closed':
        finish({ state: 'cancelled', kind });
        return;
      case 'failed':
        fail(pageNotShown(kind, event.reason));
        return;
      case 'redirected': {
        const redirect = URL.parse(event.url);
        if (redirect !== null) takeRedirect(redirect);
      }
    }
  };

  const openPage = async (ready: Stage): Promise<void> => {
    const { url } = ready.pending;
    if (surface === 'window' && options.signInWindow !== null) {
      const redirectUrl = ready.settings.redirectUri;
      const opened = openInWindow(options.signInWindow, kind, { url, redirectUrl }, onWindowEvent);
      if (phase === 'waiting') page = opened;
      else opened.close();
      return;
    }
    const browser = browserPage(options.openExternal, url);
    page = browser;
    const isShown = await browser.show();
    if (!isShown && phase === 'waiting' && page === browser) showWaiting(ready, BROWSER_NOT_OPENED);
  };

  const prepare = async (): Promise<Result<Stage>> => {
    const usable = checkRegistration(kind, registration);
    if (!usable.ok) return usable;
    const place = redirectPlaceOf(kind, registration.redirectUrl);
    if (!place.ok) return place;
    if (place.value.kind === 'web' && surface === 'browser') {
      return failed(redirectNeedsWindow(kind, options.signInWindow !== null));
    }
    const listener =
      place.value.kind === 'web' ? success(null) : await parts.listenForRedirect(place.value, takeRedirect);
    if (!listener.ok) return listener;
    const settings: AuthorizationSettings = {
      clientId: registration.clientId,
      clientSecret: registration.clientSecret,
      endpoints: registration.endpoints,
      providerName: PROVIDER_NAMES[kind],
      redirectUri: place.value.kind === 'web' ? place.value.url : (listener.value?.redirectUri ?? ''),
      secretIn: PROVIDER_DEFAULTS[kind].secretIn,
      scopes: PROVIDER_DEFAULTS[kind].scopes,
      authorizeParams: PROVIDER_DEFAULTS[kind].authorizeParams,
    };
    return success({
      place: place.value,
      listener: listener.value,
      settings,
      pending: beginAuthorization(settings, options.randomBytes),
      endsAtMs: clock.nowMs() + SIGN_IN_LIMIT_MS,
    });
  };

  const limitTime = async (): Promise<void> => {
    await clock.sleep(SIGN_IN_LIMIT_MS, end.signal);
    if (phase === 'waiting') finish({ state: 'timed-out', kind });
  };

  return {
    async begin() {
      if (end.signal.aborted) return failed(cancelledFailure('provider', false));
      const work = keepTrackOf(prepare());
      preparing = work;
      const prepared = await work;
      if (prepared.ok) stage = prepared.value;
      if (end.signal.aborted) {
        closeAll();
        return failed(cancelledFailure('provider', false));
      }
      if (!prepared.ok) {
        finish(null);
        return prepared;
      }
      phase = 'waiting';
      void limitTime();
      showWaiting(prepared.value, surfaceNote(kind, options));
      await openPage(prepared.value);
      return success(undefined);
    },
    async useBrowser() {
      if (phase !== 'waiting' || stage === null) return failed(notSigningIn());
      if (stage.place.kind === 'web') return failed(redirectNeedsWindow(kind, true));
      page?.close();
      surface = 'browser';
      showWaiting(stage, surfaceNote(kind, options));
      await openPage(stage);
      return success(undefined);
    },
    async reopen() {
      if (phase !== 'waiting' || stage === null) return failed(notSigningIn());
      const isShown = (await page?.show()) ?? true;
      // What was said of an earlier try to open it is not true of this one.
      if (phase === 'waiting') showWaiting(stage, isShown ? surfaceNote(kind, options) : BROWSER_NOT_OPENED);
      return success(undefined);
    },
    cancel() {
      if (phase === 'storing') return;
      // Before it has begun there is no state to take back.
      finish(phase === 'beginning' ? null : { state: 'cancelled', kind });
    },
    abandon() {
      abandoned.abort();
    },
    async settled() {
      await ended.promise;
      while (loose.size > 0) await Promise.allSettled(loose);
    },
    async released() {
      await preparing;
      if (phase === 'storing') await storing;
      await stage?.listener?.close();
    },
  };
}
