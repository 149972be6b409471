import { DateTime } from 'luxon';
import type { LetterKind, LetterPreview, LetterTemplate } from '../../preload/contract/letters.ts';
import type { Invitation } from '../sync/ports.ts';
import type { Sender } from './address.ts';
import { layOutAsHtml } from './letter-html.ts';
import { checkLetterTemplate, toLetterStyle } from './letter-template.ts';
import { layOutAsText } from './letter-text.ts';
import { writeLetter } from './letter.ts';

/** Stands for the organization while it has set up no mail server. */
const SAMPLE_SENDER: Sender = {
  name: 'Your organization',
  address: 'care@example.com',
  domain: 'example.com',
};

const HOUR_MS = 60 * 60 * 1000;

/**
 * Shows how a guest would see a letter, for a sample job that starts tomorrow at ten in the time zone (in UTC where
 * nobody knows the zone). Made by the same code as the letters that are sent; only the logo stands in the page instead
 * of travelling with the message. A template with problems is shown as far as it goes, with the problems.
 * @param sender who sends the letters; null while no mail server is set up
 */
export function previewLetter(
  template: LetterTemplate,
  kind: LetterKind,
  timeZone: string,
  nowMs: number,
  sender: Sender | null,
): LetterPreview {
  const { wordings, brand } = toLetterStyle(template);
  const letter = writeLetter(
    sampleInvitation(kind, timeZone, nowMs),
    sender ?? SAMPLE_SENDER,
    wordings,
    brand,
  );
  const { logo } = brand;
  return {
    kind,
    timeZone,
    subject: letter.subject,
    html: layOutAsHtml(letter, logo === null ? '' : `data:${logo.mediaType};base64,${logo.base64}`),
    text: layOutAsText(letter),
    problems: checkLetterTemplate(template),
  };
}

/** An invitation to nobody, about a meeting that is never made. */
function sampleInvitation(kind: LetterKind, timeZone: string, nowMs: number): Invitation {
  const startMs = tomorrowAtTen(nowMs, timeZone);
  return {
    method: kind === 'cancellation' ? 'CANCEL' : 'REQUEST',
    kind,
    guest: { address: 'anna@example.com', email: 'anna@example.com', name: 'Anna Example' },
    content: {
      version: 1,
      topic: 'Home visit review',
      jobName: 'JOB-0042',
      startMs,
      endMs: startMs + HOUR_MS,
      timeZone,
      joinUrl: 'https://example.com/join/81234567890',
      passcode: 'T4k-9w',
      dialIn: [{ number: '+61 2 5550 6011', label: 'Australia', code: '812 3456 7890' }],
    },
    uid: 'sample@example.com',
    sequence: kind === 'request' ? 0 : 1,
    messageId: '<sample@example.com>',
    atMs: nowMs,
  };
}

function tomorrowAtTen(nowMs: number, timeZone: string): number {
  const local = DateTime.fromMillis(nowMs, { zone: timeZone });
  const known = local.isValid ? local : DateTime.fromMillis(nowMs, { zone: 'utc' });
  return known.plus({ days: 1 }).set({ hour: 10, minute: 0, second: 0, millisecond: 0 }).toMillis();
}
