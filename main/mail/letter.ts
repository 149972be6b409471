import type { DialIn } from '../sync/model.ts';
import type { Invitation } from '../sync/ports.ts';
import type { Sender } from './address.ts';
import { DEFAULT_BRAND } from './letter-style.ts';
import type { LetterBrand } from './letter-style.ts';
import { shorten, toSingleLine } from './plain-text.ts';
import { fillIn } from './templates/wording.ts';
import type { Labels } from './templates/wording.ts';
import type { Wordings } from './templates/wordings.ts';
import { describeMeetingTime } from './when.ts';

/** How to get into the meeting; a cancelled one has no way in. */
export interface WayIn {
  readonly joinButton: string;
  readonly joinUrl: string;
  readonly passcode: string | null;
  /** One line a number, such as `Australia: +61 2 8015 6011, code 123 456`. */
  readonly phoneLines: readonly string[];
}

/** What a message says, before it is laid out as text, as HTML or as the description of a calendar entry. */
export interface Letter {
  readonly subject: string;
  readonly greeting: string;
  readonly opening: string;
  readonly topic: string;
  readonly job: string;
  readonly when: string;
  readonly wayIn: WayIn | null;
  readonly closing: string;
  readonly signature: string;
  /** Empty for none. */
  readonly footer: string;
  readonly labels: Labels;
  readonly look: Pick<LetterBrand, 'colour' | 'logo'>;
}

/** A subject longer than this is cut by most mail programs; the whole topic stands in the message. */
const SUBJECT_TOPIC_CHARACTERS = 100;

/**
 * Writes the letter for one guest. Everything typed about the meeting comes out on one line, without control
 * characters; the organization's own sentences keep their lines, the subject excepted.
 */
export function writeLetter(
  invitation: Invitation,
  sender: Sender,
  wordings: Wordings,
  brand: LetterBrand = DEFAULT_BRAND,
): Letter {
  const { content, guest, kind } = invitation;
  const wording = wordings[kind];
  const time = describeMeetingTime(content);
  const job = toSingleLine(content.jobName);
  const topic = toSingleLine(content.topic) || job;
  const values = {
    topic,
    when: time.full,
    job,
    guest: toSingleLine(guest.name),
    sender: sender.name === '' ? sender.address : sender.name,
  };
  const subjectValues = { ...values, topic: shorten(topic, SUBJECT_TOPIC_CHARACTERS), when: time.short };
  const { labels } = wordings;
  return {
    subject: toSingleLine(fillIn(wording.subject, subjectValues)),
    greeting: fillIn(values.guest === '' ? labels.namelessGreeting : labels.greeting, values),
    opening: fillIn(wording.opening, values),
    topic,
    job,
    when: time.full,
    wayIn:
      wording.joinButton === null
        ? null
        : {
            joinButton: wording.joinButton,
            joinUrl: toSingleLine(content.joinUrl),
            passcode: content.passcode === null ? null : toSingleLine(content.passcode),
            phoneLines: content.dialIn.map((dialIn) => phoneLine(dialIn, labels)),
          },
    closing: fillIn(wording.closing, values),
    signature: values.sender,
    footer: fillIn(brand.footer, values),
    labels,
    look: { colour: brand.colour, logo: brand.logo },
  };
}

function phoneLine(dialIn: DialIn, labels: Labels): string {
  const label = dialIn.label === null ? '' : `${toSingleLine(dialIn.label)}: `;
  const code = dialIn.code === null ? '' : `, ${labels.phoneCode} ${toSingleLine(dialIn.code)}`;
  return `${label}${toSingleLine(dialIn.number)}${code}`;
}
