import { describe, expect, it } from 'vitest';
import type { AutomationChange, PartyTrouble } from '../../../main/automation/automation.ts';
import { createAutomation } from '../../../main/automation/create-automation.ts';
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

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Starts, and waits until everything is done. */
async function startAndWork(rig: Rig): Promise<void> {
  await rig.automation.start(rig.setup, null);
  await untilQuiet(rig);
}

const troublesOf = ({ automation }: Rig): readonly Pick<PartyTrouble, 'party' | 'jobsWaiting'>[] =>
  automation.status.troubles.map(({ party, jobsWaiting }) => ({ party, jobsWaiting }));

describe('automation at work', () => {
  it('[PP-05] [PP-07] gives every Ready job its meeting, link and invitation, and tells of each change', async () => {
    const rig = await openRig();
    const { world, automation, setup } = rig;
    const job = world.skedulo.office.addJob({ name: 'JOB-0001' });
    const left = world.skedulo.office.addJob({ link: { url: 'https://other.test/1' } });
    const changes: AutomationChange[] = [];
    const stopListening = automation.subscribe((change) => changes.push(change));
    expect(automation.status).toMatchObject({ phase: 'stopped', tenant: null, lastPassMs: null });

    await automation.start(setup, null);
    expect(automation.status).toMatchObject({ phase: 'starting', coveredUpToMs: null });
    await untilQuiet(rig);
    const meeting = world.provider.meetings()[0];
    expect(job.VirtualMeetingURL).toBe(meeting?.joinUrl);
    expect(await world.mailbox.messagesTo('contact0001@example.test')).toHaveLength(1);
    expect(automation.jobs.get(job.UID)).toMatchObject({
      job: { name: 'JOB-0001', status: 'Ready' },
      record: { meeting: { state: 'made' }, link: { state: 'confirmed' } },
      findings: [],
    });
    expect(automation.jobs.get(left.UID)).toMatchObject({
      record: null,
      findings: [{ kind: 'skipped', code: 'has-other-link' }],
    });
    const { status } = automation;
    expect(status).toMatchObject({
      phase: 'running',
      jobsSeen: 2,
      tenant: { userName: 'office@simulated.test' },
      account: { email: 'office@acme.test' },
      troubles: [],
      offlineSinceMs: null,
    });
    expect(status.coveredUpToMs).toBeLessThanOrEqual(status.lastPassMs ?? 0);
    expect(changes).toContainEqual({ kind: 'status' });
    expect(changes.flatMap((change) => (change.kind === 'jobs' ? change.jobIds : []))).toContain(job.UID);

    expect(automation.meetingsLookedAfter()).toBe(1);
    const history = valueOf(await automation.history(job.UID, 10));
    expect(history.map(({ action }) => action)).toEqual([
      'invitation-sent',
      'link-written',
      'meeting-created',
    ]);
    const counts = valueOf(await automation.dailyCounts(rig.clock.nowMs() - 29 * DAY_MS));
    expect(counts).toHaveLength(30);
    expect(counts.at(-1)).toMatchObject({ made: 1, failed: 0 });
    expect(counts.slice(0, -1).every(({ made, failed }) => made === 0 && failed === 0)).toBe(true);

    stopListening();
    const told = changes.length;
    await lookAndWork(rig);
    expect(changes).toHaveLength(told);
  });

  it('[PP-44] looks again by itself, at what changed and nothing else', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    await startAndWork(rig);
    const changes: AutomationChange[] = [];
    automation.subscribe((change) => changes.push(change));
    const first = automation.status.lastPassMs ?? 0;
    clock.advance(31_000);
    await until(() => (automation.status.lastPassMs ?? 0) > first);
    expect(changes.every(({ kind }) => kind === 'status')).toBe(true);
    const job = world.skedulo.office.addJob();
    clock.advance(31_000);
    await until(() => automation.jobs.has(job.UID));
    await untilQuiet(rig);
    expect(job.VirtualMeetingURL).not.toBeNull();
    world.skedulo.office.updateJob(job.UID, { JobStatus: 'Cancelled' });
    await lookAndWork(rig);
    await lookAndWork(rig);
    expect(automation.jobs.has(job.UID)).toBe(false);
  });

  it('keeps secrets out of its log and its status', async () => {
    const rig = await openRig({ provider: 'zoom', meetingPassword: 'Meet-pass1' });
    rig.world.skedulo.office.addJob();
    rig.world.skedulo.tokens.clear();
    await rig.automation.start(rig.setup, null);
    await until(() => rig.automation.status.troubles.length > 0);
    const shown = `${rig.log.lines.join('')}${JSON.stringify(rig.automation.status)}`;
    const tokens = valueOf(await rig.setup.tokens.load());
    for (const secret of [
      rig.setup.skedulo.apiToken,
      tokens?.refreshToken ?? '',
      tokens?.accessToken ?? '',
      'mail-secret-1',
      'Meet-pass1',
    ]) {
      expect(secret).not.toBe('');
      expect(shown).not.toContain(secret);
    }
  });

  it('shows what the ledger looks after before anything is started', async () => {
    const rig = await openRig();
    const job = rig.world.skedulo.office.addJob();
    await startAndWork(rig);
    await rig.automation.stop();
    const another = createAutomation({ ...rig, random: Math.random, timeZone: 'UTC' });
    await until(() => another.jobs.size === 1);
    expect(another.jobs.get(job.UID)).toMatchObject({
      job: null,
      record: { meeting: { state: 'made' } },
    });
    expect(another.meetingsLookedAfter()).toBe(1);
    expect(valueOf(await another.history(job.UID, 1))).toHaveLength(1);
    await another.stop();
  });

  it('once stopped asks nothing any more, and keeps showing what was made', async () => {
    const rig = await openRig();
    const { automation, world } = rig;
    const job = world.skedulo.office.addJob();
    const left = world.skedulo.office.addJob({ link: { url: 'https://other.test/1' } });
    await startAndWork(rig);
    await automation.stop();
    expect(automation.status).toMatchObject({ phase: 'stopped', tenant: null, nextPassMs: null });
    expect(automation.jobs.get(job.UID)?.record?.meeting.state).toBe('made');
    expect(automation.jobs.has(left.UID)).toBe(false);
    const requests = world.skedulo.http.requestCount;
    rig.clock.advance(DAY_MS);
    expect(codeOf(await automation.syncNow(NEVER))).toBe('automation-stopped');
    expect(codeOf(await automation.retryJob(job.UID, new AbortController().signal))).toBe(
      'automation-stopped',
    );
    expect(codeOf(await automation.resendInvitation(job.UID, null, 'Admin', NEVER))).toBe(
      'automation-stopped',
    );
    expect(world.skedulo.http.requestCount).toBe(requests);
    expect(rig.clock.sleeperCount).toBe(0);
  });

  it('stops at once while Skedulo does not answer', async () => {
    const rig = await openRig();
    rig.world.skedulo.http.faults.add({ times: Infinity, fault: { kind: 'stall', durationMs: 60_000 } });
    await rig.automation.start(rig.setup, null);
    await until(() => rig.automation.status.isLooking);
    const asked = rig.automation.syncNow(NEVER);
    await rig.automation.stop();
    expect(codeOf(await asked)).toBe('cancelled');
    expect(rig.automation.status.phase).toBe('stopped');
  });

  it('goes on with other settings after what was under way has ended', async () => {
    const rig = await openRig();
    const { automation, world } = rig;
    const first = world.skedulo.office.addJob();
    await startAndWork(rig);
    const phases = new Set<string>();
    automation.subscribe(() => phases.add(automation.status.phase));
    await automation.start(await rig.setupFor('zoom'), null);
    const second = world.skedulo.office.addJob();
    await untilQuiet(rig);
    await lookAndWork(rig);
    expect(phases).not.toContain('stopped');
    expect(automation.jobs.get(first.UID)?.record?.meeting).toMatchObject({
      meeting: { providerKind: 'teams' },
    });
    expect(automation.jobs.get(second.UID)?.record?.meeting).toMatchObject({
      meeting: { providerKind: 'zoom' },
    });
    expect(automation.status.account?.email).toBe('olivia@acme.test');
  });

  it('started and stopped many times at once ends as it was told last', async () => {
    const rig = await openRig();
    rig.world.skedulo.office.addJob();
    const { automation, setup } = rig;
    await Promise.all([
      automation.start(setup, null),
      automation.stop(),
      automation.start(setup, null),
      automation.start(setup, null),
    ]);
    await untilQuiet(rig);
    expect(rig.world.provider.meetings()).toHaveLength(1);
    await Promise.all([automation.start(setup, null), automation.stop()]);
    expect(automation.status.phase).toBe('stopped');
  });
});

