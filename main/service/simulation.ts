import type { PlannedJob } from '../sync/engine.ts';
import type { Operation } from '../sync/operation.ts';

/** One job of a simulated pass, as `--json` prints it. */
export interface SimulatedJob {
  readonly job: string;
  readonly wouldDo: readonly string[];
  readonly because: readonly string[];
}

/** Puts the plans of a simulated pass into words. */
export function describePlans(plans: readonly PlannedJob[], providerName: string): readonly SimulatedJob[] {
  return plans.map(({ jobName, operations, findings }) => ({
    job: jobName,
    wouldDo: operations.flatMap((operation) => describe(operation, providerName)),
    because: findings.map(({ message }) => message),
  }));
}

/** The simulated pass in words. */
export function writeSimulation(jobs: readonly SimulatedJob[]): string {
  if (jobs.length === 0) return 'No job is Ready, and none is looked after.';
  const busy = jobs.filter(({ wouldDo }) => wouldDo.length > 0).length;
  return [
    `${String(jobs.length)} jobs seen; something would be done for ${String(busy)}. Nothing was changed.`,
    ...jobs.flatMap(({ job, wouldDo, because }) => [
      '',
      job,
      ...(wouldDo.length === 0 && because.length === 0 ? ['  nothing to do'] : []),
      ...wouldDo.map((line) => `  would ${line}`),
      ...because.map((line) => `  note: ${line}`),
    ]),
  ].join('\n');
}

function describe(operation: Operation, providerName: string): readonly string[] {
  switch (operation.kind) {
    case 'create-meeting':
      return [
        `make a ${providerName} meeting, ${timeOf(operation.details.startMs, operation.details.timeZone)}`,
      ];
    case 'find-meeting':
      return ['look whether a meeting was made before an interruption'];
    case 'update-meeting':
      return [`move or rename its meeting: ${timeOf(operation.details.startMs, operation.details.timeZone)}`];
    case 'cancel-meeting':
      return ['remove its meeting'];
    case 'check-meeting':
      return ['ask whether its meeting still stands'];
    case 'leave-meeting':
      return ['stop looking after its meeting'];
    case 'set-aside-meeting':
      return ['set its earlier meeting aside, which the provider refuses to remove'];
    case 'cancel-leftover':
      return ['try again to remove its earlier meeting'];
    case 'write-link':
      return ['write the link onto the job'];
    case 'confirm-link':
      return [];
    case 'clear-link':
      return ['clear the link on the job'];
    case 'forget-link':
    case 'yield-link':
      return ['note that its link is no longer ours'];
    case 'send-invitation':
      return [
        operation.method === 'CANCEL'
          ? `e-mail a cancellation to ${operation.email}`
          : `e-mail ${operation.sequence === 0 ? 'an invitation' : 'an update'} to ${operation.email}`,
      ];
    case 'resume':
      return ['look after it again'];
    case 'release':
      return ['let it go: its meeting has ended'];
  }
}

function timeOf(startMs: number, timeZone: string): string {
  return `${new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(startMs)} (${timeZone})`;
}
