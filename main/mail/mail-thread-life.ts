import { bugFailure, failed, localFailure } from '../sync/failure.ts';
import type { Failure, Result } from '../sync/failure.ts';
import type { MailThreadAnswer, MailThreadRequest } from './mail-thread-messages.ts';
import type { SmtpMailerOptions } from './smtp-options.ts';

/** As much of a `Worker` of `node:worker_threads` as is needed. */
export interface MailWorker {
  postMessage(request: MailThreadRequest): void;
  on(event: 'message', listener: (answer: MailThreadAnswer) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

/** One thread from its start to its end. */
export interface MailThreadLife {
  /** True once the thread has failed or ended: another one is needed. */
  readonly hasEnded: boolean;
  /** Resolves with the thread's answer, or with a failure when the thread ends without one. */
  ask(request: (id: number) => MailThreadRequest, signal: AbortSignal): Promise<Result<void>>;
  terminate(): Promise<void>;
}

type Settle = (result: Result<void>) => void;

const START_ID = 0;

/**
 * Begins the conversation with a thread that was just started. Each thread has its own list of those who wait for
 * it: one that fails tells of it twice, the second time when its successor may be at work already.
 */
export function beginMailThreadLife(worker: MailWorker, options: SmtpMailerOptions): MailThreadLife {
  const waiting = new Map<number, Settle>();
  let lastId = START_ID;
  let hasStarted = false;
  let loss: Failure | null = null;

  const end = (error: unknown): void => {
    if (loss !== null) return;
    // What was being handed over when the thread died may have left: the same Message-ID goes out again.
    loss = hasStarted ? bugFailure('mail', error) : notStartedFailure(error);
    for (const settle of waiting.values()) settle(failed(loss));
    waiting.clear();
  };

  worker.on('message', (answer) => {
    if (answer.id === START_ID) hasStarted = true;
    waiting.get(answer.id)?.(answer.result);
    waiting.delete(answer.id);
    // Only a thread that owes an answer keeps the program alive.
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', end);
  worker.on('exit', () => {
    end(new Error('the mail thread ended'));
  });
  worker.postMessage({ kind: 'start', id: START_ID, options });

  return {
    get hasEnded() {
      return loss !== null;
    },
    async ask(request, signal) {
      if (loss !== null) return failed(loss);
      const id = (lastId += 1);
      const { promise, resolve } = Promise.withResolvers<Result<void>>();
      const abort = (): void => {
        worker.postMessage({ kind: 'abort', id });
      };
      waiting.set(id, resolve);
      worker.ref();
      signal.addEventListener('abort', abort, { once: true });
      worker.postMessage(request(id));
      try {
        return await promise;
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    async terminate() {
      await worker.terminate();
    },
  };
}

/** Of a thread that never answered: no letter was handed over to it, and no other letter would fare better now. */
export function notStartedFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return localFailure({
    party: 'mail',
    code: 'mail-thread-not-started',
    message: `The part of ReadyMeet that sends e-mails could not be started${code === '' ? '' : ` (${code})`}.`,
    mend: 'Start ReadyMeet again. If that does not help, install it again.',
  });
}
