import { describe, expect, it } from 'vitest';
import {
  codeOf,
  lookAndWork,
  MINUTE_MS,
  NEVER,
  openRig,
  until,
  untilQuiet,
  valueOf,
} from './automation-rig.ts';
import type { Rig } from './automation-rig.ts';

/** Breaks, or mends, every connection to Skedulo. */
function setOffline({ world }: Rig, isOffline: boolean): void {
  world.skedulo.http.faults.clear();
  if (isOffline) world.skedulo.http.faults.add({ times: Infinity, fault: { kind: 'cut-before' } });
}

/** Lets time pass until something is so; each step is as short as the shortest wait. */
async function passTime({ clock }: Rig, stepMs: number, condition: () => boolean): Promise<void> {
  await until(() => {
    if (condition()) return true;
    clock.advance(stepMs);
    return false;
  });
}

describe('a pause', () => {
  it('asks nothing until it ends by itself, and then looks at once', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    await automation.start(rig.setup, null);
    await untilQuiet(rig);
    const untilMs = clock.nowMs() + 30 * MINUTE_MS;
    automation.pause(untilMs);
    expect(automation.status).toMatchObject({ phase: 'paused', pausedUntilMs: untilMs });
    const job = world.skedulo.office.addJob();
    const requests = world.skedulo.http.requestCount;
    expect(codeOf(await automation.syncNow(NEVER))).toBe('automation-paused');
    expect(codeOf(await automation.retryJob(job.UID, new AbortController().signal))).toBe(
      'automation-paused',
    );
    for (let minutes = 0; minutes < 29; minutes += 1) clock.advance(MINUTE_MS);
    await until(() => automation.status.nextPassMs === null);
    expect(world.skedulo.http.requestCount).toBe(requests);
    clock.advance(MINUTE_MS);
    await until(() => job.VirtualMeetingURL !== null);
    expect(automation.status).toMatchObject({ phase: 'running', pausedUntilMs: null });
  });

  it('that a person ends looks at once, and can begin with the start', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    const job = world.skedulo.office.addJob();
    await automation.start(rig.setup, clock.nowMs() + 60 * MINUTE_MS);
    expect(automation.status.phase).toBe('paused');
    clock.advance(10 * MINUTE_MS);
    expect(world.skedulo.http.requestCount).toBe(0);
    automation.resume();
    await until(() => job.VirtualMeetingURL !== null);
    await untilQuiet(rig);
    automation.pause(clock.nowMs() + 60 * MINUTE_MS);
    const next = world.skedulo.office.addJob();
    clock.advance(5 * MINUTE_MS);
    automation.resume();
    await until(() => next.VirtualMeetingURL !== null);
  });

  it('breaks off what is under way, and goes on with it afterwards without doing anything twice', async () => {
    const rig = await openRig({ latencies: { providerMs: 30, skeduloMs: 10 } });
    const { world, automation, clock } = rig;
    const jobs = Array.from({ length: 20 }, () => world.skedulo.office.addJob());
    await automation.start(rig.setup, null);
    await until(() => world.provider.meetings().length > 3);
    automation.pause(clock.nowMs() + 60 * MINUTE_MS);
    await until(() => !automation.status.isWorking && !automation.status.isLooking);
    expect(world.mailbox.messageCount).toBeLessThan(20);
    automation.resume();
    // A link that the pause left unconfirmed is read again by the next pass, which is soon, but not yet.
    await until(() => world.mailbox.messageCount >= 20);
    await untilQuiet(rig);
    expect(jobs.every(({ VirtualMeetingURL }) => VirtualMeetingURL !== null)).toBe(true);
    expect(world.provider.meetings()).toHaveLength(20);
    expect(world.mailbox.messageCount).toBe(20);
  });
});

