import { startHelperProcess } from './helper-process.ts';
import { CONCURRENCY } from './part.ts';
import { pageSetUpSchema, progressSchema, startedSchema, tallySchema } from './stand-ins-protocol.ts';
import type {
  PageSetUp,
  Progress,
  StandInsRequest,
  Started,
  StartRequest,
  Tally,
} from './stand-ins-protocol.ts';
import type { OfficeChanges } from './office-life.ts';

/** The stand-ins in a process of their own, and the configuration of a service that fits them. */
export interface World extends Started {
  tally(): Promise<Tally>;
  progress(): Promise<Progress>;
  /** Adds Ready jobs with one guest each. */
  addJobs(count: number): Promise<void>;
  live(changes: OfficeChanges): Promise<void>;
  /** Gives the service's page the same data folder. Meetings made before count as another account's. */
  setUpPage(): Promise<PageSetUp>;
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
      progress: async () => progressSchema.parse(await ask({ kind: 'progress' })),
      addJobs: async (count) => void (await ask({ kind: 'add-jobs', count })),
      live: async (changes) => void (await ask({ kind: 'live', ...changes })),
      setUpPage: async () => pageSetUpSchema.parse(await ask({ kind: 'set-up-page' })),
    });
  } finally {
    await standIns.stop();
  }
}
