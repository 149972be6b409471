import { expect, test } from 'vitest';
import type { ProviderKind } from '../../../main/sync/model.ts';
import type { StandIns } from '../../simulators/world/stand-ins.ts';
import {
  containing,
  DAY_MS,
  HOUR_MS,
  KINDS,
  letSettle,
  liveMeetings,
  matching,
  openWorld,
  passOnce,
} from './service-rig.ts';

/** What a guest's calendar is told by one message, read from the part and from the attachment alike. */
interface Notice {
  readonly method: string | null;
  readonly sequence: number | null;
  readonly uid: string | null;
  readonly startMs: number | null;
  readonly location: string | null;
  readonly subject: string;
}

/** Reads everything a guest was sent, and checks what is alike in every message. */
async function noticesTo(world: StandIns, address: string): Promise<readonly Notice[]> {
  const messages = await world.mailbox.messagesTo(address);
  return messages.map(({ subject, calendars, attachments, to, raw }) => {
    expect(to).toEqual([address]);
    expect(attachments.map(({ name, contentType }) => [name, contentType])).toEqual([
      [null, 'text/calendar'],
      ['invite.ics', 'application/ics'],
    ]);
    const [part, attached] = calendars;
    if (part === undefined) throw new Error('A message without a calendar object.');
    expect(attached).toEqual(part);
    expect(raw).toContain(`text/calendar; charset=utf-8; method=${String(part.method)}`);
    expect(part).toMatchObject({
      organizer: { address: 'care@acme.test', name: 'Acme Care' },
      attendees: [{ address }],
      url: part.location,
    });
    const { method, sequence, uid, startMs, location } = part;
    return { method, sequence, uid, startMs, location, subject };
  });
}

/** The office of the walk: one job for each row of the table of what may happen to a job. */
class Office {
  readonly world: StandIns;
  /** The day after tomorrow, on the hour. */
  readonly startMs = (Math.floor(Date.now() / HOUR_MS) + 48) * HOUR_MS;

  constructor(world: StandIns) {
    this.world = world;
  }

  addJob(who: string): string {
    const contact = { name: `Client ${who}`, email: `${who}@clients.test` };
    return this.world.skedulo.office.addJob({ startMs: this.startMs, contact }).Name;
  }

  move(name: string, byMs: number): void {
    this.world.skedulo.office.rescheduleJob(name, { startMs: this.startMs + byMs });
    letSettle(this.world, name);
  }

  urlOf(name: string): string | null {
    return this.world.skedulo.office.job(name).VirtualMeetingURL;
  }

  /** The meetings that a link leads to, those that were cancelled included. */
  meetingsAt(url: string | null) {
    return this.world.provider.meetings().filter(({ joinUrl }) => joinUrl !== null && joinUrl === url);
  }

  /** How often the link of a job was written or cleared. */
  mutationsOf(name: string): number {
    const { office } = this.world.skedulo;
    return office.mutations.filter(({ uid }) => uid === office.job(name).UID).length;
  }
}

/** Somebody deletes a meeting in the provider's own calendar. */
function removeAtProvider({ zoom, microsoft, google }: StandIns, kind: ProviderKind, topic: string): void {
  const idOf = (meetings: readonly { readonly id: string; readonly topic: string }[]): string =>
    meetings.find((meeting) => meeting.topic === topic)?.id ?? '';
  switch (kind) {
    case 'zoom':
      zoom.removeMeeting(idOf(zoom.meetings));
      break;
    case 'teams':
      microsoft.meetings.remove(
        idOf(microsoft.meetings.list().map(({ id, subject }) => ({ id, topic: subject ?? '' }))),
      );
      break;
    case 'meet':
      google.meetings.remove(idOf(google.meetings.list().map(({ id, summary }) => ({ id, topic: summary }))));
      break;
  }
}

