import type { JobSituation } from '../../../main/automation/automation.ts';
import type { Finding } from '../../../main/sync/draft.ts';
import type { Job, Meeting, MeetingDetails } from '../../../main/sync/model.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import type {
  Dispatch,
  InvitationRecord,
  JobRecord,
  MeetingState,
  Trouble,
} from '../../../main/sync/record.ts';
import { detailsOf } from '../../../main/sync/details.ts';
import { MONDAY_MS, readyJob } from '../jobs.ts';

export const JOB_ID = 'a0000000-0000-4000-8000-000000000001';
export const MEETING: Meeting = {
  providerKind: 'zoom',
  id: '83012345678',
  joinUrl: 'https://zoom.test/j/83012345678?pwd=opens-it',
  passcode: '482913',
  dialIn: [{ number: '+61 2 8015 6011', label: 'Australia', code: '83012345678' }],
};

/** A Ready job tomorrow. */
export function officeJob(changes: Partial<Job> = {}): Job {
  return readyJob({ id: JOB_ID, name: 'JOB-0042', ...changes });
}

export function detailsOfJob(job: Job): MeetingDetails {
  const details = detailsOf(job);
  if (!details.ok) throw new Error(details.message);
  return details.details;
}

/** A meeting that was made for the job as it is. */
export function made(job: Job = officeJob()): MeetingState {
  return {
    state: 'made',
    generation: 1,
    key: 'rm1',
    details: detailsOfJob(job),
    meeting: MEETING,
    atMs: MONDAY_MS + 1,
  };
}

export const LINK = { url: MEETING.joinUrl, id: `Zoom:${MEETING.id}`, info: null };

export function trouble(changes: Partial<Trouble> = {}): Trouble {
  return {
    code: 'refused',
    message: 'It was refused.',
    mend: 'Ask why.',
    attempts: 1,
    atMs: MONDAY_MS + 9,
    isTemporary: false,
    retryAtMs: null,
    inputKey: '',
    ...changes,
  };
}

export function dispatch(changes: Partial<Dispatch> = {}): Dispatch {
  return {
    method: 'REQUEST',
    version: 1,
    series: 1,
    sequence: 0,
    messageId: '<m1@acme.test>',
    isUpdate: false,
    atMs: MONDAY_MS + 3,
    ...changes,
  };
}

export function invitation(
  address = 'ann.lee@customer.test',
  changes: Partial<InvitationRecord> = {},
): InvitationRecord {
  return {
    address,
    email: address,
    name: 'Ann Lee',
    sent: dispatch(),
    sending: null,
    trouble: null,
    ...changes,
  };
}

/** A record of the job, with nothing done yet but what is given. */
export function record(
  changes: Partial<JobRecord> = {},
  ...invitations: readonly InvitationRecord[]
): JobRecord {
  return {
    ...emptyRecord('tenant-1', JOB_ID, 'JOB-0042'),
    ...changes,
    invitations: new Map(invitations.map((one) => [one.address, one])),
  };
}

/** A record of which everything was confirmed. */
export function doneRecord(job: Job = officeJob(), ...invitations: readonly InvitationRecord[]): JobRecord {
  return record(
    {
      meeting: made(job),
      link: { state: 'confirmed', link: LINK, atMs: MONDAY_MS + 2 },
      series: 1,
      content: {
        ...detailsOfJob(job),
        version: 1,
        jobName: job.name,
        joinUrl: MEETING.joinUrl,
        passcode: MEETING.passcode,
        dialIn: MEETING.dialIn,
      },
    },
    ...(invitations.length === 0 ? [invitation()] : invitations),
  );
}

export function situation(changes: Partial<JobSituation> = {}): JobSituation {
  const jobId = changes.job?.id ?? changes.record?.jobId ?? JOB_ID;
  return { jobId, job: officeJob(), record: null, findings: [], ...changes };
}

/** A job for which everything was done. */
export function doneSituation(changes: Partial<JobSituation> = {}): JobSituation {
  return situation({ record: doneRecord(changes.job ?? officeJob()), ...changes });
}

export function finding(kind: Finding['kind'], code: string, message = `${code}.`): Finding {
  return { kind, code, message };
}
