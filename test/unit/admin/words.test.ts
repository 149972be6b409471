import { describe, expect, test } from 'vitest';
import { inputProblem } from '../../../main/admin/input-problems.ts';
import { createMomentWords } from '../../../main/admin/moment-words.ts';
import { createShortener, peopleOf } from '../../../main/admin/people.ts';
import { countOf, jobsWaitingWords } from '../../../main/admin/problem-words.ts';
import { endOfPause } from '../../../main/admin/handlers/pause.ts';
import { jobPage, webAppOf } from '../../../main/skedulo/web-app.ts';
import { commands } from '../../../preload/contract/commands.ts';
import type { CommandName } from '../../../preload/contract/commands.ts';
import { invitation, officeJob, record, situation } from '../../fakes/admin/situations.ts';
import { DAY_MS, HOUR_MS, known, MONDAY_MS } from '../../fakes/jobs.ts';
import { EXAMPLES } from './command-examples.ts';

describe('what is wrong with an input', () => {
  test.each<[CommandName, object, string, string]>([
    ['connect-skedulo', { token: undefined }, 'The Skedulo API token is missing.', 'token'],
    ['pause', { until: 'never' }, 'The time is none of half-hour, hour, tomorrow.', 'until'],
    ['connect-skedulo', { token: ' ' }, 'The Skedulo API token is missing.', 'token'],
    [
      'connect-skedulo',
      { apiUrl: 'somewhere' },
      "Skedulo's address is not a web address; it begins with https://.",
      'apiUrl',
    ],
    [
      'connect-skedulo',
      { apiUrl: 'ftp://x.test' },
      "Skedulo's address is not a web address; it begins with https://.",
      'apiUrl',
    ],
    ['save-mail-server', { port: 0 }, 'The port is too small: at least 1.', 'port'],
    ['save-mail-server', { port: 70_000 }, 'The port is too large: at most 65535.', 'port'],
    ['save-mail-server', { host: 7 }, 'The mail server is of the wrong kind.', 'host'],
    [
      'save-settings',
      { pollSeconds: 1 },
      'The number of seconds between two looks is too small: at least 5.',
      'pollSeconds',
    ],
    [
      'save-letter-template',
      { template: { ...EXAMPLES['save-letter-template'].template, footer: 'x'.repeat(2000) } },
      'The footer is too long: at most 1000 characters.',
      'template.footer',
    ],
    [
      'save-letter-template',
      {
        template: {
          ...EXAMPLES['save-letter-template'].template,
          update: { subject: 'x'.repeat(300), opening: '', closing: '' },
        },
      },
      'The subject of the change is too long: at most 200 characters.',
      'template.update.subject',
    ],
    ['watch-job', { jobId: '../../etc' }, 'The job is not written as it should be.', 'jobId'],
  ])('of %s with %j', (name, changes, words, field) => {
    const parsed = commands[name].safeParse({ ...EXAMPLES[name], ...changes });
    if (parsed.success) throw new Error('The example should not have been taken.');
    expect(inputProblem(parsed.error.issues)).toEqual({
      ok: false,
      problem: { code: 'input-unusable', message: `${words} Nothing was changed.`, mend: null, field },
    });
  });
});

test('moments are told by locale and zone, the time alone where it is today', () => {
  const words = createMomentWords('en-GB', 'Australia/Brisbane');
  expect(words(MONDAY_MS, MONDAY_MS)).toBe('12:00');
  expect(words(MONDAY_MS + 11 * HOUR_MS, MONDAY_MS)).toBe('23:00');
  expect(words(MONDAY_MS + 12 * HOUR_MS, MONDAY_MS)).toBe('tomorrow 00:00');
  expect(words(MONDAY_MS - 12 * HOUR_MS - 1, MONDAY_MS)).toBe('yesterday 23:59');
  expect(words(MONDAY_MS + 2 * DAY_MS, MONDAY_MS)).toBe('Wed 12:00');
  expect(words(MONDAY_MS + 7 * DAY_MS, MONDAY_MS)).toBe('30 Nov, 12:00');
  expect(words(MONDAY_MS + 20 * DAY_MS, MONDAY_MS)).toBe('13 Dec, 12:00');
  expect(createMomentWords('de-DE', 'Europe/Berlin')(MONDAY_MS, MONDAY_MS)).toBe('03:00');
  expect(createMomentWords('en-US', 'Europe/Berlin')(MONDAY_MS, MONDAY_MS)).toMatch(/^3:00\sAM$/);
});

