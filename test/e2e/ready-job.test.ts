import { expect, test } from './setup/test.ts';

test.use({ stage: 'ready', provider: 'teams' });

const TOMORROW_MS = 86_400_000;

test('a job that becomes Ready appears on the page, with its link in Skedulo and a message to its contact', async ({
  app,
  office,
  standIns,
}) => {
  const job = office.addJob({
    startMs: Date.now() + TOMORROW_MS,
    durationMinutes: 30,
    timezone: 'Europe/Berlin',
    contact: { name: 'Ann Lee', email: 'ann.lee@clients.test' },
  });
  await app.page.getByRole('navigation').getByText('Jobs', { exact: true }).click();
  await expect(app.page.getByText(job.Name, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => standIns.mailbox.messageCount).toBe(1);
  expect(standIns.provider.meetings()).toHaveLength(1);
  expect(job.VirtualMeetingURL).toBe(standIns.provider.meetings()[0]?.joinUrl);
});
