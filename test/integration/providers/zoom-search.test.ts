import { describe, expect, it } from 'vitest';
import { failureOf, valueOf } from './oauth-rig.ts';
import { ZOOM_KEY, useZoomRig, zoomRequest } from './zoom-rig.ts';

const { signal } = new AbortController();

describe('finding by the marker', () => {
  const agendaOf = (key: string): string => `[ReadyMeet ${key}]\nline`;

  it('reads every page', async () => {
    const rig = await useZoomRig({ pageLimit: 2 });
    for (let index = 0; index < 7; index += 1) {
      rig.zoom.addMeeting({
        topic: `Other ${String(index)}`,
        agenda: 'x'.repeat(400),
        start_time: '2027-01-01T00:00:00Z',
      });
    }
    const wanted = rig.zoom.addMeeting({
      agenda: `${agendaOf(ZOOM_KEY)} ${'y'.repeat(400)}`,
      start_time: '2027-01-01T00:00:00Z',
    });
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(wanted.id);
    expect(rig.zoom.http.requests.filter((request) => request === 'GET /v2/users/me/meetings')).toHaveLength(
      4,
    );
  });

  it('takes only the very start of the agenda, and the whole key', async () => {
    const rig = await useZoomRig();
    const start = '2027-01-01T00:00:00Z';
    rig.zoom.addMeeting({ agenda: `Copied: ${agendaOf(ZOOM_KEY)}`, start_time: start });
    rig.zoom.addMeeting({ agenda: agendaOf(`${ZOOM_KEY}b`), start_time: start });
    rig.zoom.addMeeting({ topic: agendaOf(ZOOM_KEY), start_time: start });
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))).toBeNull();
  });

  const touched = (requests: readonly string[]) =>
    requests.filter((request) => /^(DELETE|PATCH|POST) \/v2/.test(request));

  it('takes the oldest of several and leaves the others alone', async () => {
    const rig = await useZoomRig();
    const add = (createdAtMs: number, key: string) =>
      rig.zoom.addMeeting({ agenda: agendaOf(key), start_time: '2027-01-01T00:00:00Z' }, createdAtMs);
    const third = add(3_000_000, ZOOM_KEY);
    const other = add(1_000, `rm${'f'.repeat(30)}`);
    const first = add(1_000_000, ZOOM_KEY);
    const second = add(2_000_000, ZOOM_KEY);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(first.id);
    // The other PC's meeting may be any of them.
    expect([first, second, third, other].map(({ isDeleted }) => isDeleted)).toEqual(Array(4).fill(false));
    expect(touched(rig.zoom.http.requests)).toEqual([]);
  });

  it('tells two of the same second apart by their ids', async () => {
    const rig = await useZoomRig();
    const add = () =>
      rig.zoom.addMeeting({ agenda: agendaOf(ZOOM_KEY), start_time: '2027-01-01T00:00:00Z' }, 5_000);
    add();
    const longId = add();
    const shortId = add();
    rig.zoom.removeMeeting(rig.zoom.meetings[0]!.id);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(shortId.id);
    expect(longId.isDeleted).toBe(false);
  });

  it('takes the next one where the oldest is removed in the meantime', async () => {
    const rig = await useZoomRig();
    const add = (createdAtMs: number) =>
      rig.zoom.addMeeting({ agenda: agendaOf(ZOOM_KEY), start_time: '2027-01-01T00:00:00Z' }, createdAtMs);
    const second = add(2_000_000);
    add(1_000_000);
    const answer = { status: 404, body: { code: 3001, message: 'Meeting does not exist.' } };
    const loseNext = (times: number) => {
      rig.zoom.http.faults.add({
        path: /^\/v2\/meetings\//,
        times,
        fault: { kind: 'answer-before', answer },
      });
    };
    loseNext(1);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(second.id);
    loseNext(2);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))).toBeNull();
  });

  it('takes no other one while the oldest cannot be read', async () => {
    const rig = await useZoomRig();
    const add = (createdAtMs: number) =>
      rig.zoom.addMeeting({ agenda: agendaOf(ZOOM_KEY), start_time: '2027-01-01T00:00:00Z' }, createdAtMs);
    const oldest = add(1_000_000);
    add(2_000_000);
    rig.zoom.http.faults.add({
      path: /^\/v2\/meetings\//,
      fault: { kind: 'answer-before', answer: { status: 503 } },
    });
    expect((await rig.provider.find(zoomRequest(), signal)).ok).toBe(false);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(oldest.id);
  });

  it('does not list for ever', async () => {
    const rig = await useZoomRig();
    const answer = { status: 200, body: { meetings: [], next_page_token: 'again' } };
    rig.zoom.http.faults.add({
      path: /meetings$/,
      times: Infinity,
      fault: { kind: 'answer-before', answer },
    });
    expect(failureOf(await rig.provider.find(zoomRequest(), signal)).code).toBe('endless-list');
  });
});
