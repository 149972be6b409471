import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { Problem } from '../../preload/contract/primitives.ts';
import { inputFailure, networkFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';

/** A failure in the form the page shows. */
export function toProblem({ code, message, mend }: Failure): Problem {
  return { code, message, mend: mend ?? null };
}

/** The organization's own https address is not on this computer: only a window of the app's own can catch its visit. */
export function redirectNeedsWindow(kind: ProviderKind, hasWindow: boolean): Failure {
  const name = PROVIDER_NAMES[kind];
  return inputFailure({
    party: 'provider',
    code: 'redirect-needs-window',
    field: 'redirectUrl',
    message: hasWindow
      ? `The redirect address of your organization's ${name} app is a web address, so the browser's answer would not come back to ReadyMeet.`
      : `The redirect address of your organization's ${name} app is a web address. It works only in the desktop app, in ReadyMeet's own window.`,
    mend:
      hasWindow && kind !== 'meet'
        ? "Sign in in ReadyMeet's own window."
        : `Register ReadyMeet's address on this computer at ${name} too, and leave the redirect address empty here.`,
    scope: 'party',
  });
}

export function notSigningIn(): Failure {
  return inputFailure({
    party: 'provider',
    code: 'not-signing-in',
    message: 'No sign-in is waiting.',
    mend: 'Choose Authorize Provider to begin.',
    scope: 'party',
  });
}

/** Client id, secret or addresses that no request can be made of. */
export function registrationUnusable(kind: ProviderKind, field: string, words: string): Failure {
  return inputFailure({
    party: 'provider',
    code: 'registration-unusable',
    field,
    message: `Signing in to ${PROVIDER_NAMES[kind]} cannot begin: ${words}.`,
    mend:
      field === 'endpoints'
        ? 'Correct it in the file settings.json, then start ReadyMeet again.'
        : `Correct it under "Use my organization's own app".`,
    scope: 'party',
  });
}

/** The window could not show the provider's page; `reason` is a sentence of the shell's. */
export function pageNotShown(kind: ProviderKind, reason: string): Failure {
  return networkFailure({
    party: 'provider',
    code: 'page-not-shown',
    message: `${PROVIDER_NAMES[kind]}'s sign-in page could not be shown. ${reason}`,
    mend: 'Check the internet connection, then authorize again; or sign in with your browser instead.',
    mayHaveHappened: false,
    scope: 'party',
  });
}