test.each(KINDS)(
  '%s: a job from Ready to its end, by every way of the table',
  async (kind) => {
    let aheadMs = 0;
    const world = await openWorld({ provider: kind, now: () => new Date(Date.now() + aheadMs) });
    const { office } = world.skedulo;
    const walk = new Office(world);
    const moved = walk.addJob('moved');
    const deleted = walk.addJob('deleted');
    const locked = walk.addJob('locked');
    const lost = walk.addJob('lost');
    const waiting = walk.addJob('waiting');
    const underWay = walk.addJob('under-way');
    const replaced = walk.addJob('replaced');
    const all = [moved, deleted, locked, lost, waiting, underWay, replaced];

    // Became Ready: created, written, request.
    expect(await passOnce(world)).toMatchObject({
      exitCode: 0,
      summary: { jobsSeen: 7, meetingsCreated: 7, linksWritten: 7, emailsSent: 7 },
    });
    const firstUrls = new Map(all.map((name) => [name, walk.urlOf(name)]));
    expect(new Set(firstUrls.values()).size).toBe(7);
    const request = { method: 'REQUEST', sequence: 0, startMs: walk.startMs };
    for (const who of ['moved', 'deleted', 'locked', 'lost', 'waiting', 'under-way', 'replaced']) {
      expect(await noticesTo(world, `${who}@clients.test`)).toMatchObject([
        { ...request, subject: matching(/^Your virtual meeting: /u) },
      ]);
    }
    const [{ uid: movedUid } = { uid: null }] = await noticesTo(world, 'moved@clients.test');
    const [{ uid: lostUid } = { uid: null }] = await noticesTo(world, 'lost@clients.test');

    // Everything happens at once.
    walk.move(moved, HOUR_MS);
    office.deleteJob(deleted);
    office.cancelJob(locked);
    removeAtProvider(world, kind, lost);
    walk.move(lost, 2 * HOUR_MS);
    office.updateJob(waiting, { JobStatus: 'Pending Allocation' });
    office.updateJob(underWay, { JobStatus: 'In Progress' });
    walk.move(underWay, HOUR_MS);
    const theirs = { VirtualMeetingURL: 'https://elsewhere.test/j/1', VirtualMeetingId: 'Zoom:1' };
    office.updateJob(replaced, theirs);
    const second = await passOnce(world);
    expect(second).toMatchObject({
      exitCode: 1,
      summary: {
        jobsSeen: 6,
        meetingsCreated: 1,
        meetingsUpdated: 1,
        meetingsCancelled: 2,
        linksWritten: 1,
        emailsSent: 4,
      },
    });
    expect(second.summary.needsAttention.map(({ job, code }) => `${job} ${code}`)).toEqual([
      `${locked} link-left-on-locked-job`,
      `${replaced} link-replaced`,
    ]);
    expect(second.summary.skipped).toEqual([
      { job: waiting, reason: containing('waits until it is Ready again') },
    ]);

    // Moved: the same meeting and link, an update under the same UID.
    expect(walk.urlOf(moved)).toBe(firstUrls.get(moved));
    expect(walk.mutationsOf(moved)).toBe(1);
    expect(walk.meetingsAt(walk.urlOf(moved))).toMatchObject([
      { startMs: walk.startMs + HOUR_MS, endMs: walk.startMs + 2 * HOUR_MS, isCancelled: false },
    ]);
    expect((await noticesTo(world, 'moved@clients.test')).slice(1)).toEqual([
      {
        method: 'REQUEST',
        sequence: 1,
        uid: movedUid,
        startMs: walk.startMs + HOUR_MS,
        location: firstUrls.get(moved),
        subject: matching(/^Changed: /u),
      },
    ]);
    // Deleted, and cancelled with the lock that comes with it: cancelled and told; the locked job keeps a dead link.
    for (const [name, who] of [
      [deleted, 'deleted'],
      [locked, 'locked'],
    ] as const) {
      const [first, ...others] = await noticesTo(world, `${who}@clients.test`);
      expect(others).toMatchObject([
        {
          method: 'CANCEL',
          sequence: 1,
          uid: first?.uid,
          startMs: walk.startMs,
          subject: matching(/^Cancelled: /u),
        },
      ]);
      expect(walk.meetingsAt(firstUrls.get(name) ?? null)).toMatchObject([{ isCancelled: true }]);
    }
    expect(walk.urlOf(locked)).toBe(firstUrls.get(locked));
    // Gone at the provider: a new meeting, its link, an update under the same UID.
    expect(walk.urlOf(lost)).not.toBe(firstUrls.get(lost));
    expect(walk.meetingsAt(walk.urlOf(lost))).toMatchObject([
      { startMs: walk.startMs + 2 * HOUR_MS, isCancelled: false },
    ]);
    expect((await noticesTo(world, 'lost@clients.test')).slice(1)).toMatchObject([
      {
        method: 'REQUEST',
        sequence: 1,
        uid: lostUid,
        startMs: walk.startMs + 2 * HOUR_MS,
        location: walk.urlOf(lost),
      },
    ]);
    // Waiting, under way, replaced: kept, and nobody is told anything.
    for (const name of [waiting, underWay, replaced]) {
      expect(walk.meetingsAt(firstUrls.get(name) ?? null)).toMatchObject([
        { startMs: walk.startMs, isCancelled: false },
      ]);
      expect(walk.mutationsOf(name)).toBe(1);
    }
    expect(office.job(replaced)).toMatchObject(theirs);

    // An address is corrected: a request to the new, a cancellation to the old; the meeting is left alone.
    office.setContact(moved, { name: 'Client moved', email: 'corrected@clients.test' });
    office.unlock(locked);
    expect(await passOnce(world)).toMatchObject({
      exitCode: 1,
      summary: { meetingsCreated: 0, meetingsUpdated: 0, meetingsCancelled: 0, emailsSent: 2 },
    });
    expect((await noticesTo(world, 'moved@clients.test')).slice(2)).toMatchObject([
      { method: 'CANCEL', sequence: 2, uid: movedUid },
    ]);
    expect(await noticesTo(world, 'corrected@clients.test')).toMatchObject([
      { method: 'REQUEST', sequence: 0, uid: movedUid, startMs: walk.startMs + HOUR_MS },
    ]);
    expect(walk.urlOf(moved)).toBe(firstUrls.get(moved));
    expect(office.job(locked)).toMatchObject({ VirtualMeetingURL: null, VirtualMeetingId: null });

    // Cancelled, without a lock: the meeting goes, the link is cleared, the guest is told.
    office.updateJob(moved, { JobStatus: 'Cancelled' });
    expect(await passOnce(world)).toMatchObject({
      summary: { meetingsCancelled: 1, meetingsCreated: 0, emailsSent: 1 },
    });
    expect(walk.meetingsAt(firstUrls.get(moved) ?? null)).toMatchObject([{ isCancelled: true }]);
    expect(office.job(moved)).toMatchObject({
      VirtualMeetingURL: null,
      VirtualMeetingId: null,
      VirtualMeetingInfo: null,
    });
    expect((await noticesTo(world, 'corrected@clients.test')).slice(1)).toMatchObject([
      { method: 'CANCEL', sequence: 1, uid: movedUid },
    ]);

    // Scheduled again: a new meeting, a new link, a new calendar event.
    office.updateJob(moved, { JobStatus: 'Ready' });
    office.updateJob(waiting, { JobStatus: 'Ready' });
    expect(await passOnce(world)).toMatchObject({
      summary: { meetingsCreated: 1, linksWritten: 1, emailsSent: 1, skipped: [] },
    });
    expect(walk.urlOf(moved)).not.toBe(firstUrls.get(moved));
    expect(walk.meetingsAt(walk.urlOf(moved))).toMatchObject([{ isCancelled: false }]);
    const again = (await noticesTo(world, 'corrected@clients.test')).slice(2);
    expect(again).toMatchObject([{ method: 'REQUEST', location: walk.urlOf(moved) }]);
    expect(again[0]?.uid).not.toBe(movedUid);

    // Ended: let go; whatever happens to the jobs afterwards, nothing is undone and nothing is sent.
    aheadMs = 5 * DAY_MS;
    const standing = liveMeetings(world).length;
    const sent = world.mailbox.messageCount;
    expect((await passOnce(world)).summary.notices).toMatchObject([{ code: 'clock-wrong' }]);
    office.updateJob(moved, { JobStatus: 'Cancelled' });
    office.deleteJob(lost);
    expect(await passOnce(world)).toMatchObject({
      exitCode: 0,
      summary: { meetingsCancelled: 0, emailsSent: 0, skipped: [], needsAttention: [] },
    });
    expect(liveMeetings(world)).toHaveLength(standing);
    expect(world.mailbox.messageCount).toBe(sent);
    expect(walk.urlOf(moved)).not.toBe(null);
  },
  90_000,
);

