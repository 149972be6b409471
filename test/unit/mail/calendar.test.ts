import { expect, it } from 'vitest';
import { writeCalendar } from '../../../main/mail/calendar.ts';
import { readCalendar } from '../../simulators/mailbox/calendar-facts.ts';
import { SAMPLE_CONTENT, SENDER, sampleInvitation } from './sample-invitation.ts';
import type { Invitation } from '../../../main/sync/ports.ts';

function write(invitation: Invitation, description = 'First line\nSecond line'): string {
  const result = writeCalendar(invitation, SENDER, {
    summary: invitation.content.topic,
    description,
  });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

it('writes a request that another library reads back whole', () => {
  expect(readCalendar(write(sampleInvitation({ sequence: 3 })))).toEqual({
    productId: '-//ReadyMeet//Invitations//EN',
    method: 'REQUEST',
    uid: 'rm0123456789abcdef-1@readymeet',
    sequence: 3,
    status: 'CONFIRMED',
    summary: 'Home visit review',
    description: 'First line\nSecond line',
    location: SAMPLE_CONTENT.joinUrl,
    url: SAMPLE_CONTENT.joinUrl,
    transparency: 'OPAQUE',
    startMs: SAMPLE_CONTENT.startMs,
    endMs: SAMPLE_CONTENT.endMs,
    stampMs: Date.UTC(2026, 10, 20, 1, 2, 3),
    organizer: { address: 'care@acme.test', name: 'Acme Care', rsvp: null, participation: null, role: null },
    attendees: [
      {
        address: 'Anna@guest.test',
        name: 'Anna Müller',
        rsvp: 'TRUE',
        participation: 'NEEDS-ACTION',
        role: 'REQ-PARTICIPANT',
      },
    ],
  });
});

it('writes a cancellation of the same event', () => {
  const facts = readCalendar(
    write(sampleInvitation({ method: 'CANCEL', kind: 'cancellation', sequence: 4 })),
  );
  expect(facts).toMatchObject({
    method: 'CANCEL',
    status: 'CANCELLED',
    transparency: 'TRANSPARENT',
    uid: 'rm0123456789abcdef-1@readymeet',
    sequence: 4,
    startMs: SAMPLE_CONTENT.startMs,
    organizer: { address: 'care@acme.test' },
  });
  expect(facts.attendees).toHaveLength(1);
  expect(facts.attendees[0]?.rsvp).toBeNull();
});

it('writes only what belongs into an invitation, with the grammar of RFC 5545', () => {
  const lines = write(sampleInvitation()).split('\r\n');
  expect(lines.slice(0, 5)).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'CALSCALE:GREGORIAN',
    'PRODID:-//ReadyMeet//Invitations//EN',
    'METHOD:REQUEST',
  ]);
  expect(lines).toContain('DTSTAMP:20261120T010203Z');
  expect(lines).toContain('DTSTART:20261123T041000Z');
  expect(lines).toContain('DTEND:20261123T051000Z');
  expect(lines).toContain('ORGANIZER;CN="Acme Care":mailto:care@acme.test');
  expect(lines).toContain('URL:https://zoom.test/j/81234567890?pwd=abc,def;x');
  expect(lines).toContain(String.raw`LOCATION:https://zoom.test/j/81234567890?pwd=abc\,def\;x`);
  expect(lines.join('')).not.toContain('X-PUBLISHED-TTL');
  expect(lines.join('').replaceAll(' ', '')).toContain('ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION');
  expect(lines.slice(-3)).toEqual(['END:VEVENT', 'END:VCALENDAR', '']);
});

it.each([
  ['quotes, commas, semicolons and backslashes', String.raw`"A", B; C \ D \n E`],
  ['emoji and joined emoji', '👩‍⚕️👨‍👩‍👧‍👦 '.repeat(30).trim()],
  ['Cyrillic', 'Первичный приём у врача общей практики '.repeat(8).trim()],
  ['a colon and a parameter', 'A:B;CN="C":mailto:x@y.test'],
  ['300 characters without a blank', 'ä'.repeat(300)],
])('keeps a topic with %s, in lines of at most 75 octets ended by CRLF', (_what, topic) => {
  const calendar = write(sampleInvitation({ content: { topic } }), topic);
  for (const line of calendar.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/u);
    // A character cut in two would come back as U+FFFD.
    expect(Buffer.from(line).toString('utf8')).not.toContain('\uFFFD');
  }
  expect(readCalendar(calendar)).toMatchObject({ summary: topic, description: topic });
});

it('lets no name add a line or a parameter', () => {
  const name = 'Eve"\r\nATTENDEE:mailto:else@guest.test\rX-A:1\u2028X-B:2\u0000;RSVP=FALSE';
  const calendar = write(sampleInvitation({ guest: { name }, uid: 'a\r\nX-C:3' }));
  expect(calendar).not.toMatch(/^X-/mu);
  expect(calendar.match(/^ATTENDEE/gmu)).toHaveLength(1);
  const { attendees, uid } = readCalendar(calendar);
  expect(uid).toBe('a X-C:3');
  expect(attendees).toHaveLength(1);
  expect(attendees[0]).toMatchObject({
    address: 'Anna@guest.test',
    name: "Eve' ATTENDEE:mailto:else@guest.test X-A:1 X-B:2 ;RSVP=FALSE",
    rsvp: 'TRUE',
  });
});

it('names a guest without a name by the address, and international domains as DNS does', () => {
  const { attendees } = readCalendar(
    write(sampleInvitation({ guest: { name: '', email: 'anna@müller.test' } })),
  );
  expect(attendees[0]).toMatchObject({ address: 'anna@xn--mller-kva.test', name: 'anna@müller.test' });
});

it('keeps a link that the calendar library does not know as a URL, as the location', () => {
  const joinUrl = 'https://Meet.EXAMPLE.test/abc_def';
  const facts = readCalendar(write(sampleInvitation({ content: { joinUrl } })));
  expect(facts).toMatchObject({ location: joinUrl, url: null });
});

it('reads a very long Teams link without delay', () => {
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${'Zz:9'.repeat(500)}%40thread.v2/0?context=%7b%22Tid%22%3a%22x%22%7d`;
  expect(readCalendar(write(sampleInvitation({ content: { joinUrl } })))).toMatchObject({
    url: joinUrl,
    location: joinUrl,
  });
});

it('answers details that make no event with a failure', () => {
  const result = writeCalendar(sampleInvitation({ content: { startMs: Number.NaN } }), SENDER, {
    summary: 'x',
    description: 'y',
  });
  expect(result).toMatchObject({
    ok: false,
    failure: { kind: 'input', code: 'calendar-unusable', isTemporary: false },
  });
});
