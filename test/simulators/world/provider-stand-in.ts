import type { ProviderKind } from '../../../main/sync/model.ts';
import type { GoogleSimulator } from '../google/google-simulator.ts';
import type { HttpSimulator } from '../kit/http-simulator.ts';
import type { OAuthSimulator } from '../kit/oauth-simulator.ts';
import type { MicrosoftSimulator } from '../microsoft/microsoft-simulator.ts';
import { listItem } from '../zoom/zoom-meetings.ts';
import type { ZoomSimulator } from '../zoom/zoom-simulator.ts';

/** A meeting at any of the simulated providers. */
export interface StandInMeeting {
  readonly topic: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Null where the provider holds an entry without a meeting. */
  readonly joinUrl: string | null;
  readonly isCancelled: boolean;
}

/** What all simulated providers have in common. */
export interface ProviderStandIn {
  readonly kind: ProviderKind;
  /** As the service's configuration wants it. */
  readonly apiUrl: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string | null;
  readonly oauth: OAuthSimulator;
  readonly http: HttpSimulator;
  /** Every meeting ever made, cancelled ones included, oldest first. */
  meetings(): readonly StandInMeeting[];
}

export interface ProviderSimulators {
  readonly zoom: ZoomSimulator;
  readonly microsoft: MicrosoftSimulator;
  readonly google: GoogleSimulator;
}

/** Shows one of the simulators in the form that they share. */
export function providerStandIn(kind: ProviderKind, simulators: ProviderSimulators): ProviderStandIn {
  switch (kind) {
    case 'zoom':
      return zoomStandIn(simulators.zoom);
    case 'teams':
      return teamsStandIn(simulators.microsoft);
    case 'meet':
      return meetStandIn(simulators.google);
  }
}

function zoomStandIn({ apiUrl, endpoints, oauth, http, meetings }: ZoomSimulator): ProviderStandIn {
  return {
    kind: 'zoom',
    apiUrl,
    ...endpoints,
    oauth,
    http,
    meetings: () =>
      meetings.map((meeting) => {
        const { join_url: joinUrl } = listItem(meeting);
        return {
          topic: meeting.topic,
          startMs: meeting.startMs,
          endMs: meeting.startMs + meeting.durationMinutes * 60_000,
          joinUrl: typeof joinUrl === 'string' ? joinUrl : null,
          isCancelled: meeting.isDeleted,
        };
      }),
  };
}

function teamsStandIn({ apiUrl, oauth, http, meetings }: MicrosoftSimulator): ProviderStandIn {
  return {
    kind: 'teams',
    apiUrl,
    authorizeUrl: oauth.authorizeUrl,
    tokenUrl: oauth.tokenUrl,
    revokeUrl: oauth.revokeUrl,
    oauth: oauth.simulator,
    http,
    meetings: () =>
      meetings.all().map(({ subject, startMs, endMs, joinUrl, isDeleted }) => ({
        topic: subject ?? '',
        startMs,
        endMs,
        joinUrl,
        isCancelled: isDeleted,
      })),
  };
}

function meetStandIn({ apiUrl, oauth, http, meetings }: GoogleSimulator): ProviderStandIn {
  return {
    kind: 'meet',
    apiUrl,
    authorizeUrl: oauth.authorizeUrl,
    tokenUrl: oauth.tokenUrl,
    revokeUrl: oauth.revokeUrl,
    oauth: oauth.simulator,
    http,
    meetings: () =>
      meetings.all().map(({ summary, startMs, endMs, conference, isDeleted }) => ({
        topic: summary,
        startMs,
        endMs,
        joinUrl: conference === null ? null : `https://meet.google.com/${conference.code}`,
        isCancelled: isDeleted,
      })),
  };
}
