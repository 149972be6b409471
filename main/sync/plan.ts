import { detailsOf } from './details.ts';
import { JOB_STATUSES } from './model.ts';
import type { Job, JobStatus, MeetingDetails, Sighting } from './model.ts';
import { Draft } from './draft.ts';
import type { Plan, Stage } from './draft.ts';
import { planCheck } from './plan-check.ts';
import { planInvitations } from './plan-invitations.ts';
import { planLeftovers } from './plan-leftovers.ts';
import { planLink } from './plan-link.ts';
import { planMeeting } from './plan-meeting.ts';
import { planWithdrawal } from './plan-withdrawal.ts';
import type { Policy } from './policy.ts';
import { endOf, hasMeeting, isActive, isWithdrawn } from './record.ts';
import type { JobRecord } from './record.ts';

export interface PlanInput {
  readonly sighting: Sighting;
  readonly record: JobRecord;
  readonly policy: Policy;
  readonly nowMs: number;
}

/**
 * Compares a job with what the ledger says was done and lists what is to be done, in order. Pure and total: the same
 * input gives the same plan, any input gives one, and a plan that has been carried out leaves nothing to plan.
 */
export function planJob(input: PlanInput): Plan {
  const draft = new Draft(input.record, input.policy, input.nowMs);
  const { sighting } = input;
  switch (sighting.kind) {
    case 'unclear':
      draft.attention(sighting.code, sighting.message);
      letGoIfOver(draft);
      break;
    case 'deleted':
      planWithdrawal(draft, null, 'The job was deleted.');
      letGoIfOver(draft);
      planLeftovers(draft);
      break;
    case 'present':
      planPresent(draft, sighting.job);
      letGoIfOver(draft);
      planLeftovers(draft);
      break;
  }
  return draft.finish();
}

/** An unclear or unusable job is still let go once the meeting its guests know of has ended. */
function letGoIfOver(draft: Draft): void {
  const endMs = endOf(draft.record);
  if (draft.operations.length > 0 || !isActive(draft.record)) return;
  if (endMs !== null && endMs <= draft.nowMs && !draft.isWanted) draft.letGo();
}

function planPresent(draft: Draft, job: Job): void {
  const status = parseStatus(job.status);
  if (status === null) {
    draft.attention(
      'unknown-status',
      `${job.name} has the status "${job.status.slice(0, 60)}", which ReadyMeet does not know. Nothing was changed.`,
      'Tell whoever looks after ReadyMeet; until then look after this job by hand.',
    );
    return;
  }
  if (status === 'Cancelled') {
    planWithdrawal(draft, job, 'The job was cancelled.');
    return;
  }
  const isTracked = hasMeeting(draft.record) || isActive(draft.record);
  if (job.startMs === null && isTracked) {
    planWithdrawal(draft, job, 'The job lost its start time.');
    return;
  }
  const outcome = detailsOf(job);
  if (!outcome.ok) {
    if (status === 'Ready' || isTracked) draft.attention(outcome.code, outcome.message, outcome.mend);
    return;
  }
  if (outcome.details.endMs <= draft.nowMs) {
    planPast(draft, job);
    return;
  }
  draft.isWanted = true;
  planByStatus(draft, job, status, outcome.details);
}

/** The job's time is over. That of its meeting is not, as guests know it, where the job was moved into the past. */
function planPast(draft: Draft, job: Job): void {
  const endMs = endOf(draft.record);
  if (!isActive(draft.record)) return;
  if (endMs === null || endMs <= draft.nowMs) {
    draft.letGo();
    return;
  }
  draft.attention(
    'moved-into-past',
    `${job.name} was moved to a time that is over. Its meeting and its guests still have the earlier time.`,
    'Move the job to the right time in Skedulo, or cancel it there so that the guests are told.',
  );
}

function planByStatus(
  draft: Draft,
  job: Job,
  status: Exclude<JobStatus, 'Cancelled'>,
  details: MeetingDetails,
): void {
  switch (status) {
    case 'Ready':
      planWanted(draft, job, details, 'ready');
      break;
    case 'En Route':
    case 'On Site':
    case 'In Progress':
      if (isWithdrawn(draft.record)) finishWithdrawal(draft, job);
      else if (hasMeeting(draft.record)) planWanted(draft, job, details, 'under-way');
      break;
    case 'Complete':
      if (isWithdrawn(draft.record)) finishWithdrawal(draft, job);
      break;
    case 'Queued':
    case 'Pending Allocation':
    case 'Pending Dispatch':
    case 'Dispatched':
      if (isWithdrawn(draft.record)) {
        finishWithdrawal(draft, job);
        break;
      }
      if (!hasMeeting(draft.record)) break;
      planWanted(draft, job, details, 'waiting');
      draft.waiting(
        'not-ready',
        draft.record.meeting.state === 'lost'
          ? `${job.name} is ${status}, and the provider no longer has its meeting: the link leads nowhere. A new meeting is made when the job is Ready again.`
          : `${job.name} is ${status}. What was made for it is kept; ReadyMeet waits until it is Ready again.`,
      );
      break;
  }
}

/** A job whose meeting was taken back may still show the link, and its guests may still have to be told. */
function finishWithdrawal(draft: Draft, job: Job): void {
  const { meeting } = draft.record;
  const reason = 'reason' in meeting ? meeting.reason : null;
  planWithdrawal(draft, job, reason ?? 'The job was cancelled.');
}

function planWanted(draft: Draft, job: Job, details: MeetingDetails, stage: Stage): void {
  if (draft.record.releasedAtMs !== null && hasMeeting(draft.record)) draft.add({ kind: 'resume' });
  if (!planMeeting(draft, job, details, stage)) return;
  const link = planLink(draft, job, stage);
  switch (link) {
    case 'confirmed':
    case 'blocked':
      planInvitations(draft, job, stage, link === 'blocked');
      if (stage !== 'waiting') planCheck(draft);
      break;
    case 'pending':
    case 'theirs':
      break;
  }
}

function parseStatus(text: string): JobStatus | null {
  return JOB_STATUSES.find((status) => status === text) ?? null;
}
