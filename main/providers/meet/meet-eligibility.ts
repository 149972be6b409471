import type { Result } from '../../sync/failure.ts';
import { success } from '../../sync/failure.ts';
import type { Clock } from '../../sync/ports.ts';
import type { ApiClient } from '../api-client.ts';
import { askGoogle } from './calendar-api.ts';

/**
 * Opens the account's own calendar (Calendar API v3, `events.list`), which shows before the first job whether there is
 * one, whether the API is switched on for the client id, and whether it may be used. Whether the calendar may hold Meet
 * meetings (`conferenceProperties`) cannot be asked: `calendars.get` takes none of the scopes ReadyMeet asks for.
 */
export async function checkCalendar(
  api: ApiClient,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<void>> {
  const path = '/calendar/v3/calendars/primary/events?maxResults=1&fields=accessRole';
  const opened = await askGoogle(api, clock, 'open', { method: 'GET', path }, signal);
  return opened.ok ? success(undefined) : opened;
}
