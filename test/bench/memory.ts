import { existsSync, readFileSync } from 'node:fs';
import { peakBytesOf } from './figures.ts';
import { LATENCIES } from './part.ts';
import type { PartOptions } from './part.ts';
import { requireAllDone, runServiceOnce } from './service-run.ts';
import type { Measurement } from './verdict.ts';
import { inWorld } from './world.ts';

const JOBS = 10_000;
/** The highest pace that a configuration may set. */
const PER_SECOND = 10_000;

const DEADLINE_MS = 240_000;
const WATCH_EVERY_MS = 200;

/** The most memory the service holds in a run over 10,000 Ready jobs; nothing where the system does not tell. */
export async function measureMemory({ signal, say }: PartOptions): Promise<readonly Measurement[]> {
  if (!existsSync('/proc/self/status')) {
    say('memory: left out, because only Linux tells the peak memory of a process.');
    return [];
  }
  say(`memory: ${String(JOBS)} Ready jobs on Teams, takes minutes …`);
  return inWorld({ jobs: JOBS, latencies: LATENCIES, perSecond: PER_SECOND }, async (world) => {
    let peakBytes = 0;
    const watch = (processId: number): (() => void) => {
      const timer = setInterval(() => {
        // The system keeps the peak itself: looking seldom misses none but one in the last moment.
        peakBytes = Math.max(peakBytes, readPeak(processId));
      }, WATCH_EVERY_MS);
      return () => {
        clearInterval(timer);
      };
    };
    const { summary } = await runServiceOnce(world, { signal, deadlineMs: DEADLINE_MS, watch });
    requireAllDone(summary, JOBS);
    return [
      {
        name: '10,000 jobs: peak memory of the service (RSS)',
        value: peakBytes === 0 ? Number.NaN : peakBytes / 1e6,
        unit: 'MB',
        bound: { kind: 'at-most', limit: 200 },
      },
      {
        name: '10,000 jobs: total time',
        value: summary.durationMs,
        unit: 'ms',
        bound: null,
      },
    ];
  });
}

/** 0 once the process has ended. */
function readPeak(processId: number): number {
  try {
    return peakBytesOf(readFileSync(`/proc/${String(processId)}/status`, 'utf8')) ?? 0;
  } catch {
    return 0;
  }
}
