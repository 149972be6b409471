import { describe, expect, it } from 'vitest';
import { createTeamsProvider } from '../../../../main/providers/teams/teams-provider.ts';
import type { Meeting } from '../../../../main/sync/model.ts';
import type { MeetingRequest } from '../../../../main/sync/ports.ts';
import { createScriptedApi } from './scripted-api.ts';
import type { ScriptedAnswer } from './scripted-api.ts';

const { signal } = new AbortController();
const request: MeetingRequest = {
  key: 'rm0123456789abcdef0123456789abcd',
  details: {
    topic: 'JOB-0042 Video visit',
    startMs: Date.UTC(2027, 0, 12, 22, 30),
    endMs: Date.UTC(2027, 0, 12, 23, 30),
    timeZone: 'Australia/Sydney',
  },
  password: null,
};
const joinWebUrl = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d';
const known: Meeting = {
  providerKind: 'teams',
  id: 'MSo1N2Y5/x+y=',
  joinUrl: joinWebUrl,
  passcode: 'Qx7Lm2',
  dialIn: [{ number: '+61 2 8318 0000', label: null, code: '498123456' }],
};

async function createFrom(body: unknown): Promise<Meeting> {
  const provider = createTeamsProvider({ api: createScriptedApi({ status: 201, body }) });
  const result = await provider.create(request, signal);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('what Teams is asked', () => {
  it('makes a meeting with one createOrGet request under our key, in UTC', async () => {
    const api = createScriptedApi({ status: 201, body: { id: 'a', joinWebUrl } });
    await createTeamsProvider({ api }).create(request, signal);
    expect(api.requests).toEqual([
      {
        method: 'POST',
        path: '/me/onlineMeetings/createOrGet',
        body: {
          externalId: request.key,
          startDateTime: '2027-01-12T22:30:00.000Z',
          endDateTime: '2027-01-12T23:30:00.000Z',
          subject: 'JOB-0042 Video visit',
        },
      },
    ]);
  });

  it('finds by the very same request as it makes', async () => {
    const api = createScriptedApi(
      { status: 201, body: { id: 'a', joinWebUrl } },
      { status: 200, body: { id: 'a', joinWebUrl } },
    );
    const provider = createTeamsProvider({ api });
    await provider.create(request, signal);
    await provider.find(request, signal);
    expect(api.requests[1]).toEqual(api.requests[0]);
  });

  it('changes start, end and subject together, and encodes the id in the path', async () => {
    const api = createScriptedApi({ status: 200, body: { id: known.id, joinWebUrl } }, { status: 204 });
    const provider = createTeamsProvider({ api });
    await provider.update(known, request, signal);
    await provider.cancel(known, signal);
    expect(api.requests).toEqual([
      {
        method: 'PATCH',
        path: '/me/onlineMeetings/MSo1N2Y5%2Fx%2By%3D',
        body: {
          startDateTime: '2027-01-12T22:30:00.000Z',
          endDateTime: '2027-01-12T23:30:00.000Z',
          subject: 'JOB-0042 Video visit',
        },
      },
      { method: 'DELETE', path: '/me/onlineMeetings/MSo1N2Y5%2Fx%2By%3D' },
    ]);
  });

  it('shortens a long subject between whole characters', async () => {
    const family = '👩‍👩‍👧‍👦';
    const api = createScriptedApi({ status: 201, body: { id: 'a', joinWebUrl } });
    const details = { ...request.details, topic: `Line one\r\n${family.repeat(40)}` };
    await createTeamsProvider({ api }).create({ ...request, details }, signal);
    const [sent] = api.requests;
    expect(sent?.body).toMatchObject({ subject: `Line one ${family.repeat(22)}…` });
  });
});

describe('what is read from the answers of Teams', () => {
  it('takes link, passcode and both dial-in numbers', async () => {
    const audioConferencing = {
      conferenceId: '498123456',
      tollNumber: '+61 2 8318 0000',
      tollFreeNumber: '1800 555 100',
    };
    const joinMeetingIdSettings = {
      isPasscodeRequired: true,
      joinMeetingId: '294817365012',
      passcode: 'Qx7Lm2',
    };
    expect(await createFrom({ id: 'a', joinWebUrl, audioConferencing, joinMeetingIdSettings })).toEqual({
      providerKind: 'teams',
      id: 'a',
      joinUrl: joinWebUrl,
      passcode: 'Qx7Lm2',
      dialIn: [
        { number: '+61 2 8318 0000', label: null, code: '498123456' },
        { number: '1800 555 100', label: 'toll-free', code: '498123456' },
      ],
    });
  });

  it('knows ConferenceId with a capital letter and as a number', async () => {
    const meeting = await createFrom({
      id: 'a',
      joinWebUrl,
      audioConferencing: { ConferenceId: 498123456, tollNumber: '+1 206' },
    });
    expect(meeting.dialIn).toEqual([{ number: '+1 206', label: null, code: '498123456' }]);
  });

  it.each([
    ['null', { audioConferencing: null, joinMeetingIdSettings: null }],
    ['absent', {}],
    ['of another shape', { audioConferencing: 'none', joinMeetingIdSettings: { passcode: 7 } }],
  ])('does without phone and passcode when they are %s', async (_case, parts) => {
    expect(await createFrom({ id: 'a', joinWebUrl, ...parts })).toMatchObject({ passcode: null, dialIn: [] });
  });

  it('keeps what a change leaves out and takes over what it says', async () => {
    const api = createScriptedApi(
      { status: 200, body: { id: known.id } },
      {
        status: 200,
        body: { id: known.id, joinWebUrl: 'https://teams.microsoft.com/l/new', audioConferencing: null },
      },
    );
    const provider = createTeamsProvider({ api });
    expect(await provider.update(known, request, signal)).toEqual({ ok: true, value: known });
    expect(await provider.update(known, request, signal)).toEqual({
      ok: true,
      value: { ...known, joinUrl: 'https://teams.microsoft.com/l/new', dialIn: [] },
    });
  });

  it.each([
    ['no link', { id: 'a' }],
    ['a link that is no web address', { id: 'a', joinWebUrl: 'javascript:alert(1)' }],
    ['no id', { joinWebUrl }],
  ])('takes a new meeting with %s as one that may exist', async (_case, body) => {
    const provider = createTeamsProvider({ api: createScriptedApi({ status: 201, body }) });
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { kind: 'remote', code: 'no-join-link', mayHaveHappened: true, isTemporary: true },
    });
  });

  it('names the account by its user principal name where it has no mailbox', async () => {
    const body = {
      id: 'u1',
      displayName: 'Olivia Office',
      mail: null,
      userPrincipalName: 'office@acme.test',
    };
    const api = createScriptedApi({ status: 200, body });
    expect(await createTeamsProvider({ api }).account(signal)).toMatchObject({
      ok: true,
      value: { id: 'u1', name: 'Olivia Office', email: 'office@acme.test' },
    });
    expect(api.requests[0]?.path).toBe('/me?$select=id,displayName,mail,userPrincipalName');
  });

  it('does not take a web page for a removed meeting', async () => {
    const api = createScriptedApi({ status: 200, body: '<html>Sign in to the guest network</html>' });
    expect(await createTeamsProvider({ api }).cancel(known, signal)).toMatchObject({
      ok: false,
      failure: { code: 'unexpected-answer', isTemporary: true },
    });
  });
});

