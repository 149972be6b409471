import { afterEach, expect } from 'vitest';
import { createJobSource } from '../../../main/skedulo/job-source.ts';
import type { JobSourceOptions, SkeduloJobSource } from '../../../main/skedulo/job-source.ts';
import type { Failure, Result } from '../../../main/sync/failure.ts';
import type { Job, Sighting } from '../../../main/sync/model.ts';
import { startSkeduloSimulator } from '../../simulators/skedulo/skedulo-simulator.ts';
import type {
  SkeduloSimulator,
  SkeduloSimulatorOptions,
} from '../../simulators/skedulo/skedulo-simulator.ts';
import { DEFAULT_TOKEN } from '../../simulators/skedulo/tenant.ts';

export const NOW_MS = Date.parse('2026-03-01T09:00:00.000Z');
export const HOUR_MS = 3_600_000;
export const never = new AbortController().signal;

const open: SkeduloSimulator[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((simulator) => simulator.close()));
});

/** Starts a simulator that is closed after the test. Its clock stands at NOW_MS. */
export async function startSkedulo(options: SkeduloSimulatorOptions = {}): Promise<SkeduloSimulator> {
  const simulator = await startSkeduloSimulator({ now: () => new Date(NOW_MS), ...options });
  open.push(simulator);
  return simulator;
}

export function sourceFor(
  simulator: SkeduloSimulator,
  options: Partial<JobSourceOptions> = {},
): SkeduloJobSource {
  return createJobSource({
    apiUrl: simulator.origin,
    token: DEFAULT_TOKEN,
    now: () => NOW_MS,
    timeoutMs: 10_000,
    ...options,
  });
}

/** A simulator and a source that already knows whose token it has. */
export async function stage(
  options: SkeduloSimulatorOptions = {},
): Promise<{ skedulo: SkeduloSimulator; source: SkeduloJobSource }> {
  const skedulo = await startSkedulo(options);
  const source = sourceFor(skedulo);
  valueOf(await source.identify(never));
  return { skedulo, source };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('Expected a failure.');
  return result.failure;
}

export function presentJob(sightings: readonly Sighting[], jobId: string): Job {
  for (const sighting of sightings) {
    if (sighting.kind === 'present' && sighting.job.id === jobId) return sighting.job;
  }
  throw new Error(`No sighting shows the job ${jobId}.`);
}

/** Job names and, for those not present, kind and code; sorted. */
export function summary(sightings: readonly Sighting[]): string[] {
  return sightings
    .map((sighting) => {
      if (sighting.kind === 'present') return sighting.job.name;
      return `${sighting.jobId} ${sighting.kind}${sighting.kind === 'unclear' ? ` ${sighting.code}` : ''}`;
    })
    .sort();
}

/** Runs an action and says which requests it made. */
export async function requestsOf<T>(
  simulator: SkeduloSimulator,
  action: () => Promise<T>,
): Promise<{ value: T; requests: string[] }> {
  const before = simulator.http.requestCount;
  const value = await action();
  const count = simulator.http.requestCount - before;
  return { value, requests: count === 0 ? [] : simulator.http.requests.slice(-count) };
}

/** Asymmetric matchers, typed, unlike those of vitest. */
export const anyText: unknown = expect.any(String);
export const containing = (text: string): unknown => expect.stringContaining(text);
