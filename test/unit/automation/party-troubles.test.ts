import { describe, expect, it } from 'vitest';
import { PartyTroubles } from '../../../main/automation/party-troubles.ts';
import { authFailure, networkFailure } from '../../../main/sync/failure.ts';

const down = networkFailure({ party: 'provider', code: 'unreachable', message: 'Zoom cannot be reached.' });
const dead = authFailure({ party: 'provider', code: 'reconnect', message: 'Sign in to Zoom again.' });
const offline = networkFailure({
  party: 'skedulo',
  code: 'unreachable',
  message: 'Skedulo cannot be reached.',
});

describe('the troubles with parties', () => {
  it('are one a party, since the first of them, and what keeps back most', () => {
    const troubles = new PartyTroubles();
    troubles.note('check', dead, 100, null);
    troubles.note('lane', down, 200, 900);
    troubles.note('look', offline, 300, 400);
    expect(troubles.list(() => 0, false)).toEqual([
      { party: 'skedulo', failure: offline, sinceMs: 300, retryAtMs: 400, jobsWaiting: 0 },
      { party: 'provider', failure: down, sinceMs: 100, retryAtMs: 900, jobsWaiting: 0 },
    ]);
    troubles.clear('lane', 'provider');
    expect(troubles.list(() => 0, false).map(({ failure }) => failure.code)).toEqual([
      'unreachable',
      'reconnect',
    ]);
  });

  it('last since they were first noted, until they are cleared', () => {
    const troubles = new PartyTroubles();
    troubles.note('lane', down, 100, 150);
    troubles.note('lane', down, 200, 250);
    expect(troubles.list(() => 0, false)).toMatchObject([{ sinceMs: 100, retryAtMs: 250 }]);
    troubles.clear('lane');
    troubles.note('lane', down, 300, 350);
    expect(troubles.list(() => 0, false)).toMatchObject([{ sinceMs: 300 }]);
  });

  it('of looks are one at a time', () => {
    const troubles = new PartyTroubles();
    troubles.replace('look', offline, 100, null);
    troubles.replace('look', down, 200, null);
    expect(troubles.list(() => 0, false).map(({ party }) => party)).toEqual(['provider']);
  });

  it('do not count jobs down while they are only being tried again', () => {
    const troubles = new PartyTroubles();
    let waiting = 4;
    const count = (): number => waiting;
    troubles.note('lane', down, 0, null);
    expect(troubles.list(count, false)[0]?.jobsWaiting).toBe(4);
    waiting = 1;
    expect(troubles.list(count, true)[0]?.jobsWaiting).toBe(4);
    waiting = 6;
    expect(troubles.list(count, true)[0]?.jobsWaiting).toBe(6);
    waiting = 2;
    expect(troubles.list(count, false)[0]?.jobsWaiting).toBe(2);
    troubles.clear('lane');
    troubles.list(count, true);
    troubles.note('lane', down, 0, null);
    waiting = 1;
    expect(troubles.list(count, true)[0]?.jobsWaiting).toBe(1);
  });
});
