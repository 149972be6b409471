import { startHelperProcess } from './helper-process.ts';
import { CONCURRENCY } from './part.ts';
import { startedSchema, tallySchema } from './stand-ins-protocol.ts';
import type { StandInsRequest, Started, StartRequest, Tally } from './stand-ins-protocol.ts';

/** The stand-ins in a process of their own, and the configuration of a service that fits them. */
export interface World extends Started {
  tally(): Promise<Tally>;
}

export interface WorldOptions extends Omit<StartRequest, 'kind' | 'concurrency'> {
  /** Ready jobs with one guest each. */
  readonly jobs: number;
}

/** Runs `use` in a fresh world, which is gone afterwards, its temporary folder included. */
export async function inWorld<T>(
  { jobs, ...options }: WorldOptions,
  use: (world: World) => Promise<T>,
): Promise<T> {
  const standIns = startHelperProcess('./stand-ins-process.ts');
  const ask = (request: StandInsRequest): Promise<unknown> => standIns.ask(request);
  try {
    const started = startedSchema.parse(await ask({ kind: 'start', ...options, concurrency: CONCURRENCY }));
    await ask({ kind: 'add-jobs', count: jobs });
    return await use({
      ...started,
      tally: async () => tallySchema.parse(await ask({ kind: 'tally' })),
    });
  } finally {
    await standIns.stop();
  }
}
