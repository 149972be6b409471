import { act, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BRIDGE_KEY } from '../../../../preload/contract/contract.ts';
import { App } from '../../../../renderer/app.tsx';
import { openBridge } from '../../../../renderer/bridge.ts';
import { createAppStore } from '../../../../renderer/store/app-store.ts';
import { createFakeBridge, refused } from '../../../fakes/fake-bridge.ts';
import { MONDAY_MS } from '../../../fakes/jobs.ts';
import { oneRowScene } from '../../../fakes/scenes.ts';
import { sampleView } from '../../../fakes/views.ts';
import { renderApp, setUpBrowser } from '../render-app.tsx';

setUpBrowser();

function heading(name: string): Promise<HTMLElement> {
  return screen.findByRole('heading', { level: 1, name });
}

describe('navigation', () => {
  test('[PP-13] shows the pages in the order of the product', async () => {
    renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    const names = within(screen.getByRole('navigation', { name: 'Pages' }))
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
    expect(names).toEqual(['Overview', 'Jobs', 'Meetings provider', 'Automation', 'E-mail', 'Settings']);
  });

  test('moves the focus to the heading, names the window and marks the page', async () => {
    const { user } = renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    expect(document.activeElement).toBe(document.body);
    await user.click(screen.getByRole('button', { name: 'Jobs' }));
    expect(await heading('Jobs')).toBe(document.activeElement);
    expect(document.title).toBe('Jobs · ReadyMeet');
    expect(screen.getByRole('button', { name: 'Jobs', current: 'page' })).toBeDefined();
  });

  test('is remembered when the window is loaded again', async () => {
    const { user, unmount, bridge } = renderApp(oneRowScene(MONDAY_MS));
    await user.click(screen.getByRole('button', { name: 'Jobs' }));
    expect(sessionStorage.getItem('page')).toBe('jobs');
    expect(bridge.calls).toEqual([]);
    unmount();
  });

  test('can be skipped', async () => {
    const { user } = renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    await user.tab();
    expect(document.activeElement?.textContent).toBe('Skip to the page');
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(screen.getByRole('main'));
  });

  test('follows the program, such as when the tray was clicked', async () => {
    const { bridge } = renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    act(() => {
      bridge.push({ name: 'navigate', payload: { page: 'jobs', jobId: null } });
    });
    expect(await heading('Jobs')).toBe(document.activeElement);
  });
});

describe('habits', () => {
  test('F5 looks now instead of loading the page again', async () => {
    const { user, bridge } = renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    const isLoadedAgain = vi.fn<(event: KeyboardEvent) => void>();
    window.addEventListener('keydown', (event) => {
      if (!event.defaultPrevented) isLoadedAgain(event);
    });
    await user.keyboard('{F5}');
    expect(bridge.calls).toEqual([{ name: 'sync-now', input: {} }]);
    expect(isLoadedAgain).not.toHaveBeenCalled();
  });

  test('F5 says why it could not look, on any page', async () => {
    const { user } = renderApp(oneRowScene(MONDAY_MS), 'jobs', () =>
      refused('not-enabled', 'Automation is not enabled.'),
    );
    await heading('Jobs');
    await user.keyboard('{F5}');
    expect(await screen.findAllByText('Automation is not enabled.')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Overview' }));
    await heading('Overview');
    expect(screen.getAllByText('Automation is not enabled.')).toHaveLength(1);
  });

  test('Ctrl+comma opens the settings', async () => {
    const { user } = renderApp(oneRowScene(MONDAY_MS));
    await heading('Overview');
    await user.keyboard('{Control>},{/Control}');
    expect(await heading('Settings')).toBeDefined();
  });
});

describe('a lost connection', () => {
  beforeEach(() => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is said after a moment, with what is kept, and goes when it is back', async () => {
    const { bridge } = renderApp(oneRowScene(Date.now()));
    await heading('Overview');
    act(() => {
      bridge.connect(false);
    });
    expect(screen.queryByText('ReadyMeet cannot be reached')).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(2500));
    expect(screen.getByRole('region', { name: 'Connection' }).textContent).toContain(
      'Everything that was saved is kept',
    );
    // What was shown stays.
    expect(screen.getByRole('heading', { level: 2, name: 'Working' })).toBeDefined();
    act(() => {
      bridge.connect(true);
    });
    expect(screen.queryByText('ReadyMeet cannot be reached')).toBeNull();
  });

  test('before anything was shown leaves the outline of a page, and says what to do', async () => {
    const bridge = createFakeBridge(() => []);
    bridge.connect(false);
    render(<App store={createAppStore()} bridge={bridge} />);
    expect(screen.getByLabelText('Loading')).toBeDefined();
    await act(() => vi.advanceTimersByTimeAsync(2500));
    const words = screen.getByRole('region', { name: 'Connection' }).textContent;
    expect(words).toContain('Nothing has been changed.');
    expect(words).toContain('See whether ReadyMeet is still running on this computer');
  });
});

test('a page that cannot be drawn leaves the others in reach', async () => {
  // React tells of what was thrown, which is what this test is about.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = Object.defineProperty(sampleView(MONDAY_MS), 'chart', {
    get: () => {
      throw new Error('broken');
    },
  });
  const { user } = renderApp({ ...oneRowScene(MONDAY_MS), view: broken });
  expect((await screen.findByRole('alert')).textContent).toContain('Meetings, links and invitations go on');
  await user.click(screen.getByRole('button', { name: 'Jobs' }));
  expect(await heading('Jobs')).toBeDefined();
});

describe('the bridge', () => {
  afterEach(() => {
    Reflect.deleteProperty(window, BRIDGE_KEY);
  });

  test('is the one that the preload script exposes', () => {
    const exposed = createFakeBridge(() => []);
    Object.defineProperty(window, BRIDGE_KEY, { value: exposed, configurable: true });
    expect(openBridge()).toBe(exposed);
  });

  test('is a socket of its own where none is exposed, or something else', () => {
    const opened: string[] = [];
    vi.stubGlobal(
      'WebSocket',
      class {
        readyState = 0;
        constructor(url: string) {
          opened.push(url);
        }
        addEventListener(): void {
          // It never opens here.
        }
      },
    );
    Object.defineProperty(window, BRIDGE_KEY, { value: { call: 1 }, configurable: true });
    openBridge().subscribe(() => undefined);
    expect(opened).toEqual([`ws://${window.location.host}/socket`]);
  });
});
