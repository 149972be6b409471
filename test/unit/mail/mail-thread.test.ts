import { EventEmitter, getEventListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { createMailThread } from '../../../main/mail/mail-thread.ts';
import type { MailWorker } from '../../../main/mail/mail-thread-life.ts';
import type { MailThreadRequest } from '../../../main/mail/mail-thread-messages.ts';
import type { SmtpMailer } from '../../../main/mail/smtp-mailer.ts';
import { success } from '../../../main/sync/failure.ts';
import { sampleInvitation } from './sample-invitation.ts';

const { signal } = new AbortController();
const OPTIONS = {
  from: 'Acme Care <care@acme.test>',
  smtp: { host: 'mail.acme.test', port: 587, secure: false, requireTls: true },
};

/** A thread whose every word and accident is decided by the test. */
class ScriptedWorker extends EventEmitter implements MailWorker {
  readonly requests: MailThreadRequest[] = [];
  keepsProgramAlive = true;
  wasTerminated = false;

  postMessage(request: MailThreadRequest): void {
    this.requests.push(request);
  }
  ref(): void {
    this.keepsProgramAlive = true;
  }
  unref(): void {
    this.keepsProgramAlive = false;
  }
  terminate(): Promise<void> {
    this.wasTerminated = true;
    return Promise.resolve();
  }
  /** Answers the oldest open request of the kind with success. */
  answer(kind: MailThreadRequest['kind']): void {
    const index = this.requests.findIndex((request) => request.kind === kind);
    const [request] = this.requests.splice(index, 1);
    if (index < 0 || request === undefined) throw new Error(`The thread was not asked to ${kind}.`);
    this.emit('message', { id: request.id, result: success(undefined) });
  }
}

function open(startWorker: () => MailWorker): SmtpMailer {
  const made = createMailThread(OPTIONS, startWorker);
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

function openScripted(): { readonly mailer: SmtpMailer; readonly workers: readonly ScriptedWorker[] } {
  const workers: ScriptedWorker[] = [];
  const mailer = open(() => {
    const worker = new ScriptedWorker();
    workers.push(worker);
    return worker;
  });
  return { mailer, workers };
}

const IN_DOUBT = { ok: false, failure: { kind: 'bug', code: 'bug', mayHaveHappened: true } };
const NOT_STARTED = {
  ok: false,
  failure: {
    kind: 'local',
    code: 'mail-thread-not-started',
    party: 'mail',
    scope: 'party',
    isTemporary: true,
    mayHaveHappened: false,
  },
};

describe('a mail thread that is lost', () => {
  it('takes only its own letters with it, though it tells of its end twice', async () => {
    const { mailer, workers } = openScripted();
    const lost = [mailer.send(sampleInvitation(), signal), mailer.send(sampleInvitation(), signal)];
    workers[0]!.answer('start');
    workers[0]!.emit('error', new Error('out of memory'));
    const next = mailer.send(sampleInvitation(), signal);
    workers[0]!.emit('exit', 1);
    workers[1]!.answer('start');
    workers[1]!.answer('send');
    expect(await next).toEqual(success(undefined));
    expect(await Promise.all(lost)).toMatchObject([IN_DOUBT, IN_DOUBT]);
    expect(workers).toHaveLength(2);
  });

  it('is not asked again, and its successor starts with the same options', async () => {
    const { mailer, workers } = openScripted();
    const first = mailer.check(signal);
    workers[0]!.answer('start');
    workers[0]!.emit('exit', 0);
    expect(await first).toMatchObject(IN_DOUBT);
    const second = mailer.check(signal);
    expect(workers[0]!.requests.map(({ kind }) => kind)).toEqual(['check']);
    expect(workers[1]!.requests).toMatchObject([{ kind: 'start', options: OPTIONS }, { kind: 'check' }]);
    workers[1]!.answer('check');
    expect(await second).toEqual(success(undefined));
  });

  it('does not disturb closing', async () => {
    const { mailer, workers } = openScripted();
    const sending = mailer.send(sampleInvitation(), signal);
    workers[0]!.answer('start');
    const closing = mailer.close();
    workers[0]!.emit('error', new Error('out of memory'));
    workers[0]!.emit('exit', 1);
    await closing;
    expect(await sending).toMatchObject(IN_DOUBT);
    expect(await mailer.send(sampleInvitation(), signal)).toMatchObject({ failure: { kind: 'cancelled' } });
    expect(workers).toHaveLength(1);
  });
});

describe('a mail thread that cannot be started', () => {
  it.each<[string, () => MailWorker]>([
    ['has no program', () => new Worker(new URL('./no-such-file.mjs', import.meta.url))],
    ['has a broken program', () => new Worker('throw new Error("broken")', { eval: true })],
    ['ends at once', () => new Worker('', { eval: true })],
    [
      'is refused by the system',
      () => {
        throw new Error('ERR_WORKER_INIT_FAILED');
      },
    ],
  ])('leaves nothing hanging and nothing in doubt: it %s', async (_case, startWorker) => {
    const mailer = open(startWorker);
    const results = await Promise.all([mailer.check(signal), mailer.send(sampleInvitation(), signal)]);
    expect(results).toMatchObject([NOT_STARTED, NOT_STARTED]);
    expect(JSON.stringify(results)).not.toContain('no-such-file');
    expect(await mailer.send(sampleInvitation(), signal)).toMatchObject(NOT_STARTED);
    await mailer.close();
  });

  it('is tried anew for the next letter', async () => {
    const { mailer, workers } = openScripted();
    const first = mailer.send(sampleInvitation(), signal);
    workers[0]!.emit('error', new Error('no such file'));
    expect(await first).toMatchObject(NOT_STARTED);
    const second = mailer.send(sampleInvitation(), signal);
    workers[1]!.answer('start');
    workers[1]!.answer('send');
    expect(await second).toEqual(success(undefined));
  });
});

describe('a mail thread at work', () => {
  it('keeps the program alive only while it owes an answer', async () => {
    const { mailer, workers } = openScripted();
    const sending = mailer.send(sampleInvitation(), signal);
    workers[0]!.answer('start');
    expect(workers[0]!.keepsProgramAlive).toBe(true);
    workers[0]!.answer('send');
    await sending;
    expect(workers[0]!.keepsProgramAlive).toBe(false);
  });

  it('is told which letter to stop', async () => {
    const stopper = new AbortController();
    const { mailer, workers } = openScripted();
    const sending = [
      mailer.send(sampleInvitation(), signal),
      mailer.send(sampleInvitation(), stopper.signal),
    ];
    const asked = [...workers[0]!.requests];
    stopper.abort();
    expect(asked.map(({ kind }) => kind)).toEqual(['start', 'send', 'send']);
    expect(workers[0]!.requests.slice(asked.length)).toEqual([{ kind: 'abort', id: asked[2]!.id }]);
    workers[0]!.answer('send');
    workers[0]!.answer('send');
    await Promise.all(sending);
  });

  it.each(['answered', 'lost'])('leaves nobody listening for a stop once a letter is %s', async (end) => {
    const stopper = new AbortController();
    const { mailer, workers } = openScripted();
    const sending = mailer.send(sampleInvitation(), stopper.signal);
    expect(getEventListeners(stopper.signal, 'abort')).toHaveLength(1);
    if (end === 'answered') workers[0]!.answer('send');
    else workers[0]!.emit('exit', 1);
    await sending;
    expect(getEventListeners(stopper.signal, 'abort')).toHaveLength(0);
  });

  it('is ended once, after its last answer, however often it is closed', async () => {
    const { mailer, workers } = openScripted();
    const sending = mailer.send(sampleInvitation(), signal);
    const closings = [mailer.close(), mailer.close()];
    workers[0]!.answer('send');
    expect(workers[0]!.wasTerminated).toBe(false);
    workers[0]!.answer('close');
    await Promise.all(closings);
    expect(await sending).toEqual(success(undefined));
    expect(workers[0]!.wasTerminated).toBe(true);
    expect(workers[0]!.requests.filter(({ kind }) => kind === 'close')).toEqual([]);
  });
});