test('a pause until tomorrow ends at six in the morning, also when the clocks change', () => {
  // Sydney goes to summer time on 4 October 2026 at 02:00.
  const evening = Date.UTC(2026, 9, 3, 10);
  expect(new Date(endOfPause('tomorrow', evening, 'Australia/Sydney')).toISOString()).toBe(
    '2026-10-03T19:00:00.000Z',
  );
});

test('numbers and their nouns agree', () => {
  expect(countOf(1, 'job')).toBe('1 job');
  expect(countOf(0, 'job')).toBe('0 jobs');
  expect(countOf(2, 'person', 'people')).toBe('2 people');
  expect(jobsWaitingWords(1)).toBe('1 job is waiting');
  expect(jobsWaitingWords(4)).toBe('4 jobs are waiting');
});

describe('people', () => {
  const shorten = createShortener([
    'Ann Lee',
    'Ann',
    'Ann Lee-Brown',
    'Zoë O’Neil',
    'Bo',
    '  Karl   Heinz Ott ',
    '!!!',
    '(Dr) Mia Moon',
    '“Sam” Stone',
    '👩 Lea Lind',
  ]);
  test.each([
    ['Ann Lee has no address', 'A. L. has no address'],
    ['Ann Lee-Brown has no address', 'A. L. has no address'],
    ['Annette is somebody else, Ann is not', 'Annette is somebody else, A. is not'],
    ['to Zoë O’Neil.', 'to Z. O..'],
    ['Karl Heinz Ott', 'K. H. O.'],
    ['Bo stays', 'Bo stays'],
    ['seen by (Dr) Mia Moon', 'seen by (D. M. M.'],
    ['“Sam” Stone', '“S. S.'],
    ['👩 Lea Lind', '👩 L. L.'],
    ['ann.lee@customer.test, <Bea@x.example>', 'a…@customer.test, <B…@x.example>'],
    ['müller@büro.example', 'm…@büro.example'],
    ['no address here @ all', 'no address here @ all'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(shorten(text)).toBe(expected);
  });

  test('are everybody in the jobs', () => {
    const job = officeJob({
      contact: known('Ann Lee', null),
      attendees: [{ id: 'x', status: 'Attended', contact: known('Bea Bell', null) }],
      allocations: [{ status: 'Confirmed', resourceName: 'R. Goldberg' }],
    });
    const given = situation({ job, record: record({}, invitation('c@x.test', { name: 'Cem Can' })) });
    expect([...peopleOf([given])]).toEqual(['Ann Lee', 'Bea Bell', 'R. Goldberg', 'Cem Can']);
  });

  test('ten thousand names are found in one go', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `Person${String(index)} Name`);
    const text = names.map((name) => `${name} was here. `).join('');
    expect(createShortener(names)(text)).not.toContain('Name');
  });
});

describe("the team's web app", () => {
  test.each([
    ['{"result":{"team":{"name":"acme"}}}', 'https://acme.my.skedulo.com'],
    ['{"result":{"team":{"name":"Acme-Care2"}}}', 'https://acme-care2.my.skedulo.com'],
    ['{"result":{"team":{"name":"evil.test/x"}}}', null],
    ['{"result":{"team":{"name":""}}}', null],
    ['{"result":{}}', null],
    ['<html>', null],
  ])('in %s is %s', (text, expected) => {
    expect(webAppOf(text)).toBe(expected);
  });

  test('has a page for each job', () => {
    expect(jobPage('https://acme.my.skedulo.com', 'a/b')).toBe('https://acme.my.skedulo.com/job/a%2Fb');
  });
});
