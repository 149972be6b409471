import { expect, it } from 'vitest';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import { NEVER_STOPPED, failureOf, openMailbox, openMailer } from './mail-bench.ts';

it('[PP-36] delivers text, HTML and the calendar object, which is also attached', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  expect(mailer.senderDomain).toBe('acme.test');
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toEqual({ ok: true, value: undefined });

  const [message, ...others] = await mailbox.messagesTo('anna@guest.test');
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    from: 'care@acme.test',
    to: ['Anna@guest.test'],
    fromLine: '"Acme Care" <care@acme.test>',
    toLine: '"Anna Müller" <Anna@guest.test>',
    subject: 'Your virtual meeting: Home visit review, Mon 23 Nov, 2:10 pm',
    messageId: '<0123456789abcdef@acme.test>',
    dateMs: Date.UTC(2026, 10, 20, 1, 2, 3),
    wasEncrypted: true,
  });
  expect(message!.headers.get('auto-submitted')).toBe('auto-generated');
  expect(message!.headers.get('message-id')).toBe('<0123456789abcdef@acme.test>');
  expect(message!.text).toContain('Hello Anna Müller,');
  expect(message!.html).toContain('<p>Hello Anna Müller,</p>');
  expect(message!.attachments.map(({ name, contentType }) => ({ name, contentType }))).toEqual([
    { name: null, contentType: 'text/calendar' },
    { name: 'invite.ics', contentType: 'application/ics' },
  ]);
  expect(message!.attachments[0]!.text).toBe(message!.attachments[1]!.text);
  expect(message!.calendars[0]).toMatchObject({ method: 'REQUEST', uid: 'rm0123456789abcdef-1@readymeet' });
  expect(
    message!.raw.match(/^Content-Type: .*$/gmu)?.map((line) => line.split('boundary=', 1)[0]?.trim()),
  ).toEqual([
    'Content-Type: multipart/mixed;',
    'Content-Type: multipart/alternative;',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Type: text/html; charset=utf-8',
    'Content-Type: text/calendar; charset=utf-8; method=REQUEST',
    'Content-Type: application/ics; name=invite.ics',
  ]);
});

it('attaches invite.ics to a cancellation too', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  await mailer.send(sampleInvitation({ kind: 'cancellation', method: 'CANCEL', sequence: 2 }), NEVER_STOPPED);
  const [message] = await mailbox.messages();
  expect(message!.raw).toContain('Content-Type: text/calendar; charset=utf-8; method=CANCEL');
  expect(message!.attachments.map(({ name }) => name)).toEqual([null, 'invite.ics']);
  expect(message!.calendars).toHaveLength(2);
  expect(message!.calendars[1]).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', sequence: 2 });
});

it('names one guest a message and nobody else, over fewer connections than messages', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox, {}, { maxConnections: 2 });
  const addresses = Array.from(
    { length: 20 },
    (_, index) => `guest${String(index).padStart(2, '0')}@guest.test`,
  );
  const results = await Promise.all(
    addresses.map((address) =>
      mailer.send(
        sampleInvitation({
          guest: { address, email: address, name: 'Guest' },
          messageId: `<${address}.x@acme.test>`,
        }),
        NEVER_STOPPED,
      ),
    ),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(20);
  expect(mailbox.messageCount).toBe(20);
  expect(mailbox.connectionCount).toBe(2);
  expect(new Set(mailbox.envelopes.map(({ to }) => to.join())).size).toBe(20);
  for (const message of await mailbox.messages()) {
    const content = `${message.raw}${message.attachments.map(({ text }) => text).join('')}`;
    const named = new Set(content.match(/guest\d\d@guest\.test/gu));
    expect([...named]).toEqual([...message.to]);
    expect(message.to).toHaveLength(1);
  }
});

it('sends the same message again under the same Message-ID and UID', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  await mailer.send(sampleInvitation(), NEVER_STOPPED);
  await mailer.send(sampleInvitation(), NEVER_STOPPED);
  const messages = await mailbox.messages();
  expect(messages.map(({ messageId }) => messageId)).toEqual(Array(2).fill('<0123456789abcdef@acme.test>'));
  expect(messages[0]!.attachments).toEqual(messages[1]!.attachments);
  expect(messages[0]!.dateMs).toBe(messages[1]!.dateMs);
});

it('lets no name or topic add a header or a recipient', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  const nasty = 'Eve\r\nBcc: eve@guest.test\r\n\r\n<eve@guest.test>, "';
  await mailer.send(sampleInvitation({ guest: { name: nasty }, content: { topic: nasty } }), NEVER_STOPPED);
  const [message] = await mailbox.messages();
  expect(mailbox.envelopes[0]!.to).toEqual(['Anna@guest.test']);
  expect([...message!.headers.keys()].sort()).toEqual([
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
});

it('refuses an address that cannot be written to before asking the server', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  const email = 'anna@guest.test>\r\nRCPT TO:<eve@guest.test';
  const failure = failureOf(await mailer.send(sampleInvitation({ guest: { email } }), NEVER_STOPPED));
  expect(failure).toMatchObject({
    kind: 'input',
    code: 'address-unusable',
    mayHaveHappened: false,
    scope: 'job',
  });
  expect(mailbox.connectionCount).toBe(0);
});

it('sends nothing after it was stopped or closed', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  const stopped = failureOf(await mailer.send(sampleInvitation(), AbortSignal.abort()));
  expect(stopped).toMatchObject({ kind: 'cancelled', mayHaveHappened: false });
  await mailer.close();
  const closed = failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED));
  expect(closed).toMatchObject({ kind: 'cancelled', mayHaveHappened: false });
  expect(mailbox.connectionCount).toBe(0);
});

it('lets messages on their way finish when it is closed', async () => {
  const mailbox = await openMailbox({ latencyMs: 50 });
  const mailer = openMailer(mailbox, {}, { maxConnections: 1 });
  await mailer.check(NEVER_STOPPED);
  const sending = mailer.send(sampleInvitation(), NEVER_STOPPED);
  while (mailbox.messageCount === 0) await new Promise(setImmediate);
  await mailer.close();
  expect(await sending).toMatchObject({ ok: true });
  expect(mailbox.messageCount).toBe(1);
});
