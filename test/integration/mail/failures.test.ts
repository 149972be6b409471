import { describe, expect, it } from 'vitest';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import type { MailboxFault, MailboxStep } from '../../simulators/mailbox/mailbox-faults.ts';
import { NEVER_STOPPED, failureOf, openMailbox, openMailer } from './mail-bench.ts';

const PATIENT = { connectMs: 5_000, greetingMs: 5_000, silenceMs: 5_000 };
const IMPATIENT = { connectMs: 2_000, greetingMs: 300, silenceMs: 300 };

const REFUSALS: readonly [MailboxStep, number, string, object][] = [
  [
    'connect',
    554,
    '5.7.1 Not from your network',
    { code: 'mail-server-refused', scope: 'party', isTemporary: false },
  ],
  ['connect', 421, '4.3.2 Too busy', { code: 'mail-deferred', scope: 'party', isTemporary: true }],
  ['sender', 550, '5.7.60 Not allowed', { code: 'sender-refused', scope: 'party', isTemporary: false }],
  ['sender', 452, '4.3.1 Disk full', { code: 'mail-deferred', isTemporary: true }],
  ['recipient', 550, '5.1.1 No such user', { code: 'address-refused', scope: 'job', isTemporary: false }],
  ['recipient', 553, '5.1.3 Bad address', { code: 'address-refused', scope: 'job', isTemporary: false }],
  ['recipient', 451, '4.7.1 Greylisted', { code: 'mail-deferred', scope: 'job', isTemporary: true }],
  ['recipient', 503, '5.5.1 Bad sequence', { code: 'mail-deferred', isTemporary: true }],
  ['recipient', 530, '5.7.0 Sign in first', { kind: 'auth', code: 'mail-sign-in-refused', scope: 'party' }],
  ['content', 554, '5.7.1 Looks like spam', { code: 'message-refused', scope: 'job', isTemporary: false }],
  ['content', 452, '4.2.2 Over quota', { code: 'mail-deferred', scope: 'job', isTemporary: true }],
  ['content', 421, '4.3.0 Closing', { code: 'mail-deferred', scope: 'party', isTemporary: true }],
  ['content', 554, '5.2.252 SendAsDenied; not allowed', { code: 'sender-refused', scope: 'party' }],
];

describe.each([true, false])('with pipelining: %s', (hasPipelining) => {
  it.each(REFUSALS)('translates a refusal at %s with %i %s', async (step, code, text, expected) => {
    const mailbox = await openMailbox({ hasPipelining });
    const mailer = openMailer(mailbox);
    mailbox.faults.add({ step, fault: { kind: 'refuse', code, text } });
    const failure = failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED));
    expect(failure).toMatchObject({ kind: 'remote', party: 'mail', mayHaveHappened: false, ...expected });
    expect(failure.message).toContain(String(code));
    if (failure.code === 'address-refused') expect(failure.message).toContain('Anna@guest.test');
    expect(mailbox.messageCount).toBe(0);
    // The next message goes through, whatever became of the connection.
    expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
    expect(mailbox.messageCount).toBe(1);
  });

  it.each<[MailboxStep, boolean, number]>([
    ['sender', false, 0],
    ['recipient', false, 0],
    ['data', false, 0],
    ['content', true, 0],
    ['answer', true, 1],
  ])(
    'knows of a connection cut at %s that it may have happened: %s',
    async (step, mayHaveHappened, delivered) => {
      const mailbox = await openMailbox({ hasPipelining });
      const mailer = openMailer(mailbox);
      mailbox.faults.add({ step, fault: { kind: 'cut' } });
      const failure = failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED));
      expect(failure).toMatchObject({
        kind: 'network',
        code: 'connection-lost',
        isTemporary: true,
        mayHaveHappened,
      });
      expect(mailbox.messageCount).toBe(delivered);
      expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
      expect(mailbox.messageCount).toBe(delivered + 1);
    },
  );

  it.each<[MailboxStep, boolean, number]>([
    ['connect', false, 0],
    ['sender', false, 0],
    ['recipient', false, 0],
    ['content', true, 0],
    ['answer', true, 1],
  ])(
    'knows of a server falling silent at %s that it may have happened: %s',
    async (step, mayHaveHappened, delivered) => {
      const mailbox = await openMailbox({ hasPipelining });
      const mailer = openMailer(mailbox, {}, { timeouts: IMPATIENT });
      const stall: MailboxFault = { kind: 'stall', durationMs: 60_000 };
      mailbox.faults.add({ step, fault: stall });
      const failure = failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED));
      expect(failure).toMatchObject({ kind: 'network', code: 'timeout', isTemporary: true, mayHaveHappened });
      expect(mailbox.messageCount).toBe(delivered);
    },
  );

  it.each<[MailboxStep, boolean]>([
    ['recipient', false],
    ['answer', true],
  ])('knows of being stopped at %s that it may have happened: %s', async (step, mayHaveHappened) => {
    const mailbox = await openMailbox({ hasPipelining });
    const mailer = openMailer(mailbox, {}, { timeouts: PATIENT });
    const stopper = new AbortController();
    mailbox.faults.add({ step, fault: { kind: 'stall', durationMs: 60_000 } });
    const sending = mailer.send(sampleInvitation(), stopper.signal);
    while (!mailbox.faults.isSpent) await new Promise(setImmediate);
    stopper.abort();
    expect(failureOf(await sending)).toMatchObject({ kind: 'cancelled', mayHaveHappened });
  });
});

it('asks again by itself where the server closed a connection before the greeting', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  mailbox.faults.add({ step: 'connect', fault: { kind: 'cut' } });
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.connectionCount).toBe(2);
});

it('gives up on a server that closes every connection before the greeting', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  mailbox.faults.add({ step: 'connect', times: Infinity, fault: { kind: 'cut' } });
  const expected = { kind: 'network', code: 'connection-lost', mayHaveHappened: false };
  expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject(expected);
  expect(failureOf(await mailer.check(NEVER_STOPPED))).toMatchObject(expected);
});

it('replaces a connection that died while it was idle, without a second copy', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  await mailer.send(sampleInvitation(), NEVER_STOPPED);
  await mailbox.goDown();
  await mailbox.comeUp();
  expect(await mailer.send(sampleInvitation(), NEVER_STOPPED)).toMatchObject({ ok: true });
  expect(mailbox.messageCount).toBe(2);
});

it('quotes a long-winded server briefly and on one line', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox);
  mailbox.faults.add({
    step: 'recipient',
    fault: { kind: 'refuse', code: 550, text: `5.1.1 ${'blah '.repeat(100)}` },
  });
  const failure = failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED));
  expect(failure.message.length).toBeLessThan(250);
  expect(failure.message).not.toContain('\n');
});

it('lets a refused guest not stand in the way of the next one', async () => {
  const mailbox = await openMailbox();
  const mailer = openMailer(mailbox, {}, { maxConnections: 1 });
  mailbox.faults.add({
    step: 'recipient',
    address: 'bad@guest.test',
    times: Infinity,
    fault: { kind: 'refuse', code: 550, text: '5.1.1 No such user' },
  });
  const results = await Promise.all(
    ['bad@guest.test', 'good@guest.test'].map((address) =>
      mailer.send(sampleInvitation({ guest: { address, email: address } }), NEVER_STOPPED),
    ),
  );
  expect(results.map(({ ok }) => ok)).toEqual([false, true]);
  expect(mailbox.connectionCount).toBe(1);
  expect(mailbox.envelopes.map(({ to }) => to)).toEqual([['good@guest.test']]);
});
