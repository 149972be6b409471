import type { JobDetails } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import type { DialIn } from '../sync/model.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { HistoryEntry } from '../sync/ports.ts';
import type { JobRecord, Trouble } from '../sync/record.ts';
import { guestStandings } from './guest-marks.ts';
import type { InvitationPolicy } from './guest-marks.ts';
import { byImportance, jobRow } from './job-row.ts';

/** What the drawer of one job shows. `skeduloUrl`: its page in Skedulo's web app, where that is known. */
export function jobDetails(
  situation: JobSituation,
  policy: InvitationPolicy,
  history: Result<readonly HistoryEntry[]>,
  skeduloUrl: string | null,
): JobDetails {
  const { record, findings } = situation;
  const meeting = record !== null && 'meeting' in record.meeting ? record.meeting.meeting : null;
  return {
    jobId: situation.jobId,
    row: jobRow(situation, policy),
    meetingId: meeting?.id ?? null,
    dialIn: (meeting?.dialIn ?? []).map(dialInLine),
    guests: guestStandings(situation, policy).map((guest) => ({
      address: guest.address,
      name: guest.name,
      invitation: guest.mark,
      canResend:
        policy.sendIcsToRecipients &&
        guest.invitation !== null &&
        guest.invitation.sent !== null &&
        guest.invitation.sending === null &&
        record?.releasedAtMs === null,
    })),
    problems: [
      ...byImportance(findings).map(({ kind, code, message, mend }) => ({
        code,
        message,
        mend: mend ?? null,
        isForPerson: kind === 'attention',
      })),
      // An empty history would say that nothing was ever done.
      ...(history.ok ? [] : [unreadHistory(history.failure)]),
    ],
    history: (history.ok ? history.value : []).map(({ atMs, actor, action, detail }) => ({
      atMs,
      actor,
      action,
      detail,
    })),
    canRetry: canRetry(situation),
    skeduloUrl,
  };
}

function unreadHistory({ code, message, mend }: Failure): JobDetails['problems'][number] {
  const words = `The history of this job cannot be shown now; it is kept. ${message}`;
  return { code, message: words, mend: mend ?? null, isForPerson: false };
}

/** Whether something of the job failed for good, so that a person may have it tried once more. */
export function canRetry({ record, findings }: JobSituation): boolean {
  return findings.some(({ code }) => code === 'going-round-in-circles') || hasPermanentTrouble(record);
}

function hasPermanentTrouble(record: JobRecord | null): boolean {
  if (record === null) return false;
  const troubles: readonly (Trouble | null)[] = [
    record.meetingTrouble,
    record.linkTrouble,
    ...record.leftovers.map(({ trouble }) => trouble),
    ...[...record.invitations.values()].map(({ trouble }) => trouble),
  ];
  return troubles.some((trouble) => trouble !== null && !trouble.isTemporary);
}

function dialInLine({ number, label, code }: DialIn): string {
  return `${number}${label === null ? '' : ` (${label})`}${code === null ? '' : `, code ${code}`}`;
}
