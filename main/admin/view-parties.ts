import { PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import type { PartyTrouble } from '../automation/automation.ts';
import type { Party } from '../sync/failure.ts';
import type { Facts } from './facts.ts';

/** Whether somebody has to do something before the party can be used again. */
export function needsPerson({ retryAtMs }: PartyTrouble): boolean {
  return retryAtMs === null;
}

/** The party as a person calls it in the middle of a sentence. */
export function partyName(party: Party, { settings }: Pick<Facts, 'settings'>): string {
  switch (party) {
    case 'skedulo':
      return 'Skedulo';
    case 'provider':
      return settings.account === null ? 'the meetings provider' : PROVIDER_NAMES[settings.account.kind];
    case 'mail':
      return 'the mail server';
    case 'ledger':
      return 'the disk';
  }
}

/** What automation says of a party now; null while it is stopped or all is well. */
export function troubleOf(party: Party, { status }: Pick<Facts, 'status'>): PartyTrouble | null {
  return status.troubles.find((trouble) => trouble.party === party) ?? null;
}

/** Whether automation is at work, so that what it finds of a party is newer than any check. */
export function isRunning({ status }: Pick<Facts, 'status'>): boolean {
  return status.phase === 'starting' || status.phase === 'running' || status.phase === 'paused';
}
