import { describe, expect, it } from 'vitest';
import { createMeetProvider } from '../../../../main/providers/meet/meet-provider.ts';
import type { Meeting } from '../../../../main/sync/model.ts';
import type { MeetingRequest } from '../../../../main/sync/ports.ts';
import { createScriptedApi } from '../teams/scripted-api.ts';
import type { ScriptedAnswer } from '../teams/scripted-api.ts';
import { createSteppingClock } from './stepping-clock.ts';

const { signal } = new AbortController();
const NOW_MS = Date.UTC(2027, 0, 10);
const EVENTS = '/calendar/v3/calendars/primary/events';
const key = 'rm0123456789abcdef0123456789abcd';
const request: MeetingRequest = {
  key,
  details: {
    topic: 'JOB-0042 Video visit',
    startMs: Date.UTC(2027, 0, 12, 22, 30),
    endMs: Date.UTC(2027, 0, 12, 23, 30),
    timeZone: 'Australia/Sydney',
  },
  password: 'Kx7pW2qz',
};
const joinUrl = 'https://meet.google.com/abc-defg-hij';
const known: Meeting = { providerKind: 'meet', id: key, joinUrl, passcode: null, dialIn: [] };
const video = { entryPointType: 'video', uri: joinUrl, label: 'meet.google.com/abc-defg-hij' };

function event(
  statusCode: 'pending' | 'success' | 'failure',
  entryPoints?: readonly object[],
): ScriptedAnswer {
  const conferenceData = { createRequest: { requestId: key, status: { statusCode } }, entryPoints };
  return { status: 200, body: { id: key, status: 'confirmed', conferenceData } };
}
const ready = event('success', [video]);
const pending = event('pending');
const failedConference = event('failure');
const bare: ScriptedAnswer = { status: 200, body: { id: key, status: 'confirmed' } };
const cancelled: ScriptedAnswer = {
  status: 200,
  body: { id: key, status: 'cancelled', hangoutLink: joinUrl },
};

function googleError(status: number, reason: string, message = 'Message of Google'): ScriptedAnswer {
  return {
    status,
    body: { error: { errors: [{ domain: 'global', reason, message }], code: status, message } },
  };
}
const duplicate = googleError(409, 'duplicate', 'The requested identifier already exists.');
const notFound = googleError(404, 'notFound', 'Not Found');

