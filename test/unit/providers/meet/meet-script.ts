import { createMeetProvider } from '../../../../main/providers/meet/meet-provider.ts';
import type { Meeting } from '../../../../main/sync/model.ts';
import type { MeetingRequest } from '../../../../main/sync/ports.ts';
import { createScriptedApi } from '../teams/scripted-api.ts';
import type { ScriptedAnswer } from '../teams/scripted-api.ts';
import { createSteppingClock } from './stepping-clock.ts';

export const { signal } = new AbortController();
export const NOW_MS = Date.UTC(2027, 0, 10);
export const EVENTS = '/calendar/v3/calendars/primary/events';
export const key = 'rm0123456789abcdef0123456789abcd';
export const request: MeetingRequest = {
  key,
  details: {
    topic: 'JOB-0042 Video visit',
    startMs: Date.UTC(2027, 0, 12, 22, 30),
    endMs: Date.UTC(2027, 0, 12, 23, 30),
    timeZone: 'Australia/Sydney',
  },
  password: 'Kx7pW2qz',
};
export const joinUrl = 'https://meet.google.com/abc-defg-hij';
export const known: Meeting = { providerKind: 'meet', id: key, joinUrl, passcode: null, dialIn: [] };
export const video = { entryPointType: 'video', uri: joinUrl, label: 'meet.google.com/abc-defg-hij' };

export function event(
  statusCode: 'pending' | 'success' | 'failure',
  entryPoints?: readonly object[],
): ScriptedAnswer {
  const conferenceData = { createRequest: { requestId: key, status: { statusCode } }, entryPoints };
  return { status: 200, body: { id: key, status: 'confirmed', conferenceData } };
}
export const ready = event('success', [video]);
export const pending = event('pending');
export const failedConference = event('failure');
export const bare: ScriptedAnswer = { status: 200, body: { id: key, status: 'confirmed' } };
export const cancelled: ScriptedAnswer = {
  status: 200,
  body: { id: key, status: 'cancelled', hangoutLink: joinUrl },
};

export function googleError(status: number, reason: string, message = 'Message of Google'): ScriptedAnswer {
  return {
    status,
    body: { error: { errors: [{ domain: 'global', reason, message }], code: status, message } },
  };
}
export const duplicate = googleError(409, 'duplicate', 'The requested identifier already exists.');
export const notFound = googleError(404, 'notFound', 'Not Found');

export function connect(...answers: readonly ScriptedAnswer[]) {
  const api = createScriptedApi(...answers);
  const clock = createSteppingClock(NOW_MS);
  return { api, clock, provider: createMeetProvider({ api, clock }) };
}
export function lines(requests: readonly { method: string; path: string }[]): string[] {
  return requests.map(({ method, path }) => `${method} ${path.replace(EVENTS, '')}`);
}