describe('an outage of Skedulo', () => {
  it('shows since when, tries again by itself, and is over with the first answer', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    await automation.start(rig.setup, null);
    await untilQuiet(rig);
    const { coveredUpToMs } = automation.status;
    setOffline(rig, true);
    const beganMs = clock.nowMs();
    expect(codeOf(await automation.syncNow(NEVER))).toBe('connection-lost');
    await until(() => automation.status.nextPassMs !== null);
    expect(automation.status).toMatchObject({
      phase: 'running',
      coveredUpToMs,
      troubles: [{ party: 'skedulo', failure: { kind: 'network' } }],
    });
    const { offlineSinceMs } = automation.status;
    expect(offlineSinceMs).toBeGreaterThanOrEqual(beganMs);
    const requests = world.skedulo.http.requestCount;
    await passTime(rig, 10_000, () => world.skedulo.http.requestCount >= requests + 5);
    expect(automation.status.offlineSinceMs).toBe(offlineSinceMs);
    const [trouble] = automation.status.troubles;
    expect(trouble?.sinceMs).toBe(offlineSinceMs);
    const job = world.skedulo.office.addJob();
    setOffline(rig, false);
    await passTime(rig, 10_000, () => automation.status.offlineSinceMs === null);
    await untilQuiet(rig);
    expect(automation.status).toMatchObject({ troubles: [], offlineSinceMs: null });
    expect(automation.status.coveredUpToMs).toBeGreaterThan(coveredUpToMs ?? 0);
    expect(job.VirtualMeetingURL).not.toBeNull();
  });

  it('is waited for no longer than a minute at a time', async () => {
    const rig = await openRig();
    setOffline(rig, true);
    await rig.automation.start(rig.setup, null);
    const { http } = rig.world.skedulo;
    await passTime(rig, 15_000, () => http.requestCount >= 15);
    await until(() => rig.automation.status.nextPassMs !== null);
    const waitMs = (rig.automation.status.nextPassMs ?? 0) - rig.clock.nowMs();
    expect(waitMs).toBeLessThanOrEqual(MINUTE_MS);
  });

  it('at the start is waited out without end, shows, and can be looked past at once', async () => {
    const rig = await openRig();
    const { world, automation } = rig;
    const job = world.skedulo.office.addJob();
    setOffline(rig, true);
    await automation.start(rig.setup, null);
    await passTime(rig, 1_000, () => world.skedulo.http.requestCount >= 8);
    await until(() => automation.status.nextPassMs !== null);
    expect(automation.status).toMatchObject({ phase: 'starting', tenant: null, lastPassMs: null });
    expect(automation.status.offlineSinceMs).not.toBeNull();
    expect(automation.status.troubles).toMatchObject([{ party: 'skedulo' }]);
    expect(automation.status.troubles[0]?.retryAtMs).not.toBeNull();
    expect(codeOf(await automation.resendInvitation(job.UID, null, 'Admin', NEVER))).toBe(
      'not-connected-yet',
    );
    setOffline(rig, false);
    await lookAndWork(rig);
    expect(automation.status).toMatchObject({ phase: 'running', offlineSinceMs: null, troubles: [] });
    expect(job.VirtualMeetingURL).not.toBeNull();
  });

  it('lets a person stop waiting for the look', async () => {
    const rig = await openRig();
    await rig.automation.start(rig.setup, null);
    await untilQuiet(rig);
    rig.world.skedulo.http.faults.add({ times: Infinity, fault: { kind: 'stall', durationMs: 60_000 } });
    const stop = new AbortController();
    const asked = rig.automation.syncNow(stop.signal);
    await until(() => rig.automation.status.isLooking);
    stop.abort();
    expect(codeOf(await asked)).toBe('cancelled');
    expect(rig.automation.status.phase).toBe('running');
  });
});

