import type { Failure } from './failure.ts';
import type { Meeting, MeetingDetails } from './model.ts';
import type { Operation } from './operation.ts';
import type { HistoryEntry, Invitation } from './ports.ts';
import type { JobRecord } from './record.ts';

/** What happened, before it is put into words. */
export type HistoryNote =
  | {
      readonly action: 'meeting-created' | 'meeting-found' | 'meeting-updated';
      readonly meeting: Meeting;
      readonly details: MeetingDetails;
    }
  | { readonly action: 'meeting-cancelled'; readonly reason: string }
  | { readonly action: 'meeting-lost' | 'meeting-left' | 'meeting-set-aside' }
  | { readonly action: 'link-written'; readonly url: string | null }
  | { readonly action: 'link-gone'; readonly why: 'blanked' | 'deleted' | 'replaced' }
  | { readonly action: 'link-cleared' | 'link-yielded' | 'released' | 'resumed' | 'creation-given-up' }
  | { readonly action: 'creation-in-doubt' | 'meeting-out-of-sight' }
  | {
      readonly action: 'invitation-sent';
      readonly kind: Invitation['kind'];
      readonly email: string;
      readonly messageId: string;
      readonly wasInDoubt: boolean;
    }
  | { readonly action: 'failed'; readonly operation: Operation; readonly failure: Failure };

/** Puts a note into a line of the history. The line holds no secret: join links are cut before their query. */
export function historyOf(note: HistoryNote, record: JobRecord, atMs: number): HistoryEntry {
  const { tenantId, jobId, jobName } = record;
  const action = note.action === 'failed' ? `${note.operation.kind}-failed` : note.action;
  return { atMs, tenantId, jobId, jobName, actor: 'ReadyMeet', action, detail: detailOf(note) };
}

function detailOf(note: HistoryNote): string {
  switch (note.action) {
    case 'meeting-created':
      return `Made meeting ${note.meeting.id} for ${timesOf(note.details)}.`;
    case 'meeting-found':
      return `Found meeting ${note.meeting.id}, made before an interruption, for ${timesOf(note.details)}.`;
    case 'meeting-updated':
      return `Changed meeting ${note.meeting.id} to ${timesOf(note.details)}.`;
    case 'meeting-cancelled':
      return `Removed the meeting. ${note.reason}`;
    case 'meeting-lost':
      return 'The provider no longer has the meeting; a new one follows.';
    case 'meeting-left':
      return 'ReadyMeet no longer looks after the meeting.';
    case 'meeting-set-aside':
      return 'The provider refuses to remove the meeting, so it still stands there; the job gets another one.';
    case 'link-written':
      return `Wrote the link onto the job and read it back: ${withoutQuery(note.url)}`;
    case 'link-cleared':
      return 'Cleared the link on the job.';
    case 'link-gone':
      return LINK_GONE[note.why];
    case 'link-yielded':
      return 'Another ReadyMeet wrote the link of the same meeting first; it looks after the job.';
    case 'released':
      return 'The job was let go: nothing is left to do for it.';
    case 'resumed':
      return 'The job has come back and is looked after again.';
    case 'creation-given-up':
      return 'No meeting had been made, and none is needed now.';
    case 'creation-in-doubt':
      return 'The provider or its account was changed before it was known whether a meeting had been made; one may stand there.';
    case 'meeting-out-of-sight':
      return 'The meeting was to be removed, but the account connected now cannot see it; it may still stand in another account.';
    case 'invitation-sent':
      return `Sent the ${note.kind} to ${note.email}${
        note.wasInDoubt
          ? ' again under the same Message-ID: before an interruption it was unclear whether it had left'
          : ''
      }. Message-ID ${note.messageId}`;
    case 'failed':
      return note.failure.message;
  }
}

const LINK_GONE = {
  blanked: 'The link on the job was found cleared.',
  deleted: 'The job was deleted, and the link with it.',
  replaced: 'Another link has taken the place of ours on the job.',
} as const;

function timesOf(details: MeetingDetails): string {
  return `${new Date(details.startMs).toISOString()} to ${new Date(details.endMs).toISOString()}, ${details.timeZone}`;
}

/** A Zoom join link carries the passcode in its query. */
function withoutQuery(url: string | null): string {
  return url === null ? 'none' : (url.split('?')[0] ?? '');
}
