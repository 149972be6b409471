import { expect, it } from 'vitest';
import { isEmailAddress, parseSender } from '../../../main/mail/address.ts';

it.each([
  'anna@guest.test',
  'Anna.M+tag@sub.guest.test',
  "o'neil@guest.test",
  'anna@müller.test',
  `${'a'.repeat(64)}@guest.test`,
])('takes %s for an address', (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

it.each([
  '',
  'anna',
  '@guest.test',
  'anna@',
  'anna@guest',
  'anna guest@guest.test',
  'anna@guest.test, bob@guest.test',
  'anna@guest.test\r\nBcc: bob@guest.test',
  '<anna@guest.test>',
  'anna@guest..test',
  // Read as web addresses these end at guest.test, where somebody else may live.
  'anna@guest.test/other',
  'anna@guest.test?other',
  'anna@guest.test#other',
  'anna@gu%65st.test',
  'anna@guest\n.test',
  'änna@guest.test',
  `${'a'.repeat(65)}@guest.test`,
  `anna@${'guest.'.repeat(50)}test`,
])('does not take %j for an address', (text) => {
  expect(isEmailAddress(text)).toBe(false);
});

it.each([
  ['Acme Care <care@acme.test>', { name: 'Acme Care', address: 'care@acme.test', domain: 'acme.test' }],
  ['"Care, Acme" <Care@ACME.test>', { name: 'Care, Acme', address: 'Care@ACME.test', domain: 'acme.test' }],
  ['care@acme.test', { name: '', address: 'care@acme.test', domain: 'acme.test' }],
  [
    'Pflege <hallo@müller.test>',
    { name: 'Pflege', address: 'hallo@müller.test', domain: 'xn--mller-kva.test' },
  ],
])('reads the sender %s', (text, sender) => {
  expect(parseSender(text)).toEqual({ ok: true, value: sender });
});

it.each([
  '',
  'Acme Care',
  'a@acme.test, b@acme.test',
  'Acme <care@acme>',
  'Group: a@acme.test, b@acme.test;',
])('refuses the sender %j with a failure', (text) => {
  expect(parseSender(text)).toMatchObject({
    ok: false,
    failure: { kind: 'input', code: 'sender-unusable', field: 'from', scope: 'party' },
  });
});
