import { PROVIDER_KINDS, PROVIDER_NAMES } from '../../preload/contract/primitives.ts';
import { authorize, connectMail, goTo, headline, pasteToken } from './setup/admin.ts';
import { expect, test } from './setup/test.ts';

const TOMORROW_MS = 86_400_000;

for (const provider of PROVIDER_KINDS) {
  test.describe(PROVIDER_NAMES[provider], () => {
    test.use({ provider });

    test('[PP-09] [PP-16] [PP-17] [PP-18] [PP-19] [PP-20] [PP-29] [PP-30] [PP-41] an admin comes from nothing to automation, and the next Ready job gets its meeting', async ({
      app,
      office,
      standIns,
    }) => {
      const { page } = app;
      office.addJob({ contact: { name: 'Ann Lee', email: 'ann.lee@clients.test' } });
      await expect(headline(page)).toHaveText('Not set up');
      await expect(page.getByText('No meetings provider is connected').first()).toBeVisible();

      await authorize(app, provider);
      const user = standIns.provider.oauth.users[0];
      const details = page.getByRole('region', { name: 'Vendor user details' });
      await expect(details.getByText('Connected', { exact: true })).toBeVisible();
      for (const text of [user?.name, user?.email, user?.id]) {
        await expect(details.getByText(text ?? '', { exact: true })).toBeVisible();
      }

      await connectMail(app);
      await page.getByLabel('Your own e-mail address').fill('olivia@acme.test');
      await page.getByRole('button', { name: 'Send me a test invitation' }).click();
      await expect(page.getByText('accepted the test invitation to olivia@acme.test')).toBeVisible();
      expect(standIns.mailbox.envelopes.map(({ to }) => to)).toEqual([['olivia@acme.test']]);
      standIns.mailbox.clear();

      await pasteToken(app);
      await page.getByRole('button', { name: 'Check and preview' }).click();
      await expect(
        page.getByText('1 Ready job will get a meeting now, 1 person will be e-mailed.'),
      ).toBeVisible();
      // Teams and Meet come with something to know, which is no reason not to go on.
      const passed = page
        .getByRole('list', { name: 'Checks' })
        .getByText(/: (good|works, but look at this)$/);
      await expect(passed).toHaveCount(3);
      expect(standIns.provider.meetings()).toHaveLength(0);
      await page.getByRole('button', { name: 'Enable Automation' }).click();
      await expect(page.getByText('Automation is enabled').first()).toBeVisible();

      await goTo(page, 'Overview');
      await expect(headline(page)).toHaveText('Working');
      const job = office.addJob({
        startMs: Date.now() + TOMORROW_MS,
        contact: { name: 'Zoë Brontë', email: 'zoe.bronte@clients.test' },
      });
      await goTo(page, 'Jobs');
      const row = page.getByRole('row').filter({ hasText: 'Zoë Brontë' });
      for (const mark of ['Meeting: confirmed', 'Link: confirmed', 'Invitations: confirmed']) {
        await expect(row.getByText(mark)).toBeAttached({ timeout: 30_000 });
      }
      expect(standIns.provider.meetings()).toHaveLength(2);
      const joinUrls = standIns.provider.meetings().map(({ joinUrl }) => joinUrl);
      expect(joinUrls).toContain(job.VirtualMeetingURL);
      const [message, ...others] = await standIns.mailbox.messagesTo('zoe.bronte@clients.test');
      expect(others).toEqual([]);
      expect(message?.calendars[0]?.location).toBe(job.VirtualMeetingURL);
    });
  });
}
