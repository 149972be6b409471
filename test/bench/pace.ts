import { teamsDefaults } from '../../main/providers/teams/teams-defaults.ts';
import { shareOfPace } from './figures.ts';
import { LATENCIES } from './part.ts';
import type { PartOptions } from './part.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';

const JOBS = 400;
const DEADLINE_MS = 120_000;

/** How much of the built-in pace is used. The pace is one of requests, and a job on Teams takes one. */
export async function measurePace({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  const { perSecond } = teamsDefaults.pace;
  say(`pace: ${String(JOBS)} Ready jobs on Teams at its built-in ${String(perSecond)} a second …`);
  return inWorld({ jobs: JOBS, latencies: LATENCIES, perSecond: null }, async (world) => {
    const { summary } = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
    requireAllDone(summary, JOBS);
    const { createdAtMs } = await world.tally();
    return [
      {
        name: 'share of the built-in pace used, first to last of 400 creations as the provider saw them',
        value: shareOfPace(createdAtMs, perSecond),
        unit: 'share',
        bound: { kind: 'at-least', limit: 0.95 },
      },
      {
        name: 'share of the built-in pace used, from connecting to the last recorded step of 400 jobs',
        value: JOBS / perSecond / (summary.durationMs / 1000),
        unit: 'share',
        bound: null,
      },
    ];
  });
}
