import { describeMeetingProvider } from './contract.ts';
import { startZoomRig, stillClock } from './zoom-rig.ts';

describeMeetingProvider('Zoom', async () => {
  const { zoom, provider, store } = await startZoomRig({
    clientSecret: 'zoom-client-secret',
    clock: stillClock,
    now: () => new Date(stillClock.nowMs()),
  });
  return {
    provider,
    meetings: () =>
      zoom.meetings.map((meeting) => ({
        id: meeting.id,
        topic: meeting.topic,
        startMs: meeting.startMs,
        endMs: meeting.startMs + meeting.durationMinutes * 60_000,
        timeZone: meeting.timeZone,
        isCancelled: meeting.isDeleted,
      })),
    faults: zoom.http.faults,
    apiPath: /^\/v2\//,
    createRequest: { method: 'POST', path: /^\/v2\/users\/me\/meetings$/ },
    updateRequest: { method: 'PATCH', path: /^\/v2\/meetings\// },
    unauthorizedBody: { code: 124, message: 'Access token is expired.' },
    rateLimitedBody: {
      code: 429,
      message: 'You have reached the maximum per-second rate limit for this API. Try again later.',
    },
    topicLimit: 200,
    removeAtProvider: (id) => {
      zoom.removeMeeting(id);
    },
    revokeGrant: () => {
      zoom.oauth.revokeAll();
    },
    refreshCount: () => zoom.oauth.refreshCount,
    secrets: () => [
      'zoom-client-secret',
      'host-credential',
      ...[store.tokens, ...store.saved].flatMap((tokens) =>
        tokens === null ? [] : [tokens.refreshToken, tokens.accessToken ?? tokens.refreshToken],
      ),
    ],
    close: () => zoom.close(),
  };
});
