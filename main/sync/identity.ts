import type { InvitationContent, InvitationMethod } from './model.ts';
import type { Digest } from './ports.ts';
import type { JobRecord } from './record.ts';

/**
 * The key under which a provider is asked for a meeting: the same for every try at the same generation, on every PC.
 * Its letters and digits are all allowed in a Google event id (base32hex) and stay readable in a Zoom agenda.
 */
export function meetingKey(
  record: Pick<JobRecord, 'tenantId' | 'jobId'>,
  generation: number,
  digest: Digest,
): string {
  const name = ['meeting', record.tenantId, record.jobId, generation].join('\n');
  return `rm${digest(name).slice(0, 30)}`;
}

/**
 * The UID (RFC 5545 section 3.8.4.7) of the calendar event of one series of a job. The same on every PC: should two
 * PCs invite to the meeting they share, calendars show it once.
 */
export function calendarUid(
  record: Pick<JobRecord, 'tenantId' | 'jobId'>,
  series: number,
  digest: Digest,
): string {
  const name = ['calendar', record.tenantId, record.jobId, series].join('\n');
  return `${digest(name).slice(0, 32)}@readymeet`;
}

/**
 * The Message-ID (RFC 5322 section 3.6.4) of one message: the same for every try, so that mail systems fold copies;
 * another one for other content, so that nothing new is taken for a copy.
 */
export function messageIdOf(input: {
  readonly uid: string;
  readonly address: string;
  readonly sequence: number;
  readonly method: InvitationMethod;
  readonly content: Pick<InvitationContent, 'joinUrl' | 'startMs' | 'endMs'>;
  readonly domain: string;
  readonly digest: Digest;
}): string {
  const { uid, address, sequence, method, content } = input;
  const name = [
    'message',
    uid,
    address,
    sequence,
    method,
    content.joinUrl,
    content.startMs,
    content.endMs,
  ].join('\n');
  return `<${input.digest(name).slice(0, 32)}@${input.domain}>`;
}

/** The Message-ID of an accepted message that a person has sent again: another one, since mail systems fold copies. */
export function messageIdAgain(input: {
  /** Of the accepted message. */
  readonly messageId: string;
  readonly atMs: number;
  readonly domain: string;
  readonly digest: Digest;
}): string {
  const { messageId, atMs, domain, digest } = input;
  return `<${digest(['again', messageId, atMs].join('\n')).slice(0, 32)}@${domain}>`;
}
