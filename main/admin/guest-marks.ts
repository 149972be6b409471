import type { Mark } from '../../preload/contract/jobs.ts';
import type { JobSituation } from '../automation/automation.ts';
import { guestsOf } from '../sync/guests.ts';
import type { GuestList } from '../sync/guests.ts';
import type { Policy } from '../sync/policy.ts';
import { isWithdrawn } from '../sync/record.ts';
import type { InvitationRecord, JobRecord } from '../sync/record.ts';
import { isLeftAlone, mark, troubledMark } from './job-marks.ts';

/** The settings by which it is decided who is invited. */
export type InvitationPolicy = Pick<Policy, 'enableAttendees' | 'sendIcsToRecipients'>;

/** Somebody who is on the job's guest list, or was sent something. */
export interface GuestStanding {
  readonly address: string;
  readonly name: string;
  readonly mark: Mark;
  readonly invitation: InvitationRecord | null;
}

/** Statuses in which the guests who know of the meeting are kept, and nobody new is invited. */
const UNDER_WAY = new Set(['En Route', 'On Site', 'In Progress', 'Complete']);

/** Everybody who gets, got or should have got an invitation, the contact first. */
export function guestStandings(situation: JobSituation, policy: InvitationPolicy): readonly GuestStanding[] {
  const { job, record } = situation;
  const listed = job === null ? [] : guestsOf(job, policy).guests;
  const invited = [...(record?.invitations.values() ?? [])];
  const known = new Set(listed.map(({ address }) => address));
  return [
    ...listed.map(({ address, name }) => ({ address, name })),
    ...invited.filter(({ address }) => !known.has(address)).map(({ address, name }) => ({ address, name })),
  ].map((guest) => {
    const invitation = record?.invitations.get(guest.address) ?? null;
    const isListed = known.has(guest.address);
    return { ...guest, invitation, mark: guestMark(situation, policy, invitation, isListed) };
  });
}

function guestMark(
  situation: JobSituation,
  policy: InvitationPolicy,
  invitation: InvitationRecord | null,
  isListed: boolean,
): Mark {
  const sent = invitation?.sent ?? null;
  const sending = invitation?.sending ?? null;
  const trouble = invitation?.trouble ?? null;
  const owed = owedAfter(situation, sent, isListed);
  if (sent !== null && owed === null && sending === null && trouble === null) {
    return mark('confirmed', sent.method === 'CANCEL' ? CANCELLATION_SENT : 'Sent', sent.atMs);
  }
  if (!policy.sendIcsToRecipients) {
    return sent === null
      ? mark('not-meant', 'Sending is off')
      : mark('confirmed', 'Sent before sending was switched off', sent.atMs);
  }
  if (trouble !== null) return troubledMark(trouble, FAILED[owed ?? 'invitation']);
  if (sending !== null) return mark('not-yet', 'On its way', sending.atMs);
  if (owed === 'update') return mark('not-yet', 'Sent, but the latest change is not', sent?.atMs ?? null);
  if (owed === 'cancellation') return mark('not-yet', 'The cancellation is not sent yet', sent?.atMs ?? null);
  return unsentMark(situation);
}

type Owed = 'invitation' | 'update' | 'cancellation';

const CANCELLATION_SENT = 'Cancellation sent';

const FAILED: Readonly<Record<Owed, string>> = {
  invitation: 'Could not be sent',
  update: 'The update could not be sent',
  cancellation: 'The cancellation could not be sent',
};

/** What the guest is still to be told after what was sent; null where nothing is. */
function owedAfter(
  { job, record }: JobSituation,
  sent: InvitationRecord['sent'],
  isListed: boolean,
): Owed | null {
  if (sent === null) return 'invitation';
  if (sent.method === 'CANCEL') return isListed && job?.status === 'Ready' ? 'invitation' : null;
  if (record !== null && isWithdrawn(record)) return 'cancellation';
  return sent.version === (record?.content?.version ?? sent.version) ? null : 'update';
}

function isReleased(record: JobRecord | null): boolean {
  return record !== null && record.releasedAtMs !== null;
}

function unsentMark(situation: JobSituation): Mark {
  const { job, record } = situation;
  if (isLeftAlone(situation)) return mark('not-meant', 'The job has another meeting');
  if (isReleased(record)) return mark('not-meant', 'Not sent: the meeting is over');
  if (job === null) return mark('not-yet', 'Not sent yet');
  if (job.status === 'Cancelled') return mark('not-meant', 'None is meant to be');
  const knowsOfMeeting = [...(record?.invitations.values() ?? [])].some(({ sent }) => sent !== null);
  if (UNDER_WAY.has(job.status) && (knowsOfMeeting || record === null)) {
    return mark('not-meant', 'Not invited: the job is under way');
  }
  return mark('not-yet', 'Not sent yet');
}

/** The invitations of a job in one mark: a tick only where the mail server accepted every one. */
export function invitationsMark(situation: JobSituation, policy: InvitationPolicy): Mark {
  const guests = guestStandings(situation, policy);
  // Only for a Ready job somebody who cannot be reached is missed.
  const list = situation.job?.status === 'Ready' ? guestsOf(situation.job, policy) : null;
  const asked = guests.filter((guest) => guest.mark.state !== 'not-meant');
  // Somebody who was taken off the job and has been told so no longer counts, unless everybody was.
  const expected = asked.filter((guest) => guest.mark.words !== CANCELLATION_SENT);
  const meant = expected.length === 0 ? asked : expected;
  if (meant.length === 0) return nobodyMark(guests, list, policy, isLeftAlone(situation));
  const unreachable =
    list === null || !policy.sendIcsToRecipients ? 0 : list.withBadAddress.length + list.hiddenCount;
  const done = meant.filter((guest) => guest.mark.state === 'confirmed');
  const failed = meant.filter((guest) => guest.mark.state === 'failed');
  const total = meant.length + unreachable;
  const atMs = latest((failed.length > 0 ? failed : done).map((guest) => guest.mark.atMs));
  const [only] = meant;
  if (total === 1 && only !== undefined) return only.mark;
  const count = `${String(done.length)} of ${String(total)} sent`;
  if (failed.length + unreachable > 0) return mark('failed', count, atMs);
  if (done.length < total) return mark('not-yet', count, atMs);
  const what = expected.length === 0 ? ' cancellations' : '';
  return mark('confirmed', `${String(total)}${what} sent`, atMs);
}

function nobodyMark(
  guests: readonly GuestStanding[],
  list: GuestList | null,
  policy: InvitationPolicy,
  leftAlone: boolean,
): Mark {
  const [first] = guests;
  if (first !== undefined) return first.mark;
  if (!policy.sendIcsToRecipients) return mark('not-meant', 'Sending is off');
  if (leftAlone || list === null) return mark('not-meant', 'None is meant to be');
  if (list.withBadAddress.length > 0) return mark('failed', 'The e-mail address cannot be right');
  if (list.hiddenCount > 0) return mark('failed', 'The guest cannot be seen');
  if (list.withoutAddress.length > 0) return mark('not-meant', 'No e-mail address');
  return mark('not-meant', 'The job has no contact');
}

function latest(instants: readonly (number | null)[]): number | null {
  return instants.reduce(
    (left, right) => (left === null || (right !== null && right > left) ? right : left),
    null,
  );
}
