import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../main/providers/api-client.ts';
import { createZoomProvider } from '../../../main/providers/zoom/zoom-provider.ts';
import type { Meeting } from '../../../main/sync/model.ts';
import { failureOf, valueOf } from './oauth-rig.ts';
import { ZOOM_KEY, ZOOM_START_MS, stillClock, useZoomRig, zoomRequest } from './zoom-rig.ts';
import type { ZoomRig } from './zoom-rig.ts';

const { signal } = new AbortController();

const madeOf = async ({ provider }: ZoomRig, key: string): Promise<Meeting> =>
  valueOf(await provider.create(zoomRequest({}, key), signal));

describe('what Zoom is told', () => {
  it('is UTC to the second, the time zone, whole minutes, and the key first in the agenda', async () => {
    const rig = await useZoomRig();
    const details = {
      topic: 'Visit',
      startMs: ZOOM_START_MS,
      endMs: ZOOM_START_MS + 90_001,
      timeZone: 'Australia/Sydney',
    };
    valueOf(await rig.provider.create(zoomRequest({ details, password: 'Ab1@-_*!#' }), signal));
    const [held] = rig.zoom.meetings;
    expect(held).toMatchObject({
      type: 2,
      startMs: Date.UTC(2027, 0, 12, 22, 30, 15),
      durationMinutes: 2,
      timeZone: 'Australia/Sydney',
      password: 'Ab1@-_*!#',
    });
    expect(held?.agenda.startsWith(`[ReadyMeet ${ZOOM_KEY}]`)).toBe(true);
    expect(held?.settings).toEqual({
      use_pmi: false,
      join_before_host: true,
      approval_type: 2,
      audio: 'both',
      email_notification: false,
    });
  });

  it('may be dropped by the account without harm', async () => {
    const rig = await useZoomRig({ droppedSettings: ['join_before_host', 'audio'] });
    expect(valueOf(await rig.provider.create(zoomRequest(), signal)).joinUrl).toContain('/j/');
    expect(rig.zoom.meetings[0]?.settings).not.toHaveProperty('join_before_host');
  });

  it('never is to e-mail anybody about a cancellation', async () => {
    const rig = await useZoomRig();
    const meeting = await madeOf(rig, ZOOM_KEY);
    const paths: string[] = [];
    const api: ApiClient = {
      send(request) {
        paths.push(request.path);
        return rig.api.send(request, signal);
      },
    };
    const unused = () => Promise.reject(new Error('A cancellation is not counted.'));
    const provider = createZoomProvider({ api, quota: { take: unused, exhaust: unused }, clock: stillClock });
    valueOf(await provider.cancel(meeting, signal));
    expect(paths).toEqual([
      `/meetings/${meeting.id}?schedule_for_reminder=false&cancel_meeting_reminder=false`,
    ]);
  });
});

describe('what Zoom answers', () => {
  it('has ids beyond 2^53 that survive digit by digit', async () => {
    const rig = await useZoomRig();
    const meetings = [await madeOf(rig, `rm${'1'.repeat(30)}`), await madeOf(rig, `rm${'2'.repeat(30)}`)];
    expect(meetings.map(({ id }) => id)).toEqual(rig.zoom.meetings.map(({ id }) => id));
    const long = meetings.find(({ id }) => !Number.isSafeInteger(Number(id)))!;
    expect(long.id).toMatch(/^\d{19}$/);
    expect(valueOf(await rig.provider.update(long, zoomRequest(), signal)).id).toBe(long.id);
    expect(valueOf(await rig.provider.find(zoomRequest({}, `rm${'2'.repeat(30)}`), signal))?.id).toBe(
      long.id,
    );
    valueOf(await rig.provider.cancel(long, signal));
    expect(rig.zoom.meetings.map(({ isDeleted }) => isDeleted)).toEqual([false, true]);
  });

  it('gives guests passcode and dial-in, and its host link is kept nowhere', async () => {
    const rig = await useZoomRig();
    const meeting = await madeOf(rig, ZOOM_KEY);
    expect(meeting).toEqual({
      providerKind: 'zoom',
      id: rig.zoom.meetings[0]?.id,
      joinUrl: `https://zoom.test/j/${meeting.id}?pwd=joining${meeting.id.slice(-5)}`,
      passcode: rig.zoom.meetings[0]?.password,
      dialIn: [
        { number: '+61 2 8015 6011', label: 'Sydney, Australia', code: meeting.id },
        { number: '+1 646 558 8656', label: 'US', code: meeting.id },
      ],
    });
    expect(JSON.stringify(meeting)).not.toContain('host-credential');
  });

  it('may lack password and dial-in', async () => {
    const rig = await useZoomRig();
    const answer = { status: 201, body: { id: 123, join_url: 'https://zoom.test/j/123' } };
    rig.zoom.http.faults.add({ method: 'POST', path: /meetings$/, fault: { kind: 'answer-before', answer } });
    expect(valueOf(await rig.provider.create(zoomRequest(), signal))).toMatchObject({
      id: '123',
      passcode: null,
      dialIn: [],
    });
  });

  it('may be XML', async () => {
    const rig = await useZoomRig();
    rig.zoom.answerInXml(1);
    expect(failureOf(await rig.provider.create(zoomRequest(), signal))).toMatchObject({
      isTemporary: true,
      mayHaveHappened: true,
    });
    expect(valueOf(await rig.provider.create(zoomRequest(), signal)).id).toBe(rig.zoom.meetings[0]?.id);
  });
});

