import type { HistoryEntry, LedgerChange } from '../../../main/sync/ports.ts';
import { emptyRecord } from '../../../main/sync/record.ts';
import type { Dispatch, InvitationRecord, JobRecord, Trouble } from '../../../main/sync/record.ts';

const START_MS = Date.UTC(2031, 4, 6, 1, 0);
const HOUR_MS = 3_600_000;

/** A record whose meeting is made, link confirmed and one guest invited. */
export function sampleRecord(
  jobId: string,
  changes: Partial<JobRecord> & { readonly startMs?: number } = {},
): JobRecord {
  const { startMs = START_MS, ...others } = changes;
  const details = {
    topic: `Visit “${jobId}” 👩‍⚕️\nwith Zoë`,
    startMs,
    endMs: startMs + HOUR_MS,
    timeZone: 'Australia/Sydney',
  };
  const meeting = {
    providerKind: 'teams' as const,
    id: `meeting-of-${jobId}`,
    joinUrl: `https://teams.test/${jobId}?p='"`,
    passcode: 'a;b',
    dialIn: [{ number: '+61 2 8015 6011', label: 'Australia', code: null }],
  };
  return {
    ...emptyRecord('tenant-1', jobId, `JOB-${jobId}`),
    meeting: { state: 'made', generation: 2, key: `rm-${jobId}`, details, meeting, atMs: 10 },
    link: { state: 'confirmed', link: { url: meeting.joinUrl, id: 'Teams:1', info: null }, atMs: 12 },
    series: 1,
    content: {
      ...details,
      version: 3,
      jobName: `JOB-${jobId}`,
      joinUrl: meeting.joinUrl,
      passcode: null,
      dialIn: [],
    },
    invitations: new Map([['ann@acme.test', sampleInvitation('ann@acme.test')]]),
    ...others,
  };
}

export function sampleDispatch(changes: Partial<Dispatch> = {}): Dispatch {
  return {
    method: 'REQUEST',
    version: 3,
    series: 1,
    sequence: 0,
    messageId: '<1@acme.test>',
    isUpdate: false,
    atMs: 15,
    ...changes,
  };
}

export function sampleInvitation(address: string, changes: Partial<InvitationRecord> = {}): InvitationRecord {
  return {
    address,
    email: address.toUpperCase(),
    name: 'Ann O’Neill',
    sent: sampleDispatch(),
    sending: null,
    trouble: null,
    ...changes,
  };
}

export function sampleTrouble(changes: Partial<Trouble> = {}): Trouble {
  return {
    code: 'job-locked',
    message: 'The job is locked.',
    mend: 'Unlock it.',
    attempts: 3,
    atMs: 20,
    isTemporary: false,
    retryAtMs: null,
    inputKey: 'k1',
    ...changes,
  };
}

export function sampleHistory(record: JobRecord, action = 'meeting-created'): HistoryEntry {
  return {
    atMs: 10,
    tenantId: record.tenantId,
    jobId: record.jobId,
    jobName: record.jobName,
    actor: 'ReadyMeet',
    action,
    detail: 'Plain words; “quotes” too.',
  };
}

/** A change of the whole record with one line of history. */
export function sampleChange(record: JobRecord, action?: string): LedgerChange {
  return {
    record,
    changedAddresses: [...record.invitations.keys()],
    history: [sampleHistory(record, action)],
  };
}
