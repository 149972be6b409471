import { createTeamsProvider } from '../../../main/providers/teams/teams-provider.ts';
import { startMicrosoftSimulator } from '../../simulators/microsoft/microsoft-simulator.ts';
import type {
  MicrosoftSimulator,
  MicrosoftSimulatorOptions,
} from '../../simulators/microsoft/microsoft-simulator.ts';
import type { ProviderRig } from './contract.ts';
import { signIn } from './contract-rig.ts';
import type { SignedIn } from './contract-rig.ts';

export interface TeamsRig extends ProviderRig {
  readonly simulator: MicrosoftSimulator;
  readonly signedIn: SignedIn;
}

/** Starts a Microsoft simulator and connects the Teams adapter to it. */
export async function setUpTeams(options: MicrosoftSimulatorOptions = {}): Promise<TeamsRig> {
  const simulator = await startMicrosoftSimulator(options);
  const oauth = simulator.oauth.simulator;
  const signedIn = signIn({
    providerName: 'Microsoft Teams',
    apiUrl: simulator.apiUrl,
    endpoints: simulator.oauth,
    oauth,
  });
  const initial = signedIn.store.tokens;
  return {
    simulator,
    signedIn,
    provider: createTeamsProvider({ api: signedIn.api }),
    meetings: () =>
      simulator.meetings.all().map((meeting) => ({
        id: meeting.id,
        topic: meeting.subject ?? '',
        startMs: meeting.startMs,
        endMs: meeting.endMs,
        timeZone: null,
        isCancelled: meeting.isDeleted,
      })),
    faults: simulator.http.faults,
    apiPath: /^\/v1\.0\//,
    createRequest: { method: 'POST', path: /\/createOrGet$/ },
    updateRequest: { method: 'PATCH', path: /\/me\/onlineMeetings\// },
    unauthorizedBody: {
      error: { code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' },
    },
    rateLimitedBody: { error: { code: 'TooManyRequests', message: 'Please retry again later.' } },
    topicLimit: 255,
    removeAtProvider: (id) => {
      simulator.meetings.remove(id);
    },
    revokeGrant: () => {
      oauth.revokeAll();
    },
    refreshCount: () => oauth.refreshCount,
    secrets: () =>
      [initial, ...signedIn.store.saved].flatMap((tokens) =>
        [tokens?.refreshToken, tokens?.accessToken].filter((token) => typeof token === 'string'),
      ),
    close: () => simulator.close(),
  };
}
