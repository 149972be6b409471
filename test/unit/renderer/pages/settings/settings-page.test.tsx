import { act, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { DAY_MS, MONDAY_MS } from '../../../../fakes/jobs.ts';
import { oneRowScene } from '../../../../fakes/scenes.ts';
import { renderApp, setUpBrowser } from '../../render-app.tsx';
import type { RenderedApp } from '../../render-app.tsx';

setUpBrowser();

async function openSettings(): Promise<RenderedApp> {
  const scene = oneRowScene(MONDAY_MS);
  const settings = { ...scene.view.settings, opensAtLogin: false, showsNotifications: true };
  const app = renderApp({ ...scene, view: { ...scene.view, settings } }, 'settings');
  await screen.findByRole('heading', { level: 1, name: 'Settings' });
  return app;
}

test('a second change that comes before the first one is told of does not take it back', async () => {
  const scene = oneRowScene(MONDAY_MS);
  const settings = { ...scene.view.settings, opensAtLogin: false, showsNotifications: true };
  const app = renderApp(
    { ...scene, view: { ...scene.view, settings } },
    'settings',
    () => new Promise(() => undefined),
  );
  await screen.findByRole('heading', { level: 1, name: 'Settings' });
  await app.user.click(screen.getByRole('switch', { name: /^Start ReadyMeet/ }));
  await app.user.click(screen.getByRole('switch', { name: /^Notify you/ }));
  const saved = app.bridge.calls.filter(({ name }) => name === 'save-settings').map(({ input }) => input);
  expect(saved).toEqual([
    expect.objectContaining({ opensAtLogin: true, showsNotifications: true }),
    expect.objectContaining({ opensAtLogin: true, showsNotifications: false }),
  ]);
});

test('a change that was not saved is not shown as if it were', async () => {
  const { user } = await openSettings();
  const start = screen.getByRole('switch', { name: /^Start ReadyMeet/ });
  await user.click(start);
  // The program answered and told of nothing.
  expect(start).toHaveProperty('checked', false);
});

test('a line of the log from another day says which', async () => {
  vi.useFakeTimers({ now: MONDAY_MS, toFake: ['Date'] });
  try {
    const { bridge } = await openSettings();
    const line = { level: 'info' as const, room: 'zoom' };
    const lines = [
      { ...line, atMs: MONDAY_MS - DAY_MS, words: 'Made the meeting of JOB-0001.' },
      { ...line, atMs: MONDAY_MS, words: 'Made the meeting of JOB-0002.' },
    ];
    act(() => {
      bridge.push({ name: 'log', payload: { isWhole: true, lines } });
    });
    expect(screen.getByText(/JOB-0001/).textContent).toMatch(/^yesterday \d/);
    expect(screen.getByText(/JOB-0002/).textContent).toMatch(/^\d/);
  } finally {
    vi.useRealTimers();
  }
});
