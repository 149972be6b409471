import type { Locator, Page } from '@playwright/test';
import { expectMarks, goTo } from './setup/admin.ts';
import { expect, test } from './setup/test.ts';

test.use({ stage: 'ready' });

/** Rows that are drawn; the head is not one of them. */
function drawnRows(page: Page): Locator {
  return page.getByRole('grid', { name: 'Jobs' }).locator('tbody tr');
}

test.describe('ten thousand jobs', () => {
  const JOBS = 10_000;
  /** A window full of rows, and some above and below it. */
  const MOST_DRAWN = 60;
  const HOUR_MS = 3_600_000;

  test('are scrolled, searched, filtered and sorted with a handful of rows drawn', async ({
    app,
    office,
  }) => {
    const { page } = app;
    // Somebody else's links: they are shown, and no meeting has to be made for any of them.
    const startMs = Date.now() + HOUR_MS;
    for (let number = 1; number <= JOBS; number += 1) {
      office.addJob({
        startMs: startMs + number * 60_000,
        contact: { name: `Client ${String(number)}`, email: `client${String(number)}@clients.test` },
        link: { url: `https://elsewhere.test/j/${String(number)}` },
      });
    }
    await goTo(page, 'Jobs');
    const grid = page.getByRole('grid', { name: 'Jobs' });
    await expect(grid).toHaveAttribute('aria-rowcount', String(JOBS + 1), { timeout: 60_000 });
    await expect(drawnRows(page).first()).toContainText('JOB-0001');

    // To the end and back by the keyboard, and into the middle by the wheel.
    await drawnRows(page).first().focus();
    await page.keyboard.press('End');
    await expect(page.getByRole('row', { name: /JOB-10000/ })).toBeFocused();
    expect(await drawnRows(page).count()).toBeLessThan(MOST_DRAWN);
    await page.keyboard.press('Home');
    await expect(page.getByRole('row', { name: /JOB-0001/ })).toBeFocused();
    await grid.hover();
    await page.mouse.wheel(0, 250_000);
    await expect(page.getByRole('row', { name: /JOB-4812/ })).toBeInViewport();
    expect(await drawnRows(page).count()).toBeLessThan(MOST_DRAWN);

    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page.getByRole('columnheader', { name: 'Start' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await page.getByRole('button', { name: 'Contact' }).click();
    await expect(page.getByRole('columnheader', { name: 'Contact' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );

    await page.getByRole('searchbox', { name: 'Search jobs' }).fill('client9876@');
    await expect(grid).toHaveAttribute('aria-rowcount', '2');
    await expect(drawnRows(page)).toContainText('JOB-9876');
    await page.getByRole('searchbox', { name: 'Search jobs' }).fill('');
    await page.getByRole('button', { name: /^Needs you/ }).click();
    await expect(page.getByText('No job needs you')).toBeVisible();
    await page.getByRole('button', { name: /^Left alone/ }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', String(JOBS + 1));

    // What is chosen is remembered when the window is opened again.
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Contact' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
  });
});

test('"I have no link": the job is found by the name, the link copied, the invitation sent again', async ({
  app,
  office,
  standIns,
}) => {
  const { page } = app;
  for (const name of ['Ann Lee', 'Hélène Fournier', 'Jack Wilson']) {
    office.addJob({ contact: { name, email: `${name.split(' ')[1]?.toLowerCase() ?? ''}@clients.test` } });
  }
  await goTo(page, 'Jobs');
  await expectMarks(page, 'Hélène', ['confirmed', 'confirmed', 'confirmed']);
  const job = office.job('JOB-0002');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('helene');
  await expect(drawnRows(page)).toHaveCount(1);
  await page.getByRole('row', { name: /JOB-0002/ }).click();
  const drawer = page.getByRole('complementary', { name: 'JOB-0002' });
  await expect(drawer.getByText('Contact: Hélène Fournier')).toBeVisible();

  await drawer.getByRole('button', { name: 'Copy link' }).click();
  await expect(drawer.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await app.clipboardText()).toBe(job.VirtualMeetingURL);

  await drawer.getByRole('button', { name: 'Resend' }).click();
  await expect(drawer.getByText(/^Sent again: the mail server accepted it/)).toBeVisible();
  const [first, second, ...more] = await standIns.mailbox.messagesTo('fournier@clients.test');
  expect(more).toEqual([]);
  expect(second?.messageId).not.toBe(first?.messageId);
  const [before, after] = [first?.calendars[0], second?.calendars[0]];
  expect(after?.uid).toBe(before?.uid);
  expect(after?.sequence).toBe(before?.sequence);
  expect(after?.location).toBe(job.VirtualMeetingURL);
  await expect(drawer.getByRole('region', { name: 'History' })).toContainText(
    /Admin.*fournier@clients\.test/s,
  );
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('row', { name: /JOB-0002/ })).toBeFocused();
});
