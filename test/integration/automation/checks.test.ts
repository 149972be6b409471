import { describe, expect, it } from 'vitest';
import { createChecks } from '../../../main/automation/checks.ts';
import type { Checks } from '../../../main/automation/checks.ts';
import { TEST_TOPIC } from '../../../main/automation/test-meeting.ts';
import { codeOf, MINUTE_MS, NEVER, openRig, until, valueOf } from './automation-rig.ts';
import type { Rig, RigOptions } from './automation-rig.ts';

async function openChecks(options: RigOptions = {}): Promise<Rig & { readonly checks: Checks }> {
  const rig = await openRig(options);
  const checks = createChecks({ ...rig, random: () => 0.5, timeZone: 'Australia/Brisbane' });
  return { ...rig, checks };
}

describe('the checks', () => {
  it('tell whose Skedulo token it is, or why it is of no use', async () => {
    const { checks, world, setup } = await openChecks();
    const { apiToken, apiUrl } = setup.skedulo;
    expect(valueOf(await checks.checkSkedulo(apiToken, apiUrl, NEVER))).toMatchObject({
      userName: 'office@simulated.test',
      apiUrl: world.skedulo.origin,
    });
    expect(codeOf(await checks.checkSkedulo('wrong', apiUrl, NEVER))).toBe('token-refused');
    expect(codeOf(await checks.checkSkedulo(apiToken, 'not an address', NEVER))).toBe('wrong-host');
    const stop = new AbortController();
    world.skedulo.http.faults.add({ fault: { kind: 'stall', durationMs: 60_000 } });
    const checking = checks.checkSkedulo(apiToken, apiUrl, stop.signal);
    stop.abort();
    expect(codeOf(await checking)).toBe('cancelled');
  });

  it('tell whether the mail server lets us in, without sending anything', async () => {
    const { checks, world, setup } = await openChecks();
    if (setup.mail === null) throw new Error('There is no mail server.');
    valueOf(await checks.checkMail(setup.mail, NEVER));
    const wrong = { ...setup.mail, smtp: { ...setup.mail.smtp, password: 'wrong' } };
    expect(await checks.checkMail(wrong, NEVER)).toMatchObject({ failure: { kind: 'auth', party: 'mail' } });
    expect(codeOf(await checks.checkMail({ ...setup.mail, from: 'nobody' }, NEVER))).toBe('sender-unusable');
    await world.mailbox.goDown();
    expect(await checks.checkMail(setup.mail, NEVER)).toMatchObject({ failure: { kind: 'network' } });
    expect(world.mailbox.messageCount).toBe(0);
  });

  it('tell who authorized the provider, or that the grant is dead', async () => {
    const { checks, world, setup } = await openChecks();
    expect(valueOf(await checks.checkProvider(setup, NEVER))).toMatchObject({ email: 'office@acme.test' });
    world.microsoft.oauth.simulator.revokeAll();
    expect(await checks.checkProvider(setup, NEVER)).toMatchObject({
      failure: { kind: 'auth', code: 'reconnect' },
    });
  });

  it('refresh the tokens once with automation and with each other', async () => {
    const rig = await openChecks({ provider: 'zoom' });
    const { automation, checks, setup } = rig;
    const oauth = rig.world.zoom.oauth;
    const kept = valueOf(await setup.tokens.load());
    if (kept === null) throw new Error('There are no tokens.');
    valueOf(await setup.tokens.save({ ...kept, accessToken: null, expiresAtMs: null }));
    rig.world.skedulo.office.addJob();
    const [first, second] = await Promise.all([
      checks.checkProvider(setup, NEVER),
      checks.checkProvider(setup, NEVER),
      automation.start(setup, null),
    ]);
    valueOf(first);
    valueOf(second);
    await until(() => automation.status.account !== null);
    expect(oauth.refreshCount).toBe(1);
    expect(automation.status.troubles).toEqual([]);
  });

  it('leave what they found in the log, and no secret', async () => {
    const { checks, setup, log } = await openChecks();
    await checks.checkSkedulo('wrong-token-1', setup.skedulo.apiUrl, NEVER);
    const text = log.lines.join('');
    expect(text).toContain('token-refused');
    expect(text).not.toContain('wrong-token-1');
  });
});