describe('what a simulation says', () => {
  it('counts what would be done, with nothing running and nothing changed', async () => {
    const rig = await openRig();
    const { world, automation, setup } = rig;
    world.skedulo.office.addJob();
    world.skedulo.office.addJob({ contact: null });
    world.skedulo.office.addJob({ isLocked: true });
    const plans = valueOf(await automation.simulate(setup, NEVER));
    const steps = plans.flatMap(({ operations }) => operations.map(({ kind }) => kind));
    expect(steps.filter((kind) => kind === 'create-meeting')).toHaveLength(2);
    expect(steps.filter((kind) => kind === 'send-invitation')).toHaveLength(1);
    expect(plans.flatMap(({ findings }) => findings.map(({ code }) => code))).toContain('job-locked');
    expect(world.skedulo.office.mutations).toEqual([]);
    expect(world.provider.meetings()).toEqual([]);
    expect(world.provider.http.requestCount).toBe(0);
    expect(world.mailbox.connectionCount).toBe(0);
    expect(automation.status.phase).toBe('stopped');
  });

  it('goes by the settings it is given, beside automation that is running with others', async () => {
    const rig = await openRig();
    const { world, automation, setup } = rig;
    world.skedulo.office.addJob();
    await startAndWork(rig);
    world.skedulo.office.addJob();
    const silent = {
      ...setup,
      automation: { ...setup.automation, sendIcsToRecipients: false },
    };
    const plans = valueOf(await automation.simulate(silent, NEVER));
    const steps = plans.flatMap(({ operations }) => operations.map(({ kind }) => kind));
    expect(steps).toEqual(['create-meeting', 'write-link', 'confirm-link']);
    expect(automation.status.phase).toBe('running');
  });

  it('fails as Skedulo does, and stops when it is told to', async () => {
    const rig = await openRig();
    rig.world.skedulo.http.faults.add({
      path: /graphql/,
      times: Infinity,
      fault: { kind: 'stall', durationMs: 60_000 },
    });
    const stop = new AbortController();
    const simulated = rig.automation.simulate(rig.setup, stop.signal);
    await until(() => rig.world.skedulo.http.requestCount > 0);
    stop.abort();
    expect(codeOf(await simulated)).toBe('cancelled');
    rig.world.skedulo.tokens.clear();
    rig.world.skedulo.http.faults.clear();
    expect(codeOf(await rig.automation.simulate(rig.setup, NEVER))).toBe('token-refused');
  });
});

