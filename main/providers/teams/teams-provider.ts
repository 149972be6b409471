import * as z from 'zod';
import type { HttpAnswer } from '../../http/http-client.ts';
import { parseJsonBody } from '../../http/http-client.ts';
import { failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { Meeting, MeetingDetails } from '../../sync/model.ts';
import type { MeetingProvider, MeetingRequest, ProviderAccount } from '../../sync/ports.ts';
import type { ApiClient, ApiRequest } from '../api-client.ts';
import { readOnlineMeeting } from './online-meeting.ts';
import { teamsFailure, teamsUnexpectedAnswer } from './teams-errors.ts';
import type { TeamsAction } from './teams-errors.ts';

/**
 * No limit is documented for the subject of an online meeting; 255 is what Exchange, on which Teams keeps its
 * meetings, allows. Counted in UTF-16 units, the strictest way of counting. A shortened name is better than a
 * refused meeting.
 */
const SUBJECT_LIMIT = 255;

const accountSchema = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

/**
 * Microsoft Teams meetings through Graph's `/me/onlineMeetings`. Making and finding are the same request,
 * `createOrGet` with our key as `externalId`: 201 for a new meeting, 200 for one that is there already (whose time
 * and subject may be older ones). What to do about deletion is left to the generation in the key: whether a deleted
 * externalId can be used again is not documented.
 *
 * Who waits in the lobby is left to the organization's meeting policy: `createOrGet` ignores such settings, and a
 * second request for each meeting would double the time and the share of the limits that each job costs.
 */
export function createTeamsProvider({ api }: { readonly api: ApiClient }): MeetingProvider {
  const update: MeetingProvider['update'] = async (meeting, request, signal) => {
    const answer = await ask(
      api,
      'change',
      { method: 'PATCH', path: pathOf(meeting.id), body: describeMeeting(request.details) },
      signal,
    );
    if (!answer.ok) return answer;
    return readMeeting(answer.value, meeting);
  };

  return {
    kind: 'teams',

    async create(request, signal) {
      const answer = await ask(api, 'make', createOrGetRequest(request), signal);
      if (!answer.ok) return answer;
      const meeting = readMeeting(answer.value, null);
      if (!meeting.ok || answer.value.status !== 200) return meeting;
      // Made earlier, by another ReadyMeet or before our ledger: its time may be an older one.
      const updated = await update(meeting.value, request, signal);
      return updated.ok ? updated : failed({ ...updated.failure, mayHaveHappened: true });
    },

    async find(request, signal) {
      const answer = await ask(api, 'make', createOrGetRequest(request), signal);
      return answer.ok ? readMeeting(answer.value, null) : answer;
    },

    update,

    async stands(meeting, signal) {
      // By its own id: looking by our key would make it anew.
      const answer = await ask(api, 'read', { method: 'GET', path: pathOf(meeting.id) }, signal);
      if (!answer.ok) return answer.failure.code === 'meeting-gone' ? success(false) : answer;
      const held = readMeeting(answer.value, meeting);
      return held.ok ? success(true) : failed({ ...held.failure, mayHaveHappened: false });
    },

    async cancel(meeting, signal) {
      const answer = await ask(api, 'remove', { method: 'DELETE', path: pathOf(meeting.id) }, signal);
      if (!answer.ok) return answer.failure.code === 'meeting-gone' ? success(undefined) : answer;
      // 204 without a body; a text is somebody else's answer, such as a proxy's page.
      return answer.value.text.trim() === ''
        ? success(undefined)
        : failed(teamsUnexpectedAnswer(answer.value.status, true));
    },

    async account(signal) {
      const path = '/me?$select=id,displayName,mail,userPrincipalName';
      const answer = await ask(api, 'identify', { method: 'GET', path }, signal);
      return answer.ok ? readAccount(answer.value) : answer;
    },
  };
}

function createOrGetRequest({ key, details }: MeetingRequest): ApiRequest {
  return {
    method: 'POST',
    path: '/me/onlineMeetings/createOrGet',
    body: { externalId: key, ...describeMeeting(details) },
  };
}

/** Graph wants start and end together, always; it keeps no time zone. */
function describeMeeting(details: MeetingDetails): Readonly<Record<string, string>> {
  return {
    startDateTime: new Date(details.startMs).toISOString(),
    endDateTime: new Date(details.endMs).toISOString(),
    subject: subjectOf(details.topic),
  };
}

/** One line, cut between whole characters as a reader sees them, so that no emoji is torn apart. */
function subjectOf(topic: string): string {
  const oneLine = topic.replaceAll(/\s+/gu, ' ').trim();
  if (oneLine.length <= SUBJECT_LIMIT) return oneLine;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(oneLine)) {
    if (kept.length + segment.length > SUBJECT_LIMIT - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

function pathOf(meetingId: string): string {
  return `/me/onlineMeetings/${encodeURIComponent(meetingId)}`;
}

async function ask(
  api: ApiClient,
  action: TeamsAction,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<Result<HttpAnswer>> {
  const answer = await api.send(request, signal);
  if (!answer.ok) return answer;
  const isDone = answer.value.status >= 200 && answer.value.status < 300;
  return isDone ? answer : failed(teamsFailure(answer.value, action));
}

function readMeeting(answer: HttpAnswer, known: Meeting | null): Result<Meeting> {
  const body = parseJsonBody(answer, 'provider', 'Microsoft Teams', true);
  if (!body.ok) return body;
  const meeting = readOnlineMeeting(body.value, known);
  if (meeting !== null) return success(meeting);
  return failed(
    remoteFailure({
      party: 'provider',
      code: 'no-join-link',
      httpStatus: answer.status,
      message: 'Microsoft Teams answered without a join link.',
      isTemporary: true,
      mayHaveHappened: true,
    }),
  );
}

function readAccount(answer: HttpAnswer): Result<ProviderAccount> {
  const body = parseJsonBody(answer, 'provider', 'Microsoft Teams', false);
  if (!body.ok) return body;
  const parsed = accountSchema.safeParse(body.value);
  if (!parsed.success) return failed(teamsUnexpectedAnswer(answer.status, false));
  const { id, displayName, mail, userPrincipalName } = parsed.data;
  // `mail` is null for accounts without a mailbox.
  const email = mail ?? userPrincipalName ?? '';
  return success({
    id,
    name: displayName ?? email,
    email,
    notes: [
      'Whether guests wait in the lobby is decided by the meeting policy of your Microsoft 365 organization.',
    ],
  });
}
