import { expect, it } from 'vitest';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import { NEVER_STOPPED, failureOf, openMailbox, openMailer } from './mail-bench.ts';

const ACCOUNT = { user: 'care', password: 'only-for-this-test' };

it.each(['starttls', 'implicit'] as const)('encrypts with %s, signed in', async (tls) => {
  const mailbox = await openMailbox({ tls, auth: ACCOUNT });
  const mailer = openMailer(mailbox, { secure: tls === 'implicit', ...ACCOUNT });
  expect(await mailer.check(NEVER_STOPPED)).toEqual({ ok: true, value: undefined });
  expect(mailbox.messageCount).toBe(0);
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.envelopes).toMatchObject([{ wasEncrypted: true, user: 'care' }]);
});

it('sends in the clear only where it is told that this will do', async () => {
  const mailbox = await openMailbox({ tls: 'none' });
  const mailer = openMailer(mailbox, { requireTls: false });
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.envelopes).toMatchObject([{ wasEncrypted: false }]);
});

it('takes the encryption that is offered even where it is not required', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox, { requireTls: false });
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.envelopes).toMatchObject([{ wasEncrypted: true }]);
});

it.each(['starttls', 'implicit'] as const)('refuses a certificate it does not trust (%s)', async (tls) => {
  const mailbox = await openMailbox({ tls });
  const mailer = openMailer(mailbox, { secure: tls === 'implicit' }, { trustedCertificates: undefined });
  const expected = {
    kind: 'remote',
    code: 'certificate-refused',
    scope: 'party',
    isTemporary: false,
    mayHaveHappened: false,
  };
  expect(failureOf(await mailer.check(NEVER_STOPPED))).toMatchObject(expected);
  expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject(expected);
  expect(mailbox.messageCount).toBe(0);
});

it('sends nothing where encryption is required and not offered', async () => {
  const mailbox = await openMailbox({ tls: 'none', auth: ACCOUNT });
  const mailer = openMailer(mailbox, ACCOUNT);
  const expected = {
    kind: 'remote',
    code: 'tls-missing',
    scope: 'party',
    isTemporary: false,
    mayHaveHappened: false,
  };
  expect(failureOf(await mailer.check(NEVER_STOPPED))).toMatchObject(expected);
  expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject(expected);
  expect(mailbox.messageCount).toBe(0);
});

it('tells a wrong choice of encryption from a broken network', async () => {
  const mailbox = await openMailbox({ tls: 'starttls' });
  const mailer = openMailer(mailbox, { secure: true });
  const failure = failureOf(await mailer.check(NEVER_STOPPED));
  expect(failure).toMatchObject({
    kind: 'remote',
    code: 'tls-failed',
    scope: 'party',
    mayHaveHappened: false,
  });
  expect(failure.mend).toContain('465');
});

it('says that the password was refused, without saying it', async () => {
  const mailbox = await openMailbox({ auth: ACCOUNT });
  const mailer = openMailer(mailbox, { user: 'care', password: 'wrong-one' });
  const expected = {
    kind: 'auth',
    code: 'mail-sign-in-refused',
    scope: 'party',
    isTemporary: false,
    mayHaveHappened: false,
  };
  for (const result of [
    await mailer.check(NEVER_STOPPED),
    await mailer.send(sampleInvitation(), NEVER_STOPPED),
  ]) {
    expect(failureOf(result)).toMatchObject(expected);
    expect(JSON.stringify(failureOf(result))).not.toMatch(/wrong-one|d3Jvbmct/u);
  }
  expect(mailbox.messageCount).toBe(0);
});

it('says that an account is wanted where none was given', async () => {
  const mailbox = await openMailbox({ auth: ACCOUNT });
  const failure = failureOf(await openMailer(mailbox).send(sampleInvitation(), NEVER_STOPPED));
  expect(failure).toMatchObject({ kind: 'auth', code: 'mail-sign-in-refused', scope: 'party' });
});

it('does not pass for signed in where the server offers no sign-in', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox, ACCOUNT);
  expect(failureOf(await mailer.check(NEVER_STOPPED))).toMatchObject({
    kind: 'auth',
    code: 'mail-sign-in-refused',
  });
});

it('waits where signing in is refused for the moment', async () => {
  const mailbox = await openMailbox({ auth: ACCOUNT });
  mailbox.faults.add({
    step: 'sign-in',
    fault: { kind: 'refuse', code: 454, text: '4.7.0 Try again later' },
  });
  const mailer = openMailer(mailbox, ACCOUNT);
  expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject({
    kind: 'remote',
    code: 'mail-deferred',
    scope: 'party',
    isTemporary: true,
  });
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
});

it('finds a server that is down unreachable, and goes on when it is back', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  await mailbox.goDown();
  const expected = {
    kind: 'network',
    code: 'unreachable',
    scope: 'party',
    isTemporary: true,
    mayHaveHappened: false,
  };
  expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject(expected);
  expect(failureOf(await mailer.check(NEVER_STOPPED))).toMatchObject(expected);
  await mailbox.comeUp();
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.messageCount).toBe(2);
});

it('stops waiting for a check when told to', async () => {
  const mailbox = await openMailbox();
  mailbox.faults.add({ step: 'connect', fault: { kind: 'stall', durationMs: 60_000 } });
  const stopper = new AbortController();
  const checking = openMailer(mailbox).check(stopper.signal);
  while (mailbox.connectionCount === 0) await new Promise(setImmediate);
  stopper.abort();
  expect(failureOf(await checking)).toMatchObject({ kind: 'cancelled', mayHaveHappened: false });
});