describe('what a person does for one job', () => {
  it('resends an invitation: the mailbox has the same event under another Message-ID', async () => {
    const rig = await openRig();
    const { world, automation, clock } = rig;
    const job = world.skedulo.office.addJob();
    await startAndWork(rig);
    clock.advance(MINUTE_MS);
    const address = 'contact0001@example.test';
    valueOf(await automation.resendInvitation(job.UID, address, 'Admin', NEVER));
    const messages = await world.mailbox.messagesTo(address);
    const [first, second] = messages.map(({ messageId, calendars: [calendar] }) => ({
      messageId,
      uid: calendar?.uid,
      sequence: calendar?.sequence,
      startMs: calendar?.startMs,
      stampMs: calendar?.stampMs ?? 0,
    }));
    expect(messages).toHaveLength(2);
    expect(second).toMatchObject({ uid: first?.uid, sequence: first?.sequence, startMs: first?.startMs });
    expect(second?.messageId).not.toBe(first?.messageId);
    expect(second?.stampMs).toBeGreaterThan(first?.stampMs ?? 0);
    const [line] = valueOf(await automation.history(job.UID, 1));
    expect(line).toMatchObject({ actor: 'Admin', action: 'invitation-sent-again' });
    await lookAndWork(rig);
    expect(await world.mailbox.messagesTo(address)).toHaveLength(2);
  });

  it('tries again at once what was refused for good', async () => {
    const rig = await openRig();
    const { world, automation } = rig;
    const job = world.skedulo.office.addJob();
    world.mailbox.faults.add({
      step: 'recipient',
      times: 1,
      fault: { kind: 'refuse', code: 550, text: 'No such user here' },
    });
    await startAndWork(rig);
    expect(automation.jobs.get(job.UID)?.findings).toMatchObject([{ kind: 'attention' }]);
    await lookAndWork(rig);
    expect(world.mailbox.messageCount).toBe(0);
    valueOf(await automation.retryJob(job.UID, new AbortController().signal));
    await until(() => automation.jobs.get(job.UID)?.findings.length === 0);
    await untilQuiet(rig);
    expect(world.mailbox.messageCount).toBe(1);
    expect(world.provider.meetings()).toHaveLength(1);
    // Also where there is nothing to be done, and so nothing to be told, it is over in the end.
    valueOf(await automation.retryJob(job.UID, new AbortController().signal));
    await untilQuiet(rig);
  });
});

