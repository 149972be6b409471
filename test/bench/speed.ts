import { farthestFrom } from './figures.ts';
import { CONCURRENCY, LATENCIES, NO_PACE_PER_SECOND } from './part.ts';
import type { PartOptions } from './part.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';

const JOBS = 1_000;
/** What the provider's answers alone take, and 15 % on top for everything else. */
const TOTAL_LIMIT_MS = Math.round(1.15 * ((JOBS * LATENCIES.providerMs) / CONCURRENCY));
const DEADLINE_MS = 120_000;

/** How long 1,000 Ready jobs take where the provider sets no pace, and what is asked of the outside world for them. */
export async function measureSpeed({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  say(`speed: ${String(JOBS)} Ready jobs on Teams, limits set high …`);
  return inWorld({ jobs: JOBS, latencies: LATENCIES, perSecond: NO_PACE_PER_SECOND }, async (world) => {
    const { summary, wallMs } = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
    requireAllDone(summary, JOBS);
    const tally = await world.tally();
    const { meetingsPerKey, mutationsPerJob, messagesPerGuest } = tally;
    const creates = [
      tally.createRequests / JOBS,
      tally.meetings / JOBS,
      meetingsPerKey.least,
      meetingsPerKey.most,
    ];
    const messages = [tally.messages / JOBS, messagesPerGuest.least, messagesPerGuest.most];
    return [
      {
        name: '1,000 jobs: total time, from connecting to the last recorded step',
        value: summary.durationMs,
        unit: 'ms',
        bound: { kind: 'at-most', limit: TOTAL_LIMIT_MS },
      },
      {
        name: '1,000 jobs: the whole process, start and end included',
        value: wallMs,
        unit: 'ms',
        bound: null,
      },
      {
        name: '1,000 jobs: provider creates a job',
        value: farthestFrom(1, creates),
        unit: 'requests',
        bound: { kind: 'exactly', limit: 1 },
      },
      {
        name: '1,000 jobs: Skedulo mutations a job, at most',
        value: mutationsPerJob.most,
        unit: 'requests',
        bound: { kind: 'at-most', limit: 1 },
      },
      {
        name: '1,000 jobs: Skedulo reads a job, on average',
        value: tally.graphqlReads / JOBS,
        unit: 'requests',
        bound: { kind: 'at-most', limit: 2 },
      },
      {
        name: '1,000 jobs: messages a guest',
        value: farthestFrom(1, messages),
        unit: 'messages',
        bound: { kind: 'exactly', limit: 1 },
      },
    ];
  });
}
