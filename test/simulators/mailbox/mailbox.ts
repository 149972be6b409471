import type { SMTPServer } from 'smtp-server';
import { TEST_CERTIFICATE } from './certificate.ts';
import { MailboxFaultPlan } from './mailbox-faults.ts';
import { MailboxStore } from './mailbox-store.ts';
import type { MailboxEnvelope, MailboxMessage } from './mailbox-message.ts';
import { startMailboxPage } from './mailbox-page.ts';
import { HOST, startSmtpServer, stopSmtpServer } from './smtp-side.ts';

export interface MailboxOptions {
  /** The only account; without it, everybody may send. */
  readonly auth?: { readonly user: string; readonly password: string };
  /** `none` offers no STARTTLS; `starttls` unless told. */
  readonly tls?: 'none' | 'starttls' | 'implicit';
  /** How long each message waits for its answer, in milliseconds. */
  readonly latencyMs?: number;
  readonly port?: number;
  /** Port of the web page that shows the messages; any free one unless told. */
  readonly httpPort?: number;
  /** False counts messages without keeping them, for large numbers; true unless told. */
  readonly keepRaw?: boolean;
  /** Whether clients may send commands without waiting for answers; true unless told. */
  readonly hasPipelining?: boolean;
}

/** A real SMTP server on loopback that keeps what it is given, and a web page that shows it. */
export interface Mailbox {
  readonly host: string;
  readonly port: number;
  /** Origin of the web page, such as `http://127.0.0.1:49152`. */
  readonly webOrigin: string;
  /** What a client must trust to connect with TLS. PEM. */
  readonly certificate: string;
  readonly faults: MailboxFaultPlan;
  /** How many messages were taken. */
  readonly messageCount: number;
  /** How many connections were made. */
  readonly connectionCount: number;
  /** Oldest first. */
  readonly envelopes: readonly MailboxEnvelope[];
  /** Reads every kept message, oldest first. */
  messages(): Promise<readonly MailboxMessage[]>;
  /** Reads the kept messages to one address, oldest first. */
  messagesTo(address: string): Promise<readonly MailboxMessage[]>;
  /** Forgets every message. */
  clear(): void;
  /** Stops listening and breaks every connection. */
  goDown(): Promise<void>;
  /** Listens again on the same port. */
  comeUp(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a mailbox on free loopback ports. Whoever starts it closes it. */
export async function startMailbox(options: MailboxOptions = {}): Promise<Mailbox> {
  const faults = new MailboxFaultPlan();
  const store = new MailboxStore(options.keepRaw ?? true);
  const stopping = new AbortController();
  let connectionCount = 0;
  const countConnection = (): void => {
    connectionCount += 1;
  };
  const listen = (port: number): Promise<SMTPServer> =>
    startSmtpServer({ options, faults, store, countConnection, stop: stopping.signal }, port);

  let server: SMTPServer | null = await listen(options.port ?? 0);
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mailbox has no TCP address.');
  const { port } = address;
  const page = await startMailboxPage(store, options.httpPort ?? 0);

  const goDown = async (): Promise<void> => {
    const running = server;
    server = null;
    if (running !== null) await stopSmtpServer(running);
  };
  return {
    host: HOST,
    port,
    webOrigin: page.origin,
    certificate: TEST_CERTIFICATE,
    faults,
    get messageCount() {
      return store.count;
    },
    get connectionCount() {
      return connectionCount;
    },
    get envelopes() {
      return store.envelopes;
    },
    messages: () => store.readAll(() => true),
    messagesTo: (wanted) =>
      store.readAll(({ to }) => to.some((one) => one.toLowerCase() === wanted.toLowerCase())),
    clear: () => {
      store.clear();
    },
    goDown,
    async comeUp() {
      server ??= await listen(port);
    },
    async close() {
      stopping.abort();
      await Promise.all([goDown(), page.close()]);
    },
  };
}
