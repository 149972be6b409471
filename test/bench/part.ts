import type { Measurement } from './verdict.ts';

/** A part of the bench that can be run by itself. Rejects when it cannot be measured. */
export type Part = (options: PartOptions) => Promise<readonly Measurement[]>;

export interface PartOptions {
  /** Fires when the bench is to end early. */
  readonly signal: AbortSignal;
  /** Prints progress. */
  readonly say: (words: string) => void;
}

/** The outside world's part of every request, in milliseconds. */
export const LATENCIES = { providerMs: 100, skeduloMs: 20, mailMs: 10 } as const;

/** Requests a second that no run comes near. */
export const NO_PACE_PER_SECOND = 10_000;

/** How many jobs may be at one outside party at the same time, as the service's configuration says. */
export const CONCURRENCY = 8;
