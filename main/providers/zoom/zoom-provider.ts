import { failed, inputFailure, success } from '../../sync/failure.ts';
import type { Failure, Result } from '../../sync/failure.ts';
import type { Meeting } from '../../sync/model.ts';
import type { Clock, MeetingProvider, MeetingRequest } from '../../sync/ports.ts';
import type { ApiClient } from '../api-client.ts';
import type { DailyQuota } from '../daily-quota.ts';
import { askZoomAccount } from './zoom-account.ts';
import { createZoomApi } from './zoom-api.ts';
import type { ZoomApi } from './zoom-api.ts';
import { toMeeting, zoomCreateBody, zoomMarker, zoomTimes } from './zoom-meeting.ts';
import { validateZoomPassword } from './zoom-password.ts';
import { meetingSchema } from './zoom-schemas.ts';
import { findMarked } from './zoom-search.ts';

export interface ZoomProviderOptions {
  readonly api: ApiClient;
  /** The host's allowance of creations and updates for the day. */
  readonly quota: DailyQuota;
  readonly clock: Clock;
}

/**
 * Zoom as a meeting provider. Zoom knows no idempotency key: a meeting carries its key at the start of its agenda and
 * is found by listing, which changes nothing. Facts: Zoom Meetings API v2 (OpenAPI), `/users/me/meetings` and
 * `/meetings/{id}`.
 */
export function createZoomProvider({ api: client, quota, clock }: ZoomProviderOptions): MeetingProvider {
  const api = createZoomApi(client, clock);
  return {
    kind: 'zoom',

    account: (signal) => askZoomAccount(api, signal),

    async create(request, signal) {
      const complaint = request.password === null ? null : validateZoomPassword(request.password);
      if (complaint !== null) return failed(passwordFailure(complaint));
      const body = zoomCreateBody(request);
      const made = await withinQuota(quota, () =>
        api.ask(
          'make',
          { method: 'POST', path: '/users/me/meetings', body, timeoutMs: CREATION_TIMEOUT_MS },
          meetingSchema,
          signal,
        ),
      );
      if (made.ok) return success(toMeeting(made.value));
      const { failure } = made;
      return failure.code === 'timeout' ? failed({ ...failure, retryAfterMs: LATE_EFFECT_MS }) : made;
    },

    find: (request, signal) => findByKey(api, request, signal),

    async update(meeting, request, signal) {
      // The agenda is left alone: it holds the key.
      const body = zoomTimes(request.details);
      const changed = await withinQuota(quota, () =>
        api.tell('change', { method: 'PATCH', path: pathOf(meeting.id), body }, signal),
      );
      if (!changed.ok) return changed;
      // The answer to a change is empty.
      const read = await readMeeting(api, meeting.id, signal);
      return read.ok ? read : failed({ ...read.failure, mayHaveHappened: true });
    },

    async stands(meeting, signal) {
      const held = await readMeeting(api, meeting.id, signal);
      if (held.ok) return success(true);
      return held.failure.code === 'meeting-gone' ? success(false) : held;
    },

    async cancel(meeting, signal) {
      // Zoom sends nothing to anybody: the guests hear from ReadyMeet.
      const path = `${pathOf(meeting.id)}?schedule_for_reminder=false&cancel_meeting_reminder=false`;
      const removed = await api.tell('remove', { method: 'DELETE', path }, signal);
      return removed.ok || removed.failure.code === 'meeting-gone' ? success(undefined) : removed;
    },
  };
}

/**
 * Zoom has no key that makes a repeated creation harmless, so a slow one is waited for; and one that stayed without an
 * answer may still take effect, so looking for its meeting comes a good while later.
 */
const CREATION_TIMEOUT_MS = 60_000;
const LATE_EFFECT_MS = 45_000;

/** Takes one of the day's requests, and gives it back when it never reached Zoom or was turned away at the door. */
async function withinQuota<T>(quota: DailyQuota, ask: () => Promise<Result<T>>): Promise<Result<T>> {
  const share = await quota.take();
  if (!share.ok) return share;
  const result = await ask();
  if (result.ok) return result;
  const { failure } = result;
  if (failure.code === 'daily-limit') {
    const told = await quota.exhaust();
    return failed({
      ...told,
      ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }),
    });
  }
  if (!failure.mayHaveHappened && !isCountedRefusal(failure)) await share.value.giveBack();
  return result;
}

/** Zoom counts requests, so one that it looked at and refused is taken as counted. */
function isCountedRefusal(failure: Failure): boolean {
  return failure.kind === 'remote' && failure.httpStatus !== 429;
}

/**
 * Takes the oldest meeting that carries the key and leaves any others alone: two PCs with one Zoom account share the
 * key, so that another may be the one whose link the guests already have.
 */
async function findByKey(
  api: ZoomApi,
  request: MeetingRequest,
  signal: AbortSignal,
): Promise<Result<Meeting | null>> {
  const marked = await findMarked(api, zoomMarker(request.key), signal);
  if (!marked.ok) return marked;
  for (const { id } of marked.value) {
    const read = await readMeeting(api, id, signal);
    if (read.ok || read.failure.code !== 'meeting-gone') return read;
    // Removed since it was listed.
  }
  return success(null);
}

async function readMeeting(api: ZoomApi, id: string, signal: AbortSignal): Promise<Result<Meeting>> {
  const held = await api.ask('read', { method: 'GET', path: pathOf(id) }, meetingSchema, signal);
  return held.ok ? success(toMeeting(held.value)) : held;
}

function pathOf(id: string): string {
  return `/meetings/${encodeURIComponent(id)}`;
}

function passwordFailure(complaint: string): Failure {
  return inputFailure({
    party: 'provider',
    code: 'password-refused',
    field: 'meetingPassword',
    message: complaint,
    mend: 'Correct the meeting password in the automation settings, or leave it empty to let Zoom choose one.',
  });
}
