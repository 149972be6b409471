import { describe, expect, test } from 'vitest';
import { attentionList } from '../../../main/admin/view-attention.ts';
import { headline } from '../../../main/admin/view-headline.ts';
import { notices } from '../../../main/admin/view-notices.ts';
import { authFailure, inputFailure, localFailure, remoteFailure } from '../../../main/sync/failure.ts';
import { attentionSchema } from '../../../preload/contract/view.ts';
import { factsWith, need, outage, partyTrouble, RECONNECT } from '../../fakes/admin/facts.ts';
import type { FactsChanges } from '../../fakes/admin/facts.ts';
import { DAY_MS, MONDAY_MS } from '../../fakes/jobs.ts';

function list(changes: FactsChanges) {
  return attentionList(factsWith(changes)).map((line) => attentionSchema.parse(line));
}

describe('what needs a person', () => {
  test('is nothing while all is well', () => {
    expect(list({})).toEqual([]);
  });

  test('begins with parties, each with the jobs that wait for it', () => {
    const lines = list({
      needs: [need(1), need(2, { code: RECONNECT.code }), need(3, { code: RECONNECT.code })],
      status: { troubles: [partyTrouble({ jobsWaiting: 4 })] },
    });
    expect(lines.map(({ id }) => id)).toEqual(['party:provider:reconnect', 'job:job-1']);
    expect(lines[0]).toEqual({
      id: 'party:provider:reconnect',
      about: 'provider',
      code: 'reconnect',
      title: 'Zoom needs you to sign in again: 4 jobs are waiting',
      message: 'Zoom does not accept the authorization any more.',
      mend: 'Sign in again.',
      jobsWaiting: 4,
      remedy: { kind: 'reconnect-provider', label: 'Sign in again' },
    });
  });

  test('counts jobs that ran into the trouble themselves', () => {
    const [line] = list({
      needs: [need(2, { code: RECONNECT.code })],
      status: { troubles: [partyTrouble({ jobsWaiting: 0 })] },
    });
    expect(line?.title).toBe('Zoom needs you to sign in again: 1 job is waiting');
  });

  test('hides no job behind an outage that passes', () => {
    const troubles = [partyTrouble({ failure: outage('mail'), retryAtMs: MONDAY_MS + 1 })];
    const lines = list({ needs: [need(1, { code: 'unreachable' })], status: { troubles } });
    expect(lines.map(({ id }) => id)).toEqual(['job:job-1']);
  });

  test('names a job by number and person, with one button', () => {
    expect(list({ needs: [need(1), need(2, { canRetry: true, contact: null })] })).toMatchObject([
      {
        title: 'JOB-0001, Ann Lee',
        remedy: { kind: 'open-job', label: 'Open JOB-0001', jobId: 'job-1' },
      },
      { title: 'JOB-0002', remedy: { kind: 'retry-job', label: 'Try again', jobId: 'job-2' } },
    ]);
  });

  test('is no longer than a person reads', () => {
    const lines = list({ needs: Array.from({ length: 312 }, (_, index) => need(index)) });
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toMatchObject({
      title: '262 more jobs need you',
      jobsWaiting: 262,
      remedy: { kind: 'open-page', page: 'jobs' },
    });
  });

  test('is not an outage that passes, unless it lasts and somebody could look', () => {
    const troubles = [partyTrouble({ failure: outage('mail'), retryAtMs: MONDAY_MS + 1 })];
    expect(list({ status: { troubles } })).toEqual([]);
    expect(list({ status: { troubles }, nowMs: MONDAY_MS + 11 * 60_000 })).toMatchObject([
      { about: 'mail', title: 'The mail server cannot be used now', remedy: { kind: 'sync-now' } },
    ]);
  });

  test.each([
    [
      authFailure({ party: 'skedulo', code: 'token-refused', message: 'No.' }),
      'Skedulo does not accept the API token',
      'open-page',
    ],
    [
      authFailure({ party: 'skedulo', code: 'token-expired', message: 'No.' }),
      'The Skedulo API token has expired',
      'open-page',
    ],
    [
      authFailure({ party: 'skedulo', code: 'missing-rights', message: 'No.' }),
      'The user of the Skedulo API token lacks rights',
      'open-page',
    ],
    [
      inputFailure({ party: 'skedulo', code: 'wrong-host', message: 'No.' }),
      'Skedulo cannot be read now',
      'open-page',
    ],
    [
      authFailure({ party: 'mail', code: 'mail-sign-in-refused', message: 'No.' }),
      'The mail server refuses to let ReadyMeet sign in',
      'open-page',
    ],
    [
      remoteFailure({ party: 'provider', code: 'no-licence', message: 'No.' }),
      'Zoom cannot be used now',
      'sync-now',
    ],
    [
      localFailure({ party: 'ledger', code: 'disk-full', message: 'No.' }),
      'ReadyMeet cannot record what it does',
      'sync-now',
    ],
  ])('tells of %o', (failure, title, remedy) => {
    expect(list({ status: { troubles: [partyTrouble({ failure })] } })).toMatchObject([
      { title, remedy: { kind: remedy } },
    ]);
  });

  test.each<[FactsChanges, string, object]>([
    [
      { settings: { account: null } },
      'No meetings provider is connected',
      { about: 'provider', remedy: { kind: 'open-page', page: 'provider' } },
    ],
    [
      { secrets: { hasProviderTokens: false } },
      'Zoom needs you to sign in again: the authorization of Olga Owner is not stored here any more',
      { about: 'provider', remedy: { kind: 'reconnect-provider' } },
    ],
    [
      { secrets: { skeduloToken: null } },
      'No Skedulo API token is stored',
      { about: 'skedulo', remedy: { kind: 'open-page', page: 'automation' } },
    ],
    [
      { settings: { mail: null } },
      'No mail server is set up, so no invitations could be sent',
      { about: 'mail', remedy: { kind: 'open-page', page: 'e-mail' } },
    ],
  ])('tells what an enabled automation lacks: %j', (changes, title, rest) => {
    expect(list(changes)).toMatchObject([{ title, ...rest }]);
  });

  test('is not what has never been set up', () => {
    expect(list({ automation: { isEnabled: false }, settings: { account: null } })).toEqual([]);
  });

  test('is that secrets cannot be read, enabled or not', () => {
    const failure = localFailure({ party: 'ledger', code: 'secrets-unreadable', message: 'Locked.' });
    const lines = list({ automation: { isEnabled: false }, secrets: { failure } });
    expect(lines).toMatchObject([{ about: 'storage', code: 'secrets-unreadable', message: 'Locked.' }]);
    expect(list({ secrets: { failure } })).toMatchObject([{ about: 'storage', code: 'secrets-unreadable' }]);
  });
});

