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

  it('keeps the oldest of several and removes the others', async () => {
    const rig = await useZoomRig();
    const add = (createdAtMs: number, key: string) =>
      rig.zoom.addMeeting({ agenda: agendaOf(key), start_time: '2027-01-01T00:00:00Z' }, createdAtMs);
    const third = add(3_000_000, ZOOM_KEY);
    const other = add(1_000, `rm${'f'.repeat(30)}`);
    const first = add(1_000_000, ZOOM_KEY);
    const second = add(2_000_000, ZOOM_KEY);
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(first.id);
    expect([first, second, third, other].map(({ isDeleted }) => isDeleted)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('tells two of the same second apart by their ids', async () => {
    const rig = await useZoomRig();
    const add = () =>
      rig.zoom.addMeeting({ agenda: agendaOf(ZOOM_KEY), start_time: '2027-01-01T00:00:00Z' }, 5_000);
    const shortId = add();
    const longId = add();
    expect(valueOf(await rig.provider.find(zoomRequest(), signal))?.id).toBe(shortId.id);
    expect(longId.isDeleted).toBe(true);
  });

  it('does not settle while a duplicate cannot be removed', async () => {
    const rig = await useZoomRig();
    const add = () =>
      rig.zoom.addMeeting({ agenda: agendaOf(ZOOM_KEY), start_time: '2027-01-01T00:00:00Z' }, 5_000);
    add();
    const duplicate = add();
    rig.zoom.http.faults.add({ method: 'DELETE', fault: { kind: 'answer-before', answer: { status: 503 } } });
    expect((await rig.provider.find(zoomRequest(), signal)).ok).toBe(false);
    expect((await rig.provider.find(zoomRequest(), signal)).ok).toBe(true);
    expect(duplicate.isDeleted).toBe(true);
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
