import { createMeetProvider } from '../../../main/providers/meet/meet-provider.ts';
import type { Clock } from '../../../main/sync/ports.ts';
import { startGoogleSimulator } from '../../simulators/google/google-simulator.ts';
import type { GoogleSimulator, GoogleSimulatorOptions } from '../../simulators/google/google-simulator.ts';
import type { ProviderRig } from './contract.ts';
import { signIn } from './contract-rig.ts';
import type { SignedIn } from './contract-rig.ts';

export interface MeetRig extends ProviderRig {
  readonly simulator: GoogleSimulator;
  readonly signedIn: SignedIn;
}

/** Real time, but nobody waits. */
const impatientClock: Clock = { nowMs: () => Date.now(), sleep: () => Promise.resolve() };

/** Starts a Google simulator and connects the Meet adapter to it. */
export async function setUpMeet(options: GoogleSimulatorOptions = {}): Promise<MeetRig> {
  const simulator = await startGoogleSimulator(options);
  const oauth = simulator.oauth.simulator;
  const signedIn = signIn({
    providerName: 'Google',
    apiUrl: simulator.apiUrl,
    endpoints: simulator.oauth,
    oauth,
  });
  const initial = signedIn.store.tokens;
  return {
    simulator,
    signedIn,
    provider: createMeetProvider({ api: signedIn.api, clock: impatientClock }),
    meetings: () =>
      simulator.meetings.all().map((event) => ({
        id: event.id,
        topic: event.summary,
        startMs: event.startMs,
        endMs: event.endMs,
        timeZone: event.timeZone,
        isCancelled: event.isDeleted,
      })),
    faults: simulator.http.faults,
    apiPath: /^\/(calendar\/v3|oauth2\/v2)\//,
    createRequest: { method: 'POST', path: /\/events$/ },
    updateRequest: { method: 'PATCH', path: /\/events\// },
    unauthorizedBody: {
      error: {
        errors: [{ domain: 'global', reason: 'authError', message: 'Invalid Credentials' }],
        code: 401,
        message: 'Invalid Credentials',
      },
    },
    rateLimitedBody: {
      error: {
        errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded' }],
        code: 429,
        message: 'Rate Limit Exceeded',
      },
    },
    topicLimit: null,
    removeAtProvider: (id) => {
      simulator.meetings.remove(id);
    },
    revokeGrant: () => {
      oauth.revokeAll();
    },
    refreshCount: () => oauth.refreshCount,
    secrets: () => [
      ...(oauth.clientSecret === null ? [] : [oauth.clientSecret]),
      ...[initial, ...signedIn.store.saved].flatMap((tokens) =>
        [tokens?.refreshToken, tokens?.accessToken].filter((token) => typeof token === 'string'),
      ),
    ],
    close: () => simulator.close(),
  };
}
