import { describe, expect, it } from 'vitest';
import { createMeetProvider } from '../../../../main/providers/meet/meet-provider.ts';
import { createScriptedApi } from '../teams/scripted-api.ts';
import {
  signal,
  NOW_MS,
  EVENTS,
  key,
  request,
  joinUrl,
  known,
  video,
  event,
  ready,
  pending,
  failedConference,
  bare,
  cancelled,
  googleError,
  duplicate,
  notFound,
  connect,
  lines,
} from './meet-script.ts';

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
