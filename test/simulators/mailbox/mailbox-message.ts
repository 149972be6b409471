import { simpleParser } from 'mailparser';
import type { AddressObject } from 'mailparser';
import { readCalendar } from './calendar-facts.ts';
import type { CalendarFacts } from './calendar-facts.ts';

/** What is known of a message without reading it. */
export interface MailboxEnvelope {
  /** Counts up from 1 in the order of arrival. */
  readonly id: number;
  readonly from: string;
  readonly to: readonly string[];
  /** With angle brackets; null when it has none. */
  readonly messageId: string | null;
  readonly sizeBytes: number;
  readonly receivedAtMs: number;
  readonly wasEncrypted: boolean;
  readonly user: string | null;
}

export interface MailboxAttachment {
  readonly name: string | null;
  readonly contentType: string;
  readonly text: string;
}

/** A message as a mail program shows it. */
export interface MailboxMessage extends MailboxEnvelope {
  readonly subject: string;
  /** The From and To lines, as written for people. */
  readonly fromLine: string;
  readonly toLine: string;
  readonly dateMs: number | null;
  readonly text: string;
  readonly html: string;
  /** Lower-case name to the whole value, unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  readonly calendars: readonly CalendarFacts[];
  readonly attachments: readonly MailboxAttachment[];
  readonly raw: string;
}

/** Reads a whole message with `mailparser`, and its calendar objects with `ical.js`. */
export async function readMessage(envelope: MailboxEnvelope, raw: Buffer): Promise<MailboxMessage> {
  const parsed = await simpleParser(raw);
  const attachments = parsed.attachments.map((attachment) => ({
    name: attachment.filename ?? null,
    contentType: attachment.contentType,
    text: attachment.content.toString('utf8'),
  }));
  return {
    ...envelope,
    subject: parsed.subject ?? '',
    fromLine: parsed.from?.text ?? '',
    toLine: lineOf(parsed.to),
    dateMs: parsed.date?.getTime() ?? null,
    text: parsed.text ?? '',
    html: parsed.html || '',
    headers: new Map(parsed.headerLines.map(({ key, line }) => [key, valueOf(line)])),
    calendars: attachments
      .filter(({ contentType }) => contentType === 'text/calendar' || contentType === 'application/ics')
      .map(({ text }) => readCalendar(text)),
    attachments,
    raw: raw.toString('utf8'),
  };
}

/** Finds the Message-ID in the raw header without reading the message. */
export function findMessageId(raw: Buffer): string | null {
  const head = raw.subarray(0, 8_192).toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  return /^message-id:\s*(<[^>]+>)/imu.exec(head)?.[1] ?? null;
}

function lineOf(addresses: AddressObject | AddressObject[] | undefined): string {
  if (addresses === undefined) return '';
  return Array.isArray(addresses) ? addresses.map(({ text }) => text).join(', ') : addresses.text;
}

function valueOf(line: string): string {
  return line
    .slice(line.indexOf(':') + 1)
    .replaceAll(/\r?\n[ \t]+/gu, ' ')
    .trim();
}