describe('parties that cannot be used', () => {
  it('a provider that was only away for a moment is asked again soon, without any job', async () => {
    const rig = await openRig({ provider: 'zoom' });
    const { world, automation, clock } = rig;
    world.zoom.http.faults.add({ path: /users\/me/, fault: { kind: 'cut-before' } });
    await automation.start(rig.setup, null);
    await until(() => troublesOf(rig).length > 0);
    expect(troublesOf(rig)).toEqual([{ party: 'provider', jobsWaiting: 0 }]);
    expect(automation.status.account).toBeNull();
    clock.advance(61_000);
    await until(() => automation.status.account !== null);
    expect(automation.status.troubles).toEqual([]);
  });

  it('a dead grant at the provider: jobs wait, and go through once somebody has signed in again', async () => {
    const rig = await openRig({ provider: 'zoom' });
    const { world, automation, setup } = rig;
    world.skedulo.office.addJob();
    world.skedulo.office.addJob();
    world.zoom.oauth.revokeAll();
    await automation.start(setup, null);
    await until(() => troublesOf(rig).some(({ jobsWaiting }) => jobsWaiting === 2));
    expect(automation.status.troubles).toMatchObject([
      { party: 'provider', failure: { code: 'reconnect', kind: 'auth' }, retryAtMs: null },
    ]);
    const { sinceMs } = automation.status.troubles[0] ?? { sinceMs: 0 };
    await lookAndWork(rig);
    expect(automation.status.troubles).toMatchObject([{ party: 'provider', sinceMs, jobsWaiting: 2 }]);
    await automation.start(await rig.setupFor('zoom'), null);
    await untilQuiet(rig);
    expect(automation.status.troubles).toEqual([]);
    expect(world.provider.meetings()).toHaveLength(2);
  });

  it('a mail server that is down: links are written, and the mails follow', async () => {
    const rig = await openRig();
    const { world } = rig;
    const job = world.skedulo.office.addJob();
    await world.mailbox.goDown();
    await startAndWork(rig);
    await until(() => troublesOf(rig).length > 0);
    expect(troublesOf(rig)).toEqual([{ party: 'mail', jobsWaiting: 1 }]);
    expect(job.VirtualMeetingURL).not.toBeNull();
    await world.mailbox.comeUp();
    await lookAndWork(rig);
    await until(() => troublesOf(rig).length === 0);
    expect(world.mailbox.messageCount).toBe(1);
  });

  it('a mail server that refuses to let us sign in shows before any job needs it', async () => {
    const rig = await openRig();
    const { automation, setup } = rig;
    const mail = setup.mail === null ? null : { ...setup.mail, smtp: { ...setup.mail.smtp, password: 'no' } };
    await automation.start({ ...setup, mail }, null);
    await until(() => automation.status.troubles.length > 0);
    expect(automation.status.troubles).toMatchObject([
      { party: 'mail', failure: { kind: 'auth' }, jobsWaiting: 0, retryAtMs: null },
    ]);
    await automation.start(setup, null);
    await untilQuiet(rig);
    await until(() => automation.status.account !== null);
    expect(automation.status.troubles).toEqual([]);
  });
});
