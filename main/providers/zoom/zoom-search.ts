import { failed, remoteFailure, success } from '../../sync/failure.ts';
import type { Result } from '../../sync/failure.ts';
import type { ZoomApi } from './zoom-api.ts';
import { meetingPageSchema } from './zoom-schemas.ts';

interface MarkedMeeting {
  readonly id: string;
  readonly createdAt: string;
}

/** 60,000 meetings: more than any account schedules, so more pages mean that Zoom goes round in circles. */
const MAX_PAGES = 200;

/** Lists the account's scheduled meetings whose agenda begins with the marker, oldest first. */
export async function findMarked(
  api: ZoomApi,
  marker: string,
  signal: AbortSignal,
): Promise<Result<readonly MarkedMeeting[]>> {
  const marked = new Map<string, MarkedMeeting>();
  let pageToken = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ type: 'scheduled', page_size: '300' });
    if (pageToken !== '') query.set('next_page_token', pageToken);
    const path = `/users/me/meetings?${query.toString()}`;
    const listed = await api.ask('find', { method: 'GET', path }, meetingPageSchema, signal);
    if (!listed.ok) return listed;
    for (const { id, agenda, created_at: createdAt } of listed.value.meetings) {
      if (agenda?.startsWith(marker) === true) marked.set(id, { id, createdAt: createdAt ?? '' });
    }
    pageToken = listed.value.next_page_token ?? '';
    if (pageToken === '') return success([...marked.values()].sort(byAge));
  }
  return failed(
    remoteFailure({
      party: 'provider',
      code: 'endless-list',
      message: "Zoom's list of meetings did not come to an end.",
      isTemporary: true,
    }),
  );
}

/** Instants of Zoom have one form, so their text sorts by time; ids are integers of any length. */
function byAge(left: MarkedMeeting, right: MarkedMeeting): number {
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? -1 : 1;
  if (left.id.length !== right.id.length) return left.id.length - right.id.length;
  return left.id < right.id ? -1 : 1;
}
