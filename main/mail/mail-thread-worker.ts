import { parentPort } from 'node:worker_threads';
import { bugFailure, failed, success } from '../sync/failure.ts';
import type { Result } from '../sync/failure.ts';
import type { MailThreadAnswer, MailThreadRequest } from './mail-thread-messages.ts';
import { createSmtpMailer } from './smtp-mailer.ts';
import type { SmtpMailer } from './smtp-mailer.ts';

/* The mail thread: see mail-thread.ts, the only one who starts it and talks to it. */

const port = parentPort;
if (port === null) throw new Error('This file runs as the mail thread only.');
let mailer: Result<SmtpMailer> = failed(bugFailure('mail', 'the thread was not told how to send'));
const underWay = new Map<number, AbortController>();

async function carryOut(request: MailThreadRequest, signal: AbortSignal): Promise<Result<void>> {
  if (request.kind === 'start') {
    mailer = createSmtpMailer(request.options);
    return success(undefined);
  }
  if (!mailer.ok) return mailer;
  switch (request.kind) {
    case 'check':
      return mailer.value.check(signal);
    case 'send':
      return mailer.value.send(request.invitation, signal);
    case 'close':
      await mailer.value.close();
      return success(undefined);
    case 'abort':
      return success(undefined);
  }
}

async function answer(request: MailThreadRequest): Promise<MailThreadAnswer> {
  const stop = new AbortController();
  underWay.set(request.id, stop);
  try {
    return { id: request.id, result: await carryOut(request, stop.signal) };
  } catch (error) {
    return { id: request.id, result: failed(bugFailure('mail', error)) };
  } finally {
    underWay.delete(request.id);
  }
}

port.on('message', (request: MailThreadRequest) => {
  if (request.kind === 'abort') {
    underWay.get(request.id)?.abort();
    return;
  }
  void answer(request).then((reply) => {
    port.postMessage(reply);
  });
});
