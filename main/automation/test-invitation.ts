import { createHash } from 'node:crypto';
import type { Clock, Invitation, Random } from '../sync/ports.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A sample invitation to a meeting tomorrow that does not exist, and says so. Its calendar entry is one of its own:
 * no job's UID, and another one each time.
 */
export function testInvitation(
  to: string,
  senderDomain: string,
  {
    clock,
    random,
    timeZone,
  }: { readonly clock: Pick<Clock, 'nowMs'>; readonly random: Random; readonly timeZone: string },
): Invitation {
  const nowMs = clock.nowMs();
  const startMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS + DAY_MS;
  const name = createHash('sha256')
    .update(['test invitation', to, nowMs, random()].join('\n'))
    .digest('hex')
    .slice(0, 32);
  return {
    method: 'REQUEST',
    kind: 'request',
    guest: { address: to.toLowerCase(), email: to, name: '' },
    content: {
      version: 1,
      topic: 'Test of ReadyMeet: there is no such meeting',
      startMs,
      endMs: startMs + HOUR_MS / 2,
      timeZone,
      jobName: 'JOB-0000 (sample)',
      // RFC 2606 section 3: nobody's meeting is at this address, and never will be.
      joinUrl: 'https://example.com/readymeet-test',
      passcode: null,
      dialIn: [],
    },
    uid: `test-${name}@readymeet`,
    sequence: 0,
    messageId: `<test-${name}@${senderDomain}>`,
    atMs: nowMs,
  };
}