describe('a token that Skedulo refuses', () => {
  it('is not tried without end: a person is asked, and a seldom look finds that it was mended', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    const token = world.skedulo.tokens.entries().next().value;
    if (token === undefined) throw new Error('There is no token.');
    world.skedulo.tokens.clear();
    await automation.start(rig.setup, null);
    await until(() => automation.status.nextPassMs !== null);
    expect(automation.status).toMatchObject({
      phase: 'starting',
      offlineSinceMs: null,
      troubles: [{ party: 'skedulo', failure: { kind: 'auth', code: 'token-refused' }, retryAtMs: null }],
    });
    const requests = world.skedulo.http.requestCount;
    for (let minutes = 0; minutes < 14; minutes += 1) clock.advance(MINUTE_MS);
    await until(() => !automation.status.isLooking);
    expect(world.skedulo.http.requestCount).toBe(requests);
    world.skedulo.tokens.set(...token);
    clock.advance(2 * MINUTE_MS);
    await untilQuiet(rig);
    expect(automation.status.troubles).toEqual([]);
  });

  it('later on does the same, and a new start with another token goes on', async () => {
    const rig = await openRig();
    const { world, automation, setup } = rig;
    const job = world.skedulo.office.addJob();
    await automation.start(setup, null);
    await untilQuiet(rig);
    const [token] = world.skedulo.tokens.values();
    if (token === undefined) throw new Error('There is no token.');
    world.skedulo.tokens.clear();
    expect(codeOf(await automation.syncNow(NEVER))).toBe('token-refused');
    await until(() => automation.status.nextPassMs !== null);
    expect(automation.status).toMatchObject({
      phase: 'running',
      troubles: [{ party: 'skedulo', retryAtMs: null }],
    });
    expect((automation.status.nextPassMs ?? 0) - rig.clock.nowMs()).toBeGreaterThan(10 * MINUTE_MS);
    expect(automation.jobs.get(job.UID)?.record?.meeting.state).toBe('made');
    world.skedulo.tokens.set('another-token', token);
    await automation.start({ ...setup, skedulo: { ...setup.skedulo, apiToken: 'another-token' } }, null);
    await untilQuiet(rig);
    expect(automation.status.troubles).toEqual([]);
    expect(world.provider.meetings()).toHaveLength(1);
  });
});

describe('a computer that sleeps', () => {
  it('asks nothing meanwhile, and looks at once when it wakes', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    await automation.start(rig.setup, null);
    await untilQuiet(rig);
    automation.sleep();
    await until(() => automation.status.nextPassMs === null);
    const requests = world.skedulo.http.requestCount;
    const job = world.skedulo.office.addJob();
    clock.advance(8 * 60 * MINUTE_MS);
    await until(() => !automation.status.isLooking);
    expect(world.skedulo.http.requestCount).toBe(requests);
    automation.wake();
    await until(() => job.VirtualMeetingURL !== null);
  });

  it('waits for the network without calling itself offline, and does when it stays away', async () => {
    const rig = await openRig();
    const { world, automation } = rig;
    await automation.start(rig.setup, null);
    await untilQuiet(rig);
    automation.sleep();
    setOffline(rig, true);
    automation.wake();
    const requests = world.skedulo.http.requestCount;
    await passTime(rig, 500, () => world.skedulo.http.requestCount >= requests + 3);
    expect(automation.status).toMatchObject({ offlineSinceMs: null, troubles: [], phase: 'running' });
    const job = world.skedulo.office.addJob();
    setOffline(rig, false);
    await passTime(rig, 500, () => job.VirtualMeetingURL !== null);
    await untilQuiet(rig);

    automation.sleep();
    setOffline(rig, true);
    const wokeMs = rig.clock.nowMs();
    automation.wake();
    await passTime(rig, 1_000, () => automation.status.offlineSinceMs !== null);
    // Since it woke, not since it was admitted.
    expect((automation.status.offlineSinceMs ?? 0) - wokeMs).toBeLessThan(20_000);
    expect(rig.clock.nowMs() - wokeMs).toBeGreaterThanOrEqual(20_000);
  });

  it('stays paused when it was paused, and wakes only once', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    await automation.start(rig.setup, null);
    await untilQuiet(rig);
    automation.pause(clock.nowMs() + 60 * MINUTE_MS);
    automation.sleep();
    automation.wake();
    const requests = world.skedulo.http.requestCount;
    clock.advance(5 * MINUTE_MS);
    await until(() => automation.status.phase === 'paused' && !automation.status.isLooking);
    expect(world.skedulo.http.requestCount).toBe(requests);
    automation.resume();
    await untilQuiet(rig);
    const looks = world.skedulo.http.requestCount;
    automation.wake();
    await until(() => automation.status.nextPassMs !== null);
    expect(world.skedulo.http.requestCount).toBe(looks);
    valueOf(await automation.syncNow(NEVER));
  });
});
