import { expect, it } from 'vitest';
import type { ApiRequest } from '../../../../main/providers/api-client.ts';
import { createDailyQuota } from '../../../../main/providers/daily-quota.ts';
import { createZoomProvider } from '../../../../main/providers/zoom/zoom-provider.ts';
import { failed, networkFailure } from '../../../../main/sync/failure.ts';
import { createMemoryCounter, stillClock, zoomRequest } from '../../../integration/providers/zoom-rig.ts';

const NEVER = new AbortController().signal;

function providerWhose(code: string, mayHaveHappened: boolean) {
  const requests: ApiRequest[] = [];
  const counts = new Map<string, number>();
  const provider = createZoomProvider({
    clock: stillClock,
    quota: createDailyQuota({
      counter: createMemoryCounter(counts),
      name: 'zoom',
      perDay: 100,
      providerName: 'Zoom',
      clock: stillClock,
    }),
    api: {
      send(request) {
        requests.push(request);
        return Promise.resolve(
          failed(networkFailure({ party: 'provider', code, message: 'No answer.', mayHaveHappened })),
        );
      },
    },
  });
  return { provider, requests, counts };
}

it('waits a minute for a creation, and long before it looks for one that stayed without an answer', async () => {
  const { provider, requests, counts } = providerWhose('timeout', true);
  expect(await provider.create(zoomRequest(), NEVER)).toMatchObject({
    ok: false,
    failure: { code: 'timeout', mayHaveHappened: true, retryAfterMs: 45_000 },
  });
  expect(requests.map(({ timeoutMs }) => timeoutMs)).toEqual([60_000]);
  // It may have been made, so it counts.
  expect([...counts.values()]).toEqual([1]);
});

it('waits no longer than usual after a creation that never reached Zoom, and does not count it', async () => {
  const { provider, counts } = providerWhose('unreachable', false);
  const made = await provider.create(zoomRequest(), NEVER);
  expect(made).toMatchObject({ ok: false, failure: { code: 'unreachable' } });
  expect(made).not.toHaveProperty('failure.retryAfterMs');
  expect([...counts.values()]).toEqual([0]);
});
