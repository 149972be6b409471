import { findMessageId, readMessage } from './mailbox-message.ts';
import type { MailboxEnvelope, MailboxMessage } from './mailbox-message.ts';

interface StoredMessage {
  readonly envelope: MailboxEnvelope;
  readonly raw: Buffer | null;
  /** Read on demand: reading costs far more than keeping. */
  reading: Promise<MailboxMessage> | null;
}

export interface ArrivedMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
  readonly wasEncrypted: boolean;
  readonly user: string | null;
}

/** What the mailbox has taken, in the order of arrival. */
export class MailboxStore {
  private readonly keepRaw: boolean;
  private stored: StoredMessage[] = [];

  constructor(keepRaw: boolean) {
    this.keepRaw = keepRaw;
  }

  get count(): number {
    return this.stored.length;
  }

  get envelopes(): readonly MailboxEnvelope[] {
    return this.stored.map(({ envelope }) => envelope);
  }

  add({ from, to, raw, wasEncrypted, user }: ArrivedMessage): void {
    this.stored.push({
      envelope: {
        id: (this.stored.at(-1)?.envelope.id ?? 0) + 1,
        from,
        to,
        messageId: findMessageId(raw),
        sizeBytes: raw.length,
        receivedAtMs: Date.now(),
        wasEncrypted,
        user,
      },
      raw: this.keepRaw ? raw : null,
      reading: null,
    });
  }

  clear(): void {
    this.stored = [];
  }

  /** Reads the messages that `isWanted` picks; without kept bytes there is nothing to read, which is a mistake. */
  readAll(isWanted: (envelope: MailboxEnvelope) => boolean): Promise<readonly MailboxMessage[]> {
    return Promise.all(this.stored.filter(({ envelope }) => isWanted(envelope)).map(readStored));
  }

  /** Reads one message; null when there is none or its bytes were not kept. */
  read(id: number): Promise<MailboxMessage | null> {
    const stored = this.stored.find(({ envelope }) => envelope.id === id);
    return stored === undefined || stored.raw === null ? Promise.resolve(null) : readStored(stored);
  }

  /** Reads the newest messages that were kept, newest first. */
  newest(limit: number): Promise<readonly MailboxMessage[]> {
    const kept = this.stored.slice(-limit).filter(({ raw }) => raw !== null);
    return Promise.all(kept.reverse().map(readStored));
  }
}

function readStored(stored: StoredMessage): Promise<MailboxMessage> {
  if (stored.raw === null) throw new Error('This mailbox was started with keepRaw: false.');
  stored.reading ??= readMessage(stored.envelope, stored.raw);
  return stored.reading;
}
