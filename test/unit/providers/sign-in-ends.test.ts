import { describe, expect, it } from 'vitest';
import { SIGN_IN_LIMIT_MS } from '../../../main/providers/sign-in-attempt.ts';
import { authFailure, failed, localFailure, networkFailure, success } from '../../../main/sync/failure.ts';
import {
  ACCOUNT,
  REGISTRATION,
  authorized,
  containing,
  createSignInRig,
  namesOf,
  reach,
  settle,
} from './sign-in-rig.ts';

const REFUSED = authFailure({ party: 'provider', code: 'refused', message: 'No.', mend: 'Ask again.' });

describe('a sign-in that fails', () => {
  it('says why the exchange failed', async () => {
    const rig = createSignInRig();
    await reach(rig, 'exchanging');
    rig.exchanges[0]?.answer.resolve(failed(REFUSED));
    await settle();
    expect(rig.signIn.state).toEqual({
      state: 'failed',
      kind: 'zoom',
      problem: { code: 'refused', message: 'No.', mend: 'Ask again.' },
    });
    expect(rig.checks).toEqual([]);
  });

  it('revokes what the check of the account does not accept', async () => {
    const rig = createSignInRig();
    await reach(rig, 'checking-account');
    rig.checks[0]?.answer.resolve(failed(REFUSED));
    await settle();
    expect(rig.signIn.state).toMatchObject({ state: 'failed', problem: { code: 'refused' } });
    expect(rig.revoked).toEqual(['refresh-1']);
    expect(rig.stores).toEqual([]);
  });

  it('revokes nothing while a connection to the same provider is in use', async () => {
    const rig = createSignInRig({ isInUse: true });
    await reach(rig, 'checking-account');
    rig.checks[0]?.answer.resolve(failed(REFUSED));
    await settle();
    expect(rig.signIn.state.state).toBe('failed');
    expect(rig.revoked).toEqual([]);
  });

  it('is not connected when it cannot be stored', async () => {
    const rig = createSignInRig();
    await reach(rig, 'storing');
    rig.stores[0]?.answer.resolve(
      failed(localFailure({ party: 'provider', code: 'disk-full', message: 'The disk is full.' })),
    );
    await settle();
    expect(rig.signIn.state).toMatchObject({ problem: { code: 'disk-full', mend: null } });
    expect(rig.revoked).toEqual(['refresh-1']);
    expect(namesOf(rig)).not.toContain('connected');
  });

  it('says what the window could not show', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('teams', REGISTRATION);
    rig.windows[0]?.emit({ kind: 'failed', reason: 'The certificate of evil.test cannot be trusted.' });
    expect(rig.signIn.state).toMatchObject({
      state: 'failed',
      problem: { code: 'page-not-shown', message: containing('certificate') },
    });
    expect(rig.listeners[0]?.isClosed).toBe(true);
  });

  it('cannot begin where no port can be opened', async () => {
    const busy = networkFailure({ party: 'provider', code: 'port-busy', message: 'Busy.' });
    const rig = createSignInRig({ listen: () => Promise.resolve(failed(busy)) });
    expect(await rig.signIn.begin('zoom', REGISTRATION)).toEqual(failed(busy));
    expect(rig.signIn.state).toEqual({ state: 'idle' });
    await rig.signIn.stop();
  });
});

describe('the end of a sign-in', () => {
  it('comes after five minutes of waiting', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    await rig.clock.advance(SIGN_IN_LIMIT_MS - 1);
    expect(rig.signIn.state.state).toBe('waiting');
    await rig.clock.advance(1);
    expect(rig.signIn.state).toEqual({ state: 'timed-out', kind: 'zoom' });
    expect(rig.windows[0]?.isClosed).toBe(true);
    expect(rig.listeners[0]?.isClosed).toBe(true);
    rig.comeBack('code=late&state=s');
    rig.windows[0]?.emit({ kind: 'closed' });
    expect(rig.exchanges).toEqual([]);
    expect(namesOf(rig)).toEqual(['waiting', 'timed-out']);
  });

  it('does not come from the limit once the person is back', async () => {
    const rig = createSignInRig();
    await reach(rig, 'exchanging');
    await rig.clock.advance(SIGN_IN_LIMIT_MS * 2);
    expect(rig.signIn.state.state).toBe('exchanging');
  });

  it('comes with closing the window', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    rig.windows[0]?.emit({ kind: 'closed' });
    expect(rig.signIn.state).toEqual({ state: 'cancelled', kind: 'zoom' });
    expect(rig.listeners[0]?.isClosed).toBe(true);
  });

  it('comes with cancelling while waiting', async () => {
    const rig = createSignInRig();
    await reach(rig, 'waiting');
    rig.signIn.cancel();
    expect(rig.signIn.state).toEqual({ state: 'cancelled', kind: 'zoom' });
    expect(rig.windows[0]?.isClosed).toBe(true);
    expect(rig.listeners[0]?.isClosed).toBe(true);
    rig.comeBack('code=late&state=s');
    expect(rig.exchanges).toEqual([]);
  });

  it('comes with cancelling while exchanging; tokens that come late are revoked', async () => {
    const rig = createSignInRig();
    await reach(rig, 'exchanging');
    rig.signIn.cancel();
    expect(rig.signIn.state.state).toBe('cancelled');
    rig.exchanges[0]?.answer.resolve(authorized());
    await settle();
    expect(rig.signIn.state.state).toBe('cancelled');
    expect(rig.revoked).toEqual(['refresh-1']);
    expect(rig.checks).toEqual([]);
  });

  it('comes with cancelling while the account is checked; nothing is stored', async () => {
    const rig = createSignInRig();
    await reach(rig, 'checking-account');
    rig.signIn.cancel();
    expect(rig.checks[0]?.signal.aborted).toBe(true);
    rig.checks[0]?.answer.resolve(success(ACCOUNT));
    await settle();
    expect(rig.signIn.state.state).toBe('cancelled');
    expect(rig.stores).toEqual([]);
    expect(rig.revoked).toEqual(['refresh-1']);
  });

  it('cannot be prevented any more while it is stored', async () => {
    const rig = createSignInRig();
    await reach(rig, 'storing');
    rig.signIn.cancel();
    expect(rig.signIn.state.state).toBe('checking-account');
    rig.stores[0]?.answer.resolve(success(undefined));
    await settle();
    expect(rig.signIn.state.state).toBe('connected');
  });

  it('is put away, and only an end is', async () => {
    const rig = createSignInRig();
    await reach(rig, 'waiting');
    rig.signIn.reset();
    expect(rig.signIn.state.state).toBe('waiting');
    rig.signIn.cancel();
    rig.signIn.cancel();
    expect(namesOf(rig)).toEqual(['waiting', 'cancelled']);
    rig.signIn.reset();
    expect(rig.signIn.state).toEqual({ state: 'idle' });
  });
});