describe('refusals', () => {
  it('of the password name the password and never show it', async () => {
    const rig = await useZoomRig({ minPasswordLength: 8 });
    const failure = failureOf(await rig.provider.create(zoomRequest({ password: 'Qz7@x' }), signal));
    expect(failure).toMatchObject({
      kind: 'remote',
      code: 'password-refused',
      isTemporary: false,
      mayHaveHappened: false,
    });
    expect(failure.message).toBe(
      'Zoom refused the meeting password: Passcode must have at least 8 characters.',
    );
    expect(JSON.stringify(failure)).not.toContain('Qz7@x');
  });

  it.each(['12345678901', 'pass word', 'Pässwort', ''])(
    'of a password that no account takes are local: %j',
    async (password) => {
      const rig = await useZoomRig();
      const failure = failureOf(await rig.provider.create(zoomRequest({ password }), signal));
      expect(failure).toMatchObject({ kind: 'input', code: 'password-refused', isTemporary: false });
      expect(rig.zoom.http.requestCount).toBe(0);
    },
  );

  it('of fields are in plain words', async () => {
    const rig = await useZoomRig();
    const details = { ...zoomRequest().details, timeZone: 'Mars/Olympus' };
    const failure = failureOf(await rig.provider.create(zoomRequest({ details }), signal));
    expect(failure).toMatchObject({ code: 'fields-refused', isTemporary: false, scope: 'job' });
    expect(failure.message).toBe('Zoom refused the time zone: Invalid field.');
  });

  it('for want of a scope name it', async () => {
    const rig = await useZoomRig({ missingScopes: ['meeting:read:list_meetings'] });
    const failure = failureOf(await rig.provider.find(zoomRequest(), signal));
    expect(failure).toMatchObject({
      kind: 'auth',
      code: 'missing-scope',
      scope: 'party',
      isTemporary: false,
    });
    expect(failure.message).toContain('meeting:read:list_meetings');
    expect(failure.mend).toContain('meeting:read:list_meetings');
  });

  it('of a user who may not host stop everything', async () => {
    const rig = await useZoomRig({ users: [{ id: 'u', name: 'U', email: 'u@acme.test', canHost: false }] });
    expect(failureOf(await rig.provider.create(zoomRequest(), signal))).toMatchObject({
      code: 'hosting-not-allowed',
      scope: 'party',
      isTemporary: false,
    });
  });

  it('of one meeting stop nothing else', async () => {
    const rig = await useZoomRig();
    const meeting = await madeOf(rig, ZOOM_KEY);
    const body = { code: 3161, message: 'Your user account is not allowed meeting hosting.' };
    rig.zoom.http.faults.add({
      path: /^\/v2\/meetings\//,
      times: 3,
      fault: { kind: 'answer-before', answer: { status: 400, body } },
    });
    const expected = { code: 'hosting-not-allowed', scope: 'job', isTemporary: false };
    expect(failureOf(await rig.provider.update(meeting, zoomRequest(), signal))).toMatchObject(expected);
    expect(failureOf(await rig.provider.find(zoomRequest(), signal))).toMatchObject(expected);
    expect(failureOf(await rig.provider.cancel(meeting, signal))).toMatchObject(expected);
    expect(rig.zoom.meetings[0]?.isDeleted).toBe(false);
  });

  it('to remove a running meeting are temporary', async () => {
    const rig = await useZoomRig();
    const meeting = await madeOf(rig, ZOOM_KEY);
    rig.zoom.meetings[0]!.isRunning = true;
    expect(failureOf(await rig.provider.cancel(meeting, signal))).toMatchObject({
      code: 'meeting-running',
      isTemporary: true,
    });
  });
});

describe('the account', () => {
  it('warns of the 40 minutes of a Basic plan', async () => {
    const basic = await useZoomRig({
      users: [{ id: 'u', name: 'Una Example', email: 'u@acme.test', type: 1 }],
    });
    const account = valueOf(await basic.provider.account(signal));
    expect(account).toMatchObject({ id: 'u', name: 'Una Example', email: 'u@acme.test' });
    expect(account.notes.join()).toContain('40 minutes');
    const licensed = await useZoomRig();
    expect(valueOf(await licensed.provider.account(signal)).notes).toEqual([]);
  });
});

it('reads a changed meeting afresh, and a change into the past does no harm', async () => {
  const rig = await useZoomRig();
  const meeting = await madeOf(rig, ZOOM_KEY);
  const past = stillClock.nowMs() - 3_600_000;
  const details = { ...zoomRequest().details, startMs: past, endMs: past + 3_600_000, topic: 'Earlier' };
  expect(valueOf(await rig.provider.update(meeting, zoomRequest({ details }), signal)).id).toBe(meeting.id);
  expect(rig.zoom.meetings[0]).toMatchObject({
    topic: 'Earlier',
    startMs: Date.UTC(2027, 0, 12, 22, 30, 15),
  });
});
