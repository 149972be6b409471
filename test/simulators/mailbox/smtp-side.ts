import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import { TEST_CERTIFICATE, TEST_KEY } from './certificate.ts';
import type { MailboxFaultPlan, MailboxStep } from './mailbox-faults.ts';
import type { MailboxStore } from './mailbox-store.ts';
import type { MailboxOptions } from './mailbox.ts';

export const HOST = '127.0.0.1';

export interface SmtpServerParts {
  readonly options: MailboxOptions;
  readonly faults: MailboxFaultPlan;
  readonly store: MailboxStore;
  readonly countConnection: () => void;
  readonly stop: AbortSignal;
}

/** Starts the SMTP server of a mailbox. */
export async function startSmtpServer(parts: SmtpServerParts, port: number): Promise<SMTPServer> {
  const { options, faults, store, stop } = parts;
  /** Carries out the fault waiting at this step, if any; resolves when the conversation may go on. */
  const passStep = async (
    step: MailboxStep,
    session: SMTPServerSession,
    to: string | null,
  ): Promise<void> => {
    const fault = faults.take(step, to);
    if (fault?.kind === 'stall') await pause(fault.durationMs, stop);
    if (fault?.kind === 'hold') await fault.until;
    if (fault?.kind === 'refuse') throw new SmtpRefusal(fault.code, fault.text);
    if (fault?.kind === 'cut') {
      cutConnection(server, session);
      // Nobody is left to answer.
      await new Promise<never>(() => {});
    }
  };
  const receive = async (stream: AsyncIterable<Buffer>, session: SMTPServerSession): Promise<void> => {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const first = to[0] ?? null;
    let refusal = await refusalOf(passStep('data', session, first));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      if (chunks.length === 0) refusal ??= await refusalOf(passStep('content', session, first));
      chunks.push(chunk);
    }
    if (refusal !== null) throw refusal;
    store.add({
      from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
      to,
      raw: Buffer.concat(chunks),
      wasEncrypted: session.secure,
      user: typeof session.user === 'string' ? session.user : null,
    });
    if (options.latencyMs !== undefined) await pause(options.latencyMs, stop);
    await passStep('answer', session, first);
  };

  const server = new SMTPServer({
    ...securityOptions(options),
    banner: 'ReadyMeet mailbox simulator',
    name: 'mailbox.test',
    disableReverseLookup: true,
    hidePIPELINING: options.hasPipelining === false,
    closeTimeout: 1,
    onConnect(session, reply) {
      parts.countConnection();
      answer(passStep('connect', session, null), reply);
    },
    onAuth({ username, password }, session, reply) {
      const { auth } = options;
      const isKnown = auth === undefined || (username === auth.user && password === auth.password);
      passStep('sign-in', session, null).then(
        () => {
          if (isKnown) reply(null, { user: username ?? '' });
          else reply(new SmtpRefusal(535, 'Authentication credentials invalid'));
        },
        (error: unknown) => {
          reply(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
    onMailFrom(_address, session, reply) {
      answer(passStep('sender', session, null), reply);
    },
    onRcptTo({ address }, session, reply) {
      answer(passStep('recipient', session, address), reply);
    },
    onData(stream, session, reply) {
      answer(receive(stream, session), reply);
    },
  });
  // Clients that break off are part of the trade.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return server;
}

function securityOptions({ tls = 'starttls', auth }: MailboxOptions): SMTPServerOptions {
  return {
    key: TEST_KEY,
    cert: TEST_CERTIFICATE,
    secure: tls === 'implicit',
    authOptional: auth === undefined,
    allowInsecureAuth: tls === 'none',
    disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(auth === undefined ? ['AUTH'] : [])],
  };
}

/** A refusal with its SMTP reply code, which `smtp-server` takes from the error. */
class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

function answer(work: Promise<void>, reply: (error?: Error | null) => void): void {
  work.then(
    () => {
      reply(null);
    },
    (error: unknown) => {
      reply(error instanceof Error ? error : new Error(String(error)));
    },
  );
}

async function refusalOf(step: Promise<void>): Promise<SmtpRefusal | null> {
  try {
    await step;
    return null;
  } catch (error) {
    if (error instanceof SmtpRefusal) return error;
    throw error;
  }
}

function cutConnection(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections) {
    if (connection.id === session.id) connection._socket.destroy();
  }
}

/** Stops listening and breaks every connection. */
export async function stopSmtpServer(server: SMTPServer): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    for (const connection of server.connections) connection._socket.destroy();
  });
}

function pause(durationMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, durationMs);
    stop.addEventListener('abort', finish, { once: true });
  });
}