test.each(KINDS)('%s: a meeting that somebody deleted by hand is noticed before it starts', async (kind) => {
  let aheadMs = 0;
  const world = await openWorld({ provider: kind, now: () => new Date(Date.now() + aheadMs) });
  const walk = new Office(world);
  const lost = walk.addJob('lost');
  const kept = walk.addJob('kept');
  expect(await passOnce(world)).toMatchObject({
    exitCode: 0,
    summary: { meetingsCreated: 2, emailsSent: 2 },
  });
  const [lostUrl, keptUrl] = [walk.urlOf(lost), walk.urlOf(kept)];
  const [{ uid } = { uid: null }] = await noticesTo(world, 'lost@clients.test');
  removeAtProvider(world, kind, lost);

  const looksSince = (count: number): number =>
    world.provider.http.requests
      .slice(count)
      .filter((request) => /^GET .*(?:meetings|events)\//iu.test(request)).length;

  // The day before, nothing has changed in Skedulo.
  aheadMs = 30 * HOUR_MS;
  const requestsBefore = world.provider.http.requests.length;
  expect(await passOnce(world)).toMatchObject({
    exitCode: 0,
    summary: {
      meetingsCreated: 1,
      meetingsUpdated: 0,
      linksWritten: 1,
      emailsSent: 1,
      skipped: [],
      needsAttention: [],
    },
  });
  expect(walk.urlOf(lost)).not.toBe(lostUrl);
  expect(walk.meetingsAt(walk.urlOf(lost))).toMatchObject([{ startMs: walk.startMs, isCancelled: false }]);
  expect((await noticesTo(world, 'lost@clients.test')).slice(1)).toMatchObject([
    { method: 'REQUEST', sequence: 1, uid, location: walk.urlOf(lost) },
  ]);
  expect(walk.urlOf(kept)).toBe(keptUrl);
  expect(await noticesTo(world, 'kept@clients.test')).toHaveLength(1);
  expect(liveMeetings(world)).toHaveLength(2);
  expect(looksSince(requestsBefore)).toBeGreaterThanOrEqual(2);

  // Soon afterwards the provider is not asked again: who authorized is all.
  const requests = world.provider.http.requests.length;
  expect(await passOnce(world)).toMatchObject({
    exitCode: 0,
    summary: { meetingsCreated: 0, emailsSent: 0 },
  });
  expect(looksSince(requests)).toBe(0);
});

test('a job that counted as deleted while it was hidden gets a fresh meeting when it is seen again', async () => {
  const world = await openWorld({ provider: 'teams' });
  const walk = new Office(world);
  const hidden = walk.addJob('hidden');
  walk.addJob('other');
  // Without the right to read the change history, a job out of sight cannot be told from one that was deleted.
  world.skedulo.tenant.historyStatus = 403;
  expect((await passOnce(world)).exitCode).toBe(0);
  const firstUrl = walk.urlOf(hidden);
  world.skedulo.office.hideJob(hidden);
  expect(await passOnce(world)).toMatchObject({ summary: { meetingsCancelled: 1, emailsSent: 1 } });
  expect(walk.urlOf(hidden)).toBe(firstUrl);
  world.skedulo.office.showJob(hidden);
  expect(await passOnce(world)).toMatchObject({
    exitCode: 0,
    summary: { meetingsCreated: 1, linksWritten: 1, emailsSent: 1, skipped: [], needsAttention: [] },
  });
  expect(walk.urlOf(hidden)).not.toBe(firstUrl);
  expect(walk.meetingsAt(walk.urlOf(hidden))).toMatchObject([{ isCancelled: false }]);
  expect((await noticesTo(world, 'hidden@clients.test')).map(({ method }) => method)).toEqual([
    'REQUEST',
    'CANCEL',
    'REQUEST',
  ]);
});
