import { simpleParser } from 'mailparser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_LETTER_TEMPLATE, toLetterStyle } from '../../../main/mail/letter-template.ts';
import { createMailThread } from '../../../main/mail/mail-thread.ts';
import { createSmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import type { SmtpMailerOptions } from '../../../main/mail/smtp-options.ts';
import type { LetterTemplate } from '../../../preload/contract/letters.ts';
import type { MailboxMessage } from '../../simulators/mailbox/mailbox-message.ts';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import { PNG_BASE64, PNG_LOGO } from '../../unit/mail/sample-logos.ts';
import { NEVER_STOPPED, openMailbox } from './mail-bench.ts';

type Make = (options: SmtpMailerOptions) => ReturnType<typeof createSmtpMailer>;
const WAYS: readonly (readonly [string, Make])[] = [
  ['by itself', createSmtpMailer],
  ['in a thread', createMailThread],
];

/** Sends one invitation by that template and returns it as it arrived. */
async function deliver(
  make: Make,
  changes: Partial<LetterTemplate>,
  from = 'Acme Care <care@acme.test>',
): Promise<MailboxMessage> {
  const mailbox = await openMailbox();
  const mailer = make({
    from,
    smtp: { host: mailbox.host, port: mailbox.port, secure: false, requireTls: true },
    trustedCertificates: [mailbox.certificate],
    style: toLetterStyle({ ...DEFAULT_LETTER_TEMPLATE, ...changes }),
  });
  if (!mailer.ok) throw new Error(mailer.failure.message);
  onTestFinished(() => mailer.value.close());
  expect(await mailer.value.send(sampleInvitation(), NEVER_STOPPED)).toEqual({ ok: true, value: undefined });
  const [message] = await mailbox.messages();
  return message!;
}

describe.each(WAYS)("the organization's own letter, sent %s", (_way, make) => {
  it('[PP-49] brings the logo along, beside the HTML that shows it', async () => {
    const message = await deliver(make, { logo: PNG_LOGO, colour: '#aa00cc' });
    const parsed = await simpleParser(message.raw, { skipImageLinks: true });
    expect(parsed.html).toContain('<img src="cid:logo@readymeet" alt="Acme Care"');
    const logo = parsed.attachments.find(({ cid }) => cid === 'logo@readymeet');
    expect(logo).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', related: true });
    expect(logo?.content.toString('base64')).toBe(PNG_BASE64);
    expect(
      message.raw.match(/^Content-Type: .*$/gmu)?.map((line) => line.split(/;|boundary=/u, 1)[0]?.trim()),
    ).toEqual([
      'Content-Type: multipart/mixed',
      'Content-Type: multipart/alternative',
      'Content-Type: text/plain',
      'Content-Type: multipart/related',
      'Content-Type: text/html',
      'Content-Type: image/png',
      'Content-Type: text/calendar',
      'Content-Type: application/ics',
    ]);
    expect(message.calendars).toHaveLength(2);
  });

  it('[PP-49] has greeting, words and footer in the text, and the footer in the calendar entry', async () => {
    const message = await deliver(make, {
      greeting: 'Dear {guest}:',
      request: { subject: '{job} by {sender}', opening: 'See you {when}.', closing: '' },
      footer: 'Acme Care\n1 Main Street',
    });
    expect(message.subject).toBe('JOB-0042 by Acme Care');
    expect(message.text).toMatch(/^Dear Anna Müller:\n\nSee you Monday, 23 November 2026/u);
    expect(message.text).toContain('\nAcme Care\n\nAcme Care\n1 Main Street\n');
    const [calendar] = message.attachments;
    expect(calendar?.text.replaceAll('\r\n ', '')).toMatch(
      /DESCRIPTION:.*\\n\\nAcme Care\\n1 Main Street\r\n/u,
    );
  });
});

describe('a template somebody means harm with', () => {
  const request = {
    subject: 'Hello\r\nBcc: eve@guest.test\r\n\r\n<b>body</b>',
    opening: '<script>alert(1)</script>\r\n.\r\nQUIT',
    closing: 'END:VEVENT\r\nBEGIN:VEVENT',
  };

  it('adds neither a header nor a recipient, and no markup', async () => {
    const message = await deliver(
      createSmtpMailer,
      { request, greeting: 'Hi\r\nX-Evil: 1', footer: 'x\r\nATTENDEE:mailto:eve@guest.test\r\n.\r\n' },
      '"Acme \\" Care <b>" <care@acme.test>',
    );
    expect(message.to).toEqual(['Anna@guest.test']);
    expect([...message.headers.keys()].filter((name) => name === 'bcc' || name === 'x-evil')).toEqual([]);
    expect(message.subject).toBe('Hello Bcc: eve@guest.test <b>body</b>');
    expect(message.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(message.html).not.toMatch(/<script|<b>/u);
    expect(message.calendars.map(({ uid }) => uid)).toEqual([
      'rm0123456789abcdef-1@readymeet',
      'rm0123456789abcdef-1@readymeet',
    ]);
    const calendar = message.attachments[0]?.text ?? '';
    expect(calendar.match(/^(?:ATTENDEE|BEGIN:VEVENT)/gmu)).toEqual(['BEGIN:VEVENT', 'ATTENDEE']);
    expect(message.text).toContain('QUIT');
  });
});
