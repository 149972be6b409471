import { expect, it } from 'vitest';
import { layOutAsHtml } from '../../../main/mail/letter-html.ts';
import { layOutAsDescription, layOutAsText } from '../../../main/mail/letter-text.ts';
import { writeLetter } from '../../../main/mail/letter.ts';
import { DEFAULT_WORDINGS } from '../../../main/mail/templates/wordings.ts';
import { SAMPLE_CONTENT, SENDER, sampleInvitation } from './sample-invitation.ts';
import type { Invitation } from '../../../main/sync/ports.ts';

const letterOf = (invitation: Invitation) => writeLetter(invitation, SENDER, DEFAULT_WORDINGS);

it('[PP-55] invites in plain words', () => {
  const letter = letterOf(sampleInvitation());
  expect(letter.subject).toBe('Your virtual meeting: Home visit review, Mon 23 Nov, 2:10 pm');
  expect(layOutAsText(letter)).toBe(`Hello Anna Müller,

Your virtual meeting has been arranged.

What: Home visit review
Job: JOB-0042
When: Monday, 23 November 2026, 2:10 pm to 3:10 pm, Brisbane time (Australia/Brisbane, UTC+10)

Meeting link: https://zoom.test/j/81234567890?pwd=abc,def;x
Password: T4k-9w
By phone:
  Australia: +61 2 8015 6011, code 812 3456 7890
  +1 646 558 8656

When it is time, open the link above. The attached calendar entry holds the same details.

Acme Care
`);
  expect(layOutAsDescription(letter)).toBe(`Meeting link: https://zoom.test/j/81234567890?pwd=abc,def;x
Password: T4k-9w
By phone:
  Australia: +61 2 8015 6011, code 812 3456 7890
  +1 646 558 8656`);
});

it('leaves out what a meeting does not have', () => {
  const text = layOutAsText(
    letterOf(sampleInvitation({ content: { passcode: null, dialIn: [] }, guest: { name: '' } })),
  );
  expect(text).toMatch(/^Hello,\n/u);
  expect(text).not.toMatch(/Password|phone|null|undefined/u);
});

it('says that a meeting has changed', () => {
  const letter = letterOf(sampleInvitation({ kind: 'update' }));
  expect(letter.subject).toBe('Changed: Your virtual meeting: Home visit review, Mon 23 Nov, 2:10 pm');
  expect(layOutAsText(letter)).toContain('Your meeting has changed. These are the details now:');
  expect(layOutAsText(letter)).toContain(SAMPLE_CONTENT.joinUrl);
});

it('cancels without giving the link or the password again', () => {
  const letter = letterOf(sampleInvitation({ kind: 'cancellation', method: 'CANCEL' }));
  expect(letter.subject).toBe('Cancelled: Your virtual meeting: Home visit review, Mon 23 Nov, 2:10 pm');
  for (const layOut of [layOutAsText, layOutAsHtml]) {
    const text = layOut(letter);
    expect(text).toContain('has been cancelled. You do not need to do anything.');
    expect(text).toContain('Please do not use the earlier link.');
    expect(text).toContain('JOB-0042');
    expect(text).not.toMatch(/zoom\.test|T4k-9w|8015/u);
  }
  expect(layOutAsDescription(letter)).toBe(
    'Your virtual meeting has been cancelled. You do not need to do anything.',
  );
});

it('[PP-54] shows the link as a button and in full, and fetches nothing', () => {
  const html = layOutAsHtml(letterOf(sampleInvitation()));
  expect(html.match(/href="https:\/\/zoom\.test\/j\/81234567890\?pwd=abc,def;x"/gu)).toHaveLength(2);
  expect(html).toContain('>Join the meeting</a>');
  expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form)|src=|url\(|@import/u);
});

it('escapes whatever was typed by somebody', () => {
  const nasty = `<script>alert("1")</script>&'`;
  const html = layOutAsHtml(
    letterOf(
      sampleInvitation({
        guest: { name: nasty },
        content: {
          topic: nasty,
          jobName: nasty,
          passcode: nasty,
          joinUrl: `https://zoom.test/"onclick="x`,
          dialIn: [{ number: nasty, label: nasty, code: nasty }],
        },
      }),
    ),
  );
  expect(html).not.toContain('<script');
  expect(html).not.toContain('"onclick');
  expect(html.match(/&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&amp;&#39;/gu)).toHaveLength(8);
});

it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not a link'])(
  'makes nothing to click of %s',
  (joinUrl) => {
    const html = layOutAsHtml(letterOf(sampleInvitation({ content: { joinUrl } })));
    expect(html).not.toContain('href');
    expect(html).toContain(joinUrl);
  },
);

it('brings names with line breaks onto one line, and shortens the topic in the subject alone', () => {
  const topic = `Review\r\nBcc: eve@guest.test\u2028\t${'🧑‍⚕️'.repeat(200)}`;
  const letter = letterOf(sampleInvitation({ content: { topic } }));
  expect(letter.subject).not.toMatch(/\p{Cc}|\u2028/u);
  expect(letter.subject).toMatch(
    /^Your virtual meeting: Review Bcc: eve@guest\.test (?:🧑‍⚕️)+…, Mon 23 Nov, 2:10 pm$/u,
  );
  expect(letter.topic).toBe(`Review Bcc: eve@guest.test ${'🧑‍⚕️'.repeat(200)}`);
});

it('does not take a topic for wording', () => {
  const letter = letterOf(sampleInvitation({ content: { topic: '{guest} {unknown}' } }));
  expect(letter.subject).toBe('Your virtual meeting: {guest} {unknown}, Mon 23 Nov, 2:10 pm');
});

it('calls a meeting without a topic by its job', () => {
  expect(letterOf(sampleInvitation({ content: { topic: ' \n ' } })).topic).toBe('JOB-0042');
});

it('takes other wordings as they are given', () => {
  const letter = writeLetter(
    sampleInvitation(),
    { name: '', address: 'care@acme.test', domain: 'acme.test' },
    {
      ...DEFAULT_WORDINGS,
      request: { subject: '{job}', opening: 'Dear {guest}: {when}', joinButton: 'Go', closing: '{sender}' },
    },
  );
  expect(letter).toMatchObject({
    subject: 'JOB-0042',
    opening:
      'Dear Anna Müller: Monday, 23 November 2026, 2:10 pm to 3:10 pm, Brisbane time (Australia/Brisbane, UTC+10)',
    closing: 'care@acme.test',
    wayIn: { joinButton: 'Go' },
  });
});
