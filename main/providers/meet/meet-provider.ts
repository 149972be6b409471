import * as z from 'zod';
import { parseJsonBody } from '../../http/http-client.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import { failed, success } from '../../sync/failure.ts';
import type { Failure, Result } from '../../sync/failure.ts';
import type { Meeting } from '../../sync/model.ts';
import type { Clock, MeetingProvider, ProviderAccount } from '../../sync/ports.ts';
import type { ApiClient } from '../api-client.ts';
import { askGoogle, createCalendarApi } from './calendar-api.ts';
import { isCancelled } from './calendar-event.ts';
import { settleConference } from './conference.ts';
import { meetingGoneFailure, meetUnexpectedAnswer } from './meet-errors.ts';

const userInfoSchema = z.object({
  id: z.string().min(1),
  email: z.string().nullish(),
  name: z.string().nullish(),
});

/**
 * Google Meet meetings as entries with a conference in the account's own Google calendar (Calendar API v3). The
 * event's id is our key, so that a repeated creation is refused (409) and the first one adopted. Ids of deleted
 * events stay taken for good: then the answer is `meeting-gone`, and the way on is a meeting of the next generation.
 */
export function createMeetProvider(options: {
  readonly api: ApiClient;
  readonly clock: Clock;
}): MeetingProvider {
  const { api, clock } = options;
  const calendar = createCalendarApi(api, clock);

  const adopt = async (eventId: string, signal: AbortSignal): Promise<Result<Meeting>> => {
    const event = await calendar.read(eventId, signal);
    return event.ok ? settleConference(calendar, clock, event.value, signal) : event;
  };

  return {
    kind: 'meet',

    async create(request, signal) {
      const inserted = await calendar.insert(request, signal);
      if (inserted.ok) return asMade(await settleConference(calendar, clock, inserted.value, signal));
      if (inserted.failure.code !== 'already-exists') return inserted;
      const adopted = await adopt(request.key, signal);
      if (!adopted.ok) return asMade(adopted);
      // Made earlier, by another ReadyMeet or before our ledger: its time may be an older one.
      const changed = await calendar.change(request.key, request.details, signal);
      return changed.ok ? adopted : asMade(changed);
    },

    async find(request, signal) {
      const event = await calendar.read(request.key, signal);
      if (event.ok) return asMade(await settleConference(calendar, clock, event.value, signal));
      return event.failure.code === 'meeting-gone' ? success(null) : event;
    },

    async update(meeting, request, signal) {
      const changed = await calendar.change(meeting.id, request.details, signal);
      // A Meet link that somebody took out of the entry is asked for again here.
      if (changed.ok) return settleConference(calendar, clock, changed.value, signal);
      if (changed.failure.code !== 'not-allowed') return changed;
      // Google refuses changes to some deleted events with 403 instead of 404.
      const event = await calendar.read(meeting.id, signal);
      return event.ok && isCancelled(event.value) ? failed(meetingGoneFailure()) : changed;
    },

    async stands(meeting, signal) {
      const event = await calendar.read(meeting.id, signal);
      if (event.ok) return success(!isCancelled(event.value));
      return event.failure.code === 'meeting-gone' ? success(false) : event;
    },

    async cancel(meeting, signal) {
      const removed = await calendar.remove(meeting.id, signal);
      return !removed.ok && removed.failure.code === 'meeting-gone' ? success(undefined) : removed;
    },

    async account(signal) {
      const answer = await askGoogle(
        api,
        clock,
        'identify',
        { method: 'GET', path: '/oauth2/v2/userinfo' },
        signal,
      );
      return answer.ok ? readAccount(answer.value) : answer;
    },
  };
}

/** The event exists: whatever fails from then on leaves something to be looked up, unless it was deleted. */
function asMade(result: Result<Meeting>): Result<Meeting> {
  if (result.ok || result.failure.code === 'meeting-gone') return result;
  const failure: Failure = { ...result.failure, mayHaveHappened: true };
  return failed(failure);
}

function readAccount(answer: HttpAnswer): Result<ProviderAccount> {
  const body = parseJsonBody(answer, 'provider', 'Google', false);
  if (!body.ok) return body;
  const parsed = userInfoSchema.safeParse(body.value);
  if (!parsed.success) return failed(meetUnexpectedAnswer(answer.status, false));
  const { id, email, name } = parsed.data;
  return success({
    id,
    name: name ?? email ?? '',
    email: email ?? '',
    notes: [
      'Guests ask to be let in: somebody signed in to your Google account or organization has to admit them.',
    ],
  });
}
