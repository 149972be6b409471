import { expect, it } from 'vitest';
import { describeSmtpError } from '../../../main/mail/smtp-failure.ts';

const BEFORE = { server: 'smtp.acme.test:587', address: 'anna@guest.test', wasHandedOver: false };
const AFTER = { ...BEFORE, wasHandedOver: true };

function smtpError(parts: Record<string, unknown>): Error {
  return Object.assign(new Error('from the library'), parts);
}

it.each([
  [{ code: 'ESOCKET', originalCode: 'ERR_TLS_CERT_ALTNAME_INVALID' }, { code: 'certificate-refused' }],
  [{ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }, { code: 'certificate-refused' }],
  [{ code: 'ETLS', originalCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, { code: 'certificate-refused' }],
  [{ code: 'ESOCKET', originalCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, { code: 'certificate-refused' }],
  [
    { code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' },
    { code: 'tls-failed', isTemporary: false },
  ],
  [
    { code: 'EDNS', originalCode: 'ENOTFOUND' },
    { code: 'unreachable', scope: 'party', isTemporary: true },
  ],
  [
    { code: 'ESOCKET', originalCode: 'EHOSTUNREACH' },
    { code: 'unreachable', scope: 'party' },
  ],
  [
    { code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' },
    { code: 'timeout', scope: 'party' },
  ],
  [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, { code: 'connection-lost' }],
  [
    { code: 'EPROTOCOL', response: '220' },
    { code: 'mail-protocol', isTemporary: true },
  ],
  [
    { code: 'EMESSAGE', command: 'MAIL FROM' },
    { code: 'message-refused', isTemporary: false },
  ],
  [
    { code: 'EAUTH', command: 'API' },
    { kind: 'auth', code: 'mail-sign-in-refused' },
  ],
  [
    { code: 'ETLS', command: 'STARTTLS', responseCode: 454, response: '454 TLS not available' },
    { code: 'tls-missing', isTemporary: true },
  ],
  [
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 552 },
    { code: 'message-refused', scope: 'job' },
  ],
  [
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 },
    { code: 'mail-deferred', scope: 'party' },
  ],
  [
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 No such user' },
    { code: 'address-refused', mend: 'Correct the e-mail address on the contact in Skedulo.' },
  ],
  [
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.7.1 Relaying denied' },
    {
      code: 'address-refused',
      mend: 'Ask whoever looks after the mail server to let this account write to that address.',
    },
  ],
  [{ code: 'EABORT' }, { kind: 'cancelled' }],
])('translates %j before anything was handed over', (parts, expected) => {
  expect(describeSmtpError(smtpError(parts), BEFORE)).toMatchObject({
    party: 'mail',
    mayHaveHappened: false,
    ...expected,
  });
});

it.each([
  [{ code: 'ECONNECTION' }, { kind: 'network', code: 'connection-lost', mayHaveHappened: true }],
  [{ code: 'ETIMEDOUT' }, { kind: 'network', code: 'timeout', mayHaveHappened: true }],
  [
    { code: 'EPROTOCOL', response: '354' },
    { kind: 'network', mayHaveHappened: true },
  ],
  [{ code: 'EABORT' }, { kind: 'cancelled', mayHaveHappened: true }],
  [
    { code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 no' },
    { kind: 'remote', code: 'message-refused', mayHaveHappened: false },
  ],
  // One message is refused here …
  [
    { code: 'EMESSAGE', command: 'DATA', responseCode: 550, response: '550 Please resend as plain text' },
    { code: 'message-refused', scope: 'job' },
  ],
  // … and every message here: Microsoft 365 says so of the sender after it has seen the whole.
  [
    {
      code: 'EMESSAGE',
      command: 'DATA',
      responseCode: 550,
      response: '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    },
    { code: 'sender-refused', scope: 'party' },
  ],
  [
    {
      code: 'EMESSAGE',
      command: 'DATA',
      responseCode: 554,
      response: '554 5.2.252 SendAsDenied; care@acme.test not allowed to send as ann@acme.test',
    },
    { code: 'sender-refused', scope: 'party' },
  ],
])('translates %j once the message was on its way', (parts, expected) => {
  expect(describeSmtpError(smtpError(parts), AFTER)).toMatchObject({ party: 'mail', ...expected });
});

it.each([new TypeError('x is not a function'), 'a string', null])('takes %s for a bug', (thrown) => {
  expect(describeSmtpError(thrown, BEFORE)).toMatchObject({ kind: 'bug' });
});

it('never repeats what the library says of its own accord', () => {
  const error = smtpError({ code: 'EAUTH', responseCode: 535, response: '535 AUTH PLAIN c2VjcmV0 refused' });
  error.message = 'Invalid login: c2VjcmV0';
  expect(JSON.stringify(describeSmtpError(error, BEFORE))).not.toContain('c2VjcmV0');
});