function connect(...answers: readonly ScriptedAnswer[]) {
  const api = createScriptedApi(...answers);
  const clock = createSteppingClock(NOW_MS);
  return { api, clock, provider: createMeetProvider({ api, clock }) };
}
function lines(requests: readonly { method: string; path: string }[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(EVENTS, '')}`);
}

describe('what Google is asked', () => {
  it('makes one entry with a conference, under our key, in silence', async () => {
    const { api, provider } = connect(ready);
    expect(await provider.create(request, signal)).toEqual({ ok: true, value: known });
    expect(api.requests).toEqual([
      {
        method: 'POST',
        path: `${EVENTS}?conferenceDataVersion=1&sendUpdates=none`,
        body: {
          id: key,
          summary: 'JOB-0042 Video visit',
          description:
            'Made by ReadyMeet for a job in Skedulo. To move or cancel it, change the job: ReadyMeet keeps this entry up to date.',
          start: { dateTime: '2027-01-12T22:30:00.000Z', timeZone: 'Australia/Sydney' },
          end: { dateTime: '2027-01-12T23:30:00.000Z', timeZone: 'Australia/Sydney' },
          conferenceData: {
            createRequest: { requestId: key, conferenceSolutionKey: { type: 'hangoutsMeet' } },
          },
          extendedProperties: { private: { readyMeetKey: key } },
        },
      },
    ]);
  });

  it('changes start, end and summary alone', async () => {
    const { api, provider } = connect(ready, { status: 204 });
    await provider.update(known, request, signal);
    await provider.cancel(known, signal);
    expect(api.requests).toEqual([
      {
        method: 'PATCH',
        path: `${EVENTS}/${key}?conferenceDataVersion=1&sendUpdates=none`,
        body: {
          summary: 'JOB-0042 Video visit',
          start: { dateTime: '2027-01-12T22:30:00.000Z', timeZone: 'Australia/Sydney' },
          end: { dateTime: '2027-01-12T23:30:00.000Z', timeZone: 'Australia/Sydney' },
        },
      },
      { method: 'DELETE', path: `${EVENTS}/${key}?sendUpdates=none` },
    ]);
  });
});

describe('what is read from the answers of Google', () => {
  it('takes dial-in numbers with country and PIN, and the passcode where there is one', async () => {
    const phone = {
      entryPointType: 'phone',
      uri: 'tel:+61-2-8015-6011',
      label: '+61 2 8015 6011',
      pin: '490217385',
      regionCode: 'AU',
    };
    const odd = { entryPointType: 'phone', uri: 'tel:+1-555-0100', regionCode: 'somewhere' };
    const more = { entryPointType: 'more', uri: 'https://tel.meet/abc?pin=1', pin: '1' };
    const { provider } = connect(event('success', [phone, odd, more, { ...video, accessCode: '8899' }]));
    expect(await provider.create(request, signal)).toEqual({
      ok: true,
      value: {
        ...known,
        passcode: '8899',
        dialIn: [
          { number: '+61 2 8015 6011', label: 'Australia', code: '490217385' },
          { number: '+1-555-0100', label: null, code: null },
        ],
      },
    });
  });

  it('takes the old link field where there are no entry points', async () => {
    const { provider } = connect({ status: 200, body: { id: key, hangoutLink: joinUrl } });
    expect(await provider.create(request, signal)).toEqual({ ok: true, value: known });
  });

  it('does not hand out a link that is no web address', async () => {
    const odd = event('success', [{ entryPointType: 'video', uri: 'javascript:alert(1)' }]);
    const { provider } = connect(odd, odd);
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conference-failed' },
    });
  });

  it('does not take a web page for a removed meeting', async () => {
    const { provider } = connect({ status: 200, body: '<html>Sign in to the guest network</html>' });
    expect(await provider.cancel(known, signal)).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer' },
    });
  });
});

describe('a conference that takes its time', () => {
  it('is waited for with growing pauses', async () => {
    const { api, clock, provider } = connect(pending, pending, pending, ready);
    expect(await provider.create(request, signal)).toEqual({ ok: true, value: known });
    expect(lines(api.requests).slice(1)).toEqual([`GET /${key}`, `GET /${key}`, `GET /${key}`]);
    expect(clock.sleepsMs).toEqual([...clock.sleepsMs].sort((a, b) => a - b));
    expect(new Set(clock.sleepsMs).size).toBe(3);
  });

  it('is left for later after eight looks, as a meeting that exists', async () => {
    const { api, clock, provider } = connect(...Array.from({ length: 9 }, () => pending));
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conference-pending', isTemporary: true, mayHaveHappened: true },
    });
    expect(api.requests).toHaveLength(9);
    expect(clock.sleepsMs).toHaveLength(8);
  });

  it('is not looked at again once we were told to stop', async () => {
    const stop = new AbortController();
    const api = createScriptedApi(pending);
    const clock = { nowMs: () => NOW_MS, sleep: () => Promise.resolve(stop.abort()) };
    expect(await createMeetProvider({ api, clock }).create(request, stop.signal)).toMatchObject({
      ok: false,
      failure: { kind: 'cancelled', mayHaveHappened: true },
    });
    expect(api.requests).toHaveLength(1);
  });

  it('leaves a meeting that exists when a look at it fails', async () => {
    const { provider } = connect(pending, googleError(403, 'rateLimitExceeded'));
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'rate-limited', mayHaveHappened: true, isTemporary: true },
    });
  });
});

describe('a conference that fails', () => {
  it('is asked for again under a new request id', async () => {
    const { api, provider } = connect(failedConference, pending, ready);
    expect(await provider.create(request, signal)).toEqual({ ok: true, value: known });
    expect(lines(api.requests)).toEqual([
      'POST ?conferenceDataVersion=1&sendUpdates=none',
      `PATCH /${key}?conferenceDataVersion=1&sendUpdates=none`,
      `GET /${key}`,
    ]);
    expect(api.requests[1]?.body).toEqual({
      conferenceData: {
        createRequest: {
          requestId: `${key}-${String(NOW_MS)}`,
          conferenceSolutionKey: { type: 'hangoutsMeet' },
        },
      },
    });
  });

  it('is a problem when it fails twice, and is asked for once more by the next look-up', async () => {
    const { api, provider } = connect(failedConference, failedConference, failedConference, ready);
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conference-failed', isTemporary: false, mayHaveHappened: true, scope: 'job' },
    });
    expect(api.requests).toHaveLength(2);
    expect(await provider.find(request, signal)).toEqual({ ok: true, value: known });
    expect(lines(api.requests).slice(2)).toEqual([
      `GET /${key}`,
      `PATCH /${key}?conferenceDataVersion=1&sendUpdates=none`,
    ]);
  });

  it('is asked for again where somebody took it out of the entry', async () => {
    const { api, provider } = connect(bare, ready);
    expect(await provider.update(known, request, signal)).toEqual({ ok: true, value: known });
    expect(api.requests).toHaveLength(2);
  });
});

describe('a key that is taken', () => {
  it('leads to the entry that has it', async () => {
    const { api, provider } = connect(duplicate, ready, ready);
    expect(await provider.create(request, signal)).toEqual({ ok: true, value: known });
    expect(lines(api.requests).slice(1)).toEqual([
      `GET /${key}`,
      `PATCH /${key}?conferenceDataVersion=1&sendUpdates=none`,
    ]);
  });

  it.each([
    ['deleted', cancelled],
    ['no longer readable', notFound],
  ])('by an entry that is %s counts as a lost meeting', async (_case, answer) => {
    const { provider } = connect(duplicate, answer);
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'meeting-gone', isTemporary: false, mayHaveHappened: false },
    });
  });
});

describe('a deleted entry', () => {
  it('is gone for the look-up, while an unknown key is nothing', async () => {
    const { provider } = connect(cancelled, notFound);
    expect(await provider.find(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'meeting-gone' },
    });
    expect(await provider.find(request, signal)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['as a cancelled entry', [cancelled]],
    ['with 404', [notFound]],
    ['with 410', [googleError(410, 'deleted', 'Resource has been deleted')]],
    ['with 403, read back as cancelled', [googleError(403, 'forbidden'), cancelled]],
  ])('is gone for a change that is answered %s', async (_case, answers) => {
    const { api, provider } = connect(...answers);
    expect(await provider.update(known, request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'meeting-gone' },
    });
    expect(api.requests).toHaveLength(answers.length);
  });

  it('stays a refusal where the entry still stands', async () => {
    const { provider } = connect(googleError(403, 'forbidden'), ready);
    expect(await provider.update(known, request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'not-allowed', scope: 'job' },
    });
  });

  it.each([404, 410])('counts as cancelled (%i)', async (status) => {
    const { provider } = connect(googleError(status, status === 404 ? 'notFound' : 'deleted'));
    expect(await provider.cancel(known, signal)).toEqual({ ok: true, value: undefined });
  });
});

describe('what Google refuses', () => {
  const hour = 3_600_000;
  const scopeDetails = {
    status: 403,
    body: { error: { code: 403, message: '', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] } },
  };
  it.each<[string, ScriptedAnswer, object]>([
    ['401', googleError(401, 'authError'), { kind: 'auth', code: 'reconnect', scope: 'party' }],
    [
      '403 userRateLimitExceeded',
      googleError(403, 'userRateLimitExceeded'),
      { code: 'rate-limited', scope: 'party', isTemporary: true, mayHaveHappened: false },
    ],
    [
      '403 rateLimitExceeded',
      googleError(403, 'rateLimitExceeded'),
      { code: 'rate-limited', scope: 'party', isTemporary: true },
    ],
    [
      '403 quotaExceeded',
      googleError(403, 'quotaExceeded'),
      { code: 'quota-exceeded', scope: 'party', isTemporary: true, retryAfterMs: hour },
    ],
    [
      '403 dailyLimitExceeded',
      googleError(403, 'dailyLimitExceeded'),
      { code: 'quota-exceeded', isTemporary: true, retryAfterMs: hour },
    ],
    [
      '403 insufficientPermissions',
      googleError(403, 'insufficientPermissions'),
      { kind: 'auth', code: 'missing-scope' },
    ],
    ['403 in the newer form', scopeDetails, { kind: 'auth', code: 'missing-scope' }],
    [
      '403 accessNotConfigured',
      googleError(403, 'accessNotConfigured'),
      { kind: 'remote', code: 'api-disabled', scope: 'party' },
    ],
    [
      '403 otherwise',
      googleError(403, 'forbiddenForNonOrganizer'),
      { kind: 'remote', code: 'not-allowed', isTemporary: false },
    ],
    [
      '429',
      { ...googleError(429, 'rateLimitExceeded'), headers: { 'retry-after': '7' } },
      { code: 'rate-limited', retryAfterMs: 7_000, isTemporary: true, scope: 'party' },
    ],
    ['429 quotaExceeded', googleError(429, 'quotaExceeded'), { code: 'quota-exceeded', retryAfterMs: hour }],
    [
      '400 conference type',
      googleError(400, 'invalid', 'Invalid conference type value.'),
      { code: 'meet-not-available', isTemporary: false, scope: 'party' },
    ],
    ['400 timeRangeEmpty', googleError(400, 'timeRangeEmpty'), { kind: 'input', code: 'time-range-empty' }],
    [
      '400 otherwise',
      googleError(400, 'invalid'),
      { kind: 'remote', code: 'refused', isTemporary: false, scope: 'job' },
    ],
    ['404', notFound, { code: 'not-found', scope: 'party' }],
    [
      '404 of somebody else',
      { status: 404, body: '<html></html>' },
      { code: 'wrong-address', isTemporary: true },
    ],
    [
      '503',
      { status: 503, body: '<html></html>' },
      { code: 'server-error', isTemporary: true, mayHaveHappened: true },
    ],
  ])('says what %s means', async (_case, answer, expected) => {
    const { api, provider } = connect(answer);
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { party: 'provider', ...expected },
    });
    expect(api.requests).toHaveLength(1);
  });

  it.each<[string, ScriptedAnswer, object, object]>([
    [
      'a calendar without Meet',
      googleError(400, 'invalid', 'Invalid conference type value.'),
      { code: 'meet-not-available', scope: 'job' },
      { code: 'meet-not-available', scope: 'party' },
    ],
    [
      'an API that is off',
      googleError(403, 'accessNotConfigured'),
      { code: 'api-disabled', scope: 'job' },
      { code: 'api-disabled', scope: 'party' },
    ],
    [
      'a bad request',
      googleError(400, 'invalid'),
      { code: 'refused', scope: 'job' },
      { code: 'refused', scope: 'job' },
    ],
    [
      'a dead sign-in',
      googleError(401, 'authError'),
      { code: 'reconnect', scope: 'party' },
      { code: 'reconnect', scope: 'party' },
    ],
    [
      'a missing right',
      googleError(403, 'insufficientPermissions'),
      { code: 'missing-scope', scope: 'party' },
      { code: 'missing-scope', scope: 'party' },
    ],
    [
      'too many requests',
      googleError(403, 'rateLimitExceeded'),
      { code: 'rate-limited', scope: 'party' },
      { code: 'rate-limited', scope: 'party' },
    ],
    [
      'a used-up quota',
      googleError(403, 'quotaExceeded'),
      { code: 'quota-exceeded', scope: 'party' },
      { code: 'quota-exceeded', scope: 'party' },
    ],
  ])('tells whom %s concerns: one meeting or the account', async (_case, answer, ofOne, ofAccount) => {
    const { provider } = connect(answer, answer, answer, answer, answer);
    expect(await provider.update(known, request, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.cancel(known, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.find(request, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.create(request, signal)).toMatchObject({ failure: ofAccount });
    expect(await provider.account(signal)).toMatchObject({ failure: ofAccount });
  });

  it('is of one meeting alone where it may not be touched', async () => {
    const refused = googleError(403, 'forbiddenForNonOrganizer');
    const { provider } = connect(refused, ready, refused);
    const expected = { failure: { code: 'not-allowed', scope: 'job' } };
    expect(await provider.update(known, request, signal)).toMatchObject(expected);
    expect(await provider.cancel(known, signal)).toMatchObject(expected);
  });

  it('never repeats the words of Google', async () => {
    const { provider } = connect(googleError(400, 'invalid', `The code 8899 of ${joinUrl} is wrong`));
    const result = await provider.create(request, signal);
    expect(JSON.stringify(result)).not.toMatch(/8899|meet\.google/);
    expect(result).toMatchObject({
      failure: { message: 'Google refused to make the meeting (HTTP 400, invalid).' },
    });
  });
});

describe('the Google account', () => {
  it('is read from userinfo', async () => {
    const { api, provider } = connect({
      status: 200,
      body: { id: '1082', email: 'office@acme.test', verified_email: true },
    });
    expect(await provider.account(signal)).toMatchObject({
      ok: true,
      value: { id: '1082', name: 'office@acme.test', email: 'office@acme.test' },
    });
    expect(lines(api.requests)).toEqual(['GET /oauth2/v2/userinfo']);
  });
});
