import type { JobReport, PlannedJob } from './engine-options.ts';
import { success } from './failure.ts';
import type { Result } from './failure.ts';
import { recordFor, withRecords } from './look.ts';
import type { RecordsOptions } from './look.ts';
import type { Sighting } from './model.ts';
import { planJob } from './plan.ts';
import type { Policy } from './policy.ts';
import { soonestFirst } from './sighting.ts';

/** Plans every job that was seen, soonest start first, without doing anything. */
export async function simulateJobs(
  options: RecordsOptions,
  sightings: readonly Sighting[],
  policy: Policy,
  nowMs: number,
): Promise<Result<readonly PlannedJob[]>> {
  const planned: PlannedJob[] = [];
  const read = await withRecords(options, [...sightings].sort(soonestFirst), (seen) => {
    const record = recordFor(options.tenantId, seen);
    const { operations, findings } = planJob({ sighting: seen.sighting, record, policy, nowMs });
    const report: JobReport = { jobId: record.jobId, jobName: record.jobName, findings };
    planned.push({ ...report, operations });
  });
  return read.ok ? success(planned) : read;
}
