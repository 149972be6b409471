import { Worker } from 'node:worker_threads';
import { bugFailure, cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { parseSender } from './address.ts';
import type { MailThreadAnswer, MailThreadRequest } from './mail-thread-messages.ts';
import type { SmtpMailer } from './smtp-mailer.ts';
import type { SmtpMailerOptions } from './smtp-options.ts';

type Settle = (result: Result<void>) => void;

/**
 * The thread's memory: a few letters at a time are all it holds. Should they ever not fit, the thread ends with an
 * error, the letters under way count as in doubt, and a new thread goes on.
 */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 } as const;

/** Bundled, the thread's program stands beside this file as JavaScript. */
const THREAD_FILE = import.meta.url.endsWith('.ts') ? './mail-thread-worker.ts' : './mail-thread-worker.mjs';

/**
 * Makes a mailer that works in a thread of its own. Composing and handing over messages costs more computing than
 * everything else about a job together; on the main thread a thousand invitations would slow the making of meetings
 * (and, in the desktop app, the window). Fails as `createSmtpMailer` does, without starting the thread.
 */
export function createMailThread(options: SmtpMailerOptions): Result<SmtpMailer> {
  const sender = parseSender(options.from);
  if (!sender.ok) return sender;
  const waiting = new Map<number, Settle>();
  let worker: Worker | null = null;
  let isClosed = false;
  let lastId = 0;

  const lose = (lost: Worker, error: unknown): void => {
    if (worker === lost) worker = null;
    // What was being handed over when the thread died may have left: the same Message-ID goes out again.
    for (const settle of waiting.values()) settle(failed(bugFailure('mail', error)));
    waiting.clear();
  };

  const start = (): Worker => {
    const started = new Worker(new URL(THREAD_FILE, import.meta.url), {
      resourceLimits: THREAD_LIMITS,
    });
    started.postMessage({ kind: 'start', id: 0, options } satisfies MailThreadRequest);
    started.on('message', (answer: MailThreadAnswer) => {
      waiting.get(answer.id)?.(answer.result);
      waiting.delete(answer.id);
      // Only a thread that owes an answer keeps the program alive.
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => {
      lose(started, error);
    });
    started.on('exit', () => {
      lose(started, new Error('the mail thread ended'));
    });
    return started;
  };

  const ask = async (
    request: (id: number) => MailThreadRequest,
    signal: AbortSignal,
  ): Promise<Result<void>> => {
    worker ??= start();
    const thread = worker;
    const id = (lastId += 1);
    const { promise, resolve } = Promise.withResolvers<Result<void>>();
    const abort = (): void => {
      thread.postMessage({ kind: 'abort', id } satisfies MailThreadRequest);
    };
    waiting.set(id, resolve);
    thread.ref();
    signal.addEventListener('abort', abort, { once: true });
    thread.postMessage(request(id));
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };

  return success({
    senderDomain: sender.value.domain,
    check: (signal) =>
      isClosed || signal.aborted
        ? Promise.resolve(failed(cancelledFailure('mail', false)))
        : ask((id) => ({ kind: 'check', id }), signal),
    send: (invitation, signal) =>
      isClosed || signal.aborted
        ? Promise.resolve(failed(cancelledFailure('mail', false)))
        : ask((id) => ({ kind: 'send', id, invitation }), signal),
    async close() {
      if (isClosed) return;
      isClosed = true;
      if (worker === null) return;
      await ask((id) => ({ kind: 'close', id }), new AbortController().signal);
      await worker.terminate();
    },
  });
}
