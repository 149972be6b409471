import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../main/providers/api-client.ts';
import type { MeetingRequest } from '../../../main/sync/ports.ts';
import { setUpMeet } from './meet-rig.ts';
import type { MeetRig } from './meet-rig.ts';

const { signal } = new AbortController();
const EVENTS = '/calendar/v3/calendars/primary/events';
const START_MS = Date.UTC(2027, 0, 12, 22, 30);
const request: MeetingRequest = {
  key: 'rm0123456789abcdef0123456789abcd',
  details: {
    topic: 'JOB-0042',
    startMs: START_MS,
    endMs: START_MS + 3_600_000,
    timeZone: 'Australia/Sydney',
  },
  password: null,
};
const start = { dateTime: '2027-01-12T22:30:00Z' };
const end = { dateTime: '2027-01-12T23:30:00Z' };

describe('Meet traps', () => {
  let rig: MeetRig;
  beforeEach(async () => {
    rig = await setUpMeet();
  });
  afterEach(async () => {
    await rig.close();
  });

  const made = async (wanted = request) => {
    const result = await rig.provider.create(wanted, signal);
    if (!result.ok) throw new Error(`${result.failure.code}: ${result.failure.message}`);
    return result.value;
  };
  const requestsSince = (count: number) =>
    rig.simulator.http.requests.slice(count).map((line) => line.replace(EVENTS, ''));

  it('costs one request a meeting, one a change and one a removal', async () => {
    const meeting = await made();
    await rig.provider.update(meeting, request, signal);
    await rig.provider.cancel(meeting, signal);
    expect(requestsSince(0)).toEqual(['POST ', `PATCH /${meeting.id}`, `DELETE /${meeting.id}`]);
  });

  it('waits until a pending conference is ready', async () => {
    rig.simulator.settings.pendingReads = 3;
    const meeting = await made();
    expect(requestsSince(0)).toEqual(['POST ', ...Array.from({ length: 3 }, () => `GET /${meeting.id}`)]);
    expect(meeting.joinUrl).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
  });

  it('leaves a conference that stays pending for later, and finds it then', async () => {
    rig.simulator.settings.pendingReads = 12;
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conference-pending', isTemporary: true, mayHaveHappened: true },
    });
    expect(await rig.provider.find(request, signal)).toMatchObject({ ok: true, value: { id: request.key } });
    expect(rig.simulator.meetings).toMatchObject({ createCount: 1, conferenceCount: 1 });
  });

  it('asks again for a conference that failed, without a second entry', async () => {
    rig.simulator.settings.conferenceFailures = 1;
    rig.simulator.settings.pendingReads = 1;
    await made();
    expect(rig.simulator.meetings).toMatchObject({ createCount: 1, conferenceCount: 2 });
  });

  it('reports a conference that fails twice, and makes it on the next try', async () => {
    rig.simulator.settings.conferenceFailures = 2;
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'conference-failed', isTemporary: false, mayHaveHappened: true },
    });
    expect(await rig.provider.find(request, signal)).toMatchObject({ ok: true, value: { id: request.key } });
    expect(rig.simulator.meetings).toMatchObject({ createCount: 1, conferenceCount: 3 });
  });

  it('adopts its own entry when the key is taken', async () => {
    const [first, second] = await Promise.all([made(), made()]);
    expect(second).toEqual(first);
    expect(rig.simulator.meetings).toMatchObject({ createCount: 1, conferenceCount: 1 });
  });

  it('never wakes a deleted entry and says that the generation is lost', async () => {
    const meeting = await made();
    rig.simulator.meetings.remove(meeting.id);
    const gone = { ok: false, failure: { code: 'meeting-gone' } };
    expect(await rig.provider.create(request, signal)).toMatchObject(gone);
    expect(await rig.provider.find(request, signal)).toMatchObject(gone);
    expect(await rig.provider.update(meeting, request, signal)).toMatchObject(gone);
    rig.simulator.settings.refusesChangeOfDeleted = true;
    expect(await rig.provider.update(meeting, request, signal)).toMatchObject(gone);
    expect(await rig.provider.cancel(meeting, signal)).toMatchObject({ ok: true });
    expect(rig.simulator.meetings.list()).toEqual([]);
    const next = await made({ ...request, key: 'rmffffffffffffffffffffffffffffff' });
    expect(rig.simulator.meetings.list().map(({ id }) => id)).toEqual([next.id]);
  });

  it('gives a new link to an entry whose conference somebody removed', async () => {
    const meeting = await made();
    rig.simulator.meetings.removeConference(meeting.id);
    const updated = await rig.provider.update(meeting, request, signal);
    expect(updated).toMatchObject({ ok: true, value: { id: meeting.id } });
    expect(updated.ok && updated.value.joinUrl !== meeting.joinUrl).toBe(true);
    expect(rig.simulator.meetings.createCount).toBe(1);
  });

  it('invites nobody and lets Google write to nobody', async () => {
    const meeting = await made();
    await rig.provider.update(meeting, request, signal);
    await rig.provider.cancel(meeting, signal);
    expect(rig.simulator.meetings.all()).toMatchObject([
      { attendees: [], privateProperties: { readyMeetKey: request.key } },
    ]);
    expect(rig.simulator.mailsByGoogle).toEqual([]);
  });

  it('carries the dial-in numbers of accounts that have them', async () => {
    rig.simulator.settings.hasPhoneEntryPoints = true;
    expect((await made()).dialIn).toEqual([
      { number: '+61 2 8015 6011', label: 'Australia', code: '490217385' },
    ]);
  });

  it('says so where the account cannot make Meet meetings', async () => {
    rig.simulator.settings.canMakeMeet = false;
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'meet-not-available', scope: 'party', isTemporary: false, mayHaveHappened: false },
    });
    expect(rig.simulator.meetings.createCount).toBe(0);
  });

  it('says so where the box for the calendar was not ticked', async () => {
    rig.simulator.settings.isCalendarScopeGranted = false;
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { kind: 'auth', code: 'missing-scope' },
    });
    expect(await rig.provider.account(signal)).toMatchObject({ ok: true });
  });

  it.each([403, 429] as const)('waits after too many requests (%i)', async (status) => {
    rig.simulator.throttleNext(1, status);
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'rate-limited', scope: 'party', isTemporary: true, mayHaveHappened: false },
    });
    await made();
    expect(rig.simulator.meetings.createCount).toBe(1);
  });

  it('stays connected through a refresh that returns no refresh token', async () => {
    rig.simulator.oauth.simulator.expireAccessTokens();
    const first = rig.signedIn.store.tokens?.refreshToken;
    await made();
    rig.simulator.oauth.simulator.expireAccessTokens();
    expect(await rig.provider.account(signal)).toMatchObject({ ok: true });
    expect(rig.refreshCount()).toBe(2);
    expect(rig.signedIn.store.tokens?.refreshToken).toBe(first);
  });

  describe('of the simulator itself', () => {
    const send = async (method: ApiRequest['method'], path: string, body?: unknown) => {
      const result = await rig.signedIn.api.send({ method, path: `${EVENTS}${path}`, body }, signal);
      if (!result.ok) throw new Error(result.failure.message);
      const { status, text } = result.value;
      const parsed: unknown = text === '' ? null : JSON.parse(text);
      return { status, body: parsed };
    };
    const conference = (requestId: string) => ({
      conferenceData: { createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
    });

    it('ignores the conference without conferenceDataVersion=1', async () => {
      const { status, body } = await send('POST', '', { id: 'abcde', start, end, ...conference('one') });
      expect(status).toBe(200);
      expect(body).not.toHaveProperty('conferenceData');
      expect(rig.simulator.meetings).toMatchObject({ createCount: 1, conferenceCount: 0 });
    });

    it('ignores a request id that was used before', async () => {
      await send('POST', '?conferenceDataVersion=1', { id: 'abcde', start, end, ...conference('one') });
      await send('PATCH', '/abcde?conferenceDataVersion=1', conference('one'));
      expect(rig.simulator.meetings.conferenceCount).toBe(1);
      await send('PATCH', '/abcde?conferenceDataVersion=1', conference('two'));
      expect(rig.simulator.meetings.conferenceCount).toBe(2);
    });

    it('keeps the ids of deleted entries: 409, 410 and status cancelled', async () => {
      await send('POST', '', { id: 'abcde', start, end });
      expect((await send('DELETE', '/abcde')).status).toBe(204);
      expect((await send('DELETE', '/abcde')).status).toBe(410);
      expect((await send('POST', '', { id: 'abcde', start, end })).status).toBe(409);
      expect((await send('GET', '/abcde')).body).toMatchObject({ status: 'cancelled' });
      expect((await send('GET', '/other')).status).toBe(404);
    });

    it('refuses what Google refuses', async () => {
      const tries = [
        { id: 'rm-xyz', start, end },
        { id: 'abcde', start: end, end: start },
        { id: 'abcde', start: { dateTime: '2027-01-12T22:30:00' }, end },
        { id: 'abcde', start: { ...start, timeZone: 'Mars/Base' }, end },
        { id: 'abcde', end },
      ];
      for (const body of tries) expect((await send('POST', '', body)).status).toBe(400);
      expect(rig.simulator.meetings.createCount).toBe(0);
    });

    it('would write to attendees where it is not told otherwise', async () => {
      await send('POST', '?sendUpdates=all', {
        id: 'abcde',
        start,
        end,
        attendees: [{ email: 'guest@x.test' }],
      });
      expect(rig.simulator.mailsByGoogle).toEqual(['all']);
    });
  });
});

describe('the pace of the Google simulator', () => {
  it('refuses what is beyond so many requests in one second', async () => {
    const frozen = new Date();
    const rig = await setUpMeet({ now: () => frozen, settings: { perSecondLimit: 2 } });
    try {
      const results = await Promise.all(
        ['1', '2', '3'].map((digit) =>
          rig.provider.create({ ...request, key: `rm${digit.repeat(30)}` }, signal),
        ),
      );
      expect(results.filter(({ ok }) => ok)).toHaveLength(2);
      expect(rig.simulator.meetings.createCount).toBe(2);
    } finally {
      await rig.close();
    }
  });
});
