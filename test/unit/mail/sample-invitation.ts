import type { InvitationContent } from '../../../main/sync/model.ts';
import type { Invitation } from '../../../main/sync/ports.ts';
import type { Sender } from '../../../main/mail/address.ts';

export const SENDER: Sender = { name: 'Acme Care', address: 'care@acme.test', domain: 'acme.test' };

/** Monday, 23 November 2026, 2:10 pm in Brisbane, for an hour. */
export const SAMPLE_CONTENT: InvitationContent = {
  version: 1,
  topic: 'Home visit review',
  jobName: 'JOB-0042',
  startMs: Date.UTC(2026, 10, 23, 4, 10),
  endMs: Date.UTC(2026, 10, 23, 5, 10),
  timeZone: 'Australia/Brisbane',
  joinUrl: 'https://zoom.test/j/81234567890?pwd=abc,def;x',
  passcode: 'T4k-9w',
  dialIn: [
    { number: '+61 2 8015 6011', label: 'Australia', code: '812 3456 7890' },
    { number: '+1 646 558 8656', label: null, code: null },
  ],
};

/** A request to one guest, changed where a test wants it changed. */
export function sampleInvitation(
  changes: Partial<Omit<Invitation, 'content' | 'guest'>> & {
    readonly content?: Partial<InvitationContent>;
    readonly guest?: Partial<Invitation['guest']>;
  } = {},
): Invitation {
  const { content, guest, ...others } = changes;
  return {
    method: 'REQUEST',
    kind: 'request',
    uid: 'rm0123456789abcdef-1@readymeet',
    sequence: 0,
    messageId: '<0123456789abcdef@acme.test>',
    atMs: Date.UTC(2026, 10, 20, 1, 2, 3),
    ...others,
    content: { ...SAMPLE_CONTENT, ...content },
    guest: { address: 'anna@guest.test', email: 'Anna@guest.test', name: 'Anna Müller', ...guest },
  };
}
