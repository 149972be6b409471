import type { Problem } from '../../preload/contract/primitives.ts';
import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { Facts } from './facts.ts';
import { problemOf } from './problem-words.ts';

/**
 * What is missing before automation can work with a provider: nothing connected, or a connection that is not good any
 * more. Null where nothing is.
 */
export function providerObstacle({ settings, secrets }: Pick<Facts, 'settings' | 'secrets'>): Problem | null {
  const { account } = settings;
  if (account === null) {
    return {
      code: 'no-provider',
      message: 'No meetings provider is connected.',
      mend: 'Choose a provider on the Meetings provider page and authorize it.',
    };
  }
  if (secrets.failure !== null) return problemOf(secrets.failure);
  if (secrets.hasProviderTokens) return null;
  const name = PROVIDER_NAMES[account.kind];
  return {
    code: 'reconnect',
    message: `${name} needs you to sign in again: the authorization of ${account.name} is not stored here any more.`,
    mend: `Sign in to ${name} again.`,
  };
}

/** Why automation that is switched on cannot be at work; null where everything it needs is there. */
export function setupObstacle(facts: Pick<Facts, 'settings' | 'secrets'>): Problem | null {
  const { settings, secrets } = facts;
  if (secrets.failure !== null) return problemOf(secrets.failure);
  const provider = providerObstacle(facts);
  if (provider !== null) return provider;
  if (secrets.skeduloToken === null) {
    return {
      code: 'no-token',
      message: 'No Skedulo API token is stored.',
      mend: 'Enter a Skedulo API token on the Automation page.',
    };
  }
  if (settings.automation.sendIcsToRecipients && settings.mail === null) {
    return {
      code: 'no-mail-server',
      message: 'No mail server is set up, so no invitations could be sent.',
      mend: 'Set up a mail server on the E-mail page, or switch off "Send ICS to recipients".',
    };
  }
  return null;
}