describe.each(['zoom', 'teams', 'meet'] as const)('a test meeting at %s', (provider) => {
  it('is made for an hour from now and removed again, any number of times', async () => {
    const rig = await openChecks({ provider });
    const { checks, world, setup, clock } = rig;
    valueOf(await checks.makeTestMeeting(setup, NEVER));
    valueOf(await checks.makeTestMeeting(setup, NEVER));
    const meetings = world.provider.meetings();
    expect(meetings).toHaveLength(2);
    for (const { topic, startMs, isCancelled } of meetings) {
      expect({ topic, isCancelled }).toEqual({ topic: TEST_TOPIC, isCancelled: true });
      expect(startMs - clock.nowMs()).toBeGreaterThan(58 * MINUTE_MS);
      expect(startMs - clock.nowMs()).toBeLessThanOrEqual(61 * MINUTE_MS);
    }
    expect(valueOf(await rig.ledger.lastTenantId())).toBeNull();
  });

  it('that cannot be removed fails, and names the meeting that stays', async () => {
    const { checks, world, setup } = await openChecks({ provider });
    world.provider.http.faults.add({
      method: 'DELETE',
      times: Infinity,
      fault: { kind: 'answer-before', answer: { status: 403, body: { error: { code: 'Forbidden' } } } },
    });
    const result = await checks.makeTestMeeting(setup, NEVER);
    expect(codeOf(result)).toBe('test-meeting-left');
    expect(world.provider.meetings().map(({ isCancelled }) => isCancelled)).toEqual([false]);
    expect(result).toMatchObject({ failure: { mend: expect.stringContaining('by hand') as unknown } });
  });

  it('that was asked for without an answer is looked for and removed all the same', async () => {
    const { checks, world, setup } = await openChecks({ provider });
    world.provider.http.faults.add({
      method: 'POST',
      path: /meetings|events/i,
      fault: { kind: 'cut-after' },
    });
    expect(codeOf(await checks.makeTestMeeting(setup, NEVER))).toBe('connection-lost');
    expect(world.provider.meetings().every(({ isCancelled }) => isCancelled)).toBe(true);
    expect(world.provider.meetings().length).toBeGreaterThan(0);
  });

  it('is cleaned up when the person stops waiting for it', async () => {
    const { checks, world, setup } = await openChecks({ provider, latencies: { providerMs: 200 } });
    const stop = new AbortController();
    const making = checks.makeTestMeeting(setup, stop.signal);
    await until(() =>
      world.provider.http.requests.some((line) => line.startsWith('POST') && !/token/.test(line)),
    );
    stop.abort();
    expect(codeOf(await making)).toBe('cancelled');
    expect(world.provider.meetings().every(({ isCancelled }) => isCancelled)).toBe(true);
  });
});

describe('a test invitation', () => {
  it('is plainly a test, with a calendar entry of its own for tomorrow', async () => {
    const { checks, world, setup, clock, ledger } = await openChecks();
    valueOf(await checks.sendTestInvitation(setup, ' Me@Acme.test ', NEVER));
    valueOf(await checks.sendTestInvitation(setup, 'me@acme.test', NEVER));
    const messages = await world.mailbox.messagesTo('me@acme.test');
    expect(messages).toHaveLength(2);
    const calendars = messages.map(({ calendars: [calendar] }) => calendar);
    for (const calendar of calendars) {
      expect(calendar).toMatchObject({ method: 'REQUEST', status: 'CONFIRMED', sequence: 0 });
      expect(calendar?.summary).toContain('Test');
      expect((calendar?.startMs ?? 0) - clock.nowMs()).toBeGreaterThan(22 * 60 * MINUTE_MS);
    }
    expect(new Set(calendars.map((calendar) => calendar?.uid)).size).toBe(2);
    expect(messages[0]?.subject).toContain('Test');
    expect(valueOf(await ledger.lastTenantId())).toBeNull();
  });

  it('looks like the organization’s own letters', async () => {
    const { checks, world, setup } = await openChecks();
    const brand = { ...setup.letterStyle.brand, footer: 'Acme Care, Level 3' };
    valueOf(
      await checks.sendTestInvitation(
        { ...setup, letterStyle: { ...setup.letterStyle, brand } },
        'me@acme.test',
        NEVER,
      ),
    );
    const [message] = await world.mailbox.messagesTo('me@acme.test');
    expect(message?.text).toContain('Acme Care, Level 3');
  });

  it('is refused without a mail server, to what is no address, and as the mail server refuses', async () => {
    const { checks, world, setup } = await openChecks();
    expect(codeOf(await checks.sendTestInvitation({ ...setup, mail: null }, 'me@acme.test', NEVER))).toBe(
      'no-mail-server',
    );
    for (const to of ['me', 'a@b.test, c@d.test', 'me@acme.test\r\nBcc: x@y.test', '<me@acme.test>']) {
      expect(codeOf(await checks.sendTestInvitation(setup, to, NEVER)), to).toBe('address-unusable');
    }
    world.mailbox.faults.add({ step: 'recipient', fault: { kind: 'refuse', code: 550, text: 'No' } });
    const refused = await checks.sendTestInvitation(setup, 'me@acme.test', NEVER);
    expect(refused).toMatchObject({ ok: false, failure: { party: 'mail' } });
    expect(world.mailbox.messageCount).toBe(0);
  });
});
