import type { Draft, Stage } from './draft.ts';
import { guestsOf, mayStillBeGuest } from './guests.ts';
import type { GuestList } from './guests.ts';
import { invitationInputKey } from './input-key.ts';
import type { Guest, InvitationMethod, Job } from './model.ts';
import type { SendInvitation } from './operation.ts';
import type { InvitationRecord } from './record.ts';

/**
 * Plans the messages to the guests of a job.
 * @param isLinkBlocked true where the link cannot be written or confirmed now: nobody is invited then, but those who
 *   were are still told what has changed
 */
export function planInvitations(draft: Draft, job: Job, stage: Stage, isLinkBlocked: boolean): void {
  if (!draft.policy.sendIcsToRecipients) return;
  const list = guestsOf(job, draft.policy);
  if (stage === 'ready') reportUnreachable(draft, job, list);
  const version = versionAfter(draft);
  const wasInvited = [...draft.record.invitations.values()].some(({ sent }) => sent?.method === 'REQUEST');
  const onlyKnown = isLinkBlocked || stage === 'waiting' || (stage === 'under-way' && wasInvited);
  for (const guest of list.guests) planGuest(draft, guest, version, onlyKnown);
  const listed = new Set(list.guests.map((guest) => guest.address));
  // Attendees who are no longer invited because a setting changed are still expected: only the job takes somebody off.
  const expected = guestsOf(job, { enableAttendees: true });
  const stillOn = new Set(expected.guests.map((guest) => guest.address));
  for (const invitation of draft.record.invitations.values()) {
    if (listed.has(invitation.address)) continue;
    const isOff = !stillOn.has(invitation.address) && !mayStillBeGuest(expected, invitation);
    // Whoever holds an invitation and is not taken off hears what has changed.
    if (isOff && stage === 'ready') planCancellation(draft, invitation);
    else planGuest(draft, invitation, version, true);
  }
}

/** The version of the content that guests will have to know once the operations planned so far are done. */
function versionAfter(draft: Draft): number {
  const current = draft.record.content?.version ?? 0;
  const changes = draft.operations.some(({ kind }) => kind === 'create-meeting' || kind === 'update-meeting');
  return changes ? current + 1 : current;
}

function planGuest(draft: Draft, guest: Guest, version: number, onlyKnown: boolean): void {
  const invitation = draft.record.invitations.get(guest.address) ?? null;
  const series = Math.max(1, seriesAfter(draft));
  if (invitation?.sending?.method === 'REQUEST' && invitation.sending.version === version) {
    addSending(draft, invitation, {
      ...address(guest),
      method: 'REQUEST',
      version,
      series: invitation.sending.series,
      sequence: invitation.sending.sequence,
      resendOf: invitation.sending.messageId,
    });
    return;
  }
  const last = invitation?.sending ?? invitation?.sent ?? null;
  if (last?.method === 'REQUEST' && last.version === version) return;
  if (last?.method !== 'REQUEST' && onlyKnown) return;
  addSending(draft, invitation, {
    ...address(guest),
    method: 'REQUEST',
    version,
    // An event that guests may still have in their calendar is changed; one that was cancelled is followed by a new one.
    series:
      last !== null && (last.method === 'REQUEST' || invitation?.sending !== null) ? last.series : series,
    sequence: last === null ? 0 : last.sequence + 1,
    resendOf: null,
  });
}

function seriesAfter(draft: Draft): number {
  for (const operation of draft.operations) {
    if (operation.kind === 'create-meeting') return operation.series;
  }
  return draft.record.series;
}

/** Plans the message that takes a guest's invitation back, if the guest has or may have one. */
export function planCancellation(draft: Draft, invitation: InvitationRecord): void {
  const last = invitation.sending ?? invitation.sent;
  if (last === null) return;
  if (last.method === 'CANCEL') {
    if (invitation.sending === null) return;
    addSending(draft, invitation, {
      ...address(invitation),
      method: 'CANCEL',
      version: last.version,
      series: last.series,
      sequence: last.sequence,
      resendOf: last.messageId,
    });
    return;
  }
  addSending(draft, invitation, {
    ...address(invitation),
    method: 'CANCEL',
    version: last.version,
    series: last.series,
    sequence: last.sequence + 1,
    resendOf: null,
  });
}

function address(guest: Guest): Pick<SendInvitation, 'address' | 'email' | 'name'> {
  return { address: guest.address, email: guest.email, name: guest.name };
}

function addSending(
  draft: Draft,
  invitation: InvitationRecord | null,
  fields: Omit<SendInvitation, 'kind'> & { readonly method: InvitationMethod },
): void {
  draft.addUnlessTroubled(
    { kind: 'send-invitation', ...fields },
    invitation?.trouble ?? null,
    invitationInputKey(fields),
  );
}

function reportUnreachable(draft: Draft, job: Job, list: GuestList): void {
  for (const name of list.withoutAddress) {
    draft.skipped('no-address', `${name} has no e-mail address, so no invitation is sent for ${job.name}.`);
  }
  for (const person of list.withBadAddress) {
    draft.attention(
      'bad-address',
      `The e-mail address of ${person.name} cannot be right: "${person.email.slice(0, 80)}". It gets no invitation for ${job.name}.`,
      'Correct the address on the contact in Skedulo; the invitation follows by itself.',
    );
  }
  if (list.hiddenCount > 0) {
    const people = list.hiddenCount === 1 ? 'A guest' : `${String(list.hiddenCount)} guests`;
    draft.attention(
      'hidden-guest',
      `${people} of ${job.name} cannot be seen with the Skedulo token, so no invitation is sent to them.`,
      'Give the user of the API token access to the contacts in Skedulo.',
    );
  }
}