function graphError(status: number, code: string, message: string, more: object = {}): ScriptedAnswer {
  return { status, body: { error: { code, message, ...more } } };
}

describe('what Teams refuses', () => {
  const organizer =
    'Organizer ID in token(8716745d) does not match organizer ID in request url(11111111). With delegated permission only /me endpoint is supported.';

  it.each<[string, ScriptedAnswer, object]>([
    [
      '401',
      graphError(401, 'InvalidAuthenticationToken', 'Lifetime validation failed.'),
      { kind: 'auth', code: 'reconnect', scope: 'party' },
    ],
    [
      '403 without licence',
      graphError(403, 'Forbidden', ''),
      { kind: 'remote', code: 'not-allowed', scope: 'party', isTemporary: false },
    ],
    [
      '403 without consent',
      graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
      { kind: 'auth', code: 'missing-scope' },
    ],
    [
      '403 by conditional access',
      graphError(403, 'accessDenied', '', { innerError: { code: 'insufficient_claims' } }),
      { kind: 'auth', code: 'conditional-access' },
    ],
    [
      '403 in the other spelling',
      graphError(403, 'accessDenied', '', { innererror: { code: 'insufficient_claims' } }),
      { kind: 'auth', code: 'conditional-access' },
    ],
    [
      '403 of another account',
      graphError(403, 'General', organizer),
      { kind: 'remote', code: 'other-account', scope: 'job' },
    ],
    [
      '400 of another account',
      graphError(400, 'General', organizer),
      { kind: 'remote', code: 'other-account', scope: 'job' },
    ],
    [
      '404 for the whole account',
      graphError(404, 'NotFound', ''),
      { code: 'not-found', scope: 'party', isTemporary: false },
    ],
    [
      '404 of somebody else',
      { status: 404, body: '<html></html>' },
      { code: 'wrong-address', isTemporary: true },
    ],
    [
      '409',
      graphError(409, 'Conflict', 'Conflict'),
      { code: 'conflict', isTemporary: true, mayHaveHappened: true, scope: 'job' },
    ],
    [
      '429',
      {
        ...graphError(429, 'TooManyRequests', 'Please retry again later.'),
        headers: { 'retry-after': '10' },
      },
      {
        code: 'rate-limited',
        retryAfterMs: 10_000,
        scope: 'party',
        isTemporary: true,
        mayHaveHappened: false,
      },
    ],
    [
      '503 with a wait',
      { ...graphError(503, 'serviceNotAvailable', ''), headers: { 'retry-after': '5' } },
      { code: 'server-error', retryAfterMs: 5_000, isTemporary: true, mayHaveHappened: true },
    ],
    [
      '504 by a gateway',
      { status: 504, body: '<html>' },
      { code: 'server-error', isTemporary: true, mayHaveHappened: true },
    ],
    [
      '400',
      graphError(400, 'BadRequest', 'subject'),
      { kind: 'remote', code: 'refused', isTemporary: false, scope: 'job' },
    ],
    [
      'a redirect',
      { status: 302 },
      { kind: 'remote', code: 'unexpected-answer', isTemporary: true, mayHaveHappened: true },
    ],
  ])('says what %s means', async (_case, answer, expected) => {
    const provider = createTeamsProvider({ api: createScriptedApi(answer) });
    expect(await provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { party: 'provider', ...expected },
    });
  });

  it('never repeats the words of Microsoft, which can hold ids, links and codes', async () => {
    const message = 'Passcode Qx7Lm2 of https://teams.microsoft.com/l/x is wrong';
    const provider = createTeamsProvider({
      api: createScriptedApi(graphError(400, `<${message}>`, message)),
    });
    const result = await provider.create(request, signal);
    expect(JSON.stringify(result)).not.toMatch(/Qx7Lm2|teams\.microsoft/);
    expect(result).toMatchObject({
      failure: { message: 'Microsoft Teams refused to make the meeting (HTTP 400).' },
    });
  });

  it('reads a Retry-After date against the clock of Microsoft', async () => {
    const headers = { date: 'Tue, 12 Jan 2027 22:30:00 GMT', 'retry-after': 'Tue, 12 Jan 2027 22:30:20 GMT' };
    const provider = createTeamsProvider({
      api: createScriptedApi({ ...graphError(429, 'TooManyRequests', ''), headers }),
    });
    expect(await provider.create(request, signal)).toMatchObject({ failure: { retryAfterMs: 20_000 } });
  });

  it('takes 404 as gone when changing and as removed when cancelling', async () => {
    const gone = graphError(404, 'NotFound', 'The specified object was not found in the store.');
    const provider = createTeamsProvider({ api: createScriptedApi(gone, gone) });
    expect(await provider.update(known, request, signal)).toMatchObject({
      failure: { code: 'meeting-gone', isTemporary: false },
    });
    expect(await provider.cancel(known, signal)).toEqual({ ok: true, value: undefined });
  });

  const throttled = graphError(429, 'TooManyRequests', 'Please retry again later.');
  it.each<[string, ScriptedAnswer, object, object]>([
    [
      'what is not allowed',
      graphError(403, 'Forbidden', ''),
      { code: 'not-allowed', scope: 'job' },
      { code: 'not-allowed', scope: 'party' },
    ],
    [
      'a missing permission',
      graphError(403, 'Forbidden', 'No permission to this meeting.'),
      { code: 'not-allowed', scope: 'job' },
      { code: 'missing-scope', scope: 'party' },
    ],
    [
      'another account',
      graphError(403, 'General', organizer),
      { code: 'other-account', scope: 'job' },
      { code: 'other-account', scope: 'job' },
    ],
    [
      'a bad request',
      graphError(400, 'BadRequest', ''),
      { code: 'refused', scope: 'job' },
      { code: 'refused', scope: 'job' },
    ],
    [
      'a dead sign-in',
      graphError(401, 'InvalidAuthenticationToken', ''),
      { code: 'reconnect', scope: 'party' },
      { code: 'reconnect', scope: 'party' },
    ],
    [
      'missing consent',
      graphError(403, 'Authorization_RequestDenied', ''),
      { code: 'missing-scope', scope: 'party' },
      { code: 'missing-scope', scope: 'party' },
    ],
    [
      'too many requests',
      throttled,
      { code: 'rate-limited', scope: 'party' },
      { code: 'rate-limited', scope: 'party' },
    ],
  ])('tells whom %s concerns: one meeting or the account', async (_case, answer, ofOne, ofAccount) => {
    const provider = createTeamsProvider({ api: createScriptedApi(answer, answer, answer, answer) });
    expect(await provider.update(known, request, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.cancel(known, signal)).toMatchObject({ failure: ofOne });
    expect(await provider.create(request, signal)).toMatchObject({ failure: ofAccount });
    expect(await provider.account(signal)).toMatchObject({ failure: ofAccount });
  });
});
