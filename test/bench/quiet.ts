import { simulatedTenant } from '../simulators/skedulo/tenant.ts';
import { medianOf } from './figures.ts';
import { startHelperProcess } from './helper-process.ts';
import { LATENCIES, NO_PACE_PER_SECOND } from './part.ts';
import type { PartOptions } from './part.ts';
import { quietAnswerSchema } from './quiet-protocol.ts';
import type { QuietRequest } from './quiet-protocol.ts';
import { seedLedger } from './seed-ledger.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';
import type { World } from './world.ts';

/** They fit the smallest page that Skedulo promises. */
const JOBS = 150;
const FEW_RECORDS = 1_000;
const MANY_RECORDS = 100_000;
const WARM_UPS = 10;
const PASSES = 25;
const DEADLINE_MS = 60_000;

/** What a pass costs in which nothing changed: requests, and processor time with a small and a large ledger. */
export async function measureQuiet({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  say(`quiet: ${String(JOBS)} Ready jobs on Teams are done, then looked at again …`);
  return inWorld({ jobs: JOBS, latencies: LATENCIES, perSecond: NO_PACE_PER_SECOND }, async (world) => {
    const first = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
    requireAllDone(first.summary, JOBS);
    const before = await world.tally();
    const second = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS });
    const after = await world.tally();
    const requests = after.graphqlReads + after.graphqlWrites - (before.graphqlReads + before.graphqlWrites);

    const { tenantId } = simulatedTenant();
    const seed = { dataDir: world.dataDir, tenantId, signal };
    say(`quiet: passes with ${String(FEW_RECORDS)} records …`);
    await seedLedger({ ...seed, from: JOBS, to: FEW_RECORDS });
    const fewMs = await cpuOfPasses(world, signal);
    say(`quiet: filling the ledger with ${String(MANY_RECORDS)} records …`);
    await seedLedger({ ...seed, from: FEW_RECORDS, to: MANY_RECORDS });
    say(`quiet: passes with ${String(MANY_RECORDS)} records …`);
    const manyMs = await cpuOfPasses(world, signal);
    return [
      {
        name: 'quiet run over 150 Ready jobs: GraphQL requests',
        value: requests,
        unit: 'requests',
        bound: { kind: 'exactly', limit: 1 },
      },
      {
        name: 'quiet run over 150 Ready jobs: total time',
        value: second.summary.durationMs,
        unit: 'ms',
        bound: null,
      },
      { name: 'quiet pass with 1,000 ledger records: processor time', value: fewMs, unit: 'ms', bound: null },
      {
        name: 'quiet pass with 100,000 ledger records: processor time',
        value: manyMs,
        unit: 'ms',
        bound: null,
      },
      {
        name: 'quiet pass: processor time with 100,000 records, by that with 1,000',
        value: manyMs / fewMs,
        unit: 'times',
        bound: { kind: 'at-most', limit: 1.5 },
      },
    ];
  });
}

/** The median over passes in a fresh process, so that neither ledger finds the code warmer than the other. */
async function cpuOfPasses({ configFile, environment }: World, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const helper = startHelperProcess('./quiet-process.ts', { environment, killSignal: signal });
  try {
    const request: QuietRequest = { configFile, warmUps: WARM_UPS, passes: PASSES };
    const { cpuMs, jobsSeen } = quietAnswerSchema.parse(await helper.ask(request));
    if (jobsSeen !== JOBS) throw new Error(`${String(jobsSeen)} jobs were seen instead of ${String(JOBS)}.`);
    return medianOf(cpuMs);
  } finally {
    await helper.stop();
  }
}
