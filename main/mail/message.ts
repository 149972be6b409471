import type { SendMailOptions } from 'nodemailer';
import { failed, inputFailure, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { Invitation } from '../sync/ports.ts';
import { isEmailAddress, toAsciiAddress } from './address.ts';
import type { Sender } from './address.ts';
import { writeCalendar } from './calendar.ts';
import { toSingleLine } from './plain-text.ts';
import { LOGO_CONTENT_ID, layOutAsHtml } from './letter-html.ts';
import type { LetterStyle, Logo } from './letter-style.ts';
import { layOutAsDescription, layOutAsText } from './letter-text.ts';
import { writeLetter } from './letter.ts';

/**
 * Composes the message of one invitation: text, HTML and the calendar object, the latter also as `invite.ics`
 * (nodemailer's `icalEvent` builds what Google Calendar itself sends: a `text/calendar; method=…` alternative and an
 * `application/ics` attachment). It names one guest and nobody else. The style is the organization's, or `DEFAULT_LETTER_STYLE`.
 * Fails with `input` when the guest's address or the meeting's details cannot be used.
 */
export function composeMessage(
  invitation: Invitation,
  sender: Sender,
  style: LetterStyle,
): Result<SendMailOptions> {
  const { guest, method } = invitation;
  if (!isEmailAddress(guest.email)) {
    return failed(
      inputFailure({
        party: 'mail',
        code: 'address-unusable',
        message: `"${toSingleLine(guest.email)}" is not an e-mail address that can be written to.`,
        mend: 'Correct the e-mail address on the contact in Skedulo.',
      }),
    );
  }
  const letter = writeLetter(invitation, sender, style.wordings, style.brand);
  const calendar = writeCalendar(invitation, sender, {
    summary: letter.topic,
    description: layOutAsDescription(letter),
  });
  if (!calendar.ok) return calendar;
  return success({
    from: { name: sender.name, address: sender.address },
    to: { name: toSingleLine(guest.name), address: guest.email },
    envelope: { from: toAsciiAddress(sender.address), to: [toAsciiAddress(guest.email)] },
    subject: letter.subject,
    messageId: invitation.messageId,
    date: new Date(invitation.atMs),
    headers: {
      // Keeps absence notices away (RFC 3834 section 5). It says nothing about the calendar object: a guest's
      // acceptance is a message of its own and still arrives.
      'Auto-Submitted': 'auto-generated',
    },
    text: layOutAsText(letter),
    html: layOutAsHtml(letter),
    ...(style.brand.logo === null ? {} : { attachments: [logoPart(style.brand.logo)] }),
    icalEvent: {
      method,
      filename: 'invite.ics',
      content: calendar.value,
      // Keeps its line ends as they are on the way through mail servers.
      contentTransferEncoding: 'base64',
    },
  });
}

/** The logo as a part of the message, beside the HTML that shows it (RFC 2387): nothing is fetched from anywhere. */
function logoPart({ mediaType, base64 }: Logo): NonNullable<SendMailOptions['attachments']>[number] {
  return {
    cid: LOGO_CONTENT_ID,
    filename: mediaType === 'image/png' ? 'logo.png' : 'logo.jpg',
    contentType: mediaType,
    contentDisposition: 'inline',
    content: base64,
    encoding: 'base64',
  };
}
