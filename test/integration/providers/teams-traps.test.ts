import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MeetingRequest } from '../../../main/sync/ports.ts';
import { setUpTeams } from './teams-rig.ts';
import type { TeamsRig } from './teams-rig.ts';

const { signal } = new AbortController();
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
const SECOND_USER = { id: '22222222-77a9-4be3-afff-009e4b81658e', name: 'Second', email: 'second@acme.test' };

describe('Teams traps', () => {
  let rig: TeamsRig;
  beforeEach(async () => {
    rig = await setUpTeams();
  });
  afterEach(async () => {
    await rig.close();
  });

  const post = (path: string, body: unknown) => rig.signedIn.api.send({ method: 'POST', path, body }, signal);
  const statusOf = async (answer: ReturnType<typeof post>): Promise<number | null> => {
    const result = await answer;
    return result.ok ? result.value.status : null;
  };
  const made = async (wanted = request) => {
    const result = await rig.provider.create(wanted, signal);
    if (!result.ok) throw new Error(result.failure.message);
    return result.value;
  };

  it('costs one request a meeting and one a change', async () => {
    const meeting = await made();
    expect(rig.signedIn.api.requestCount).toBe(1);
    await rig.provider.update(meeting, request, signal);
    await rig.provider.cancel(meeting, signal);
    expect(rig.simulator.http.requests).toEqual([
      'POST /v1.0/me/onlineMeetings/createOrGet',
      `PATCH /v1.0/me/onlineMeetings/${encodeURIComponent(meeting.id)}`,
      `DELETE /v1.0/me/onlineMeetings/${encodeURIComponent(meeting.id)}`,
    ]);
  });

  it('makes the meeting once however often it is asked for', async () => {
    const [first, second] = await Promise.all([made(), made()]);
    expect(second).toEqual(first);
    expect(rig.simulator.meetings.createCount).toBe(1);
  });

  it('adopts a meeting that is there with another time, and corrects it', async () => {
    const first = await made();
    const details = {
      ...request.details,
      topic: 'Moved',
      startMs: START_MS + 60_000,
      endMs: START_MS + 120_000,
    };
    expect(await made({ ...request, details })).toEqual(first);
    expect(rig.simulator.meetings.list()).toMatchObject([{ subject: 'Moved', startMs: START_MS + 60_000 }]);
  });

  it('makes another meeting under the key of the next generation after a deletion', async () => {
    const first = await made();
    await rig.provider.cancel(first, signal);
    const second = await made({ ...request, key: 'rmffffffffffffffffffffffffffffff' });
    expect(second.joinUrl).not.toBe(first.joinUrl);
    expect(rig.simulator.meetings.list().map(({ id }) => id)).toEqual([second.id]);
  });

  it('carries a join link of more than 255 characters', async () => {
    rig.simulator.settings.hasLongLinks = true;
    const meeting = await made();
    expect(meeting.joinUrl.length).toBeGreaterThan(255);
    expect(rig.simulator.meetings.list()[0]?.joinUrl).toBe(meeting.joinUrl);
  });

  it('keeps passcode and dial-in through a change whose answer leaves the passcode out', async () => {
    rig.simulator.settings.writesConferenceIdWithCapital = true;
    const meeting = await made();
    expect(meeting.passcode).toBe('Qx7Lm2');
    expect(meeting.dialIn.map(({ label }) => label)).toEqual([null, 'toll-free']);
    expect(meeting.dialIn[0]?.code).toMatch(/^\d{9}$/);
    expect(await rig.provider.update(meeting, request, signal)).toEqual({ ok: true, value: meeting });
  });

  it('says what to do where there is no Teams licence', async () => {
    rig.simulator.settings.isLicensed = false;
    const result = await rig.provider.create(request, signal);
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'not-allowed', scope: 'party', isTemporary: false },
    });
    expect(result.ok ? '' : result.failure.mend).toContain('Teams licence');
  });

  it('passes on the wait of a throttled request and makes the meeting afterwards', async () => {
    rig.simulator.throttleNext(1, 10);
    expect(await rig.provider.create(request, signal)).toMatchObject({
      ok: false,
      failure: { code: 'rate-limited', retryAfterMs: 10_000, scope: 'party', isTemporary: true },
    });
    expect(rig.simulator.meetings.createCount).toBe(0);
    await made();
    expect(rig.simulator.meetings.createCount).toBe(1);
  });

  it('repeats a request with a fresh token after the old one expired', async () => {
    rig.simulator.oauth.simulator.expireAccessTokens();
    await made();
    expect(rig.refreshCount()).toBe(1);
    expect(rig.signedIn.store.saved).toHaveLength(1);
    expect(rig.simulator.meetings.createCount).toBe(1);
  });

  describe('of the simulator itself', () => {
    const createOrGet = '/me/onlineMeetings/createOrGet';
    const startDateTime = '2027-01-12T22:30:00Z';

    it('refuses what Graph refuses', async () => {
      const meeting = await made();
      const path = `/me/onlineMeetings/${encodeURIComponent(meeting.id)}`;
      expect(await statusOf(post('/me/onlineMeetings', { externalId: 'x' }))).toBe(400);
      expect(await statusOf(post(createOrGet, { startDateTime }))).toBe(400);
      expect(await statusOf(post(createOrGet, { externalId: 'x', endDateTime: startDateTime }))).toBe(400);
      const endDateTime = '2027-01-12T21:30:00Z';
      expect(await statusOf(post(createOrGet, { externalId: 'x', startDateTime, endDateTime }))).toBe(400);
      const patch = rig.signedIn.api.send({ method: 'PATCH', path, body: { startDateTime } }, signal);
      expect(await statusOf(patch)).toBe(400);
      expect(rig.simulator.meetings.createCount).toBe(1);
    });

    it('answers 201 for a new meeting, 200 for one that is there', async () => {
      expect(await statusOf(post(createOrGet, { externalId: 'x', startDateTime }))).toBe(201);
      expect(await statusOf(post(createOrGet, { externalId: 'x', startDateTime }))).toBe(200);
      expect(await statusOf(post('/me/onlineMeetings', { startDateTime }))).toBe(201);
    });
  });
});

describe('the pace of the Microsoft simulator', () => {
  it('refuses what is beyond so many requests in one second', async () => {
    const frozen = new Date();
    const rig = await setUpTeams({ now: () => frozen, settings: { perSecondLimit: 2 } });
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

describe('two Microsoft accounts', () => {
  it('make two meetings of one key', async () => {
    const rig = await setUpTeams({
      users: [
        { id: '8716745d-77a9-4be3-afff-009e4b81658e', name: 'First', email: 'first@acme.test', mail: null },
        SECOND_USER,
      ],
    });
    try {
      await rig.provider.create(request, signal);
      const second = rig.simulator.oauth.simulator.issue(SECOND_USER.id);
      const answer = await fetch(`${rig.simulator.apiUrl}/me/onlineMeetings/createOrGet`, {
        method: 'POST',
        headers: { authorization: `Bearer ${second.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ externalId: request.key }),
      });
      expect(answer.status).toBe(201);
      expect(rig.simulator.meetings.createCount).toBe(2);
      expect(await rig.provider.account(signal)).toMatchObject({
        ok: true,
        value: { email: 'first@acme.test' },
      });
    } finally {
      await rig.close();
    }
  });
});
