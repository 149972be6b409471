/**
 * What one kind of message says. `{topic}`, `{when}`, `{job}`, `{guest}` and `{sender}` stand for the meeting's own
 * words; anything else in braces is left as it is.
 */
export interface Wording {
  readonly subject: string;
  /** The sentences after the greeting. */
  readonly opening: string;
  /** Words of the button; null where there is nothing to join. */
  readonly joinButton: string | null;
  /** The sentences before the sender's name. */
  readonly closing: string;
}

/** The short words beside the facts, alike in every message. */
export interface Labels {
  readonly greeting: string;
  /** Used for a guest without a name. */
  readonly namelessGreeting: string;
  readonly what: string;
  readonly job: string;
  readonly when: string;
  readonly link: string;
  readonly password: string;
  readonly phone: string;
  readonly phoneCode: string;
}

export interface WordingValues {
  readonly topic: string;
  readonly when: string;
  readonly job: string;
  readonly guest: string;
  readonly sender: string;
}

export const LABELS: Labels = {
  greeting: 'Hello {guest},',
  namelessGreeting: 'Hello,',
  what: 'What',
  job: 'Job',
  when: 'When',
  link: 'Meeting link',
  password: 'Password',
  phone: 'By phone',
  phoneCode: 'code',
};

/** Puts the values into the wording, in one go: a topic that holds `{guest}` stays as it was typed. */
export function fillIn(wording: string, values: WordingValues): string {
  return wording.replaceAll(/\{(topic|when|job|guest|sender)\}/gu, (whole, name: string) => {
    switch (name) {
      case 'topic':
        return values.topic;
      case 'when':
        return values.when;
      case 'job':
        return values.job;
      case 'guest':
        return values.guest;
      case 'sender':
        return values.sender;
      default:
        return whole;
    }
  });
}
