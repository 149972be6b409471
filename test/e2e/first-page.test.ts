import { contentSecurityPolicy } from '../../main/admin/page-policy.ts';
import { expectNoAxeFindings } from './setup/axe.ts';
import { expect, test } from './setup/test.ts';

test('the page says that nothing is set up yet, and axe finds nothing', async ({ app }) => {
  await expect(app.page.getByText('Not set up', { exact: true }).first()).toBeVisible();
  await expect(app.page).toHaveTitle(/ReadyMeet/);
  await expectNoAxeFindings(app.page);
});

test('the page comes with its security policy and without its token', async ({ app }) => {
  const response = await app.page.reload();
  const connects = app.kind === 'service' ? 'self' : 'none';
  expect(response?.headers()['content-security-policy']).toBe(contentSecurityPolicy(connects));
  expect(app.page.url()).not.toContain('token');
  const stored = await app.page.evaluate(() => document.cookie);
  expect(stored).toBe('');
});
