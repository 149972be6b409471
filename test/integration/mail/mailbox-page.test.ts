import { request } from 'node:http';
import { expect, it } from 'vitest';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import { NEVER_STOPPED, openMailbox, openMailer } from './mail-bench.ts';

it('shows messages newest first, each with its calendar entry and its HTML in a sandbox', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  expect(await (await fetch(mailbox.webOrigin)).text()).toContain('0 messages');
  await mailer.send(sampleInvitation({ content: { topic: '<b>First</b>' } }), NEVER_STOPPED);
  await mailer.send(sampleInvitation({ content: { topic: 'Second' } }), NEVER_STOPPED);

  const list = await fetch(mailbox.webOrigin);
  const listHtml = await list.text();
  expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(listHtml).toContain('2 messages');
  expect(listHtml).toContain('http-equiv="refresh"');
  expect(listHtml.indexOf('Second')).toBeLessThan(listHtml.indexOf('&lt;b&gt;First'));
  expect(listHtml).not.toContain('<b>First');

  const messageHtml = await (await fetch(`${mailbox.webOrigin}/messages/1`)).text();
  expect(messageHtml).toContain('<iframe sandbox src="/messages/1/body"');
  expect(messageHtml).toContain('rm0123456789abcdef-1@readymeet');
  const body = await fetch(`${mailbox.webOrigin}/messages/1/body`);
  expect(body.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/u);
  expect(await body.text()).toContain('Hello Anna Müller,');
  expect((await fetch(`${mailbox.webOrigin}/messages/9`)).status).toBe(404);
  expect((await fetch(`${mailbox.webOrigin}/style.css`)).headers.get('content-type')).toContain('text/css');
});

it('answers nobody who calls it by another name', async () => {
  const mailbox = await openMailbox();
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(mailbox.webOrigin, { headers: { host: 'evil.test' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});

it('counts without keeping where it is told to', async () => {
  const mailbox = await openMailbox({ keepRaw: false });
  await openMailer(mailbox).send(sampleInvitation(), NEVER_STOPPED);
  expect(mailbox.messageCount).toBe(1);
  expect(mailbox.envelopes[0]).toMatchObject({ id: 1, messageId: '<0123456789abcdef@acme.test>' });
  expect(() => mailbox.messages()).toThrow('keepRaw');
  expect(await (await fetch(mailbox.webOrigin)).text()).toContain('1 message,');
  mailbox.clear();
  expect(mailbox.messageCount).toBe(0);
});
