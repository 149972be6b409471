import { expect, test } from 'vitest';
import { letSettle, liveMeetings, openWorld, passOnce } from './service-rig.ts';

test('with a refresh token of another account, what the new one cannot see does not count as removed', async () => {
  const world = await openWorld({ provider: 'zoom' });
  const { office } = world.skedulo;
  const [kept, cancelled] = [office.addJob().Name, office.addJob().Name];
  expect(await passOnce(world)).toMatchObject({ exitCode: 0, summary: { meetingsCreated: 2 } });
  const keptUrl = office.job(kept).VirtualMeetingURL;

  const { oauth } = world.provider;
  const other = oauth.users.find(({ id }) => id !== oauth.users[0]?.id);
  const environment = { PROVIDER_REFRESH_TOKEN: oauth.issue(other?.id).refreshToken };
  office.updateJob(cancelled, { JobStatus: 'Cancelled' });
  letSettle(world, cancelled);
  // Twice: what was learnt of the account is kept from one run to the next.
  for (const run of [1, 2]) {
    const { exitCode, summary } = await passOnce(world, { environment });
    expect(exitCode, `run ${String(run)}`).toBe(1);
    expect(summary.needsAttention).toMatchObject([{ job: cancelled, code: 'meeting-left-behind' }]);
    expect(summary.meetingsCancelled + summary.meetingsCreated).toBe(0);
  }
  expect(liveMeetings(world)).toHaveLength(2);
  expect(office.job(kept).VirtualMeetingURL).toBe(keptUrl);

  // Back with the account that made them, the meeting is removed in the end.
  const back = { PROVIDER_REFRESH_TOKEN: oauth.issue().refreshToken };
  expect(await passOnce(world, { environment: back })).toMatchObject({
    exitCode: 0,
    summary: { meetingsCancelled: 1, needsAttention: [] },
  });
  expect(liveMeetings(world)).toHaveLength(1);
});

test('with a fresh refresh token of the same account everything goes on as before', async () => {
  const world = await openWorld({ provider: 'teams' });
  const { office } = world.skedulo;
  const job = office.addJob();
  expect((await passOnce(world)).exitCode).toBe(0);
  const environment = { PROVIDER_REFRESH_TOKEN: world.provider.oauth.issue().refreshToken };
  office.updateJob(job.Name, { JobStatus: 'Cancelled' });
  letSettle(world, job.Name);
  const requestsBefore = world.provider.http.requests.length;
  expect(await passOnce(world, { environment })).toMatchObject({
    exitCode: 0,
    summary: { meetingsCancelled: 1, needsAttention: [] },
  });
  // Who authorized, and the removal: the meeting is not looked for first.
  expect(
    world.provider.http.requests
      .slice(requestsBefore)
      .filter((request) => request.includes('onlineMeetings'))
      .map((request) => request.split(' ')[0]),
  ).toEqual(['DELETE']);
});