describe('things to know', () => {
  const codes = (changes: FactsChanges) => notices(factsWith(changes)).map(({ code }) => code);

  test('are none while all is well', () => {
    expect(codes({})).toEqual([]);
  });

  test('are outages that pass, without repeating what the headline says of them', () => {
    const mail = partyTrouble({ failure: outage('mail'), retryAtMs: MONDAY_MS + 1, jobsWaiting: 2 });
    const skedulo = partyTrouble({ failure: outage('skedulo'), retryAtMs: MONDAY_MS + 1 });
    const title = 'The mail server cannot be used now: 2 jobs are waiting';
    const details = 'Nobody answered. ReadyMeet tries again by itself.';
    const working = factsWith({ status: { troubles: [mail, skedulo] } });
    expect(headline(working).cause).toBe(title);
    expect(notices(working)).toEqual([{ code: 'unreachable', message: details }]);
    const other = factsWith({ status: { troubles: [skedulo, mail] } });
    expect(notices(other)).toEqual([{ code: 'unreachable', message: `${title}. ${details}` }]);
  });

  test.each([
    [13.5, 'ends in 13 days'],
    [1.2, 'ends in 1 day.'],
    [0.4, 'ends within a day'],
  ])('are tokens that end soon: in %d days', (days, words) => {
    const skeduloToken = { fingerprint: 'ab12cd34', expiresAtMs: MONDAY_MS + days * DAY_MS };
    expect(notices(factsWith({ secrets: { skeduloToken } }))[0]?.message).toContain(words);
  });

  test.each([[15], [-1]])('are not tokens that end in %d days', (days) => {
    const skeduloToken = { fingerprint: 'ab12cd34', expiresAtMs: MONDAY_MS + days * DAY_MS };
    expect(codes({ secrets: { skeduloToken } })).toEqual([]);
  });

  test.each([
    ['mail.acme.test', ['mail-not-encrypted']],
    ['localhost', []],
    ['127.0.0.1', []],
    ['127.0.0.1.evil.test', ['mail-not-encrypted']],
  ])('are letters sent in the clear to %s', (host, expected) => {
    const mail = { from: 'a@b.test', host, port: 25, security: 'none' as const, user: null };
    expect(codes({ settings: { mail } })).toEqual(expected);
  });

  test('are what automation and the stores tell', () => {
    expect(
      codes({
        status: { notices: [{ code: 'clock-wrong', message: 'The clock is wrong.' }] },
        settings: { removalNote: 'End it by hand.' },
      }),
    ).toEqual(['clock-wrong', 'authorization-left']);
  });
});
