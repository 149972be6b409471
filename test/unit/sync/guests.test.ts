import { expect, it } from 'vitest';
import { guestsOf } from '../../../main/sync/guests.ts';
import { known, readyJob } from '../../fakes/jobs.ts';

function addressesOf(...emails: readonly string[]): readonly string[] {
  const [contact = '', ...others] = emails;
  const attendees = others.map((email, index) => ({
    id: String(index),
    status: 'Attended',
    contact: known(`Attendee ${String(index)}`, email),
  }));
  const job = readyJob({ contact: known('Ann Lee', contact), isGroupEvent: true, attendees });
  return guestsOf(job, { enableAttendees: true }).guests.map(({ email }) => email);
}

it.each([
  ['other letter case', ['Ann+home@Customer.test', 'ann+HOME@customer.TEST']],
  ['blanks around it', ['ann@customer.test', ' ann@customer.test ']],
  [
    'an international domain in either form',
    ['ann@bücher.test', 'Ann@xn--bcher-kva.test', 'ann@BÜCHER.test'],
  ],
])('lists an address once that is written with %s, as it was written first', (_what, emails) => {
  expect(addressesOf(...emails)).toEqual(emails.slice(0, 1));
});

it.each([
  [{ isGroupEvent: true }, { enableAttendees: true }, 2],
  [{ isGroupEvent: false }, { enableAttendees: true }, 1],
  [{ isGroupEvent: true }, { enableAttendees: false }, 1],
])(
  'lists attendees of group events alone, and only where they are enabled (%j, %j)',
  (job, policy, count) => {
    const attendees = [
      { id: '1', status: 'Attended', contact: known('Bea', 'bea@customer.test') },
      { id: '2', status: 'Cancelled', contact: known('Cem', 'cem@customer.test') },
    ];
    expect(guestsOf(readyJob({ ...job, attendees }), policy).guests).toHaveLength(count);
  },
);

it('keeps addresses apart that only look alike', () => {
  const emails = ['ann@customer.test', 'ann+home@customer.test', 'ann@bucher.test', 'ann@bücher.test'];
  expect(addressesOf(...emails)).toEqual(emails);
});

it.each(['/office', '?subject=x', '#1', '%2e'])(
  'does not take an address with %s behind it for the one without: each stands for itself',
  (end) => {
    const job = readyJob({
      contact: known('Ann Lee', `ann@bücher.test${end}`),
      isGroupEvent: true,
      attendees: [{ id: '1', status: 'Attended', contact: known('Bea', 'ann@bücher.test') }],
    });
    const list = guestsOf(job, { enableAttendees: true });
    expect(list.guests.map(({ email }) => email)).toEqual(['ann@bücher.test']);
    expect(list.withBadAddress).toEqual([{ name: 'Ann Lee', email: `ann@bücher.test${end}` }]);
  },
);
