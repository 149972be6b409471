import { authFailure } from '../sync/failure.ts';
import type { Failure } from '../sync/failure.ts';

/**
 * Entra's codes (learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"): somebody who may
 * not agree for the organization, a personal account, and an account that the app's organization does not know, which may
 * be a personal one or one of another organization.
 */
const ADMIN_CONSENT_CODES = /\bAADSTS(?:65001|90094|90095|900941)\b/;
const PERSONAL_ACCOUNT_CODE = /\bAADSTS500200\b/;
const UNKNOWN_ACCOUNT_CODE = /\bAADSTS50020\b/;

/**
 * Says in plain words what the provider's page came back with instead of a code (RFC 6749 section 4.1.2.1):
 * `access-denied`, `admin-consent-needed`, `personal-account`, `other-organization`, `provider-busy` or `authorization-failed`.
 */
export function redirectFailure(parameters: URLSearchParams, providerName: string): Failure {
  const error = parameters.get('error') ?? '';
  const description = parameters.get('error_description') ?? '';
  const mend = `Start connecting ${providerName} again, and finish on the page that opens.`;
  if (PERSONAL_ACCOUNT_CODE.test(description)) return personalAccountFailure();
  if (UNKNOWN_ACCOUNT_CODE.test(description)) {
    return authFailure({
      party: 'provider',
      code: 'other-organization',
      message: `The organization that ${providerName} was asked for does not know this account.`,
      mend: `Connect ${providerName} again with a work or school account of that organization; a personal account or one of another organization cannot be used.`,
    });
  }
  if (error === 'consent_required' || ADMIN_CONSENT_CODES.test(description)) {
    return authFailure({
      party: 'provider',
      code: 'admin-consent-needed',
      message: `Your organization does not let you give ReadyMeet access to ${providerName} by yourself.`,
      mend: `Ask whoever looks after ${providerName} in your organization to allow ReadyMeet, then connect again.`,
    });
  }
  if (error === 'access_denied') {
    return authFailure({
      party: 'provider',
      code: 'access-denied',
      message: `Access was denied on ${providerName}'s page.`,
      mend,
    });
  }
  if (error === 'temporarily_unavailable' || error === 'server_error') {
    return authFailure({
      party: 'provider',
      code: 'provider-busy',
      message: `${providerName}'s sign-in page could not answer at the moment.`,
      mend: `Connect ${providerName} again in a few minutes.`,
      isTemporary: true,
    });
  }
  return authFailure({
    party: 'provider',
    code: 'authorization-failed',
    // Only what looks like an error code is shown; anything else could hold what must not be shown.
    message: `${providerName} did not authorize ReadyMeet${/^[a-z_]{1,40}$/.test(error) ? ` (${error})` : ''}.`,
    mend,
  });
}

/** Somebody signed in to Microsoft with an account of their own. */
export function personalAccountFailure(): Failure {
  return authFailure({
    party: 'provider',
    code: 'personal-account',
    message: 'This is a personal Microsoft account, and personal accounts cannot make Teams meetings.',
    mend: 'Connect Microsoft Teams again with a work or school account.',
  });
}
