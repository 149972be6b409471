import { createEvent } from 'ics';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Invitation } from '../sync/ports.ts';
import { toAsciiAddress } from './address.ts';
import type { Sender } from './address.ts';
import { correctCalendar } from './calendar-corrections.ts';
import { toSingleLine } from './plain-text.ts';

const PRODUCT_ID = '-//ReadyMeet//Invitations//EN';

/**
 * Writes the calendar object of one invitation: RFC 5545, exchanged by the rules of RFC 5546 (iTIP). One event, the
 * sender as organizer, the guest as the only attendee, times in UTC. The description may have several lines.
 * Fails with `input` and code `calendar-unusable` when the details cannot be written as a calendar event.
 */
export function writeCalendar(
  invitation: Invitation,
  sender: Sender,
  words: { readonly summary: string; readonly description: string },
): Result<string> {
  const { content, guest, method } = invitation;
  const isCancellation = method === 'CANCEL';
  const attributes = {
    productId: PRODUCT_ID,
    method,
    uid: toSingleLine(invitation.uid),
    sequence: invitation.sequence,
    timestamp: invitation.atMs,
    start: content.startMs,
    end: content.endMs,
    title: words.summary,
    description: words.description,
    location: toSingleLine(content.joinUrl),
    status: isCancellation ? ('CANCELLED' as const) : ('CONFIRMED' as const),
    transp: isCancellation ? ('TRANSPARENT' as const) : ('OPAQUE' as const),
    organizer: { name: quotable(sender.name, sender.address), email: toAsciiAddress(sender.address) },
    attendees: [
      {
        name: quotable(guest.name, guest.email),
        email: toAsciiAddress(guest.email),
        cutype: 'INDIVIDUAL' as const,
        role: 'REQ-PARTICIPANT' as const,
        // Nobody is asked to answer a cancellation.
        ...(isCancellation ? {} : { partstat: 'NEEDS-ACTION' as const, rsvp: true }),
      },
    ],
  };
  // The library knows fewer addresses than there are (no upper-case host, for one); LOCATION holds the link anyway.
  const withUrl = createEvent({ ...attributes, url: attributes.location });
  const { error, value } = withUrl.error === null ? withUrl : createEvent(attributes);
  if (error !== null || value === null) {
    return failed(
      inputFailure({
        party: 'mail',
        code: 'calendar-unusable',
        message: `No calendar entry could be written for ${content.jobName}: its link, times or addresses cannot be used.`,
        mend: 'Look at the job in Skedulo: its start and end, and the e-mail address of its guest.',
      }),
    );
  }
  return success(correctCalendar(value));
}

/** A parameter value cannot hold a double quote (RFC 5545 section 3.2). */
function quotable(name: string, address: string): string {
  const text = toSingleLine(name).replaceAll('"', "'");
  return text === '' ? address : text;
}
