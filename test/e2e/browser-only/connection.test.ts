import type { WebSocketRoute } from '@playwright/test';
import { expect, test } from '../setup/test.ts';

test('a second tab is let in by the first, and sees the same', async ({ app }) => {
  const tab = await app.openTab();
  await expect(tab.getByText('Not set up', { exact: true }).first()).toBeVisible();
});

test('a page that loses its connection connects again by itself', async ({ app }) => {
  const connections: WebSocketRoute[] = [];
  await app.page.routeWebSocket(/\/socket$/, (connection) => {
    connections.push(connection);
    connection.connectToServer();
  });
  await app.page.reload();
  await expect(app.page.getByText('Not set up', { exact: true }).first()).toBeVisible();
  expect(connections).toHaveLength(1);
  await connections[0]?.close();
  await expect.poll(() => connections.length).toBe(2);
  await expect(app.page.getByText('Not set up', { exact: true }).first()).toBeVisible();
});

test('a browser that comes from a file is let in, though its cookie is for the same site only', async ({
  app,
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // As `--open` has it: a page from elsewhere leads to the newest address.
  const address = await app.newestAddress();
  await page.goto(`data:text/html,<a href="${address}">Go on</a>`);
  await page.getByRole('link').click();
  await page.waitForURL(new URL('/', address).href);
  await expect(page.getByText('Not set up', { exact: true }).first()).toBeVisible();
  await context.close();
});

test('a browser without its cookie is told what to do', async ({ app, browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const response = await page.goto(new URL('/', await app.newestAddress()).href);
  expect(response?.status()).toBe(401);
  await expect(page.getByRole('heading')).toHaveText('ReadyMeet does not know this browser');
  await context.close();
});
