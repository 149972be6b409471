import { Worker } from 'node:worker_threads';
import { cancelledFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import { parseSender } from './address.ts';
import { beginMailThreadLife, notStartedFailure } from './mail-thread-life.ts';
import type { MailThreadLife, MailWorker } from './mail-thread-life.ts';
import type { MailThreadRequest } from './mail-thread-messages.ts';
import type { SmtpMailer } from './smtp-mailer.ts';
import type { SmtpMailerOptions } from './smtp-options.ts';

/**
 * The thread's memory: a few letters at a time are all it holds. Should they ever not fit, the thread ends with an
 * error, the letters under way count as in doubt, and a new thread goes on.
 */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 96 } as const;

/** Bundled, the thread's program stands beside this file as JavaScript. */
const THREAD_FILE = import.meta.url.endsWith('.ts') ? './mail-thread-worker.ts' : './mail-thread-worker.mjs';

/**
 * Makes a mailer that works in a thread of its own. Composing and handing over messages costs more computing than
 * everything else about a job together; on the main thread a thousand invitations would slow the making of meetings
 * (and, in the desktop app, the window). Fails as `createSmtpMailer` does, without starting the thread.
 *
 * The thread is started when it is first needed, and again after it was lost. One that cannot be started is a `local`
 * failure with code `mail-thread-not-started`.
 */
export function createMailThread(
  options: SmtpMailerOptions,
  startWorker: () => MailWorker = startMailWorker,
): Result<SmtpMailer> {
  const sender = parseSender(options.from);
  if (!sender.ok) return sender;
  let life: MailThreadLife | null = null;
  let closing: Promise<void> | null = null;

  const ask = async (
    request: (id: number) => MailThreadRequest,
    signal: AbortSignal,
  ): Promise<Result<void>> => {
    if (closing !== null || signal.aborted) return failed(cancelledFailure('mail', false));
    if (life === null || life.hasEnded) {
      let worker: MailWorker;
      try {
        worker = startWorker();
      } catch (error) {
        return failed(notStartedFailure(error));
      }
      life = beginMailThreadLife(worker, options);
    }
    return life.ask(request, signal);
  };

  const close = async (): Promise<void> => {
    if (life === null || life.hasEnded) return;
    const last = life;
    await last.ask((id) => ({ kind: 'close', id }), new AbortController().signal);
    await last.terminate();
  };

  return success({
    senderDomain: sender.value.domain,
    check: (signal) => ask((id) => ({ kind: 'check', id }), signal),
    send: (invitation, signal) => ask((id) => ({ kind: 'send', id, invitation }), signal),
    async close() {
      closing ??= close();
      await closing;
    },
  });
}

function startMailWorker(): Worker {
  return new Worker(new URL(THREAD_FILE, import.meta.url), { resourceLimits: THREAD_LIMITS });
}
