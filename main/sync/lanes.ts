import { Lane } from './lane.ts';
import type { Closure } from './lane.ts';
import type { Clock, Random } from './ports.ts';

/**
 * How many jobs may record their intent while `concurrency` others are being answered: the provider, which limits
 * requests itself, never waits for the disk. Each may have to be looked up after a crash, so they are few.
 */
const READY_TO_ASK = 8;

/** Of a link's steps at Skedulo two in three are reads, and reads made at about the same time share one request. */
const READS_TO_A_WRITE = 3;

/** Runs that may wait for their turn at a party; more would only hold memory. */
export const MOST_WAITING = 32;

const PARTIES = ['skedulo', 'provider', 'mail'] as const;
export type PartyName = (typeof PARTIES)[number];
export type Lanes = Readonly<Record<PartyName, Lane>>;

/** The ways to all outside parties, each with room for so many jobs. */
export function createLanes(concurrency: number, clock: Pick<Clock, 'nowMs'>, random: Random): Lanes {
  return {
    provider: new Lane(concurrency + READY_TO_ASK, clock, random),
    skedulo: new Lane(concurrency * READS_TO_A_WRITE, clock, random),
    mail: new Lane(concurrency, clock, random),
  };
}

/** Parties that cannot be used now. */
export function closuresOf(
  lanes: Lanes,
): readonly { readonly party: PartyName; readonly closure: Closure }[] {
  return PARTIES.flatMap((party) => {
    const { closure } = lanes[party];
    return closure === null ? [] : [{ party, closure }];
  });
}