describe('one sign-in at a time', () => {
  it('cancels the first when another begins, and ignores what it still brings', async () => {
    const rig = createSignInRig();
    await reach(rig, 'exchanging');
    await rig.signIn.begin('teams', REGISTRATION);
    expect(namesOf(rig)).toEqual(['waiting', 'exchanging', 'cancelled', 'waiting']);
    rig.exchanges[0]?.answer.resolve(authorized({ refreshToken: 'refresh-of-first' }));
    await settle();
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', kind: 'teams' });
    expect(rig.revoked).toEqual(['refresh-of-first']);
    rig.exchanges[0]?.answer.resolve(failed(REFUSED));
    rig.comeBack('code=late&state=s', 0);
    rig.windows[0]?.emit({ kind: 'closed' });
    await settle();
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', kind: 'teams' });
  });

  it('draws another state and another verifier each time', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    await rig.signIn.begin('zoom', REGISTRATION);
    const [first, second] = rig.windows.map(({ url }) => new URL(url).searchParams);
    expect(first?.get('state')).not.toBe(second?.get('state'));
    expect(first?.get('code_challenge')).not.toBe(second?.get('code_challenge'));
  });

  it('waits for a first one that is being stored', async () => {
    const rig = createSignInRig();
    await reach(rig, 'storing');
    const begun = rig.signIn.begin('meet', REGISTRATION);
    await settle();
    expect(rig.listeners).toHaveLength(1);
    rig.stores[0]?.answer.resolve(success(undefined));
    expect((await begun).ok).toBe(true);
    expect(namesOf(rig).slice(2)).toEqual(['checking-account', 'connected', 'waiting']);
  });

  it('keeps the last of several that begin at the same moment', async () => {
    const rig = createSignInRig();
    const begun = await Promise.all([
      rig.signIn.begin('zoom', REGISTRATION),
      rig.signIn.begin('teams', REGISTRATION),
      rig.signIn.begin('meet', REGISTRATION),
    ]);
    expect(begun.map(({ ok }) => ok)).toEqual([false, false, true]);
    expect(rig.signIn.state).toMatchObject({ state: 'waiting', kind: 'meet' });
    expect(rig.listeners.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('closes everything and lets nothing begin again', async () => {
    const rig = createSignInRig();
    await rig.signIn.begin('zoom', REGISTRATION);
    await rig.signIn.stop();
    expect(rig.windows[0]?.isClosed).toBe(true);
    expect(rig.listeners[0]?.isClosed).toBe(true);
    expect(await rig.signIn.begin('zoom', REGISTRATION)).toMatchObject({ failure: { kind: 'cancelled' } });
  });

  it('gives up an exchange that cancelling alone would let go on', async () => {
    const rig = createSignInRig();
    await reach(rig, 'exchanging');
    rig.signIn.cancel();
    expect(rig.exchanges[0]?.signal.aborted).toBe(false);
    const stopping = rig.signIn.stop();
    expect(rig.exchanges[0]?.signal.aborted).toBe(true);
    rig.exchanges[0]?.answer.resolve(failed(REFUSED));
    await stopping;
    expect(rig.signIn.state.state).toBe('cancelled');
  });

  it('waits for what is being stored', async () => {
    const rig = createSignInRig();
    await reach(rig, 'storing');
    let hasStopped = false;
    const stopping = rig.signIn.stop().then(() => {
      hasStopped = true;
    });
    await settle();
    expect(hasStopped).toBe(false);
    rig.stores[0]?.answer.resolve(success(undefined));
    await stopping;
    expect(rig.signIn.state.state).toBe('connected');
  });

  it('is told nothing more after unsubscribing', async () => {
    const rig = createSignInRig();
    const heard: string[] = [];
    const stopListening = rig.signIn.subscribe(({ state }) => heard.push(state));
    await rig.signIn.begin('zoom', REGISTRATION);
    stopListening();
    rig.signIn.cancel();
    expect(heard).toEqual(['waiting']);
  });
});
