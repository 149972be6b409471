import type { Job, JobLink, MeetingDetails } from './model.ts';
import type { Policy } from './policy.ts';

/** Names what a creation or update of a meeting was tried with. */
export function meetingInputKey(details: MeetingDetails, policy: Policy): string {
  return [
    policy.providerKind,
    policy.passwordKey,
    details.topic,
    details.startMs,
    details.endMs,
    details.timeZone,
  ].join('|');
}

/** Names what a link's step was tried with. */
export function linkInputKey(link: JobLink): string {
  return [link.url, link.id, link.info].join('|');
}

/** Names what a writing of a link was tried with: a job that somebody has changed since may take it now. */
export function writingInputKey(link: JobLink, job: Pick<Job, 'lastModifiedMs'>): string {
  return `${linkInputKey(link)}|${String(job.lastModifiedMs)}`;
}

/** Names what the sending of an invitation was tried with. */
export function invitationInputKey(operation: {
  readonly email: string;
  readonly method: string;
  readonly version: number;
}): string {
  return `${operation.email}|${operation.method}|${String(operation.version)}`;
}
