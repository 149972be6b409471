import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { MONDAY_MS } from '../../../../fakes/jobs.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';

setUpBrowser();

test('the diagnostics are shown once they have come, and stay while one looks at another page', async () => {
  const { bridge, user } = renderApp(oneRowScene(MONDAY_MS), 'settings');
  await user.click(await screen.findByRole('button', { name: 'Prepare diagnostics' }));
  expect(bridge.calls).toContainEqual({ name: 'prepare-diagnostics', input: {} });
  expect(screen.queryByText(/This is all that is in the file/)).toBeNull();
  const payload = { text: 'ReadyMeet diagnostics, all is well', atMs: MONDAY_MS, fileName: 'd.txt' };
  act(() => {
    bridge.push({ name: 'diagnostics', payload });
  });
  expect(screen.getByText(payload.text)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Overview' }));
  await screen.findByRole('heading', { level: 1, name: 'Overview' });
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  expect(await screen.findByText(payload.text)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Prepare anew' })).toBeDefined();
});
