import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMailThread } from '../../../main/mail/mail-thread.ts';
import { createSmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import type { SmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import type { SmtpMailerOptions } from '../../../main/mail/smtp-options.ts';
import type { Mailbox } from '../../simulators/mailbox/mailbox.ts';
import { sampleInvitation } from '../../unit/mail/sample-invitation.ts';
import { NEVER_STOPPED, failureOf, openMailbox } from './mail-bench.ts';

type Make = (options: SmtpMailerOptions) => ReturnType<typeof createSmtpMailer>;

function open(make: Make, mailbox: Mailbox, smtp: Partial<SmtpMailerOptions['smtp']> = {}): SmtpMailer {
  const made = make({
    from: 'Acme Care <care@acme.test>',
    smtp: { host: mailbox.host, port: mailbox.port, secure: false, requireTls: true, ...smtp },
    trustedCertificates: [mailbox.certificate],
    timeouts: { connectMs: 5_000, greetingMs: 5_000, silenceMs: 5_000 },
  });
  if (!made.ok) throw new Error(made.failure.message);
  onTestFinished(() => made.value.close());
  return made.value;
}

/** Resolves with the next thread that this process starts. */
function nextThread(): Promise<Worker> {
  return new Promise((resolve) => {
    process.once('worker', resolve);
  });
}

async function untilSpent(mailbox: Mailbox): Promise<void> {
  while (!mailbox.faults.isSpent) await new Promise(setImmediate);
}

/** Has both mailers do the same and returns what each of them made of it, the port of its own mailbox taken out. */
async function askBoth(
  work: (mailer: SmtpMailer, mailbox: Mailbox) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const ways: readonly Make[] = [createSmtpMailer, createMailThread];
  return Promise.all(
    ways.map(async (make) => {
      const mailbox = await openMailbox({ auth: { user: 'care', password: 'right-one' } });
      const result = await work(open(make, mailbox, { user: 'care', password: 'right-one' }), mailbox);
      const plain: unknown = JSON.parse(JSON.stringify(result).replaceAll(String(mailbox.port), 'PORT'));
      return plain;
    }),
  );
}

describe('a mailer in a thread of its own gives the same answers as one without', () => {
  it('for a message that is taken', async () => {
    const [plain, threaded] = await askBoth(async (mailer, mailbox) => {
      const checked = await mailer.check(NEVER_STOPPED);
      const sent = await mailer.send(sampleInvitation(), NEVER_STOPPED);
      const [message] = await mailbox.messages();
      const { text, html, attachments, calendars, fromLine, toLine, messageId, subject } = message!;
      const { senderDomain } = mailer;
      return {
        checked,
        sent,
        senderDomain,
        message: { text, html, attachments, calendars, fromLine, toLine, messageId, subject },
      };
    });
    expect(threaded).toEqual(plain);
    expect(threaded).toMatchObject({
      sent: { ok: true },
      senderDomain: 'acme.test',
      message: { messageId: '<0123456789abcdef@acme.test>' },
    });
  });

  it('for an address that is refused, for good and for now', async () => {
    const [plain, threaded] = await askBoth(async (mailer, mailbox) => {
      for (const code of [550, 451]) {
        mailbox.faults.add({ step: 'recipient', fault: { kind: 'refuse', code, text: '5.1.1 Not here' } });
      }
      return [
        await mailer.send(sampleInvitation(), NEVER_STOPPED),
        await mailer.send(sampleInvitation(), NEVER_STOPPED),
        await mailer.send(sampleInvitation(), NEVER_STOPPED),
      ];
    });
    expect(threaded).toEqual(plain);
    expect(threaded).toMatchObject([
      { ok: false, failure: { code: 'address-refused', isTemporary: false, mayHaveHappened: false } },
      { ok: false, failure: { code: 'mail-deferred', isTemporary: true, mayHaveHappened: false } },
      { ok: true },
    ]);
  });

  it('for a connection that breaks when the message was taken', async () => {
    const [plain, threaded] = await askBoth(async (mailer, mailbox) => {
      mailbox.faults.add({ step: 'answer', fault: { kind: 'cut' } });
      return mailer.send(sampleInvitation(), NEVER_STOPPED);
    });
    expect(threaded).toEqual(plain);
    expect(threaded).toMatchObject({ failure: { code: 'connection-lost', mayHaveHappened: true } });
  });

  it.each([
    ['recipient', false],
    ['answer', true],
  ] as const)('when it is told to stop at %s', async (step, mayHaveHappened) => {
    const [plain, threaded] = await askBoth(async (mailer, mailbox) => {
      const stopper = new AbortController();
      mailbox.faults.add({ step, fault: { kind: 'stall', durationMs: 60_000 } });
      const sending = mailer.send(sampleInvitation(), stopper.signal);
      await untilSpent(mailbox);
      stopper.abort();
      return sending;
    });
    expect(threaded).toEqual(plain);
    expect(threaded).toMatchObject({ failure: { kind: 'cancelled', mayHaveHappened } });
  });

  it('when it was told to stop before', async () => {
    const [plain, threaded] = await askBoth(async (mailer, mailbox) => [
      await mailer.send(sampleInvitation(), AbortSignal.abort()),
      await mailer.check(AbortSignal.abort()),
      mailbox.connectionCount,
    ]);
    expect(threaded).toEqual(plain);
    expect(threaded).toMatchObject([{ ok: false }, { ok: false }, 0]);
  });

  it('for an account that is refused', async () => {
    const mailbox = await openMailbox({ auth: { user: 'care', password: 'right-one' } });
    const mailer = open(createMailThread, mailbox, { user: 'care', password: 'wrong-one' });
    for (const result of [
      await mailer.check(NEVER_STOPPED),
      await mailer.send(sampleInvitation(), NEVER_STOPPED),
    ]) {
      expect(failureOf(result)).toMatchObject({ kind: 'auth', code: 'mail-sign-in-refused', scope: 'party' });
    }
  });

  it('for a sender that cannot be one, without starting a thread', () => {
    const options: SmtpMailerOptions = {
      from: 'nobody at all',
      smtp: { host: 'mail.test', port: 587, secure: false, requireTls: true },
    };
    const threaded = createMailThread(options);
    expect(threaded).toEqual(createSmtpMailer(options));
    expect(failureOf(threaded).code).toBe('sender-unusable');
  });
});

describe('a mail thread', () => {
  it('that dies in the middle leaves open whether the message left, and a new one goes on', async () => {
    const mailbox = await openMailbox();
    const mailer = open(createMailThread, mailbox);
    mailbox.faults.add({ step: 'answer', times: 2, fault: { kind: 'stall', durationMs: 60_000 } });
    const starting = nextThread();
    const sendings = ['one', 'two'].map((name) =>
      mailer.send(sampleInvitation({ messageId: `<${name}@acme.test>` }), NEVER_STOPPED),
    );
    const thread = await starting;
    await untilSpent(mailbox);
    await thread.terminate();
    for (const result of await Promise.all(sendings)) {
      expect(failureOf(result)).toMatchObject({
        kind: 'bug',
        party: 'mail',
        mayHaveHappened: true,
        isTemporary: true,
      });
    }
    const restarting = nextThread();
    const again = await mailer.send(sampleInvitation({ messageId: '<one@acme.test>' }), NEVER_STOPPED);
    expect(again).toMatchObject({ ok: true });
    expect((await restarting).threadId).not.toBe(thread.threadId);
    expect(mailbox.envelopes.map(({ messageId }) => messageId ?? '').toSorted()).toEqual([
      '<one@acme.test>',
      '<one@acme.test>',
      '<two@acme.test>',
    ]);
  });

  it('closed after its thread died ends at once, and a second time too', async () => {
    const mailbox = await openMailbox();
    const mailer = open(createMailThread, mailbox);
    const starting = nextThread();
    expect(await mailer.check(NEVER_STOPPED)).toMatchObject({ ok: true });
    await (await starting).terminate();
    await mailer.close();
    await mailer.close();
    expect(failureOf(await mailer.check(NEVER_STOPPED)).kind).toBe('cancelled');
    expect(mailbox.connectionCount).toBe(1);
  });

  it('lets messages on their way finish when it is closed, and takes no new ones', async () => {
    const mailbox = await openMailbox({ latencyMs: 50 });
    const mailer = open(createMailThread, mailbox);
    const starting = nextThread();
    const sending = mailer.send(sampleInvitation(), NEVER_STOPPED);
    const exited = once(await starting, 'exit');
    while (mailbox.messageCount === 0) await new Promise(setImmediate);
    await mailer.close();
    expect(await sending).toMatchObject({ ok: true });
    await exited;
    expect(failureOf(await mailer.send(sampleInvitation(), NEVER_STOPPED))).toMatchObject({
      kind: 'cancelled',
      mayHaveHappened: false,
    });
    expect(mailbox.messageCount).toBe(1);
  });

  it('is one, however many messages there are, and each has its own answer', async () => {
    const mailbox = await openMailbox();
    const mailer = open(createMailThread, mailbox);
    let threads = 0;
    const count = (): void => void (threads += 1);
    process.on('worker', count);
    onTestFinished(() => void process.off('worker', count));
    mailbox.faults.add({
      step: 'recipient',
      address: 'guest3@guest.test',
      fault: { kind: 'refuse', code: 550, text: '5.1.1 No such user' },
    });
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => {
        const address = `guest${String(index)}@guest.test`;
        return mailer.send(
          sampleInvitation({ guest: { address, email: address }, messageId: `<${address}>` }),
          NEVER_STOPPED,
        );
      }),
    );
    expect(results.flatMap(({ ok }, index) => (ok ? [] : [index]))).toEqual([3]);
    expect(threads).toBe(1);
    expect(mailbox.messageCount).toBe(11);
  });
});
